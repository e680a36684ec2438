// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/saga_memory.h"

#include <algorithm>

#include "engine/api/consumer.h"

namespace stormbench::storming {
namespace {

constexpr std::chrono::seconds kReadLimit{20};
constexpr api::Millis kPoll{100};

std::vector<api::TopicPartition> partitionsOf(const api::TopicDescription& topic)
{
    std::vector<api::TopicPartition> partitions;
    for (const auto& partition : topic.partitions)
        partitions.push_back({topic.name, partition.index});
    return partitions;
}

/// Where each partition ends that holds something.
Result<std::map<api::TopicPartition, Offset>> endsOf(
    api::Admin& admin, const std::string& stateTopic)
{
    std::map<api::TopicPartition, Offset> ends;
    SB_TRY_ASSIGN(const auto topics, admin.describeTopics({stateTopic}));
    if (topics.empty())
        return ends;
    const auto partitions = partitionsOf(topics.front());
    using Kind = api::OffsetQuery::Kind;
    SB_TRY_ASSIGN(const auto last, admin.listOffsets(partitions, {Kind::Latest, {}}));
    SB_TRY_ASSIGN(const auto first, admin.listOffsets(partitions, {Kind::Earliest, {}}));
    for (const auto& end : last) {
        SB_TRY(end.offset);
        const auto start
            = std::ranges::find(first, end.partition, &api::PartitionOffset::partition);
        if (start == first.end() || !start->offset || *start->offset < *end.offset)
            ends[end.partition] = *end.offset;
    }
    return ends;
}

}  // namespace

Result<RememberedSagas> readSagas(
    const api::ConnectionSettings& connection, const std::string& stateTopic)
{
    RememberedSagas sagas;
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    SB_TRY_ASSIGN(auto left, endsOf(*admin, stateTopic));
    if (left.empty())
        return sagas;
    SB_TRY_ASSIGN(const auto consumer, api::Consumer::create(connection, {}));
    std::vector<api::Assignment> assignments;
    for (const auto& [partition, end] : left)
        assignments.push_back({partition, {api::OffsetQuery::Kind::Earliest, {}}, std::nullopt});
    SB_TRY(consumer->assign(assignments));
    const auto until = std::chrono::steady_clock::now() + kReadLimit;
    while (!left.empty()) {
        if (std::chrono::steady_clock::now() > until)
            return fail(ErrorCode::TimedOut, "the state of its sagas cannot be read");
        SB_TRY_ASSIGN(const auto records, consumer->poll(kPoll));
        for (const auto& record : records) {
            remember(sagas, record);
            const auto partition = left.find({record.topic, record.partition});
            if (partition != left.end() && record.offset + 1 >= partition->second)
                left.erase(partition);
        }
    }
    return sagas;
}

}  // namespace stormbench::storming
