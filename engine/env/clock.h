// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace stormbench::env {

using Millis = std::chrono::milliseconds;
using WallTime = Millis;  ///< since 1970-01-01 UTC, as Kafka's timestamps; may jump
using SteadyTime = std::chrono::microseconds;  ///< since an arbitrary start; never goes back

/// The only way by which engine code sees time.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual WallTime wallNow() const = 0;
    [[nodiscard]] virtual SteadyTime steadyNow() const = 0;
};

}  // namespace stormbench::env
