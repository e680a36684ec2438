// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/admin.h"
#include "engine/client/offset_lister.h"
#include "engine/client/wire_client.h"

struct rd_kafka_AdminOptions_s;

namespace stormbench::client {

/// librdkafka's admin client; what the packaged version lacks goes over WireClient. Without that
/// one (SASL), topics come without ids and leader epochs, configurations change by read and
/// rewrite, and log directories are Unsupported.
class RdAdmin final : public api::Admin {
public:
    RdAdmin(ClientHandle client, const api::ConnectionSettings& settings, api::Millis timeout);
    [[nodiscard]] static Result<std::unique_ptr<api::Admin>> create(
        const api::ConnectionSettings& settings, api::Millis timeout);

    [[nodiscard]] Result<api::ClusterDescription> describeCluster() override;
    [[nodiscard]] Result<std::vector<api::TopicDescription>> describeTopics(
        const std::vector<std::string>& names) override;
    [[nodiscard]] Result<std::vector<api::ItemResult>> createTopics(
        const std::vector<api::NewTopic>& topics) override;
    [[nodiscard]] Result<std::vector<api::ItemResult>> deleteTopics(
        const std::vector<std::string>& names) override;
    [[nodiscard]] Result<> createPartitions(const std::string& topic, int newTotal) override;
    [[nodiscard]] Result<std::vector<api::ConfigEntry>> describeTopicConfig(
        const std::string& topic) override;
    [[nodiscard]] Result<std::vector<api::ConfigEntry>> describeBrokerConfig(
        BrokerId broker) override;
    [[nodiscard]] Result<> alterTopicConfig(const std::string& topic,
        const std::map<std::string, std::optional<std::string>>& changes) override;
    [[nodiscard]] Result<std::vector<api::GroupListing>> listGroups() override;
    [[nodiscard]] Result<std::vector<api::GroupDescription>> describeGroups(
        const std::vector<std::string>& ids) override;
    [[nodiscard]] Result<std::vector<api::ItemResult>> deleteGroups(
        const std::vector<std::string>& ids) override;
    [[nodiscard]] Result<std::vector<api::CommittedOffset>> committedOffsets(
        const std::string& group) override;
    [[nodiscard]] Result<std::vector<api::PartitionOffset>> listOffsets(
        const std::vector<api::TopicPartition>& partitions, api::OffsetQuery query) override;
    [[nodiscard]] Result<std::vector<api::LogDirReplica>> describeLogDirs() override;

private:
    /// Runs one admin request of librdkafka: `start` queues it; the event that answers it comes
    /// back. `operation` is an rd_kafka_admin_op_t, `doing` the start of an error's sentence.
    using Start = std::function<void(rd_kafka_AdminOptions_s*, rd_kafka_queue_s*)>;
    [[nodiscard]] Result<EventHandle> run(
        int operation, std::string_view doing, const Start& start);

    struct Metadata {
        api::ClusterDescription cluster;
        std::vector<api::TopicDescription> topics;
    };
    enum class Topics { None, All };
    [[nodiscard]] Result<Metadata> metadata(Topics topics);
    [[nodiscard]] Result<Metadata> metadataByLibrdkafka(Topics topics);
    [[nodiscard]] Result<HostPort> addressOf(BrokerId broker);

    [[nodiscard]] Result<std::vector<api::PartitionOffset>> listOffsetsByLibrdkafka(
        const std::vector<api::TopicPartition>& partitions, api::OffsetQuery query);
    [[nodiscard]] Result<OffsetLister::Leaders> leaders();

    struct Resource {
        int type = 0;  ///< Kafka's resource types: 2 topic, 4 broker
        std::string name;
    };
    [[nodiscard]] Result<std::vector<api::ConfigEntry>> describeConfig(const Resource& resource);
    [[nodiscard]] Result<std::vector<api::ConfigEntry>> describeConfigByLibrdkafka(
        const Resource& resource);
    [[nodiscard]] Result<> rewriteTopicConfig(
        const std::string& topic, const std::map<std::string, std::optional<std::string>>& changes);

    ClientHandle m_client;
    const api::Millis m_timeout;
    WireClient m_wire;
};

}  // namespace stormbench::client
