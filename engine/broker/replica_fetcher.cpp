// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/replica_fetcher.h"

#include "engine/base/log.h"
#include "engine/broker/wire_errors.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {
constexpr std::int16_t kFetchVersion = protocol::FetchRequest::Api::kMax;
constexpr std::chrono::milliseconds kRetry{50};  ///< of a leader that cannot be reached
constexpr std::chrono::seconds kAnswerLimit{5};
constexpr int kFailuresToTell = 20;
}  // namespace

ReplicaFetcher::ReplicaFetcher(env::Environment environment, std::string loggerName, BrokerId self,
    BrokerId leader, env::Endpoint endpoint, PartitionTable& partitions, ReplicaFetchLimits limits,
    BrokerEpochs ownEpoch)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_self(self)
    , m_leader(leader)
    , m_channel(environment, std::move(endpoint), fmt::format("broker-{}-fetcher", self.value()))
    , m_table(partitions)
    , m_limits(limits)
    , m_ownEpoch(std::move(ownEpoch))
    , m_timer(environment.executor.createTimer())
{
}

void ReplicaFetcher::add(
    const storage::TopicPartition& partition, const Uuid& topicId, LeaderEpoch epoch)
{
    m_partitions[partition] = {topicId, epoch, {}, false};
    m_names[topicId] = partition.topic;
}

void ReplicaFetcher::wake()
{
    const bool newOnes = std::any_of(m_partitions.begin(), m_partitions.end(),
        [](const auto& entry) { return !entry.second.inFetch; });
    if (m_fetching && newOnes) {
        m_fetching = false;
        m_channel.disconnect();
    }
    if (!m_fetching)
        fetch();
}

void ReplicaFetcher::fetch()
{
    m_timer->cancel();
    if (m_fetching || m_partitions.empty())
        return;
    const auto message = request();
    if (message.topics.empty()) {
        auto next = env::SteadyTime::max();
        for (const auto& [name, followed] : m_partitions)
            next = std::min(next, followed.restsUntil);
        return fetchLater(next - m_environment.clock.steadyNow());
    }
    m_fetching = true;
    const auto number = ++m_number;
    m_channel.call(message, kFetchVersion,
        std::chrono::milliseconds(m_limits.maxWaitMs) + kAnswerLimit,
        [this, number](
            const Result<protocol::FetchResponse>& answer) { onAnswer(number, answer); });
}

void ReplicaFetcher::fetchLater(std::chrono::microseconds wait)
{
    m_timer->start(std::max(wait, std::chrono::microseconds(1000)), [this] { fetch(); });
}

protocol::FetchRequest ReplicaFetcher::request()
{
    protocol::FetchRequest message;
    message.replicaState.replicaId = m_self.value();
    message.replicaState.replicaEpoch = m_ownEpoch().value();
    message.maxWaitMs = m_limits.maxWaitMs;
    message.minBytes = m_limits.minBytes;
    message.maxBytes = m_limits.maxBytes;
    const auto now = m_environment.clock.steadyNow();
    const auto ask = [&](Partitions::value_type& entry) {
        auto& [name, followed] = entry;
        auto* hosted = m_table.find(name.topic, name.partition);
        followed.inFetch = hosted && followed.restsUntil <= now;
        if (!followed.inFetch)
            return;
        if (message.topics.empty() || message.topics.back().topicId != followed.topicId)
            message.topics.emplace_back().topicId = followed.topicId;
        auto& partition = message.topics.back().partitions.emplace_back();
        partition.partition = name.partition.value();
        partition.currentLeaderEpoch = followed.epoch.value();
        partition.fetchOffset = hosted->log.logEndOffset().value();
        if (!m_limits.ignoresDivergence)
            partition.lastFetchedEpoch = hosted->log.lastFetchedEpoch().value();
        partition.logStartOffset = hosted->log.logStartOffset().value();
        partition.partitionMaxBytes = m_limits.partitionMaxBytes;
    };
    const auto middle = m_partitions.lower_bound(m_first);
    for (auto it = middle; it != m_partitions.end(); ++it)
        ask(*it);
    for (auto it = m_partitions.begin(); it != middle; ++it)
        ask(*it);
    return message;
}

ReplicaFetcher::Partitions::iterator ReplicaFetcher::find(const Uuid& topicId, PartitionIndex index)
{
    const auto name = m_names.find(topicId);
    if (name == m_names.end())
        return m_partitions.end();
    const auto found = m_partitions.find({name->second, index});
    return found != m_partitions.end() && found->second.topicId == topicId ? found
                                                                           : m_partitions.end();
}

void ReplicaFetcher::onAnswer(std::uint64_t number, const Result<protocol::FetchResponse>& answer)
{
    if (number != m_number || !m_fetching)
        return;  // of a fetch that wake() has given up
    m_fetching = false;
    if (!answer || answer->errorCode != WireError::None) {
        if (++m_failures == kFailuresToTell)
            log::warn(m_loggerName, "cannot fetch from broker {}: {}", m_leader.value(),
                answer ? std::string(protocol::toString(answer->errorCode))
                       : answer.error().message);
        return fetchLater(kRetry);
    }
    m_failures = 0;
    for (const auto& topic : answer->responses) {
        for (const auto& data : topic.partitions) {
            const auto followed = find(topic.topicId, PartitionIndex{data.partitionIndex});
            if (followed == m_partitions.end() || !followed->second.inFetch)
                continue;
            take(followed, data);
            if (!data.records.view().empty())
                m_first = {followed->first.topic, followed->first.partition + 1};
        }
    }
    fetch();
}

void ReplicaFetcher::take(
    Partitions::iterator followed, const protocol::FetchResponse::PartitionData& data)
{
    const auto& name = followed->first;
    auto* hosted = m_table.find(name.topic, name.partition);
    if (!hosted)
        return;
    const auto epoch = followed->second.epoch;
    if (data.errorCode == WireError::OffsetOutOfRange && data.logStartOffset >= 0) {
        log::warn(m_loggerName,
            "{}: the leader's log begins at offset {}, behind the end of ours: "
            "copying it from there",
            name.toString(), data.logStartOffset);
        if (const auto begun = hosted->log.startAnew(epoch, Offset{data.logStartOffset}); !begun)
            rest(followed->second);
        return;
    }
    if (data.errorCode != WireError::None)
        return rest(followed->second);
    replication::LeaderAnswer answer;
    answer.batches = data.records.view();
    answer.highWatermark = Offset{data.highWatermark};
    answer.logStartOffset = Offset{data.logStartOffset};
    if (data.divergingEpoch.endOffset >= 0)
        answer.diverging
            = {LeaderEpoch{data.divergingEpoch.epoch}, Offset{data.divergingEpoch.endOffset}};
    const auto copied = hosted->log.copy(epoch, answer);
    if (copied)
        return;
    if (copied.error().code != storage::LogErrorCode::NotLeader)
        log::error(m_loggerName, "{}: copying from broker {}: {}", name.toString(),
            m_leader.value(), copied.error().message);
    rest(followed->second);
}

void ReplicaFetcher::rest(Followed& followed)
{
    followed.restsUntil = m_environment.clock.steadyNow() + m_limits.backoff;
}

}  // namespace stormbench::broker
