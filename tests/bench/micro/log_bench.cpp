// SPDX-License-Identifier: GPL-3.0-or-later
#include <benchmark/benchmark.h>

#include <filesystem>

#include "engine/env/system_clock.h"
#include "engine/env/system_files.h"
#include "engine/storage/log.h"
#include "engine/storage/validate.h"
#include "tests/bench/micro/batches.h"

using namespace stormbench;

static void validateBatch(benchmark::State& state)
{
    const auto batch = bench::batchOf(state.range(0));
    const storage::LogConfig config;
    storage::ValidationOptions options;
    options.now = storage::Millis{1'700'000'000'000};
    for (auto unused : state) {
        auto checked = storage::validateForProduce(batch, config, options);
        if (!checked)
            state.SkipWithError("the batch is not valid");
        benchmark::DoNotOptimize(checked);
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(batch.size()));
}
BENCHMARK(validateBatch)->Arg(1)->Arg(100)->Arg(8000);

static void appendToLog(benchmark::State& state)
{
    const auto directory = std::filesystem::temp_directory_path() / "stormbench-bench-log";
    std::filesystem::remove_all(directory);
    std::filesystem::create_directories(directory);
    {
        env::SystemFiles files;
        env::SystemClock clock;
        storage::FileCache cache(files, 64);
        storage::LogContext context{files, clock, cache, {}};
        storage::Log::OpenOptions options;
        options.directory = directory.string();
        options.config.segmentBytes = 64u << 20;
        options.config.retentionBytes = 128 << 20;
        auto log = storage::Log::open(context, options);
        const auto batch = bench::batchOf(state.range(0));
        storage::AppendOptions append;
        append.leaderEpoch = LeaderEpoch{1};
        std::int64_t sinceRetention = 0;
        for (auto unused : state) {
            if (!log || !(*log)->appendAsLeader(batch, append))
                state.SkipWithError("the append failed");
            if (sinceRetention += static_cast<std::int64_t>(batch.size());
                sinceRetention > 64 << 20) {
                state.PauseTiming();
                sinceRetention = 0;
                if (const auto gone = (*log)->enforceRetention())
                    (void)gone->run(files);
                state.ResumeTiming();
            }
        }
        state.SetItemsProcessed(state.iterations() * state.range(0));
        state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(batch.size()));
    }
    std::filesystem::remove_all(directory);
}
BENCHMARK(appendToLog)->Arg(1)->Arg(100)->Arg(8000);
