// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/observer.h"

namespace stormbench::api {

/// What is known about one partition that a group reads.
struct LagInput {
    std::optional<Offset> committed;  ///< absent: nothing committed
    Figure<std::int64_t> logStart;
    Figure<std::int64_t> logEnd;
};

/// Pure. The lag of one partition: log end − committed, counted within what the log still holds.
/// Without a commit it is what a group that starts at the earliest record has before it. A commit
/// before the log's start lost records: what is left is still to be read. A commit behind the end
/// belongs to a topic that was made anew: no lag can be told.
[[nodiscard]] Figure<std::int64_t> lagOf(const LagInput& input);

/// Pure. The sum over a group's partitions (see FigureSum); none have a lag of exactly 0.
[[nodiscard]] Figure<std::int64_t> totalLag(const std::vector<GroupPartitionStatus>& partitions);

}  // namespace stormbench::api
