// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/fetch_operation.h"

#include "engine/broker/isr_keeper.h"
#include "engine/broker/leader_hints.h"
#include "engine/broker/wire_errors.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {
constexpr std::int16_t kFirstVersionWithIds = 13;
constexpr std::int16_t kFirstVersionWithRack = 11;
constexpr std::string_view kRackAwareSelector
    = "org.apache.kafka.common.replica.RackAwareReplicaSelector";

/// Where the end of the reader's last epoch lies in our log, if its log has parted from ours
/// (KIP-320).
std::optional<storage::LeaderEpochCache::EndOffset> parted(
    const replication::PartitionLog& log, const FetchTarget& target)
{
    if (target.lastFetchedEpoch.value() < 0)
        return std::nullopt;
    const auto end = log.endOffsetForEpoch(target.lastFetchedEpoch);
    const bool differs = end.endOffset.value() >= 0
        && (end.epoch < target.lastFetchedEpoch || end.endOffset < target.offset);
    return differs ? std::optional(end) : std::nullopt;
}

}  // namespace

FetchOperation::FetchOperation(
    Core& core, RequestPtr request, const protocol::FetchRequest& message, FetchContext context)
    : m_core(core)
    , m_request(std::move(request))
    , m_context(std::move(context))
    , m_maxWait(std::max(0, message.maxWaitMs))
    , m_minBytes(static_cast<std::uint64_t>(std::max(0, message.minBytes)))
    , m_isolation(message.isolationLevel == 1 ? replication::Isolation::ReadCommitted
                                              : replication::Isolation::ReadUncommitted)
{
    const auto limit = m_core.configs().number("fetch.max.bytes");
    m_maxBytes = static_cast<std::uint32_t>(std::clamp<std::int64_t>(message.maxBytes, 0, limit));
    m_replica = replicaOf(message, m_request->version());
    m_replicaEpoch = BrokerEpoch{message.replicaState.replicaEpoch};
    m_rack = message.rackId;
    if (fromReplica()) {
        m_isolation = replication::Isolation::LogEnd;
        m_request->client().ofBroker = true;
    }
}

void FetchOperation::begin()
{
    if (fromReplica())
        noteFollower();
    readAll();
    const bool asksForNothing
        = m_context.targets.empty() && (!m_context.session || m_context.session->size() == 0);
    if (m_mustAnswer || m_bytes >= m_minBytes || m_maxWait.count() == 0 || asksForNothing)
        return answer();
    m_answers.clear();
    m_core.purgatory.add(shared_from_this(), m_maxWait);
    watchPartitions();
}

void FetchOperation::noteFollower()
{
    for (const auto& target : m_context.targets)
        noteFollower(target);
}

void FetchOperation::noteFollower(const FetchTarget& target)
{
    auto* hosted = hostedBy(target);
    if (!hosted || !hosted->log.isLeader()
        || hosted->log.checkEpoch(target.currentLeaderEpoch) != replication::EpochCheck::Current
        || parted(hosted->log, target) || target.offset < hosted->log.logStartOffset()
        || target.offset > hosted->log.logEndOffset())
        return;
    if (hosted->log.onFollowerFetch({m_replica, m_replicaEpoch, target.offset, target.logStart},
            m_core.environment.clock.steadyNow()))
        m_core.isr.onFollowerFetch(*hosted, m_replica);
}

HostedPartition* FetchOperation::hostedBy(const FetchTarget& target) const
{
    if (!target.topic.empty())
        return m_core.partitions.find(target.topic, target.partition);
    const auto topic = m_core.image().topic(target.topicId);
    return topic ? m_core.partitions.find(topic->name, target.partition) : nullptr;
}

BrokerId FetchOperation::nearestReplica(const HostedPartition& partition, Offset offset) const
{
    const auto* replicas = partition.log.replicas();
    if (m_rack.empty() || fromReplica() || !replicas
        || m_core.configs().text("replica.selector.class") != kRackAwareSelector)
        return kNoBroker;
    const auto inRack = [this](BrokerId id) {
        const auto* broker = m_core.image().broker(id);
        return broker && broker->active() && broker->rack == m_rack;
    };
    if (inRack(m_core.options.id))
        return kNoBroker;
    for (const auto& [id, follower] : replicas->followers()) {
        if (replicas->contains(id) && inRack(id) && follower.logEnd >= offset
            && partition.log.logStartOffset() <= offset)
            return id;
    }
    return kNoBroker;
}

