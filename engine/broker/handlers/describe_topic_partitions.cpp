// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "engine/broker/handlers/authorized_operations.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/partition_lists.h"
#include "engine/controller/topic_name.h"

namespace stormbench::broker {

using protocol::DescribeTopicPartitionsRequest;
using protocol::DescribeTopicPartitionsResponse;
using protocol::WireError;

namespace {

constexpr std::int32_t kMaxPartitions = 2000;  ///< max.request.partition.size.limit

DescribeTopicPartitionsResponse::Partition describe(
    const controller::MetadataImage& image, const controller::TopicImage& topic, std::int32_t index)
{
    const auto& partition = topic.partitions[static_cast<std::size_t>(index)];
    DescribeTopicPartitionsResponse::Partition wire;
    wire.partitionIndex = index;
    wire.leaderId = aliveLeader(image, partition).value();
    wire.errorCode = wire.leaderId < 0 ? WireError::LeaderNotAvailable : WireError::None;
    wire.leaderEpoch = partition.leaderEpoch.value();
    wire.replicaNodes = numbersOf(partition.replicas);
    wire.isrNodes = numbersOf(partition.isr);
    wire.eligibleLeaderReplicas = numbersOf(partition.eligible);
    wire.lastKnownElr.emplace();
    wire.offlineReplicas = offlineReplicas(image, partition);
    return wire;
}

/// The names that are asked for, sorted, from the cursor's on.
std::set<std::string> namesFrom(
    const controller::MetadataImage& image, const DescribeTopicPartitionsRequest& message)
{
    std::set<std::string> names;
    for (const auto& topic : message.topics)
        names.insert(topic.name);
    if (message.topics.empty()) {
        for (const auto& [name, topic] : image.topics())
            names.insert(name);
    }
    if (message.cursor)
        names.erase(names.begin(), names.lower_bound(message.cursor->topicName));
    return names;
}

}  // namespace

void handle(Core& core, const RequestPtr& request, DescribeTopicPartitionsRequest message)
{
    const auto& image = core.image();
    const auto limit = std::clamp(message.responsePartitionLimit, 1, kMaxPartitions);
    DescribeTopicPartitionsResponse response;
    std::int32_t described = 0;
    for (const auto& name : namesFrom(image, message)) {
        const auto topic = image.topic(name);
        if (topic && described == limit) {
            response.nextCursor = {name, 0};
            break;
        }
        auto& out = response.topics.emplace_back();
        out.name = name;
        if (!topic) {
            out.errorCode = controller::checkTopicName(name) ? WireError::UnknownTopicOrPartition
                                                             : WireError::InvalidTopicException;
            continue;
        }
        out.topicId = topic->id;
        out.isInternal = controller::isInternalTopic(name);
        out.topicAuthorizedOperations = kTopicOperations;
        const bool resumed = message.cursor && message.cursor->topicName == name;
        const auto count = static_cast<std::int32_t>(topic->partitions.size());
        auto index = resumed ? std::max(0, message.cursor->partitionIndex) : 0;
        for (; index < count && described < limit; ++index, ++described)
            out.partitions.push_back(describe(image, *topic, index));
        if (index < count) {
            response.nextCursor = {name, index};
            break;
        }
    }
    request->reply(response);
}

}  // namespace stormbench::broker
