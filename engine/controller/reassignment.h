// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/partition_change.h"

namespace stormbench::controller {

/// Moves a partition to `target` (KIP-455): its replicas become the target and, behind it, those to
/// be removed, which stay until the others are in sync. A move that is under way is replaced: what
/// it was adding and is not in the new target goes at once. Nothing if no in-sync replica would be
/// left.
[[nodiscard]] std::optional<PartitionPlan> planReassignment(
    const PartitionImage& partition, const std::vector<BrokerId>& target, PartitionPlan plan);

/// Back to the replicas before the move. `unclean` if nobody of them is in sync: the first one is
/// then taken to be.
struct Revert {
    PartitionPlan plan;
    bool unclean = false;
};
[[nodiscard]] Revert planRevert(const PartitionImage& partition, PartitionPlan plan);

}  // namespace stormbench::controller
