// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <random>

#include "engine/env/clock.h"
#include "engine/env/environment.h"
#include "engine/env/memory_files.h"
#include "engine/env/random.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/log.h"
#include "engine/storage/record.h"

namespace stormbench::test {

using env::MemoryFiles;

class ManualClock final : public env::Clock {
public:
    env::WallTime wall{1'700'000'000'000};
    env::SteadyTime steady{0};
    [[nodiscard]] env::WallTime wallNow() const override { return wall; }
    [[nodiscard]] env::SteadyTime steadyNow() const override { return steady; }
};

/// Syncs what the log has, if there is anything to sync.
inline Result<> flush(storage::Log& log, env::Files& files)
{
    const auto job = log.prepareFlush();
    if (!job)
        return {};
    auto outcome = job->run(files);
    log.completeFlush(*job, outcome);
    return outcome;
}

/// One log on a disk in memory, reopened at will.
struct LogRig {
    static constexpr auto kDirectory = "/data/orders-0";

    MemoryFiles files;
    ManualClock clock;
    storage::FileCache cache{files, 8};
    storage::LogContext context{files, clock, cache, {}};
    storage::LogConfig config;
    std::unique_ptr<storage::Log> log;

    LogRig() { (void)files.createDirectories(kDirectory); }

    struct Open {
        Offset recoveryPoint{0};
        Offset logStart{0};
        bool clean = false;
    };
    bool open(Open how)
    {
        log.reset();
        auto opened = storage::Log::open(
            context, {kDirectory, config, how.recoveryPoint, how.logStart, how.clean});
        if (!opened) {
            qWarning("%s", opened.error().message.c_str());
            return false;
        }
        log = *std::move(opened);
        return true;
    }
    bool open() { return open(Open{}); }
    std::string path(const char* name) const { return std::string(kDirectory) + '/' + name; }
    Bytes& firstSegment() { return files.content(path("00000000000000000000.log")); }
};

struct MadeBatch {
    int records = 1;
    std::size_t valueSize = 10;
    storage::Millis timestamp{1'700'000'000'000};
    storage::BatchOptions options;
};

inline Bytes makeBatch(const MadeBatch& made = {})
{
    storage::BatchBuilder builder(made.options);
    const Bytes value(made.valueSize, 'v');
    for (int i = 0; i < made.records; ++i)
        builder.add(made.timestamp + storage::Millis(i), asBytes("key"), ByteView(value));
    return builder.build();
}

/// Every record's offset from `from` to the end, read batch by batch.
inline std::vector<Offset> readAll(storage::Log& log, Offset from, std::uint32_t maxBytes = 1000)
{
    std::vector<Offset> offsets;
    auto next = from;
    while (next < log.logEndOffset()) {
        const auto range = log.read({next, log.logEndOffset(), maxBytes, true});
        if (!range || range->size == 0)
            break;
        const auto bytes = storage::Log::readBytes(*range);
        if (!bytes)
            break;
        const auto before = next;
        const auto visited = storage::forEachRecord(
            *bytes, [&](const storage::BatchHeader&, const storage::Record& record) {
                if (record.offset >= next)
                    offsets.push_back(record.offset);
                next = std::max(next, record.offset + 1);
            });
        if (!visited || next == before)
            break;
    }
    return offsets;
}

}  // namespace stormbench::test
