// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/isr_keeper.h"

#include <fmt/ranges.h>

#include "engine/base/log.h"
#include "engine/broker/wire_values.h"

namespace stormbench::broker {

using protocol::AlterPartitionRequest;
using protocol::AlterPartitionResponse;
using protocol::WireError;

namespace {

constexpr std::chrono::milliseconds kRetry{100};
constexpr std::chrono::milliseconds kAnswerLimit{3000};

std::vector<std::int32_t> ids(const std::vector<replication::InSyncReplicas::Member>& members)
{
    std::vector<std::int32_t> out;
    for (const auto& member : members)
        out.push_back(member.id.value());
    return out;
}

}  // namespace

IsrKeeper::IsrKeeper(Context context)
    : m_context(std::move(context))
    , m_checkTimer(m_context.environment.executor.createTimer())
    , m_retryTimer(m_context.environment.executor.createTimer())
{
}

void IsrKeeper::armTimer()
{
    m_checkTimer->start(m_context.maxLag() / 2, [this] {
        checkAll();
        armTimer();
    });
}

void IsrKeeper::checkAll()
{
    for (const auto& [topic, partitions] : m_context.partitions.topics())
        for (const auto& [index, partition] : partitions)
            check(*partition);
    send();
}

void IsrKeeper::onFollowerFetch(HostedPartition& partition, BrokerId follower)
{
    const auto* replicas = partition.log.replicas();
    if (!replicas || replicas->contains(follower))
        return;
    check(partition);
    send();
}

void IsrKeeper::check(HostedPartition& partition)
{
    const auto& image = m_context.metadata.image();
    const auto eligible = [&image](BrokerId id) {
        const auto* broker = image.broker(id);
        return broker && broker->active();
    };
    auto proposal = partition.log.proposeIsr(
        m_context.environment.clock.steadyNow(), {m_context.maxLag(), eligible});
    if (!proposal)
        return;
    log::info(m_context.loggerName, "{}: asks for the in-sync replicas {}",
        partition.name.toString(), ids(proposal->isr));
    m_open[partition.name] = {partition.topicId, *std::move(proposal), false};
}

void IsrKeeper::send()
{
    // A proposal is over when the metadata have told of a newer partition epoch, or of a new
    // leader.
    std::erase_if(m_open, [this](const auto& entry) {
        const auto* hosted = m_context.partitions.find(entry.first.topic, entry.first.partition);
        const auto* replicas = hosted ? hosted->log.replicas() : nullptr;
        return !replicas || !replicas->proposing()
            || replicas->assignment().partitionEpoch != entry.second.proposal.partitionEpoch;
    });
    if (m_inFlight || m_open.empty())
        return;
    AlterPartitionRequest request;
    request.brokerId = m_context.self.value();
    request.brokerEpoch = m_context.ownEpoch().value();
    for (auto& [name, open] : m_open) {
        open.sent = true;
        if (request.topics.empty() || request.topics.back().topicId != open.topicId)
            request.topics.emplace_back().topicId = open.topicId;
        auto& data = request.topics.back().partitions.emplace_back();
        data.partitionIndex = name.partition.value();
        data.leaderEpoch = open.proposal.leaderEpoch.value();
        data.partitionEpoch = open.proposal.partitionEpoch.value();
        for (const auto& member : open.proposal.isr) {
            const auto epoch = member.id == m_context.self ? m_context.ownEpoch() : member.epoch;
            data.newIsrWithEpochs.push_back({member.id.value(), epoch.value()});
        }
    }
    m_inFlight = true;
    std::weak_ptr<bool> alive = m_alive;
    m_context.controller.send(request, AlterPartitionRequest::Api::kMax, kAnswerLimit,
        [this, alive](const Result<AlterPartitionResponse>& answer) {
            if (!alive.expired())
                onAnswer(answer);
        });
}

void IsrKeeper::onAnswer(const Result<AlterPartitionResponse>& answer)
{
    m_inFlight = false;
    if (!answer || answer->errorCode != WireError::None)
        return retryLater();
    for (const auto& topic : answer->topics) {
        for (const auto& data : topic.partitions) {
            const auto open = std::find_if(m_open.begin(), m_open.end(), [&](const auto& entry) {
                return entry.second.sent && entry.second.topicId == topic.topicId
                    && entry.first.partition.value() == data.partitionIndex;
            });
            if (open != m_open.end())
                settle(open, data);
        }
    }
    if (!m_open.empty())
        retryLater();
}

void IsrKeeper::settle(
    Proposals::iterator open, const AlterPartitionResponse::PartitionData& answer)
{
    const auto& name = open->first;
    const auto epoch = open->second.proposal.leaderEpoch;
    auto* hosted = m_context.partitions.find(name.topic, name.partition);
    switch (answer.errorCode) {
    case WireError::None:
        if (hosted) {
            hosted->log.acceptIsr(epoch, idsOf<BrokerId>(answer.isr),
                replication::PartitionEpoch{answer.partitionEpoch});
        }
        m_open.erase(open);
        return;
    case WireError::IneligibleReplica:
    case WireError::OperationNotAttempted:
        if (hosted)
            hosted->log.withdrawIsr(epoch);
        m_open.erase(open);
        return;
    case WireError::FencedLeaderEpoch:
    case WireError::InvalidUpdateVersion:
    case WireError::UnknownTopicId:
    case WireError::UnknownTopicOrPartition:
    case WireError::InvalidRequest:
    case WireError::NewLeaderElected:
        // The controller knows better: the metadata are on their way. Until then the high watermark
        // stays cautious.
        m_open.erase(open);
        return;
    default: return;  // stays open: asked again
    }
}

void IsrKeeper::retryLater()
{
    m_retryTimer->start(kRetry, [this] { send(); });
}

}  // namespace stormbench::broker
