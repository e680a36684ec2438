// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/observer.h"

namespace stormbench::client {

/// What is known about one partition that a group reads.
struct LagInput {
    std::optional<Offset> committed;  ///< absent: nothing committed
    api::Figure<std::int64_t> logStart;
    api::Figure<std::int64_t> logEnd;
};

enum class LagState {
    Known,
    Uncommitted,  ///< counted from the log's start, as a group that resets to the earliest record
                  ///< would read it
    DataLost,     ///< records between the committed offset and the log's start were deleted unread
    BeyondEnd,    ///< the topic was made anew or the offset reset: no lag can be told
    Unknown,      ///< no leader, or no answer: "–" for this row only
};

struct Lag {
    api::Figure<std::int64_t> records;
    LagState state = LagState::Unknown;
    std::int64_t lost = 0;  ///< with DataLost
    friend bool operator==(const Lag&, const Lag&) = default;
};

/// Pure. The lag of one partition is log end − committed, clamped to what the log still holds;
/// never negative.
[[nodiscard]] Lag lagOf(const LagInput& input);

/// The sum over a group's partitions: Estimated ("at least") when one of them is unknown, Unknown
/// when all are.
[[nodiscard]] api::Figure<std::int64_t> totalLag(
    const std::vector<api::Figure<std::int64_t>>& lags);

}  // namespace stormbench::client
