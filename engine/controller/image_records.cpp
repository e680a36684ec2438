// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/image_records.h"

#include <algorithm>

#include "engine/controller/metadata_batches.h"

namespace stormbench::controller {
namespace {

constexpr std::size_t kRecordsABatch = 1000;

void add(std::vector<Record>& records, const BrokerImage& broker)
{
    records.emplace_back(RegisterBrokerRecord{broker.id, broker.incarnation, broker.directory,
        broker.listeners, broker.rack, broker.controller, broker.epoch});
    BrokerChangeRecord change{broker.id, broker.epoch, {}, {}};
    if (!broker.fenced)
        change.fenced = false;
    if (broker.inControlledShutdown)
        change.inControlledShutdown = true;
    if (broker.diskFailed)
        change.diskFailed = true;
    if (change.fenced || change.inControlledShutdown || change.diskFailed)
        records.emplace_back(change);
}

void add(std::vector<Record>& records, const TopicImage& topic)
{
    records.emplace_back(TopicRecord{topic.name, topic.id});
    PartitionIndex index{0};
    for (const auto& partition : topic.partitions) {
        records.emplace_back(PartitionRecord{topic.id, index, partition.replicas, partition.isr,
            partition.leader, partition.leaderEpoch, partition.partitionEpoch, partition.adding,
            partition.removing, partition.eligible});
        ++index;
    }
}

}  // namespace

std::vector<Record> recordsOf(const MetadataImage& image)
{
    std::vector<Record> records;
    if (!image.clusterId().empty())
        records.emplace_back(ClusterRecord{image.clusterId()});
    for (const auto& [name, level] : image.features())
        records.emplace_back(FeatureRecord{name, level});
    if (image.nextProducerId() > ProducerId{0})
        records.emplace_back(
            ProducerIdsBlockRecord{kNoBroker, BrokerEpoch{-1}, image.nextProducerId()});
    for (const auto& [id, broker] : image.brokers())
        add(records, broker);
    for (const auto& [name, topic] : image.topics())
        add(records, *topic);
    for (const auto& [resource, values] : image.configs())
        for (const auto& [name, value] : values)
            records.emplace_back(ConfigRecord{resource, name, value});
    return records;
}

std::vector<Bytes> batchesOf(const MetadataImage& image, env::WallTime now)
{
    const auto records = recordsOf(image);
    std::vector<Bytes> batches;
    for (std::size_t begin = 0; begin < records.size(); begin += kRecordsABatch) {
        const auto end = std::min(records.size(), begin + kRecordsABatch);
        const std::vector<Record> part(records.begin() + static_cast<std::ptrdiff_t>(begin),
            records.begin() + static_cast<std::ptrdiff_t>(end));
        batches.push_back(
            encodeBatch(part, {Offset(static_cast<std::int64_t>(begin)), kNoLeaderEpoch, now}));
    }
    return batches;
}

Result<ImagePtr> imageOf(ByteView batches, Offset offset)
{
    ImageBuilder builder(std::make_shared<const MetadataImage>());
    SB_TRY(splitBatches(batches,
        [&](const storage::BatchHeader&, ByteView batch) { return applyBatch(builder, batch); }));
    builder.skipTo(offset);
    return std::move(builder).build().after;
}

}  // namespace stormbench::controller
