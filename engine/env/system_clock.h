// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/clock.h"

namespace stormbench::env {

/// The machine's clocks: the adjustable one of the calendar and the monotonic one. Thread-safe.
class SystemClock final : public Clock {
public:
    [[nodiscard]] WallTime wallNow() const override;
    [[nodiscard]] SteadyTime steadyNow() const override;
};

}  // namespace stormbench::env
