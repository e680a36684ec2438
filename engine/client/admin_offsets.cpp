// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"
#include "engine/client/rd_admin.h"
#include "engine/client/records.h"
#include "engine/protocol/messages/describe_log_dirs.h"

namespace stormbench::client {

Result<std::vector<api::PartitionOffset>> RdAdmin::listOffsets(
    const std::vector<api::TopicPartition>& partitions, api::OffsetQuery query)
{
    if (partitions.empty())
        return std::vector<api::PartitionOffset>{};
    if (!m_wire.available())
        return listOffsetsByLibrdkafka(partitions, query);
    const auto serveEvents = [this](api::Millis time) {
        rd_kafka_poll(m_client.get(), static_cast<int>(time.count()));
    };
    OffsetLister lister(
        m_wire, [this] { return leaders(); }, serveEvents, m_timeout);
    auto offsets = lister.run(partitions, queryTimestamp(query).value());
    if (!offsets && offsets.error().code == ErrorCode::Unsupported)
        return listOffsetsByLibrdkafka(partitions, query);
    if (!offsets)
        return fail(std::move(offsets).error());
    std::vector<api::PartitionOffset> result;
    for (const auto& partition : partitions)
        result.push_back({partition, offsets->at(partition)});
    return result;
}

Result<OffsetLister::Leaders> RdAdmin::leaders()
{
    SB_TRY_ASSIGN(const auto found, metadata(Topics::All));
    std::map<BrokerId, HostPort> brokers;
    for (const auto& broker : found.cluster.brokers)
        brokers[broker.id] = {broker.host, broker.port};
    OffsetLister::Leaders leaders;
    for (const auto& topic : found.topics) {
        for (const auto& partition : topic.partitions) {
            const auto leader = brokers.find(partition.leader);
            leaders[{topic.name, partition.index}]
                = leader == brokers.end() ? std::nullopt : std::optional(leader->second);
        }
    }
    return leaders;
}

Result<std::vector<api::PartitionOffset>> RdAdmin::listOffsetsByLibrdkafka(
    const std::vector<api::TopicPartition>& partitions, api::OffsetQuery query)
{
    // librdkafka waits for a leader of each and fails the whole request if one has none: those are
    // sorted out before.
    SB_TRY_ASSIGN(const auto found, metadata(Topics::All));
    std::map<api::TopicPartition, BrokerId> leaders;
    for (const auto& topic : found.topics) {
        for (const auto& partition : topic.partitions)
            leaders[{topic.name, partition.index}] = partition.leader;
    }
    std::map<api::TopicPartition, Result<Offset>> offsets;
    std::vector<std::pair<api::TopicPartition, Offset>> asked;
    for (const auto& partition : partitions) {
        const auto leader = leaders.find(partition);
        const auto what = fmt::format("{}-{}", partition.topic, partition.partition.value());
        if (leader == leaders.end())
            offsets[partition] = fail(errorFrom(RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART, what));
        else if (leader->second == kNoBroker)
            offsets[partition] = fail(errorFrom(RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE, what));
        else
            asked.emplace_back(partition, queryTimestamp(query));
    }
    if (!asked.empty()) {
        const auto list = partitionList(asked);
        const auto code = rd_kafka_offsets_for_times(
            m_client.get(), list.get(), static_cast<int>(m_timeout.count()));
        for (int i = 0; i < list->cnt; ++i) {
            const auto& element = list->elems[i];
            const auto failed = element.err != RD_KAFKA_RESP_ERR_NO_ERROR ? element.err : code;
            auto& offset = offsets[{element.topic, PartitionIndex(element.partition)}];
            if (failed != RD_KAFKA_RESP_ERR_NO_ERROR)
                offset = fail(
                    errorFrom(failed, fmt::format("{}-{}", element.topic, element.partition)));
            else
                offset = Offset(element.offset);
        }
    }
    std::vector<api::PartitionOffset> result;
    for (const auto& partition : partitions)
        result.push_back({partition, offsets.at(partition)});
    return result;
}

Result<std::vector<api::LogDirReplica>> RdAdmin::describeLogDirs()
{
    SB_TRY_ASSIGN(const auto cluster, describeCluster());
    protocol::DescribeLogDirsRequest request;
    request.topics.reset();  // all
    std::vector<api::LogDirReplica> replicas;
    std::optional<Error> lastError;
    std::size_t answered = 0;
    for (const auto& broker : cluster.brokers) {
        auto response = m_wire.call({broker.host, broker.port}, request, m_timeout);
        if (!response) {
            lastError = response.error().withContext(
                fmt::format("reading the log directories of broker {}", broker.id.value()));
            continue;
        }
        ++answered;
        for (const auto& directory : response->results) {
            for (const auto& topic : directory.topics) {
                for (const auto& partition : topic.partitions)
                    replicas.push_back(
                        {broker.id, {topic.name, PartitionIndex(partition.partitionIndex)},
                            directory.logDir, partition.partitionSize});
            }
        }
    }
    if (answered == 0 && lastError)
        return fail(std::move(*lastError));
    return replicas;
}

}  // namespace stormbench::client
