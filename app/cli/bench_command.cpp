// SPDX-License-Identifier: GPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/cli/bench.h"
#include "app/cli/command.h"
#include "app/cli/connection_options.h"
#include "app/cli/output.h"
#include "engine/api/mock_cluster.h"

namespace stormbench::cli {
namespace {

using Json = nlohmann::ordered_json;
using Measure = Result<BenchRun> (*)(const api::ConnectionSettings&, const BenchPlan&, StopSignal&);

struct Options {
    ConnectionOptions connection;
    BenchPlan plan;
    double seconds = 5;
    int lingerMs = 0;
    int mockBrokers = 0;
    bool json = false;
    std::string what;
    Measure measure = nullptr;
};

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    const auto middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// The runs against one cluster.
struct Series {
    std::string peer;
    std::vector<BenchRun> runs;

    template <class Read> [[nodiscard]] double medianOf(Read read) const
    {
        std::vector<double> values;
        for (const auto& run : runs)
            values.push_back(read(run));
        return median(std::move(values));
    }
    [[nodiscard]] double recordsPerSecond() const
    {
        return medianOf([](const auto& run) { return run.recordsPerSecond(); });
    }
    [[nodiscard]] std::uint64_t failed() const
    {
        std::uint64_t sum = 0;
        for (const auto& run : runs)
            sum += run.failed;
        return sum;
    }
};

Result<Series> measureSeries(const Options& options, std::string peer,
    const api::ConnectionSettings& connection, StopSignal& signal)
{
    Series series{std::move(peer), {}};
    for (int i = 0; i < options.plan.runs && !signal.raised(); ++i) {
        SB_TRY_ASSIGN(auto run, options.measure(connection, options.plan, signal));
        series.runs.push_back(std::move(run));
    }
    return series;
}

/// Fills the mock cluster with what it keeps of a topic: five megabytes of a partition.
BenchPlan planOfContent(BenchPlan plan)
{
    constexpr std::size_t kKept = 4'000'000, kOverhead = 10;
    plan.records = kKept * static_cast<std::size_t>(plan.partitions) / (plan.size + kOverhead);
    return plan;
}

Result<Series> measureMock(const Options& options, StopSignal& signal)
{
    SB_TRY_ASSIGN(const auto mock, api::MockCluster::start(options.mockBrokers));
    SB_TRY(mock->createTopic(options.plan.topic, options.plan.partitions));
    if (options.what == "consume")
        SB_TRY(measureProduce(mock->connection(), planOfContent(options.plan), signal));
    return measureSeries(options, "mock", mock->connection(), signal);
}

Json toJson(const Series& series, bool latency)
{
    Json json{{"peer", series.peer}, {"runs", series.runs.size()},
        {"records",
            series.medianOf([](const auto& run) { return static_cast<double>(run.records); })},
        {"recordsPerSecond", series.recordsPerSecond()},
        {"megabytesPerSecond",
            series.medianOf([](const auto& run) { return run.megabytesPerSecond(); })},
        {"failed", series.failed()}};
    if (latency) {
        json["p50Ms"] = series.medianOf([](const auto& run) { return run.latencyMs(0.50); });
        json["p99Ms"] = series.medianOf([](const auto& run) { return run.latencyMs(0.99); });
        json["maxMs"] = series.medianOf([](const auto& run) { return run.latencyMs(1); });
    }
    return json;
}

void report(const Options& options, const std::vector<Series>& all)
{
    const bool latency = options.what == "latency";
    if (options.json) {
        Json json{{"benchmark", options.what}, {"size", options.plan.size},
            {"acks", options.plan.acks}, {"compression", options.plan.compression},
            {"partitions", options.plan.partitions}, {"series", Json::array()}};
        for (const auto& series : all)
            json["series"].push_back(toJson(series, latency));
        if (all.size() == 2 && all[1].recordsPerSecond() > 0)
            json["ratio"] = all[0].recordsPerSecond() / all[1].recordsPerSecond();
        print(json.dump(2));
        return;
    }
    std::vector<std::vector<std::string>> rows{{"PEER", "RUNS", "RECORDS/S", "MB/S", "FAILED"}};
    if (latency)
        rows[0].insert(rows[0].end(), {"P50-MS", "P99-MS", "MAX-MS"});
    for (const auto& series : all) {
        rows.push_back({series.peer, std::to_string(series.runs.size()),
            fmt::format("{:.0f}", series.recordsPerSecond()),
            fmt::format("{:.1f}",
                series.medianOf([](const auto& run) { return run.megabytesPerSecond(); })),
            std::to_string(series.failed())});
        if (latency) {
            for (const double quantile : {0.50, 0.99, 1.0})
                rows.back().push_back(fmt::format("{:.2f}",
                    series.medianOf([=](const auto& run) { return run.latencyMs(quantile); })));
        }
    }
    printTable(rows);
    if (all.size() == 2 && !latency && all[1].recordsPerSecond() > 0)
        print(fmt::format("ratio to the mock cluster: {:.2f}",
            all[0].recordsPerSecond() / all[1].recordsPerSecond()));
}

Result<std::vector<Series>> measureAll(const Options& options, bool cluster, StopSignal& signal)
{
    std::vector<Series> all;
    if (cluster) {
        SB_TRY_ASSIGN(const auto connection, options.connection.settings());
        SB_TRY(prepareTopic(connection, options.plan));
        SB_TRY_ASSIGN(auto series, measureSeries(options, "cluster", connection, signal));
        all.push_back(std::move(series));
    }
    if (options.mockBrokers > 0) {
        SB_TRY_ASSIGN(auto series, measureMock(options, signal));
        all.push_back(std::move(series));
    }
    std::erase_if(all, [](const auto& series) { return series.runs.empty(); });
    return all;
}

int run(const Options& options, bool cluster)
{
    StopSignal signal;
    const auto all = measureAll(options, cluster, signal);
    if (!all)
        return exitCodeFor(all.error());
    report(options, *all);
    return std::any_of(
               all->begin(), all->end(), [](const auto& series) { return series.failed() > 0; })
        ? kFailed
        : kDone;
}

void declareOne(
    CLI::App& app, Action& chosen, const char* name, const char* summary, Measure measure)
{
    auto& sub = *app.add_subcommand(name, summary);
    const auto options = std::make_shared<Options>();
    options->what = name;
    options->measure = measure;
    options->connection.declare(sub);
    auto& plan = options->plan;
    sub.add_option("--topic", plan.topic, "Topic; made if missing")->capture_default_str();
    sub.add_option("--partitions", plan.partitions, "Partitions of a topic that is made")
        ->capture_default_str()
        ->check(CLI::Range(1, 100'000));
    sub.add_option("--replication-factor", plan.replication,
           "How many replicas a topic that is made has; -1: the cluster's default")
        ->capture_default_str()
        ->check(CLI::Range(-1, 32'767));
    auto* const records = sub.add_option("--records", plan.records, "Records a run");
    sub.add_option("--duration", options->seconds, "Seconds a run, unless --records is given")
        ->capture_default_str()
        ->check(CLI::PositiveNumber)
        ->excludes(records);
    sub.add_option("--size", plan.size, "Bytes of a record")->capture_default_str();
    sub.add_option("--acks", plan.acks, "Acknowledgements")
        ->capture_default_str()
        ->check(CLI::IsMember({"0", "1", "all"}));
    sub.add_option("--compression", plan.compression, "Codec")
        ->capture_default_str()
        ->check(CLI::IsMember({"none", "gzip", "snappy", "lz4", "zstd"}));
    // What Kafka's own producer waits, and what shows each record's own way.
    options->lingerMs = measure == measureLatency ? 0 : 5;
    if (measure != measureConsume)
        sub.add_option("--linger", options->lingerMs,
               "Milliseconds that the client waits for a batch to fill")
            ->capture_default_str()
            ->check(CLI::Range(0, 900'000));
    if (std::string_view(name) == "latency")
        sub.add_option("--rate", plan.rate, "Records a second")
            ->capture_default_str()
            ->check(CLI::PositiveNumber);
    sub.add_option("--runs", plan.runs, "How many runs; the medians are printed")
        ->capture_default_str()
        ->check(CLI::Range(1, 100));
    sub.add_option("--mock", options->mockBrokers,
           "Measure librdkafka's in-memory mock cluster of so many brokers too (alone without "
           "--bootstrap)")
        ->check(CLI::Range(1, 99));
    sub.add_flag("--json", options->json, "Print JSON");
    sub.callback([options, &sub, &chosen] {
        options->plan.duration
            = std::chrono::milliseconds(static_cast<std::int64_t>(options->seconds * 1'000));
        options->plan.linger = std::chrono::milliseconds(options->lingerMs);
        const bool cluster
            = options->mockBrokers == 0 || sub.get_option("--bootstrap")->count() > 0;
        chosen = [options, cluster] { return run(*options, cluster); };
    });
}

}  // namespace

double BenchRun::recordsPerSecond() const
{
    return elapsed.count() > 0 ? static_cast<double>(records) / elapsed.count() : 0;
}

double BenchRun::megabytesPerSecond() const
{
    return elapsed.count() > 0 ? static_cast<double>(bytes) / 1e6 / elapsed.count() : 0;
}

double BenchRun::latencyMs(double quantile) const
{
    if (latenciesMs.empty())
        return 0;
    const auto rank = static_cast<std::size_t>(quantile * static_cast<double>(latenciesMs.size()));
    return latenciesMs[std::min(rank, latenciesMs.size() - 1)];
}

void declareBench(CLI::App& app, Action& chosen)
{
    app.require_subcommand(1);
    declareOne(app, chosen, "produce", "Records a second that are acknowledged", measureProduce);
    declareOne(app, chosen, "consume", "Records a second that are read from the topic's beginning",
        measureConsume);
    declareOne(
        app, chosen, "latency", "Time from sending to receiving, at a fixed rate", measureLatency);
}

}  // namespace stormbench::cli
