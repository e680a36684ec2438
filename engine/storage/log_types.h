// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/env/clock.h"
#include "engine/env/files.h"
#include "engine/storage/file_cache.h"
#include "engine/storage/validate.h"

namespace stormbench::storage {

/// What all logs of a broker share. Owned by the LogDirectory.
struct LogContext {
    env::Files& files;
    env::Clock& clock;
    FileCache& cache;
    Bytes scratch;                   ///< the batch that is being stamped
    std::uint64_t lastInstance = 0;  ///< of a Log: one that is removed and made anew is another
    /// Writes the checkpoint of the recovery points.
    std::function<Result<>()> checkpoint = {};
    int offlineLogs = 0;
    std::function<void()> onFirstOffline = {};  ///< is called amid a log's work
};

/// Files to be removed, and what they were: run() on the blocking pool.
struct DeletionJob {
    std::vector<std::string> paths;  ///< files or directories
    [[nodiscard]] bool empty() const { return paths.empty(); }
    [[nodiscard]] Result<> run(env::Files& files) const;
};

/// What has to be synced so that everything before `upTo` is durable: run() on the blocking pool,
/// then Log::completeFlush().
struct FlushJob {
    std::vector<std::shared_ptr<env::File>> files;
    std::string directory;
    Offset upTo;
    std::uint64_t instance = 0;  ///< of the log
    std::uint64_t cuts = 0;      ///< truncations of the log before it
    [[nodiscard]] Result<> run(env::Files& files) const;
};

struct AppendOptions {
    LeaderEpoch leaderEpoch;
    AppendOrigin origin = AppendOrigin::Client;
    bool zstdAllowed = true;  ///< false for Produce below v7
};

struct AppendedBatch {
    Offset firstOffset;
    Offset lastOffset;
    Millis logAppendTime = kNoTimestamp;  ///< set if the topic stamps LogAppendTime
    Offset logStartOffset;
    bool duplicate
        = false;  ///< a retry of a batch that is in the log already: nothing was appended
};

struct ReadOptions {
    Offset from;
    Offset upperBound;  ///< exclusive: high watermark, last stable offset or log end
    std::uint32_t maxBytes = 0;
    bool atLeastOneBatch
        = true;  ///< return the first batch even if it is larger than maxBytes (KIP-74)
};

}  // namespace stormbench::storage
