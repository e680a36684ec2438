// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>

#include "engine/api/faults.h"
#include "engine/faults/fault_disk.h"
#include "engine/faults/link_table.h"

namespace stormbench::cluster {

// What faults come to, taken together. Pure.

/// Whether one takes the other's place: of one kind, on the same broker, link, or clock. Freezing
/// and hurrying are of one kind; jumps never take another's place.
[[nodiscard]] bool sameSlot(const api::Fault& a, const api::Fault& b);

/// The brokers that it names.
[[nodiscard]] std::vector<BrokerId> brokersOf(const api::Fault& fault);
[[nodiscard]] const api::Link* linkOf(const api::Fault& fault);

/// A link of both directions has its smaller broker first and the clients last.
[[nodiscard]] api::Fault inOrder(api::Fault fault);

using FaultEntries = std::span<const api::FaultEntry>;
[[nodiscard]] faults::DiskCondition diskOf(BrokerId broker, FaultEntries active);
[[nodiscard]] api::Millis skewOf(BrokerId broker, FaultEntries active);
[[nodiscard]] faults::LinkTable::Conditions linksOf(FaultEntries active);

struct ClockCourse {
    double rate = 1;
    api::Millis ahead{};
    int jumps = 0;
};
[[nodiscard]] ClockCourse clockOf(FaultEntries active);

}  // namespace stormbench::cluster
