// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crashing_files.h"
#include "engine/storage/compaction.h"
#include "log_rig.h"

namespace stormbench::test {

/// A log with cleanup.policy=compact on a disk that can crash.
struct CompactionRig {
    static constexpr auto kDirectory = "/data/state-0";
    static constexpr std::size_t kMapBytes = 1u << 20;

    MemoryFiles disk;
    CrashingFiles files{disk};
    ManualClock clock;
    storage::FileCache cache{files, 8};
    storage::LogContext context{files, clock, cache, {}};
    storage::LogConfig config;
    std::unique_ptr<storage::Log> log;
    Offset recoveryPoint{0};
    Offset firstDirty{0};

    CompactionRig()
    {
        config.cleanupCompact = true;
        config.cleanupDelete = false;
        config.segmentBytes = 400;
        config.minCleanableDirtyRatio = 0;
        config.deleteRetentionMs = storage::Millis(1000);
        (void)disk.createDirectories(kDirectory);
    }

    bool open(bool clean = false)
    {
        log.reset();
        auto opened = storage::Log::open(
            context, {kDirectory, config, recoveryPoint, Offset(0), clean, firstDirty});
        if (!opened) {
            qWarning("%s", opened.error().message.c_str());
            return false;
        }
        log = *std::move(opened);
        return true;
    }

    struct Put {
        std::string key;
        std::optional<std::string> value;  ///< none: a tombstone
    };
    [[nodiscard]] Result<Offset> append(
        const std::vector<Put>& puts, storage::BatchOptions options = {})
    {
        storage::BatchBuilder builder(options);
        for (const auto& [key, value] : puts)
            builder.add(clock.wall, asBytes(key),
                value ? std::optional<ByteView>(asBytes(*value)) : std::nullopt);
        const auto appended = log->appendAsLeader(builder.build(),
            {.leaderEpoch = LeaderEpoch(1), .origin = storage::AppendOrigin::Coordinator});
        if (!appended)
            return fail(ErrorCode::IoError, appended.error().message);
        return appended->firstOffset;
    }
    bool flush()
    {
        const auto outcome = test::flush(*log, files);
        recoveryPoint = log->recoveryPoint();
        return outcome.has_value();
    }

    /// One pass; false if it ended early.
    bool compact(std::size_t mapBytes = kMapBytes)
    {
        auto started = log->startCompaction(log->logEndOffset(), mapBytes);
        if (!started)
            return false;
        if (!*started)
            return true;
        auto& pass = **started;
        for (;;) {
            auto over = Result<bool>(false);
            if (auto worked = pass.work(files); !worked)
                over = fail(worked.error());
            else
                over = log->advanceCompaction(pass);
            if (!over) {
                log->abandonCompaction(pass, over.error());
                return false;
            }
            if (*over)
                break;
        }
        figures = pass.figures();
        firstDirty = log->firstDirtyOffset();
        return true;
    }
    storage::Compaction::Figures figures;

    /// A log of one key, and a pass over it whose first group is committed; null if that fails.
    [[nodiscard]] std::unique_ptr<storage::Compaction> committedPass()
    {
        bool good = open();
        for (int i = 0; i < 30; ++i)
            good = good && append({{"a", std::to_string(i)}});
        auto pass = good ? log->startCompaction(log->logEndOffset(), kMapBytes)
                         : Result<std::unique_ptr<storage::Compaction>>();
        good = good && pass && *pass;
        while (good && (*pass)->stage() != storage::Compaction::Stage::Commit) {
            good = (*pass)->work(files).has_value();
            const auto over = good ? log->advanceCompaction(**pass) : Result<bool>(true);
            good = over && !*over;
        }
        return good ? *std::move(pass) : nullptr;
    }
    /// What only a pass that is under way may have on the disk.
    [[nodiscard]] QStringList unfinished() const
    {
        QStringList paths;
        for (const auto& path : disk.paths())
            if (path.ends_with(".cleaned") || path.ends_with(".swap"))
                paths += QString::fromStdString(path);
        return paths;
    }

    struct Seen {
        std::string key;
        std::optional<std::string> value;
        storage::Millis timestamp{0};
        friend bool operator==(const Seen&, const Seen&) = default;
    };
    /// Every record from `from` on, by offset.
    [[nodiscard]] std::map<Offset, Seen> read(Offset from = Offset(0), std::uint32_t maxBytes = 300)
    {
        std::map<Offset, Seen> records;
        auto next = from;
        while (next < log->logEndOffset()) {
            const auto range = log->read({next, log->logEndOffset(), maxBytes, true});
            if (!range || range->size == 0)
                break;
            const auto bytes = storage::Log::readBytes(*range);
            auto rest = ByteView(*bytes);
            while (!rest.empty()) {
                auto reader = storage::RecordReader::create(rest);
                if (!reader)
                    return {};
                while (const auto record = *reader->next())
                    if (record->offset >= from)
                        records[record->offset] = {toText(*record->key),
                            record->value ? std::optional(toText(*record->value)) : std::nullopt,
                            record->timestamp};
                next = reader->header().nextOffset();
                rest = rest.subspan(reader->header().sizeInBytes);
            }
        }
        return records;
    }
};

}  // namespace stormbench::test
