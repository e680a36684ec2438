// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/system_clock.h"

namespace stormbench::env {

WallTime SystemClock::wallNow() const
{
    return std::chrono::duration_cast<WallTime>(
        std::chrono::system_clock::now().time_since_epoch());
}

SteadyTime SystemClock::steadyNow() const
{
    return std::chrono::duration_cast<SteadyTime>(
        std::chrono::steady_clock::now().time_since_epoch());
}

}  // namespace stormbench::env
