// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"

namespace stormbench::controller {

/// Which replicas of a topic a broker throttles: what leader. or
/// follower.replication.throttled.replicas says (KIP-73), `*` or PARTITION:BROKER pairs, as that
/// broker reads it.
class ThrottledReplicas {
public:
    ThrottledReplicas() = default;
    /// `value` has passed isValid().
    ThrottledReplicas(std::string_view value, BrokerId self);

    /// Of a List's elements.
    [[nodiscard]] static bool isValid(const std::vector<std::string>& elements);
    [[nodiscard]] bool contains(PartitionIndex partition) const
    {
        return m_all || m_partitions.contains(partition);
    }

private:
    bool m_all = false;
    std::set<PartitionIndex> m_partitions;
};

}  // namespace stormbench::controller
