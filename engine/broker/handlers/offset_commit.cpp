// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/group_host.h"
#include "engine/broker/handlers/handlers.h"

namespace stormbench::broker {

using protocol::OffsetCommitRequest;
using protocol::OffsetCommitResponse;
using protocol::WireError;

namespace {

coordinator::CommitRequest commitOf(
    const Core& core, const OffsetCommitRequest& message, std::int16_t version)
{
    coordinator::CommitRequest commit;
    commit.member = {message.groupId, GenerationId{message.generationIdOrMemberEpoch},
        message.memberId, message.groupInstanceId};
    if (version <= 4 && message.retentionTimeMs >= 0)
        commit.retention = coordinator::Millis{message.retentionTimeMs};
    for (const auto& topic : message.topics) {
        for (const auto& partition : topic.partitions) {
            const PartitionIndex index{partition.partitionIndex};
            if (!core.image().partition(topic.name, index))
                continue;
            commit.offsets.push_back({{topic.name, index}, Offset{partition.committedOffset},
                LeaderEpoch{partition.committedLeaderEpoch},
                partition.committedMetadata.value_or(std::string{})});
        }
    }
    return commit;
}

OffsetCommitResponse responseTo(
    const OffsetCommitRequest& message, const coordinator::CommitReply& reply)
{
    std::map<coordinator::TopicPartitionName, WireError> results(
        reply.results.begin(), reply.results.end());
    OffsetCommitResponse response;
    for (const auto& topic : message.topics) {
        auto& out = response.topics.emplace_back();
        out.name = topic.name;
        for (const auto& partition : topic.partitions) {
            const auto found = results.find({topic.name, PartitionIndex{partition.partitionIndex}});
            out.partitions.push_back({partition.partitionIndex,
                found == results.end() ? WireError::UnknownTopicOrPartition : found->second});
        }
    }
    return response;
}

}  // namespace

void handle(Core& core, const RequestPtr& request, OffsetCommitRequest message)
{
    auto commit = commitOf(core, message, request->version());
    core.groups.submit(std::move(commit),
        [request, message = std::move(message)](const coordinator::GroupReply& reply) {
            request->reply(responseTo(message, std::get<coordinator::CommitReply>(reply)));
        });
}

}  // namespace stormbench::broker
