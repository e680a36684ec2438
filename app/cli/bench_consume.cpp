// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "app/cli/bench.h"
#include "engine/api/consumer.h"

namespace stormbench::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t kBatch = 10'000;
constexpr api::Millis kPoll{100};
constexpr std::chrono::seconds kGiveUp{30};

api::ConsumerSettings settingsForLoad()
{
    api::ConsumerSettings settings;
    settings.properties = {
        {"fetch.message.max.bytes", "4194304"},
        {"queued.min.messages", "1000000"},
        {"queued.max.messages.kbytes", "1048576"},
        {"fetch.wait.max.ms", "10"},
        {"check.crcs", "false"},
    };
    return settings;
}

}  // namespace

Result<> prepareTopic(const api::ConnectionSettings& connection, const BenchPlan& plan)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    SB_TRY_ASSIGN(const auto topics, admin->describeTopics({plan.topic}));
    if (!topics.empty())
        return {};
    SB_TRY_ASSIGN(const auto created, admin->createTopics({{plan.topic, plan.partitions, -1, {}}}));
    for (const auto& item : created) {
        if (!item.result && item.result.error().code != ErrorCode::AlreadyExists)
            return item.result;
    }
    return {};
}

Result<BenchRun> measureConsume(
    const api::ConnectionSettings& connection, const BenchPlan& plan, StopSignal& signal)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connection));
    SB_TRY_ASSIGN(const auto topics, admin->describeTopics({plan.topic}));
    if (topics.empty())
        return fail(ErrorCode::NotFound,
            fmt::format("there is no topic {}; run bench produce first", plan.topic));
    std::vector<api::TopicPartition> partitions;
    std::vector<api::Assignment> assignments;
    for (const auto& partition : topics.front().partitions) {
        partitions.push_back({plan.topic, partition.index});
        assignments.push_back({partitions.back(), {api::OffsetQuery::Kind::Earliest, {}}, {}});
    }
    SB_TRY_ASSIGN(
        const auto starts, admin->listOffsets(partitions, {api::OffsetQuery::Kind::Earliest, {}}));
    SB_TRY_ASSIGN(
        const auto ends, admin->listOffsets(partitions, {api::OffsetQuery::Kind::Latest, {}}));
    std::uint64_t expected = 0;
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        SB_TRY(starts[i].offset);
        SB_TRY(ends[i].offset);
        expected += static_cast<std::uint64_t>(*ends[i].offset - *starts[i].offset);
    }
    if (plan.records > 0)
        expected = std::min(expected, plan.records);

    SB_TRY_ASSIGN(const auto consumer, api::Consumer::create(connection, settingsForLoad()));
    const auto started = Clock::now();
    SB_TRY(consumer->assign(assignments));
    BenchRun run;
    auto progress = started;
    while (run.records < expected && !signal.raised()) {
        SB_TRY_ASSIGN(const auto records,
            consumer->poll(kPoll, std::min<std::uint64_t>(kBatch, expected - run.records)));
        for (const auto& record : records)
            run.bytes += record.value ? record.value->size() : 0;
        run.records += records.size();
        if (!records.empty())
            progress = Clock::now();
        else if (Clock::now() - progress > kGiveUp)
            return fail(ErrorCode::TimedOut,
                fmt::format("only {} of {} records came: {}", run.records, expected,
                    consumer->lastError()));
    }
    run.elapsed = Clock::now() - started;
    return run;
}

}  // namespace stormbench::cli
