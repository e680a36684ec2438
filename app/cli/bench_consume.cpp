// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "app/cli/bench.h"
#include "engine/api/consumer.h"

namespace stormbench::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kBatch = 2'000;
constexpr api::Millis kPoll{100};
constexpr std::chrono::seconds kGiveUp{30};

api::ConsumerSettings settingsForLoad()
{
    // A reader that finds librdkafka's queue full sleeps up to a second (2.0.2 has no
    // fetch.queue.backoff.ms): the queue has to be larger than what piles up in a turn of the
    // scheduler.
    api::ConsumerSettings settings;
    settings.properties = {
        {"queued.min.messages", "2000000"},
        {"queued.max.messages.kbytes", "262144"},
        {"fetch.wait.max.ms", "10"},
        {"check.crcs", "false"},
    };
    return settings;
}

/// What is read in one pass: the partitions from their beginnings, and how many records they hold.
struct Content {
    std::vector<api::Assignment> assignments;
    std::uint64_t records = 0;
};

Result<Content> contentOf(const api::ConnectionSettings& connection, const std::string& topic)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    SB_TRY_ASSIGN(const auto topics, admin->describeTopics({topic}));
    if (topics.empty())
        return fail(ErrorCode::NotFound,
            fmt::format("there is no topic {}; run bench produce first", topic));
    std::vector<api::TopicPartition> partitions;
    for (const auto& partition : topics.front().partitions)
        partitions.push_back({topic, partition.index});
    SB_TRY_ASSIGN(
        const auto starts, admin->listOffsets(partitions, {api::OffsetQuery::Kind::Earliest, {}}));
    SB_TRY_ASSIGN(
        const auto ends, admin->listOffsets(partitions, {api::OffsetQuery::Kind::Latest, {}}));
    Content content;
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        SB_TRY(starts[i].offset);
        SB_TRY(ends[i].offset);
        content.assignments.push_back({partitions[i], {}, *starts[i].offset});
        content.records += static_cast<std::uint64_t>(*ends[i].offset - *starts[i].offset);
    }
    return content;
}

/// Reads on until `count` records came or `deadline` is over.
Result<> readOn(api::Consumer& consumer, std::uint64_t count, Clock::time_point deadline,
    StopSignal& signal, BenchRun& run)
{
    const auto add = [&run](const api::RecordView& record) {
        run.bytes += record.value ? record.value->size() : 0;
    };
    auto progress = Clock::now();
    while (count > 0 && !signal.raised()) {
        SB_TRY_ASSIGN(const auto received,
            consumer.pollEach(kPoll, std::min<std::uint64_t>(kBatch, count), add));
        run.records += received;
        count -= received;
        const auto now = Clock::now();
        if (now >= deadline)
            break;
        if (received > 0)
            progress = now;
        else if (now - progress > kGiveUp)
            return fail(ErrorCode::TimedOut,
                fmt::format("{} records did not come: {}", count, consumer.lastError()));
    }
    return {};
}

}  // namespace

Result<> prepareTopic(const api::ConnectionSettings& connection, const BenchPlan& plan)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    SB_TRY_ASSIGN(const auto topics, admin->describeTopics({plan.topic}));
    if (!topics.empty())
        return {};
    SB_TRY_ASSIGN(const auto created,
        admin->createTopics({{plan.topic, plan.partitions, plan.replication, {}}}));
    for (const auto& item : created) {
        if (!item.result && item.result.error().code != ErrorCode::AlreadyExists)
            return item.result;
    }
    return {};
}

Result<BenchRun> measureConsume(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal)
{
    SB_TRY_ASSIGN(const auto content, contentOf(connection, plan.topic));
    const bool byTime = plan.records == 0;
    const auto wanted = byTime ? content.records : std::min(content.records, plan.records);
    SB_TRY_ASSIGN(const auto consumer, api::Consumer::create(connection, settingsForLoad()));
    const auto started = Clock::now();
    const auto deadline = byTime ? started + plan.duration : Clock::time_point::max();
    BenchRun run;
    do {
        SB_TRY(consumer->assign(content.assignments));
        SB_TRY(readOn(*consumer, wanted, deadline, signal, run));
    } while (byTime && wanted > 0 && Clock::now() < deadline && !signal.raised());
    run.elapsed = Clock::now() - started;
    return run;
}

}  // namespace stormbench::cli
