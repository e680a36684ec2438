// SPDX-License-Identifier: GPL-3.0-or-later
#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"
#include "engine/client/rd_admin.h"
#include "engine/protocol/messages/metadata.h"

namespace stormbench::client {
namespace {

std::vector<BrokerId> brokerIds(const std::int32_t* ids, int count)
{
    std::vector<BrokerId> result;
    for (int i = 0; i < count; ++i)
        result.emplace_back(ids[i]);
    return result;
}

std::vector<BrokerId> brokerIds(const std::vector<std::int32_t>& ids)
{
    return brokerIds(ids.data(), static_cast<int>(ids.size()));
}

api::TopicDescription topicFrom(const protocol::MetadataResponse::Topic& topic)
{
    api::TopicDescription result;
    result.name = topic.name.value_or("");
    result.id = topic.topicId.isZero() ? std::string() : topic.topicId.toString();
    result.internal = topic.isInternal;
    for (const auto& partition : topic.partitions)
        result.partitions.push_back({PartitionIndex(partition.partitionIndex),
            BrokerId(partition.leaderId), LeaderEpoch(partition.leaderEpoch),
            brokerIds(partition.replicaNodes), brokerIds(partition.isrNodes)});
    return result;
}

api::TopicDescription topicFrom(const rd_kafka_metadata_topic_t& topic)
{
    api::TopicDescription result;
    result.name = topic.topic;
    result.internal = result.name.starts_with("__");
    for (int i = 0; i < topic.partition_cnt; ++i) {
        const auto& partition = topic.partitions[i];
        result.partitions.push_back({PartitionIndex(partition.id), BrokerId(partition.leader),
            kNoLeaderEpoch, brokerIds(partition.replicas, partition.replica_cnt),
            brokerIds(partition.isrs, partition.isr_cnt)});
    }
    return result;
}

template <class Descriptions> void sort(Descriptions& cluster)
{
    std::sort(cluster.cluster.brokers.begin(), cluster.cluster.brokers.end(),
        [](const auto& a, const auto& b) { return a.id < b.id; });
    std::sort(cluster.topics.begin(), cluster.topics.end(),
        [](const auto& a, const auto& b) { return a.name < b.name; });
    for (auto& topic : cluster.topics)
        std::sort(topic.partitions.begin(), topic.partitions.end(),
            [](const auto& a, const auto& b) { return a.index < b.index; });
}

}  // namespace

Result<RdAdmin::Metadata> RdAdmin::metadata(Topics topics)
{
    if (!m_wire.available())
        return metadataByLibrdkafka(topics);
    protocol::MetadataRequest request;
    if (topics == Topics::All)
        request.topics.reset();
    request.allowAutoTopicCreation = true;  // the field's default, which versions before 4 imply;
                                            // without names it creates nothing
    auto response = m_wire.callAny(request, m_timeout);
    if (!response) {
        if (response.error().code == ErrorCode::Unsupported)
            return metadataByLibrdkafka(topics);
        return fail(response.error().withContext("reading the cluster's metadata"));
    }
    Metadata result;
    result.cluster.clusterId = response->clusterId.value_or("");
    result.cluster.controller = BrokerId(response->controllerId);
    for (const auto& broker : response->brokers)
        result.cluster.brokers.push_back({BrokerId(broker.nodeId), broker.host,
            static_cast<std::uint16_t>(broker.port), broker.rack.value_or("")});
    for (const auto& topic : response->topics) {
        if (topic.errorCode == protocol::WireError::None || !topic.partitions.empty())
            result.topics.push_back(topicFrom(topic));
    }
    sort(result);
    return result;
}

Result<RdAdmin::Metadata> RdAdmin::metadataByLibrdkafka(Topics topics)
{
    const auto timeoutMs = static_cast<int>(m_timeout.count());
    const rd_kafka_metadata_t* raw = nullptr;
    if (const auto code = rd_kafka_metadata(
            m_client.get(), topics == Topics::All ? 1 : 0, nullptr, &raw, timeoutMs))
        return fail(errorFrom(code, "reading the cluster's metadata"));
    const MetadataHandle owned(raw);
    Metadata result;
    if (char* const id = rd_kafka_clusterid(m_client.get(), timeoutMs)) {
        result.cluster.clusterId = id;
        rd_kafka_mem_free(m_client.get(), id);
    }
    result.cluster.controller = BrokerId(rd_kafka_controllerid(m_client.get(), timeoutMs));
    for (int i = 0; i < raw->broker_cnt; ++i)
        result.cluster.brokers.push_back({BrokerId(raw->brokers[i].id), raw->brokers[i].host,
            static_cast<std::uint16_t>(raw->brokers[i].port), {}});
    for (int i = 0; i < raw->topic_cnt; ++i) {
        if (raw->topics[i].err == RD_KAFKA_RESP_ERR_NO_ERROR || raw->topics[i].partition_cnt > 0)
            result.topics.push_back(topicFrom(raw->topics[i]));
    }
    sort(result);
    return result;
}

Result<api::ClusterDescription> RdAdmin::describeCluster()
{
    SB_TRY_ASSIGN(auto found, metadata(Topics::None));
    return std::move(found.cluster);
}

Result<std::vector<api::TopicDescription>> RdAdmin::describeTopics(
    const std::vector<std::string>& names)
{
    // All of them even for a few: asking by name may create topics (versions before 4,
    // auto.create.topics.enable).
    SB_TRY_ASSIGN(auto found, metadata(Topics::All));
    if (!names.empty())
        std::erase_if(found.topics, [&](const auto& topic) {
            return std::find(names.begin(), names.end(), topic.name) == names.end();
        });
    return std::move(found.topics);
}

Result<HostPort> RdAdmin::addressOf(BrokerId broker)
{
    SB_TRY_ASSIGN(const auto cluster, describeCluster());
    for (const auto& candidate : cluster.brokers) {
        if (candidate.id == broker)
            return HostPort{candidate.host, candidate.port};
    }
    return fail(
        ErrorCode::NotFound, fmt::format("the cluster has no live broker {}", broker.value()));
}

}  // namespace stormbench::client
