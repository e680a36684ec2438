// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>

#include "engine/replication/quorum_messages.h"

namespace stormbench::replication {

using protocol::WireError;

namespace {

constexpr std::array<std::pair<raft::RaftError, WireError>, 6> kErrors{{
    {raft::RaftError::None, WireError::None},
    {raft::RaftError::NotLeaderOrFollower, WireError::NotLeaderOrFollower},
    {raft::RaftError::FencedLeaderEpoch, WireError::FencedLeaderEpoch},
    {raft::RaftError::UnknownLeaderEpoch, WireError::UnknownLeaderEpoch},
    {raft::RaftError::InconsistentVoterSet, WireError::InconsistentVoterSet},
    {raft::RaftError::SnapshotNotFound, WireError::SnapshotNotFound},
}};

WireError toWire(raft::RaftError error)
{
    for (const auto& [ours, theirs] : kErrors)
        if (ours == error)
            return theirs;
    return WireError::UnknownServerError;
}

Result<raft::ResponseHeader> header(WireError error, std::int32_t epoch, std::int32_t leader)
{
    for (const auto& [ours, theirs] : kErrors)
        if (theirs == error && epoch >= 0)
            return raft::ResponseHeader{ours, LeaderEpoch(epoch), BrokerId(leader)};
    return fail(ErrorCode::Rejected, std::string(protocol::toString(error)));
}

template <class Wire> Result<> checkWhole(const Wire& wire)
{
    if (wire.errorCode != WireError::None)
        return fail(ErrorCode::Rejected, std::string(protocol::toString(wire.errorCode)));
    return {};
}

/// The partition of an answer that names the leader beside its error, as three of them do.
template <class Wire>
typename Wire::PartitionData& onePartition(Wire& wire, const raft::ResponseHeader& head)
{
    auto& topic = wire.topics.emplace_back();
    topic.topicName = kQuorumTopic;
    auto& partition = topic.partitions.emplace_back();
    partition.errorCode = toWire(head.error);
    partition.leaderEpoch = head.epoch.value();
    partition.leaderId = head.leader.value();
    return partition;
}

template <class Wire>
Result<std::pair<raft::ResponseHeader, const typename Wire::PartitionData*>> readPartition(
    const Wire& wire)
{
    SB_TRY(checkWhole(wire));
    if (wire.topics.size() != 1 || wire.topics.front().partitions.size() != 1)
        return fail(ErrorCode::Corrupt, "The answer is not about one partition");
    const auto& partition = wire.topics.front().partitions.front();
    SB_TRY_ASSIGN(
        const auto head, header(partition.errorCode, partition.leaderEpoch, partition.leaderId));
    return std::pair(head, &partition);
}

struct Writer {
    ByteView records;

