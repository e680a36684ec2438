// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/metadata_fetcher.h"

#include "engine/base/log.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {
constexpr std::int16_t kFetchVersion = protocol::FetchRequest::Api::kMax;
constexpr std::int32_t kMaxBytes = 8 << 20;
constexpr int kFailuresToTell = 14;
}  // namespace

MetadataFetcher::MetadataFetcher(env::Environment environment, std::string loggerName,
    BrokerId self, env::Endpoint controller, std::unique_ptr<controller::MetadataFollower> follower,
    Published published)
    : m_loggerName(std::move(loggerName))
    , m_self(self)
    , m_channel(environment, std::move(controller), fmt::format("broker-{}-metadata", self.value()))
    , m_follower(std::move(follower))
    , m_published(std::move(published))
    , m_retryTimer(environment.executor.createTimer())
{
}

void MetadataFetcher::fetch()
{
    if (m_stopped)
        return;
    protocol::FetchRequest request;
    request.replicaState.replicaId = m_self.value();
    request.maxWaitMs = static_cast<std::int32_t>(kMaxWait.count());
    request.minBytes = 1;
    request.maxBytes = kMaxBytes;
    auto& topic = request.topics.emplace_back();
    topic.topicId = kMetadataTopicId;
    auto& partition = topic.partitions.emplace_back();
    partition.fetchOffset = m_follower->nextFetchOffset().value();
    partition.lastFetchedEpoch = m_follower->lastFetchedEpoch().value();
    partition.partitionMaxBytes = kMaxBytes;
    m_channel.call(request, kFetchVersion, kMaxWait + std::chrono::seconds(5),
        [this](const Result<protocol::FetchResponse>& answer) { onAnswer(answer); });
}

void MetadataFetcher::onAnswer(const Result<protocol::FetchResponse>& answer)
{
    if (m_stopped)
        return;
    const bool usable = answer && answer->errorCode == WireError::None
        && answer->responses.size() == 1 && answer->responses.front().partitions.size() == 1;
    if (!usable) {
        // One log line an outage, and none while the brokers of a cluster start side by side.
        if (++m_failures == kFailuresToTell) {
            log::warn(m_loggerName, "cannot follow the metadata of {}: {}",
                env::toString(m_channel.to()),
                answer ? std::string(protocol::toString(answer->errorCode))
                       : answer.error().message);
        }
        return retryLater();
    }
    const auto taken = take(answer->responses.front().partitions.front());
    if (!taken) {
        log::error(m_loggerName, "metadata: {}", taken.error().message);
        return retryLater();
    }
    m_failures = 0;
    m_retryDelay.reset();
    fetch();
}

Result<> MetadataFetcher::take(const protocol::FetchResponse::PartitionData& data)
{
    if (data.errorCode == WireError::OffsetOutOfRange || data.divergingEpoch.endOffset >= 0) {
        log::warn(m_loggerName,
            "the controller's metadata log does not hold offset {}: reading it from its start",
            m_follower->nextFetchOffset().value());
        return m_follower->reset();
    }
    if (data.errorCode != WireError::None)
        return fail(ErrorCode::Rejected, std::string(protocol::toString(data.errorCode)));
    auto deltas = m_follower->onBatches(data.records.view(), Offset{data.highWatermark});
    if (!deltas) {
        SB_TRY(m_follower->reset());
        return fail(deltas.error());
    }
    for (const auto& delta : *deltas)
        m_published(delta);
    return {};
}

void MetadataFetcher::retryLater()
{
    m_retryTimer->start(m_retryDelay.next(), [this] { fetch(); });
}

}  // namespace stormbench::broker
