// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/offset_lister.h"

#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"
#include "engine/protocol/messages/list_offsets.h"

namespace stormbench::client {
namespace {

constexpr std::int32_t kNoReplica = -1;
constexpr std::int8_t kReadCommitted = 1;
constexpr api::Millis kOneAnswer{2'000};  // longer than a broker that lives takes
constexpr api::Millis kBetweenTries{100};

std::string nameOf(const api::TopicPartition& partition)
{
    return fmt::format("{}-{}", partition.topic, partition.partition.value());
}

// The leader has changed, or is about to.
bool passes(protocol::WireError error)
{
    using protocol::WireError;
    return error == WireError::NotLeaderOrFollower || error == WireError::LeaderNotAvailable
        || error == WireError::FencedLeaderEpoch || error == WireError::UnknownLeaderEpoch
        || error == WireError::OffsetNotAvailable || error == WireError::ReplicaNotAvailable;
}

protocol::ListOffsetsRequest requestFor(
    const std::vector<api::TopicPartition>& partitions, std::int64_t timestamp)
{
    protocol::ListOffsetsRequest request;
    request.replicaId = kNoReplica;
    request.isolationLevel = kReadCommitted;
    request.timeoutMs = static_cast<std::int32_t>(kOneAnswer.count());
    for (const auto& partition : partitions) {  // sorted by topic
        if (request.topics.empty() || request.topics.back().name != partition.topic)
            request.topics.push_back({partition.topic, {}});
        request.topics.back().partitions.push_back({partition.partition.value(), -1, timestamp});
    }
    return request;
}

}  // namespace

Result<OffsetLister::Offsets> OffsetLister::run(
    const Partitions& partitions, std::int64_t timestamp)
{
    const auto limit = std::chrono::steady_clock::now() + m_timeout;
    for (const auto& partition : partitions)
        m_open.emplace(partition, fail(errorFrom(RD_KAFKA_RESP_ERR__TIMED_OUT, nameOf(partition))));
    for (bool first = true; !m_open.empty(); first = false) {
        if (!first) {
            if (std::chrono::steady_clock::now() + kBetweenTries > limit)
                break;
            m_wait(kBetweenTries);
        }
        SB_TRY_ASSIGN(const auto leaders, m_readLeaders());
        for (const auto& [leader, led] : sortByLeader(leaders))
            SB_TRY(ask(leader, led, timestamp));
    }
    m_settled.merge(m_open);
    return std::move(m_settled);
}

std::map<HostPort, OffsetLister::Partitions> OffsetLister::sortByLeader(const Leaders& leaders)
{
    std::map<HostPort, Partitions> sorted;
    Offsets without;
    for (const auto& [partition, error] : m_open) {
        const auto found = leaders.find(partition);
        if (found != leaders.end() && found->second)
            sorted[*found->second].push_back(partition);
        else
            without.emplace(partition,
                fail(errorFrom(found == leaders.end() ? RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART
                                                      : RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE,
                    nameOf(partition))));
    }
    for (const auto& [partition, error] : without)
        settle(partition, error);
    return sorted;
}

Result<> OffsetLister::ask(
    const HostPort& leader, const Partitions& partitions, std::int64_t timestamp)
{
    const auto answer
        = m_wire.call(leader, requestFor(partitions, timestamp), std::min(m_timeout, kOneAnswer));
    if (!answer) {
        if (answer.error().code == ErrorCode::Unsupported)
            return fail(answer.error());
        for (const auto& partition : partitions)
            m_open[partition] = fail(answer.error().withContext(nameOf(partition)));
        return {};
    }
    for (const auto& topic : answer->topics) {
        for (const auto& each : topic.partitions) {
            const api::TopicPartition partition{topic.name, PartitionIndex(each.partitionIndex)};
            if (!m_open.contains(partition))
                continue;
            if (each.errorCode == protocol::WireError::None)
                settle(partition, Offset(each.offset));
            else if (auto error = errorFrom(static_cast<int>(each.errorCode), nameOf(partition));
                     passes(each.errorCode))
                m_open[partition] = fail(std::move(error));
            else
                settle(partition, fail(std::move(error)));
        }
    }
    return {};
}

void OffsetLister::settle(const api::TopicPartition& partition, Result<Offset> offset)
{
    m_open.erase(partition);
    m_settled[partition] = std::move(offset);
}

}  // namespace stormbench::client
