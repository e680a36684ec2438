// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <limits>

#include "engine/storage/log.h"

namespace stormbench::storage {

inline constexpr std::string_view kLeaderEpochFile = "leader-epoch-checkpoint";
[[nodiscard]] std::string snapshotPath(const std::string& directory, Offset offset);

/// Loads a log from its directory, and cuts one. A friend of Log: it sets the state that Log then
/// keeps.
///
///     list files ─► open segments ─► finish a compaction ─► unclean? scan those that end above the
///     recovery point:
///                                    at the first bad batch cut the file, drop later segments
///                                ─► producer snapshot + leader epochs ─► replay headers behind
///                                them
class LogRecovery {
public:
    LogRecovery(Log& log, bool clean)
        : m_log(log)
        , m_clean(clean)
    {
    }

    [[nodiscard]] Result<> run();
    /// Drops everything at or above `offset`, which is below the log end: Log::truncateTo().
    [[nodiscard]] Result<> cutTo(Offset offset);
    /// Drops everything and begins an empty log at `offset`: Log::startAnew().
    [[nodiscard]] Result<> dropAll(Offset offset);
    /// `last` is where the log has been cut.
    [[nodiscard]] Result<> makeCutDurable(Segment& last);

private:
    [[nodiscard]] Result<std::vector<Offset>> listSegments();
    [[nodiscard]] Result<> openSegments();
    [[nodiscard]] Result<> finishCompactions();
    [[nodiscard]] Result<> scanSegments();
    /// The size of the valid prefix; the offset after it goes to `next`.
    [[nodiscard]] Result<std::uint32_t> validPrefix(Segment& segment, Offset& next) const;
    [[nodiscard]] Result<> dropSegmentsFrom(std::size_t index);
    [[nodiscard]] Result<> settleEnds();
    [[nodiscard]] Result<> restoreState(Offset trustedEpochs);
    [[nodiscard]] Result<Offset> loadSnapshot();
    [[nodiscard]] Result<Offset> loadEpochs(Offset trusted);
    [[nodiscard]] Result<> replay(Offset producersFrom, Offset epochsFrom);

    Log& m_log;
    bool m_clean;
    struct SwapMark {
        std::string path;
        Offset base, end;
    };
    std::vector<SwapMark> m_swaps;
    Offset m_firstScanned{std::numeric_limits<std::int64_t>::max()};  ///< base of the first segment
                                                                      ///< that was not trusted
};

}  // namespace stormbench::storage
