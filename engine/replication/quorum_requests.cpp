// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/replication/quorum_messages.h"

namespace stormbench::replication {

using protocol::WireError;

namespace {

constexpr std::int32_t kFetchBytes = 8 << 20;
template <class T> using Decoded = tl::expected<T, WireError>;

template <class Wire>
typename Wire::PartitionData& onePartition(Wire& wire, const std::string& clusterId)
{
    wire.clusterId = clusterId;
    auto& topic = wire.topics.emplace_back();
    topic.topicName = kQuorumTopic;
    return topic.partitions.emplace_back();
}

struct Writer {
    BrokerId to;
    const std::string& clusterId;

    QuorumRequest operator()(const raft::VoteRequest& vote) const
    {
        protocol::VoteRequest wire;
        wire.voterId = to.value();
        auto& partition = onePartition(wire, clusterId);
        partition.replicaEpoch = vote.epoch.value();
        partition.replicaId = vote.candidate.value();
        partition.lastOffset = vote.logEnd.offset.value();
        partition.lastOffsetEpoch = vote.logEnd.epoch.value();
        partition.preVote = vote.preVote;
        return wire;
    }
    QuorumRequest operator()(const raft::BeginQuorumEpochRequest& begin) const
    {
        protocol::BeginQuorumEpochRequest wire;
        wire.voterId = to.value();
        auto& partition = onePartition(wire, clusterId);
        partition.leaderId = begin.leader.value();
        partition.leaderEpoch = begin.epoch.value();
        return wire;
    }
    QuorumRequest operator()(const raft::EndQuorumEpochRequest& end) const
    {
        protocol::EndQuorumEpochRequest wire;
        auto& partition = onePartition(wire, clusterId);
        partition.leaderId = end.leader.value();
        partition.leaderEpoch = end.epoch.value();
        for (const auto successor : end.successors)
            partition.preferredCandidates.push_back({successor.value(), {}});
        return wire;
    }
    QuorumRequest operator()(const raft::FetchRequest& fetch) const
    {
        protocol::FetchRequest wire;
        wire.clusterId = clusterId;
        wire.replicaState.replicaId = fetch.replica.value();
        wire.maxWaitMs = static_cast<std::int32_t>(fetch.maxWait / std::chrono::milliseconds(1));
        wire.minBytes = 1;
        wire.maxBytes = kFetchBytes;
        auto& topic = wire.topics.emplace_back();
        topic.topicId = kMetadataTopicId;
        auto& partition = topic.partitions.emplace_back();
        partition.currentLeaderEpoch = fetch.epoch.value();
        partition.fetchOffset = fetch.position.offset.value();
        partition.lastFetchedEpoch = fetch.position.epoch.value();
        partition.partitionMaxBytes = kFetchBytes;
        return wire;
    }
    QuorumRequest operator()(const raft::FetchSnapshotRequest& fetch) const
    {
        protocol::FetchSnapshotRequest wire;
        wire.clusterId = clusterId;
        wire.replicaId = fetch.replica.value();
        wire.maxBytes = kFetchBytes;
        auto& topic = wire.topics.emplace_back();
        topic.name = kQuorumTopic;
        auto& partition = topic.partitions.emplace_back();
        partition.currentLeaderEpoch = fetch.epoch.value();
        partition.snapshotId = {fetch.snapshot.offset.value(), fetch.snapshot.epoch.value()};
        return wire;
    }
};

struct Reader {
    const std::string& clusterId;