    QuorumResponse operator()(const raft::VoteResponse& vote) const
    {
        protocol::VoteResponse wire;
        onePartition(wire, vote.header).voteGranted = vote.granted;
        return wire;
    }
    QuorumResponse operator()(const raft::BeginQuorumEpochResponse& begin) const
    {
        protocol::BeginQuorumEpochResponse wire;
        onePartition(wire, begin.header);
        return wire;
    }
    QuorumResponse operator()(const raft::EndQuorumEpochResponse& end) const
    {
        protocol::EndQuorumEpochResponse wire;
        onePartition(wire, end.header);
        return wire;
    }
    QuorumResponse operator()(const raft::FetchResponse& fetch) const
    {
        protocol::FetchResponse wire;
        auto& topic = wire.responses.emplace_back();
        topic.topicId = kMetadataTopicId;
        auto& data = topic.partitions.emplace_back();
        data.errorCode = toWire(fetch.header.error);
        data.currentLeader = {fetch.header.leader.value(), fetch.header.epoch.value()};
        data.highWatermark = fetch.highWatermark.value();
        data.lastStableOffset = fetch.highWatermark.value();
        data.logStartOffset = 0;
        data.abortedTransactions.reset();
        if (fetch.diverging)
            data.divergingEpoch = {fetch.diverging->epoch.value(), fetch.diverging->offset.value()};
        if (fetch.snapshot)
            data.snapshotId = {fetch.snapshot->offset.value(), fetch.snapshot->epoch.value()};
        data.records = protocol::Records(records);
        return wire;
    }
    QuorumResponse operator()(const raft::FetchSnapshotResponse& fetch) const
    {
        protocol::FetchSnapshotResponse wire;
        auto& topic = wire.topics.emplace_back();
        topic.name = kQuorumTopic;
        auto& partition = topic.partitions.emplace_back();
        partition.errorCode = toWire(fetch.header.error);
        partition.currentLeader = {fetch.header.leader.value(), fetch.header.epoch.value()};
        partition.unalignedRecords = protocol::Records(records);
        return wire;
    }
};

struct Reader {
    Result<ReceivedResponse> operator()(const protocol::VoteResponse& wire) const
    {
        SB_TRY_ASSIGN(const auto read, readPartition(wire));
        return ReceivedResponse{raft::VoteResponse{read.first, read.second->voteGranted}, {}};
    }
    Result<ReceivedResponse> operator()(const protocol::BeginQuorumEpochResponse& wire) const
    {
        SB_TRY_ASSIGN(const auto read, readPartition(wire));
        return ReceivedResponse{raft::BeginQuorumEpochResponse{read.first}, {}};
    }
    Result<ReceivedResponse> operator()(const protocol::EndQuorumEpochResponse& wire) const
    {
        SB_TRY_ASSIGN(const auto read, readPartition(wire));
        return ReceivedResponse{raft::EndQuorumEpochResponse{read.first}, {}};
    }
    Result<ReceivedResponse> operator()(const protocol::FetchResponse& wire) const
    {
        SB_TRY(checkWhole(wire));
        if (wire.responses.size() != 1 || wire.responses.front().partitions.size() != 1)
            return fail(ErrorCode::Corrupt, "The answer is not about one partition");
        const auto& data = wire.responses.front().partitions.front();
        raft::FetchResponse fetch;
        SB_TRY_ASSIGN(fetch.header,
            header(data.errorCode, data.currentLeader.leaderEpoch, data.currentLeader.leaderId));
        fetch.highWatermark = Offset(data.highWatermark);
        if (data.divergingEpoch.endOffset >= 0 && data.divergingEpoch.epoch >= 0)
            fetch.diverging = raft::LogPosition{
                Offset(data.divergingEpoch.endOffset), LeaderEpoch(data.divergingEpoch.epoch)};
        if (data.snapshotId.endOffset >= 0 && data.snapshotId.epoch >= 0)
            fetch.snapshot = raft::LogPosition{
                Offset(data.snapshotId.endOffset), LeaderEpoch(data.snapshotId.epoch)};
        return ReceivedResponse{std::move(fetch), data.records.view()};
    }
    Result<ReceivedResponse> operator()(const protocol::FetchSnapshotResponse& wire) const
    {
        SB_TRY(checkWhole(wire));
        if (wire.topics.size() != 1 || wire.topics.front().partitions.size() != 1)
            return fail(ErrorCode::Corrupt, "The answer is not about one partition");
        const auto& partition = wire.topics.front().partitions.front();
        SB_TRY_ASSIGN(const auto head,
            header(partition.errorCode, partition.currentLeader.leaderEpoch,
                partition.currentLeader.leaderId));
        return ReceivedResponse{
            raft::FetchSnapshotResponse{head}, partition.unalignedRecords.view()};
    }
};

}  // namespace

QuorumResponse toWire(const raft::Response& response, ByteView records)
{
    return std::visit(Writer{records}, response);
}

Result<ReceivedResponse> fromWire(const QuorumResponse& response)
{
    return std::visit(Reader{}, response);
}

}  // namespace stormbench::replication
