// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/record_codec.h"

#include <limits>

#include <fmt/format.h>

#include "engine/base/cursor.h"
#include "engine/controller/metadata.pb.h"

namespace stormbench::controller {
namespace {

std::string toProto(const Uuid& id)
{
    Bytes bytes;
    WriteCursor cursor(bytes);
    cursor.write(id.high);
    cursor.write(id.low);
    return toText(bytes);
}

/// Fields that do not fit their type are collected here, so that the conversions below read
/// straight.
struct Reader {
    bool ok = true;

    Uuid uuid(const std::string& bytes)
    {
        ReadCursor cursor(asBytes(bytes));
        const auto high = cursor.read<std::uint64_t>();
        const auto low = cursor.read<std::uint64_t>();
        ok = ok && cursor.ok() && cursor.atEnd();
        return {high, low};
    }
    template <typename T> T narrow(std::int64_t value)
    {
        ok = ok && value >= std::numeric_limits<T>::min() && value <= std::numeric_limits<T>::max();
        return static_cast<T>(value);
    }
};

template <typename Field> void setBrokers(Field* field, const std::vector<BrokerId>& brokers)
{
    for (const auto broker : brokers)
        field->Add(broker.value());
}

template <typename Field> std::vector<BrokerId> brokersOf(const Field& field)
{
    std::vector<BrokerId> brokers;
    for (const auto id : field)
        brokers.emplace_back(id);
    return brokers;
}

void write(const ClusterRecord& from, metadata::MetadataRecord& to)
{
    to.mutable_cluster()->set_cluster_id(from.clusterId);
}

void write(const RegisterBrokerRecord& from, metadata::MetadataRecord& to)
{
    auto& record = *to.mutable_register_broker();
    record.set_broker_id(from.broker.value());
    record.set_incarnation_id(toProto(from.incarnation));
    record.set_directory_id(toProto(from.directory));
    for (const auto& listener : from.listeners) {
        auto& endpoint = *record.add_endpoints();
        endpoint.set_listener(listener.name);
        endpoint.set_host(listener.endpoint.host);
        endpoint.set_port(listener.endpoint.port);
    }
    if (from.rack)
        record.set_rack(*from.rack);
    record.set_controller(from.controller);
    if (from.epoch)
        record.set_broker_epoch(from.epoch->value());
}

void write(const UnregisterBrokerRecord& from, metadata::MetadataRecord& to)
{
    auto& record = *to.mutable_unregister_broker();
    record.set_broker_id(from.broker.value());
    record.set_broker_epoch(from.epoch.value());
}

void write(const BrokerChangeRecord& from, metadata::MetadataRecord& to)
{
    auto& record = *to.mutable_broker_change();
    record.set_broker_id(from.broker.value());
    record.set_broker_epoch(from.epoch.value());
    if (from.fenced)
        record.set_fenced(*from.fenced);
    if (from.inControlledShutdown)
        record.set_in_controlled_shutdown(*from.inControlledShutdown);
    if (from.diskFailed)
        record.set_disk_failed(*from.diskFailed);
}

void write(const TopicRecord& from, metadata::MetadataRecord& to)
{
    to.mutable_topic()->set_name(from.name);
    to.mutable_topic()->set_topic_id(toProto(from.topic));
}

void write(const RemoveTopicRecord& from, metadata::MetadataRecord& to)
{
    to.mutable_remove_topic()->set_topic_id(toProto(from.topic));
}

void write(const PartitionRecord& from, metadata::MetadataRecord& to)
{
    auto& record = *to.mutable_partition();
    record.set_topic_id(toProto(from.topic));
    record.set_partition(from.partition.value());
    setBrokers(record.mutable_replicas(), from.replicas);
    setBrokers(record.mutable_isr(), from.isr);
    record.set_leader(from.leader.value());
    record.set_leader_epoch(from.leaderEpoch.value());
    record.set_partition_epoch(from.partitionEpoch.value());
    setBrokers(record.mutable_adding(), from.adding);
    setBrokers(record.mutable_removing(), from.removing);
    setBrokers(record.mutable_eligible(), from.eligible);
}

void write(const PartitionChangeRecord& from, metadata::MetadataRecord& to)
{
    auto& record = *to.mutable_partition_change();
    record.set_topic_id(toProto(from.topic));
    record.set_partition(from.partition.value());
    if (from.leader)
        record.set_leader(from.leader->value());
    if (from.isr)
        setBrokers(record.mutable_isr()->mutable_ids(), *from.isr);
    if (from.replicas)
        setBrokers(record.mutable_replicas()->mutable_ids(), *from.replicas);
    if (from.adding)
        setBrokers(record.mutable_adding()->mutable_ids(), *from.adding);
    if (from.removing)
        setBrokers(record.mutable_removing()->mutable_ids(), *from.removing);
    if (from.eligible)
        setBrokers(record.mutable_eligible()->mutable_ids(), *from.eligible);
}

void write(const ConfigRecord& from, metadata::MetadataRecord& to)
{
    auto& record = *to.mutable_config();
    record.set_resource_type(static_cast<int>(from.resource.type));
    record.set_resource_name(from.resource.name);
    record.set_name(from.name);
    if (from.value)
        record.set_value(*from.value);
}

void write(const ProducerIdsBlockRecord& from, metadata::MetadataRecord& to)
{
    auto& record = *to.mutable_producer_ids_block();
    record.set_broker_id(from.broker.value());
    record.set_broker_epoch(from.epoch.value());
    record.set_next_producer_id(from.nextProducerId.value());
}

void write(const FeatureRecord& from, metadata::MetadataRecord& to)
{
    to.mutable_feature()->set_name(from.name);
    to.mutable_feature()->set_level(from.level);
}

Record read(const metadata::RegisterBroker& from, Reader& reader)
{
    RegisterBrokerRecord to;
    to.broker = BrokerId{from.broker_id()};
    to.incarnation = reader.uuid(from.incarnation_id());
    to.directory = reader.uuid(from.directory_id());
    for (const auto& endpoint : from.endpoints())
        to.listeners.push_back({endpoint.listener(),
            {endpoint.host(), reader.narrow<std::uint16_t>(endpoint.port())}});
    if (from.has_rack())
        to.rack = from.rack();
    to.controller = from.controller();
    if (from.has_broker_epoch())
        to.epoch = BrokerEpoch{from.broker_epoch()};
    return to;
}

Record read(const metadata::BrokerChange& from)
{
    BrokerChangeRecord to{BrokerId{from.broker_id()}, BrokerEpoch{from.broker_epoch()}, {}, {}};
    if (from.has_fenced())
        to.fenced = from.fenced();
    if (from.has_in_controlled_shutdown())
        to.inControlledShutdown = from.in_controlled_shutdown();
    if (from.has_disk_failed())
        to.diskFailed = from.disk_failed();
    return to;
}

Record read(const metadata::Partition& from, Reader& reader)
{
    PartitionRecord to;
    to.topic = reader.uuid(from.topic_id());
    to.partition = PartitionIndex{from.partition()};
    to.replicas = brokersOf(from.replicas());
    to.isr = brokersOf(from.isr());
    to.leader = BrokerId{from.leader()};
    to.leaderEpoch = LeaderEpoch{from.leader_epoch()};
    to.partitionEpoch = PartitionEpoch{from.partition_epoch()};
    to.adding = brokersOf(from.adding());
    to.removing = brokersOf(from.removing());
    to.eligible = brokersOf(from.eligible());
    return to;
}

Record read(const metadata::PartitionChange& from, Reader& reader)
{
    PartitionChangeRecord to;
    to.topic = reader.uuid(from.topic_id());
    to.partition = PartitionIndex{from.partition()};
    if (from.has_leader())
        to.leader = BrokerId{from.leader()};
    if (from.has_isr())
        to.isr = brokersOf(from.isr().ids());
    if (from.has_replicas())
        to.replicas = brokersOf(from.replicas().ids());
    if (from.has_adding())
        to.adding = brokersOf(from.adding().ids());
    if (from.has_removing())
        to.removing = brokersOf(from.removing().ids());
    if (from.has_eligible())
        to.eligible = brokersOf(from.eligible().ids());
    return to;
}

Record read(const metadata::Config& from, Reader& reader)
{
    ConfigRecord to;
    const auto type = from.resource_type();
    reader.ok = reader.ok
        && (type == static_cast<int>(ConfigResourceType::Topic)
            || type == static_cast<int>(ConfigResourceType::Broker));
    to.resource = {static_cast<ConfigResourceType>(type), from.resource_name()};
    to.name = from.name();
    if (from.has_value())
        to.value = from.value();
    return to;
}

std::optional<Record> readKind(const metadata::MetadataRecord& from, Reader& reader)
{
    using Kind = metadata::MetadataRecord;
    switch (from.kind_case()) {
    case Kind::kCluster: return ClusterRecord{from.cluster().cluster_id()};
    case Kind::kRegisterBroker: return read(from.register_broker(), reader);
    case Kind::kUnregisterBroker:
        return UnregisterBrokerRecord{BrokerId{from.unregister_broker().broker_id()},
            BrokerEpoch{from.unregister_broker().broker_epoch()}};
    case Kind::kBrokerChange: return read(from.broker_change());
    case Kind::kTopic:
        return TopicRecord{from.topic().name(), reader.uuid(from.topic().topic_id())};
    case Kind::kRemoveTopic: return RemoveTopicRecord{reader.uuid(from.remove_topic().topic_id())};
    case Kind::kPartition: return read(from.partition(), reader);
    case Kind::kPartitionChange: return read(from.partition_change(), reader);
    case Kind::kConfig: return read(from.config(), reader);
    case Kind::kProducerIdsBlock: {
        const auto& block = from.producer_ids_block();
        return ProducerIdsBlockRecord{BrokerId{block.broker_id()},
            BrokerEpoch{block.broker_epoch()}, ProducerId{block.next_producer_id()}};
    }
    case Kind::kFeature:
        return FeatureRecord{
            from.feature().name(), reader.narrow<std::int16_t>(from.feature().level())};
    case Kind::KIND_NOT_SET: break;
    }
    return std::nullopt;
}

}  // namespace

Bytes encodeRecord(const Record& record)
{
    metadata::MetadataRecord message;
    std::visit([&](const auto& kind) { write(kind, message); }, record);
    Bytes bytes(message.ByteSizeLong());
    message.SerializeWithCachedSizesToArray(bytes.data());
    return bytes;
}

Result<Record> decodeRecord(ByteView bytes)
{
    metadata::MetadataRecord message;
    if (bytes.size() > std::numeric_limits<int>::max()
        || !message.ParseFromArray(bytes.data(), static_cast<int>(bytes.size())))
        return fail(ErrorCode::Corrupt, "The bytes are not a metadata record");
    Reader reader;
    auto record = readKind(message, reader);
    if (!reader.ok)
        return fail(ErrorCode::Corrupt, "A metadata record has a field out of its range");
    if (record)
        return *std::move(record);
    const auto& unknown = message.GetReflection()->GetUnknownFields(message);
    if (unknown.empty())
        return fail(ErrorCode::Corrupt, "An empty metadata record");
    return fail(ErrorCode::Unsupported,
        fmt::format("Metadata record of unknown type {}: a newer version of Stormbench wrote it",
            unknown.field(0).number()));
}

}  // namespace stormbench::controller
