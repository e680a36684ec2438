// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/command.h"
#include "app/cli/connection_options.h"
#include "app/cli/output.h"
#include "app/cli/record_format.h"
#include "app/cli/stop_signal.h"
#include "engine/api/consumer.h"

namespace stormbench::cli {
namespace {

constexpr api::Millis kPoll{200};

struct Options {
    ConnectionOptions connection;
    std::string topic;
    std::string group;
    std::string time;
    std::int64_t offset = -1;
    int partition = -1;
    std::uint64_t count = 0;
    bool beginning = false;
    bool end = false;
    bool follow = false;
    bool json = false;
    std::string format = "%v";
};

/// Where reading ends without --follow: the ends of the partitions as they were at the start.
using Ends = std::map<api::TopicPartition, Offset>;

Result<std::vector<api::TopicPartition>> partitionsOf(const Options& options, api::Admin& admin)
{
    SB_TRY_ASSIGN(const auto topics, admin.describeTopics({options.topic}));
    if (topics.empty())
        return fail(ErrorCode::NotFound, fmt::format("there is no topic {}", options.topic));
    std::vector<api::TopicPartition> partitions;
    for (const auto& partition : topics.front().partitions) {
        if (options.partition < 0 || partition.index.value() == options.partition)
            partitions.push_back({options.topic, partition.index});
    }
    if (partitions.empty())
        return fail(ErrorCode::NotFound,
            fmt::format("topic {} has no partition {}", options.topic, options.partition));
    return partitions;
}

Result<api::OffsetQuery> startOf(const Options& options)
{
    if (options.end)
        return api::OffsetQuery{api::OffsetQuery::Kind::Latest, {}};
    if (options.time.empty())
        return api::OffsetQuery{api::OffsetQuery::Kind::Earliest, {}};
    const auto now = std::chrono::duration_cast<api::WallTime>(
        std::chrono::system_clock::now().time_since_epoch());
    SB_TRY_ASSIGN(const auto time, parseTime(options.time, now));
    return api::OffsetQuery{api::OffsetQuery::Kind::AtTime, time};
}

/// Assigns the partitions and gives those of which there is something to read up to their present
/// end.
Result<Ends> assignAll(const Options& options, const api::ConnectionSettings& settings,
    const api::OffsetQuery& start, api::Consumer& consumer)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(settings));
    SB_TRY_ASSIGN(const auto partitions, partitionsOf(options, *admin));
    SB_TRY_ASSIGN(
        const auto ends, admin->listOffsets(partitions, {api::OffsetQuery::Kind::Latest, {}}));
    SB_TRY_ASSIGN(const auto starts, admin->listOffsets(partitions, start));

    std::vector<api::Assignment> assignments;
    Ends remaining;
    for (std::size_t i = 0; i < partitions.size(); ++i) {
        SB_TRY(ends[i].offset);
        SB_TRY(starts[i].offset);
        // No record at or after that time: -1, which means the end.
        auto from = *starts[i].offset == kNoOffset ? *ends[i].offset : *starts[i].offset;
        if (options.offset >= 0)
            from = Offset(options.offset);
        assignments.push_back({partitions[i], {}, from});
        if (from < *ends[i].offset)
            remaining[partitions[i]] = *ends[i].offset;
    }
    SB_TRY(consumer.assign(assignments));
    return remaining;
}

bool printRecord(const Options& options, const api::ReceivedRecord& record)
{
    return print(options.json ? recordAsJson(record) : formatRecord(options.format, record));
}

Result<> commitAfter(
    const std::vector<api::ReceivedRecord>& records, std::size_t printed, api::Consumer& consumer)
{
    std::map<api::TopicPartition, Offset> next;
    for (std::size_t i = 0; i < printed; ++i)
        next[{records[i].topic, records[i].partition}] = records[i].offset + 1;
    return consumer.commit({next.begin(), next.end()});
}

Result<> printAll(const Options& options, api::Consumer& consumer, Ends ends, StopSignal& signal)
{
    const bool bounded = options.group.empty() && !options.follow;
    std::uint64_t left = options.count;
    while (!signal.raised() && !(bounded && ends.empty())) {
        SB_TRY_ASSIGN(const auto records, consumer.poll(kPoll));
        std::size_t printed = 0;
        bool done = false;
        for (const auto& record : records) {
            const auto end = ends.find({record.topic, record.partition});
            if (bounded && end == ends.end())
                continue;  // behind the end as it was at the start
            if (!printRecord(options, record))
                return {};
            ++printed;
            if (end != ends.end() && record.offset + 1 >= end->second)
                ends.erase(end);
            if (options.count > 0 && --left == 0) {
                done = true;
                break;
            }
        }
        if (!options.group.empty() && printed > 0)
            SB_TRY(commitAfter(records, printed, consumer));
        if (done)
            return {};
    }
    return {};
}

int run(const Options& options)
{
    StopSignal signal;
    const auto settings = options.connection.settings();
    if (!settings)
        return exitCodeFor(settings.error());
    const auto start = startOf(options);
    if (!start)
        return exitCodeFor(start.error());
    api::ConsumerSettings consuming;
    consuming.group = options.group;
    consuming.start = options.end ? api::ConsumerSettings::Start::Latest
                                  : api::ConsumerSettings::Start::Earliest;
    auto consumer = api::Consumer::create(*settings, consuming);
    if (!consumer)
        return exitCodeFor(consumer.error());
    Ends ends;
    if (options.group.empty()) {
        auto assigned = assignAll(options, *settings, *start, **consumer);
        if (!assigned)
            return exitCodeFor(assigned.error());
        ends = *std::move(assigned);
    } else if (const auto subscribed = (*consumer)->subscribe({options.topic}); !subscribed) {
        return exitCodeFor(subscribed.error());
    }
    const auto result = printAll(options, **consumer, std::move(ends), signal);
    return result ? kDone : exitCodeFor(result.error());
}

}  // namespace

void declareConsume(CLI::App& app, Action& chosen)
{
    const auto options = std::make_shared<Options>();
    app.add_option("topic", options->topic, "Topic to read")->required();
    auto* const group = app.add_option(
        "--group", options->group, "Join this consumer group and commit what was printed");
    auto* const end
        = app.add_flag("--from-end", options->end, "Only records that come from now on");
    app.add_flag("--from-beginning", options->beginning, "From the first record: the default");
    auto* const offset = app.add_option("--offset", options->offset, "From this offset on")
                             ->check(CLI::NonNegativeNumber);
    auto* const time = app.add_option("--time", options->time,
        "From this time on: milliseconds, 2026-11-21T03:00:00 (UTC), or 15m ago");
    auto* const partition = app.add_option("--partition", options->partition, "Only this partition")
                                ->check(CLI::NonNegativeNumber);
    for (auto* const option : {end, offset, time, partition}) {
        if (option != end)
            option->excludes(group);
    }
    end->excludes(offset)->excludes(time);
    offset->excludes(time);
    app.add_option("--count", options->count, "End after so many records");
    app.add_flag("--follow", options->follow,
        "Wait for further records instead of ending with those that are there; always so with "
        "--group");
    app.add_option("--format", options->format,
           "%t topic, %p partition, %o offset, %T time, %k key, %v value, %h headers")
        ->capture_default_str();
    app.add_flag("--json", options->json, "Print a JSON object a record");
    options->connection.declare(app);
    app.callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace stormbench::cli