    Decoded<raft::Request> operator()(const protocol::VoteRequest& wire) const
    {
        const auto partition = onePartition(wire);
        if (!partition)
            return tl::unexpected(partition.error());
        const auto& vote = **partition;
        if (vote.replicaEpoch < 0 || vote.replicaId < 0 || vote.lastOffset < 0
            || vote.lastOffsetEpoch < 0)
            return tl::unexpected(WireError::InvalidRequest);
        return raft::VoteRequest{BrokerId(vote.replicaId), LeaderEpoch(vote.replicaEpoch),
            {Offset(vote.lastOffset), LeaderEpoch(vote.lastOffsetEpoch)}, vote.preVote};
    }
    Decoded<raft::Request> operator()(const protocol::BeginQuorumEpochRequest& wire) const
    {
        const auto partition = onePartition(wire);
        if (!partition)
            return tl::unexpected(partition.error());
        const auto& begin = **partition;
        if (begin.leaderEpoch < 0)
            return tl::unexpected(WireError::InvalidRequest);
        return raft::BeginQuorumEpochRequest{
            BrokerId(begin.leaderId), LeaderEpoch(begin.leaderEpoch)};
    }
    Decoded<raft::Request> operator()(const protocol::EndQuorumEpochRequest& wire) const
    {
        const auto partition = onePartition(wire);
        if (!partition)
            return tl::unexpected(partition.error());
        const auto& end = **partition;
        if (end.leaderEpoch < 0)
            return tl::unexpected(WireError::InvalidRequest);
        raft::EndQuorumEpochRequest request{
            BrokerId(end.leaderId), LeaderEpoch(end.leaderEpoch), {}};
        for (const auto successor : end.preferredSuccessors)
            request.successors.emplace_back(successor);
        for (const auto& candidate : end.preferredCandidates)
            request.successors.emplace_back(candidate.candidateId);
        return request;
    }
    Decoded<raft::Request> operator()(const protocol::FetchRequest& wire) const
    {
        if (wire.clusterId && *wire.clusterId != clusterId)
            return tl::unexpected(WireError::InconsistentClusterId);
        if (wire.topics.size() != 1 || wire.topics.front().topicId != kMetadataTopicId
            || wire.topics.front().partitions.size() != 1
            || wire.topics.front().partitions.front().partition != 0)
            return tl::unexpected(WireError::InvalidRequest);
        const auto& fetch = wire.topics.front().partitions.front();
        if (fetch.fetchOffset < 0 || wire.maxWaitMs < 0)
            return tl::unexpected(WireError::InvalidRequest);
        // What a new replica does not know yet, it says as -1.
        return raft::FetchRequest{BrokerId(wire.replicaState.replicaId),
            LeaderEpoch(std::max(fetch.currentLeaderEpoch, 0)),
            {Offset(fetch.fetchOffset), LeaderEpoch(std::max(fetch.lastFetchedEpoch, 0))},
            kNoOffset, std::chrono::milliseconds(wire.maxWaitMs)};
    }
    Decoded<raft::Request> operator()(const protocol::FetchSnapshotRequest& wire) const
    {
        if (wire.clusterId && *wire.clusterId != clusterId)
            return tl::unexpected(WireError::InconsistentClusterId);
        if (wire.topics.size() != 1 || wire.topics.front().name != kQuorumTopic
            || wire.topics.front().partitions.size() != 1
            || wire.topics.front().partitions.front().partition != 0)
            return tl::unexpected(WireError::InvalidRequest);
        const auto& fetch = wire.topics.front().partitions.front();
        if (fetch.currentLeaderEpoch < 0 || fetch.snapshotId.endOffset < 0
            || fetch.snapshotId.epoch < 0)
            return tl::unexpected(WireError::InvalidRequest);
        return raft::FetchSnapshotRequest{BrokerId(wire.replicaId),
            LeaderEpoch(fetch.currentLeaderEpoch),
            {Offset(fetch.snapshotId.endOffset), LeaderEpoch(fetch.snapshotId.epoch)}};
    }

private:
    template <class Wire>
    [[nodiscard]] Decoded<const typename Wire::PartitionData*> onePartition(const Wire& wire) const
    {
        if (wire.clusterId && *wire.clusterId != clusterId)
            return tl::unexpected(WireError::InconsistentClusterId);
        if (wire.topics.size() != 1 || wire.topics.front().topicName != kQuorumTopic
            || wire.topics.front().partitions.size() != 1
            || wire.topics.front().partitions.front().partitionIndex != 0)
            return tl::unexpected(WireError::InvalidRequest);
        return &wire.topics.front().partitions.front();
    }
};

}  // namespace

QuorumRequest toWire(const raft::Request& request, BrokerId to, const std::string& clusterId)
{
    return std::visit(Writer{to, clusterId}, request);
}

tl::expected<raft::Request, WireError> fromWire(
    const QuorumRequest& request, const std::string& clusterId)
{
    return std::visit(Reader{clusterId}, request);
}

QuorumResponse refusal(const QuorumRequest& request, WireError error)
{
    return std::visit(
        [error]<class Wire>(const Wire&) -> QuorumResponse {
            typename Wire::Response response;
            response.errorCode = error;
            return response;
        },
        request);
}

}  // namespace stormbench::replication
