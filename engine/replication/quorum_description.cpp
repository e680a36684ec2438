// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_description.h"

#include "engine/replication/quorum_messages.h"

namespace stormbench::replication {

using protocol::DescribeQuorumResponse;
using protocol::WireError;

namespace {

std::int64_t wallTime(raft::Time steady, DescriptionTime now)
{
    if (steady <= raft::Time{0})
        return -1;
    return (now.wall - std::chrono::duration_cast<env::Millis>(now.steady - steady)).count();
}

DescribeQuorumResponse::ReplicaState replicaState(
    BrokerId id, const raft::ReplicaProgress& progress, DescriptionTime now)
{
    DescribeQuorumResponse::ReplicaState state;
    state.replicaId = id.value();
    state.logEndOffset = progress.endOffset.value();
    // Before its first fetch a voter's times are those of the election.
    const bool fetched = progress.endOffset != kNoOffset;
    state.lastFetchTimestamp = fetched ? wallTime(progress.lastFetch, now) : -1;
    state.lastCaughtUpTimestamp = fetched ? wallTime(progress.lastCaughtUp, now) : -1;
    return state;
}

DescribeQuorumResponse::PartitionData describe(const raft::Raft& raft, DescriptionTime now)
{
    DescribeQuorumResponse::PartitionData data;
    data.leaderId = raft.config().self.value();
    data.leaderEpoch = raft.epoch().value();
    data.highWatermark = raft.highWatermark().value();
    const auto& progress = *raft.progress();
    for (const auto id : raft.config().voters.ids()) {
        if (id == raft.config().self) {
            auto& own = data.currentVoters.emplace_back();
            own.replicaId = id.value();
            own.logEndOffset = raft.log().endOffset().value();
            own.lastFetchTimestamp = own.lastCaughtUpTimestamp = now.wall.count();
        } else {
            data.currentVoters.push_back(replicaState(id, progress.voters().at(id), now));
        }
    }
    for (const auto& [id, observer] : progress.observers())
        data.observers.push_back(replicaState(id, observer, now));
    return data;
}

}  // namespace

DescribeQuorumResponse describeQuorum(
    const protocol::DescribeQuorumRequest& request, const raft::Raft& raft, DescriptionTime now)
{
    DescribeQuorumResponse response;
    if (!raft.progress()) {
        response.errorCode = WireError::NotLeaderOrFollower;
        return response;
    }
    for (const auto& topic : request.topics) {
        auto& described = response.topics.emplace_back();
        described.topicName = topic.topicName;
        for (const auto& partition : topic.partitions) {
            DescribeQuorumResponse::PartitionData data;
            if (topic.topicName == kQuorumTopic && partition.partitionIndex == 0)
                data = describe(raft, now);
            else
                data.errorCode = WireError::UnknownTopicOrPartition;
            data.partitionIndex = partition.partitionIndex;
            described.partitions.push_back(std::move(data));
        }
    }
    return response;
}

}  // namespace stormbench::replication
