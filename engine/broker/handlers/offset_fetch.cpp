// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/group_host.h"
#include "engine/broker/handlers/handlers.h"

namespace stormbench::broker {

using protocol::OffsetFetchRequest;
using protocol::OffsetFetchResponse;
using protocol::WireError;

namespace {

constexpr std::int16_t kFirstBatchedVersion = 8;

/// The same question in the two shapes of the wire.
template <class Topics>
coordinator::OffsetFetchRequest questionOf(
    const std::string& group, const std::optional<Topics>& topics)
{
    coordinator::OffsetFetchRequest question;
    question.groupId = group;
    if (!topics)
        return question;
    question.partitions.emplace();
    for (const auto& topic : *topics) {
        for (const auto partition : topic.partitionIndexes)
            question.partitions->push_back({topic.name, PartitionIndex{partition}});
    }
    return question;
}

template <class Topic>
void fillTopics(const coordinator::OffsetFetchReply& reply, WireError partitionError,
    std::vector<Topic>& topics)
{
    for (const auto& entry : reply.entries) {
        if (topics.empty() || topics.back().name != entry.partition.topic) {
            topics.emplace_back();
            topics.back().name = entry.partition.topic;
        }
        auto& out = topics.back().partitions.emplace_back();
        out.partitionIndex = entry.partition.partition.value();
        out.committedOffset = entry.committed.offset.value();
        out.committedLeaderEpoch = entry.committed.leaderEpoch.value();
        out.metadata = entry.committed.metadata;
        out.errorCode = partitionError;
    }
}

OffsetFetchResponse answerOne(Core& core, const OffsetFetchRequest& message, std::int16_t version)
{
    const auto question = questionOf(message.groupId, message.topics);
    auto reply = core.groups.coordinator().fetchOffsets(question);
    // v1 has no place for the group's error but the partitions.
    if (reply.error != WireError::None && reply.entries.empty() && question.partitions) {
        for (const auto& partition : *question.partitions)
            reply.entries.push_back({partition, {}});
    }
    OffsetFetchResponse response;
    response.errorCode = reply.error;
    fillTopics(reply, version < 2 ? reply.error : WireError::None, response.topics);
    return response;
}

}  // namespace

void handle(Core& core, const RequestPtr& request, OffsetFetchRequest message)
{
    if (request->version() < kFirstBatchedVersion)
        return request->reply(answerOne(core, message, request->version()));
    OffsetFetchResponse response;
    for (const auto& group : message.groups) {
        const auto reply
            = core.groups.coordinator().fetchOffsets(questionOf(group.groupId, group.topics));
        auto& out = response.groups.emplace_back();
        out.groupId = group.groupId;
        out.errorCode = reply.error;
        fillTopics(reply, WireError::None, out.topics);
    }
    request->reply(response);
}

}  // namespace stormbench::broker