void FetchOperation::watchPartitions()
{
    const std::weak_ptr<DelayedOperation> weak = weak_from_this();
    const auto moved = [weak, &purgatory = m_core.purgatory] {
        if (const auto self = weak.lock())
            purgatory.poke(*self);
    };
    m_subscriptions.clear();
    for (const auto& target : m_context.targets) {
        if (auto* hosted = hostedBy(target))
            m_subscriptions.push_back(hosted->log.watch(moved));
    }
    if (m_context.session)
        m_context.session->onMoved(moved);
}

bool FetchOperation::tryComplete()
{
    if (m_request->clientIsGone())
        return true;
    const auto watched = m_context.targets.size();
    readAll();
    if (!m_mustAnswer && m_bytes < m_minBytes) {
        m_answers.clear();
        if (m_context.targets.size() != watched)
            watchPartitions();
        return false;
    }
    answer();
    return true;
}

void FetchOperation::expire()
{
    readAll();
    answer();
}

void FetchOperation::readAll()
{
    m_answers.clear();
    m_bytes = 0;
    m_mustAnswer = false;
    if (m_context.incremental && fromReplica())  // what was set aside may have moved
        m_context.targets = m_context.session->targets();
    for (const auto& target : m_context.targets) {
        const auto room
            = m_bytes >= m_maxBytes ? 0 : static_cast<std::uint32_t>(m_maxBytes - m_bytes);
        m_answers.push_back(read(target, std::min(room, target.maxBytes), m_bytes == 0));
        auto& answer = m_answers.back();
        m_bytes += answer.records.size;
        m_mustAnswer |= answer.data.errorCode != WireError::None
            || answer.data.divergingEpoch.endOffset >= 0 || answer.data.preferredReadReplica >= 0
            || (fromReplica() && answer.hosted && answer.hosted->log.owesHighWatermark(m_replica));
    }
}

FetchOperation::PartitionAnswer FetchOperation::read(
    const FetchTarget& target, std::uint32_t maxBytes, bool atLeastOneBatch)
{
    PartitionAnswer answer;
    answer.data.partitionIndex = target.partition.value();
    answer.data.highWatermark = -1;
    answer.data.abortedTransactions = std::nullopt;
    answer.data.records = protocol::Records::empty();
    std::string_view name = target.topic;
    controller::TopicPtr topic;
    if (m_request->version() >= kFirstVersionWithIds) {
        topic = m_core.image().topic(target.topicId);
        if (!topic) {
            answer.data.errorCode = target.topicId.isZero() ? WireError::UnknownTopicOrPartition
                                                            : WireError::UnknownTopicId;
            return answer;
        }
        name = topic->name;
    }
    // Since Fetch 11 a consumer may read from a follower (KIP-392).
    const auto found = !fromReplica() && m_request->version() >= kFirstVersionWithRack
        ? m_core.partitions.replica(m_core.image(), name, target.partition)
        : m_core.partitions.leader(m_core.image(), name, target.partition);
    answer.data.errorCode = found.error;
    answer.hosted = found.partition;
    if (found.partition)
        readHosted(target, maxBytes, atLeastOneBatch, answer);
    return answer;
}

