// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/base/ids.h"

namespace stormbench::broker {

/// The brokers that vote in a cluster of brokers 1 to N: the first three, or the first one where
/// there are fewer, since two voters stand still when either is gone.
[[nodiscard]] inline std::vector<BrokerId> votersAmong(int brokers)
{
    if (brokers < 3)
        return {BrokerId{1}};
    return {BrokerId{1}, BrokerId{2}, BrokerId{3}};
}

}  // namespace stormbench::broker
