// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/broker_statistics.h"

namespace stormbench::sim {

/// Of everything in a broker's statistics that comes from the metadata log alone: brokers, topics,
/// partitions, leaders.
[[nodiscard]] std::uint64_t imageHash(const broker::BrokerStatistics& statistics);

}  // namespace stormbench::sim
