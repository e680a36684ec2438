// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_reader.h"

#include <algorithm>

#include <fmt/format.h>

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

std::string textOf(const storage::Record& record)
{
    if (record.value)
        return toText(*record.value);
    return record.headers.empty() ? std::string()
                                  : toText(record.headers.front().value.value_or(ByteView{}));
}

Offset endOf(ByteView batches, Offset from)
{
    while (!batches.empty()) {
        const auto header = storage::parseBatchHeader(batches);
        if (!header || header->sizeInBytes > batches.size())
            break;
        from = std::max(from, header->nextOffset());
        batches = batches.subspan(header->sizeInBytes);
    }
    return from;
}

FetchedRecords recordsOf(const Result<protocol::FetchResponse>& response, Offset from)
{
    FetchedRecords fetched;
    fetched.error = WireError::NetworkException;
    if (!response || response->responses.size() != 1
        || response->responses.front().partitions.size() != 1)
        return fetched;
    const auto& partition = response->responses.front().partitions.front();
    fetched.error = partition.errorCode;
    fetched.highWatermark = Offset{partition.highWatermark};
    fetched.preferred = BrokerId{partition.preferredReadReplica};
    fetched.next = endOf(partition.records.view(), from);
    const auto read = storage::forEachRecord(partition.records.view(),
        [&](const storage::BatchHeader& batch, const storage::Record& record) {
            if (record.offset < from)
                return;
            fetched.lastEpoch = batch.leaderEpoch;
            fetched.records.emplace_back(record.offset, textOf(record));
        });
    if (!read)
        fetched.error = WireError::CorruptMessage;
    return fetched;
}

SimReader::SimReader(
    ClientProcess& process, std::vector<env::Endpoint> bootstrap, const std::string& topic)
    : m_client(process, std::move(bootstrap), topic, "reader")
{
}

void SimReader::start(std::int32_t partitions)
{
    m_client.refresh();
    for (std::int32_t i = 0; i < partitions; ++i) {
        m_logs[PartitionIndex{i}] = {};
        m_retries[PartitionIndex{i}] = m_client.process().executor().createTimer();
        fetch(PartitionIndex{i});
    }
}

bool SimReader::isDone() const
{
    return std::all_of(
        m_logs.begin(), m_logs.end(), [](const auto& item) { return item.second.complete; });
}

std::string SimReader::unread() const
{
    std::string text;
    for (const auto& [partition, log] : m_logs)
        if (!log.complete)
            text += fmt::format(" {} at {}: {};", partition.value(), log.next.value(),
                protocol::toString(log.lastError));
    return text;
}

void SimReader::fetch(PartitionIndex partition)
{
    const auto again = [this, partition] {
        m_retries.at(partition)->start(100ms, [this, partition] { fetch(partition); });
    };
    auto* leader = m_client.leader(partition);
    if (!leader)
        return again();
    auto& log = m_logs[partition];
    const auto from = log.next;
    protocol::FetchRequest request;
    auto& topic = request.topics.emplace_back();
    topic.topic = m_client.topic();
    topic.topicId = m_client.topicId();
    auto& wanted = topic.partitions.emplace_back();
    wanted.partition = partition.value();
    wanted.currentLeaderEpoch = m_client.leaderEpoch(partition).value();
    wanted.fetchOffset = from.value();
    wanted.partitionMaxBytes = 256 * 1024;
    leader->call(
        request, [this, partition, from, again](const Result<protocol::FetchResponse>& response) {
            const auto fetched = recordsOf(response, from);
            m_logs[partition].lastError = fetched.error;
            if (fetched.error != WireError::None) {
                m_client.refresh();
                return again();
            }
            auto& log = m_logs[partition];
            log.records.insert(log.records.end(), fetched.records.begin(), fetched.records.end());
            log.end = fetched.highWatermark;
            log.complete = fetched.next == from;
            log.next = fetched.next;
            if (log.complete)
                return;
            fetch(partition);
        });
}

}  // namespace stormbench::sim
