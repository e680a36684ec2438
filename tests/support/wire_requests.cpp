// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/wire_requests.h"

#include <thread>

#include "engine/storage/record.h"

namespace stormbench::tests {

WireError createTopic(WireClient& client, const std::string& name, std::int32_t partitions,
    std::vector<std::pair<std::string, std::string>> configs)
{
    protocol::CreateTopicsRequest request;
    auto& topic = request.topics.emplace_back();
    topic.name = name;
    topic.numPartitions = partitions;
    topic.replicationFactor = 1;
    for (auto& [key, value] : configs)
        topic.configs.push_back({key, value});
    const auto response = client.call(request);
    return response && response->topics.size() == 1 ? response->topics.front().errorCode
                                                    : WireError::UnknownServerError;
}

Uuid topicId(WireClient& client, const std::string& name)
{
    protocol::MetadataRequest request;
    request.allowAutoTopicCreation = false;
    request.topics->push_back({{}, name});
    const auto response = client.call(request);
    return response && response->topics.size() == 1 ? response->topics.front().topicId : Uuid{};
}

Bytes batchOf(const std::vector<std::string>& values, storage::BatchOptions options)
{
    storage::BatchBuilder builder(options);
    std::int64_t timestamp = 1000;
    for (const auto& value : values)
        builder.add(storage::Millis{timestamp++}, std::nullopt, asBytes(value));
    return builder.build();
}

protocol::ProduceRequest produceRequest(
    const std::string& topic, ByteView records, std::int16_t acks, std::int32_t partition)
{
    protocol::ProduceRequest request;
    request.acks = acks;
    request.timeoutMs = 5000;
    auto& data = request.topicData.emplace_back();
    data.name = topic;
    data.partitionData.push_back({partition, protocol::Records(records)});
    return request;
}

protocol::ProduceResponse::PartitionProduceResponse produce(WireClient& client,
    const std::string& topic, const std::vector<std::string>& values, std::int32_t partition,
    storage::BatchOptions options)
{
    const auto batch = batchOf(values, options);
    const auto deadline = std::chrono::steady_clock::now() + WireClient::kPatience;
    while (true) {
        const auto response = client.call(produceRequest(topic, batch, -1, partition));
        protocol::ProduceResponse::PartitionProduceResponse out;
        out.errorCode = WireError::NetworkException;
        if (response && !response->responses.empty()
            && !response->responses.front().partitionResponses.empty())
            out = response->responses.front().partitionResponses.front();
        const bool mayComeYet = out.errorCode == WireError::NotLeaderOrFollower
            || out.errorCode == WireError::UnknownTopicOrPartition;
        if (!mayComeYet || std::chrono::steady_clock::now() > deadline)
            return out;
        std::this_thread::yield();
    }
}

protocol::FetchRequest fetchRequest(
    const std::string& topic, const Uuid& id, std::int64_t offset, std::int32_t maxWaitMs)
{
    protocol::FetchRequest request;
    request.maxWaitMs = maxWaitMs;
    request.minBytes = 1;
    auto& wanted = request.topics.emplace_back();
    wanted.topic = topic;
    wanted.topicId = id;
    auto& partition = wanted.partitions.emplace_back();
    partition.fetchOffset = offset;
    partition.partitionMaxBytes = 1 << 20;
    return request;
}

std::vector<std::string> valuesOf(const protocol::FetchResponse& response)
{
    std::vector<std::string> values;
    for (const auto& topic : response.responses) {
        for (const auto& partition : topic.partitions) {
            (void)storage::forEachRecord(partition.records.view(),
                [&](const storage::BatchHeader&, const storage::Record& record) {
                    values.push_back(toText(record.value.value_or(ByteView{})));
                });
        }
    }
    return values;
}

std::int64_t logEnd(WireClient& client, const std::string& topic, std::int64_t timestamp)
{
    protocol::ListOffsetsRequest request;
    request.replicaId = -1;
    auto& wanted = request.topics.emplace_back();
    wanted.name = topic;
    wanted.partitions.push_back({0, -1, timestamp});
    const auto response = client.call(request);
    return response && response->topics.size() == 1
        ? response->topics.front().partitions.front().offset
        : -100;
}

}  // namespace stormbench::tests
