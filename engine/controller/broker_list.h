// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

#include "engine/base/ids.h"

namespace stormbench::controller {

/// Lists of brokers as small sets that keep their order: replicas, in-sync replicas.
using BrokerList = std::vector<BrokerId>;

[[nodiscard]] inline bool contains(const BrokerList& list, BrokerId broker)
{
    return std::find(list.begin(), list.end(), broker) != list.end();
}
[[nodiscard]] inline bool containsAll(const BrokerList& list, const BrokerList& wanted)
{
    return std::all_of(
        wanted.begin(), wanted.end(), [&](BrokerId broker) { return contains(list, broker); });
}
[[nodiscard]] inline BrokerList without(BrokerList list, const BrokerList& gone)
{
    std::erase_if(list, [&](BrokerId broker) { return contains(gone, broker); });
    return list;
}

}  // namespace stormbench::controller
