// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "engine/storage/batch_header.h"

namespace stormbench::storage {

/// A topic's configuration as far as its logs need it. Names and defaults are Kafka's
/// (`segment.bytes` …).
struct LogConfig {
    static constexpr std::int64_t kUnlimited = -1;
    static constexpr std::int64_t kNever = std::numeric_limits<std::int64_t>::max();

    std::uint32_t segmentBytes = 1u << 30;
    Millis segmentMs{7LL * 24 * 3600 * 1000};
    Millis retentionMs{7LL * 24 * 3600 * 1000};  ///< kUnlimited: keep for ever
    std::int64_t retentionBytes = kUnlimited;
    std::uint32_t maxMessageBytes = 1'048'588;
    std::uint32_t indexIntervalBytes = 4096;
    bool cleanupDelete = true;    ///< cleanup.policy has "delete"
    bool cleanupCompact = false;  ///< cleanup.policy has "compact": every record needs a key
    TimestampType timestampType = TimestampType::CreateTime;
    Millis timestampBeforeMaxMs{kNever};
    Millis timestampAfterMaxMs{3600 * 1000};
    std::int64_t flushMessages = kNever;
    Millis flushMs{kNever};
    /// compression.type; nothing: each batch stays as its producer compressed it.
    std::optional<Codec> compression;
    std::optional<int> compressionLevel;
    Millis segmentJitterMs{
        0};  ///< at most this is taken off segment.ms, another part for each segment
    std::uint32_t segmentIndexBytes = 10u << 20;
    Millis fileDeleteDelayMs{60'000};
    double minCleanableDirtyRatio = 0.5;
    Millis minCompactionLagMs{0};
    Millis maxCompactionLagMs{kNever};
    Millis deleteRetentionMs{24LL * 3600 * 1000};  ///< how long a tombstone outlives its compaction

    /// The age at which a segment is rolled: a compacted log must not keep records in its active
    /// segment for longer than max.compaction.lag.ms.
    [[nodiscard]] Millis rollMs() const
    {
        return cleanupCompact ? std::min(segmentMs, maxCompactionLagMs) : segmentMs;
    }
};

}  // namespace stormbench::storage