void FetchOperation::readHosted(const FetchTarget& target, std::uint32_t maxBytes,
    bool atLeastOneBatch, PartitionAnswer& answer)
{
    auto& log = answer.hosted->log;
    answer.data.errorCode = wireErrorOf(log.checkEpoch(target.currentLeaderEpoch));
    if (answer.data.errorCode != WireError::None)
        return;
    answer.data.highWatermark = log.highWatermark().value();
    answer.data.lastStableOffset = log.lastStableOffset().value();
    answer.data.logStartOffset = log.logStartOffset().value();
    if (const auto end = parted(log, target)) {
        answer.data.divergingEpoch = {end->epoch.value(), end->endOffset.value()};
        return;
    }
    if (!log.isLeader() && target.offset > log.highWatermark()) {
        // What a follower has not copied yet may exist, and who takes it for the leader, without
        // epochs (KIP-320), would begin anew: only the leader knows that an offset is out of range.
        answer.data.errorCode = target.offset > log.logEndOffset() ? WireError::NotLeaderOrFollower
                                                                   : WireError::OffsetNotAvailable;
        return;
    }
    if (const auto nearest = nearestReplica(*answer.hosted, target.offset); nearest != kNoBroker) {
        answer.data.preferredReadReplica = nearest.value();
        return;
    }
    if (isHeldBack(*answer.hosted))
        return;
    auto result = log.read({target.offset, maxBytes, atLeastOneBatch, m_isolation, !fromReplica()});
    if (!result) {
        answer.data.errorCode = wireErrorOf(result.error().code);
        return;
    }
    answer.records = std::move(result->records);
}

bool FetchOperation::isHeldBack(const HostedPartition& partition) const
{
    const auto* replicas = partition.log.replicas();
    return fromReplica() && partition.throttledAsLeader && replicas
        && !replicas->contains(m_replica)
        && m_core.quotas.leader.exhausted(m_core.environment.clock.steadyNow());
}

void FetchOperation::noteToldFollower(const FetchTarget& target, const PartitionAnswer& told)
{
    auto& hosted = *told.hosted;
    if (hosted.throttledAsLeader)
        m_core.quotas.leader.record(told.records.size, m_core.environment.clock.steadyNow());
    if (told.data.errorCode != WireError::None)
        return;
    hosted.log.noteHighWatermarkTold(m_replica);
    const bool hasNews = told.records.size > 0 || told.data.divergingEpoch.endOffset >= 0;
    if (m_context.session && !hasNews && hosted.log.isSettled(m_replica))
        m_context.session->setAside(target, hosted.log);
}

void FetchOperation::answer()
{
    m_subscriptions.clear();
    protocol::FetchResponse response;
    response.sessionId = m_context.session ? m_context.session->id() : 0;
    std::vector<env::FileRange> files;
    for (std::size_t i = 0; i < m_answers.size(); ++i) {
        const auto& target = m_context.targets[i];
        auto& partition = m_answers[i];
        if (fromReplica() && partition.hosted)
            noteToldFollower(target, partition);
        if (partition.records.size > 0) {
            partition.data.records = protocol::Records::external(
                static_cast<std::uint32_t>(files.size()), partition.records.size);
            if (partition.hosted && !fromReplica()) {
                partition.hosted->traffic.bytesOut
                    += static_cast<std::int64_t>(partition.records.size);
                m_core.traffic.bytesOut += static_cast<std::int64_t>(partition.records.size);
                m_request->client().topic(partition.hosted->name.topic).bytesOut
                    += static_cast<std::int64_t>(partition.records.size);
            }
            files.push_back(std::move(partition.records));
        }
        const bool isNews
            = !m_context.session || m_context.session->noteAnswer(target, partition.data);
        if (m_context.incremental && !isNews)
            continue;
        const bool sameTopic = !response.responses.empty()
            && response.responses.back().topic == target.topic
            && response.responses.back().topicId == target.topicId;
        if (!sameTopic)
            response.responses.push_back({target.topic, target.topicId, {}});
        response.responses.back().partitions.push_back(std::move(partition.data));
    }
    hintLeaders(response);
    m_request->replyWithFiles(response, std::move(files));
}

void FetchOperation::hintLeaders(protocol::FetchResponse& response) const
{
    constexpr std::int16_t kFirstVersionWithEndpoints = 16;
    for (auto& topic : response.responses) {
        const auto image = topic.topic.empty() ? m_core.image().topic(topic.topicId)
                                               : m_core.image().topic(topic.topic);
        for (auto& partition : topic.partitions) {
            if (!image
                || (partition.errorCode != WireError::NotLeaderOrFollower
                    && partition.errorCode != WireError::FencedLeaderEpoch))
                continue;
            if (m_request->version() >= kFirstVersionWithEndpoints)
                hintLeader(m_core.image(), *image, PartitionIndex{partition.partitionIndex},
                    partition.currentLeader, response.nodeEndpoints);
        }
    }
}

}  // namespace stormbench::broker
