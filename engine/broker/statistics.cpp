// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/broker_parts.h"
#include "engine/controller/topic_name.h"
#include "engine/protocol/messages/consumer_protocol.h"

namespace stormbench::broker {

namespace {

void addMetadata(const controller::MetadataImage& image, BrokerStatistics& out)
{
    out.metadataOffset = image.offset().value();
    for (const auto& [id, broker] : image.brokers()) {
        const auto* at = broker.endpoint();
        out.brokers.push_back({id, at ? at->host : std::string{},
            broker.rack.value_or(std::string{}), at ? at->port : std::uint16_t{0}, broker.fenced});
    }
    for (const auto& [name, topic] : image.topics()) {
        auto& topicOut = out.topics.emplace_back();
        topicOut.name = name;
        topicOut.id = topic->id;
        topicOut.internal = controller::isInternalTopic(name);
        for (std::size_t i = 0; i < topic->partitions.size(); ++i) {
            const auto& partition = topic->partitions[i];
            topicOut.partitions.push_back({PartitionIndex{static_cast<std::int32_t>(i)},
                partition.leader, partition.leaderEpoch, partition.replicas, partition.isr});
        }
    }
}

void addPartitions(const PartitionTable& partitions, BrokerId self, BrokerStatistics& out)
{
    for (const auto& [topic, hosted] : partitions.topics()) {
        for (const auto& [index, partition] : hosted) {
            const auto& log = partition->log.log();
            out.diskBytes += static_cast<std::int64_t>(log.sizeInBytes());
            if (!partition->log.isLeader())
                continue;
            out.partitions.push_back({topic, index, self, partition->log.leaderEpoch(),
                log.logStartOffset(), log.logEndOffset(), partition->log.highWatermark(),
                static_cast<std::int64_t>(log.sizeInBytes()),
                static_cast<std::int64_t>(log.segmentCount()), partition->traffic,
                partition->meter.acknowledgements()});
        }
    }
}

/// Consumers' assignments are opaque to the coordinator; observers want to see them. Other protocol
/// types stay closed.
std::map<std::string, std::vector<PartitionIndex>> assignmentOf(
    const coordinator::GroupDescription& group, ByteView bytes)
{
    std::map<std::string, std::vector<PartitionIndex>> assigned;
    constexpr std::size_t kVersionSize = 2;
    if (group.protocolType != "consumer" || bytes.size() < kVersionSize)
        return assigned;
    const auto version = std::clamp<std::int16_t>(loadBigEndian<std::int16_t>(bytes.data()),
        protocol::ConsumerProtocolVersions::kMin, protocol::ConsumerProtocolVersions::kMax);
    const auto decoded = protocol::decode<protocol::ConsumerProtocolAssignment>(
        bytes.subspan(kVersionSize), version);
    if (!decoded)
        return assigned;
    for (const auto& topic : decoded->assignedPartitions) {
        for (const auto partition : topic.partitions)
            assigned[topic.topic].emplace_back(partition);
    }
    return assigned;
}

GroupStatistics statisticsOf(
    const coordinator::GroupCoordinator& coordinator, const std::string& id)
{
    const auto description = coordinator.describeGroup(id);
    GroupStatistics group;
    group.id = id;
    group.state = coordinator::toString(description.state);
    group.protocolType = description.protocolType;
    group.assignor = description.protocolName;
    group.generation = description.generation;
    for (const auto& member : description.members) {
        group.members.push_back({member.memberId, member.clientId, member.host,
            member.instanceId.value_or(std::string{}),
            assignmentOf(description, member.assignment)});
    }
    for (const auto& entry : coordinator.fetchOffsets({id, std::nullopt}).entries) {
        group.committed.push_back({entry.partition.topic, entry.partition.partition,
            entry.committed.offset, entry.committed.metadata, entry.committed.committedAt});
    }
    return group;
}

}  // namespace

BrokerStatisticsPtr Broker::Parts::statistics() const
{
    auto out = std::make_shared<BrokerStatistics>();
    out->id = options.id;
    out->takenAt = environment.clock.wallNow();
    out->steadyTakenAt = environment.clock.steadyNow();
    out->controller = quorum && quorum->leads();
    out->active = membership && membership->active();
    out->traffic = traffic;
    out->activity = activity();
    out->connections = connections ? static_cast<std::int64_t>(connections->size()) : 0;
    if (quorum) {
        out->quorumEpoch = quorum->epoch();
        out->snapshotsMade = quorum->snapshots().made;
        out->snapshotsLoaded = quorum->snapshots().loaded;
        out->snapshotsFetched = quorum->snapshots().fetched;
    }
    if (!metadata)
        return out;
    addMetadata(metadata->image(), *out);
    addPartitions(*partitions, options.id, *out);
    for (const auto& listed : groups->coordinator().listGroups().groups)
        out->groups.push_back(statisticsOf(groups->coordinator(), listed.groupId));
    return out;
}

}  // namespace stormbench::broker
