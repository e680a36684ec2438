// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "engine/env/random.h"

namespace stormbench::env {

/// A fast generator (xoshiro256++), seeded by the kernel. Owned by one strand, used on it only.
class SystemRandom final : public Random {
public:
    SystemRandom();
    [[nodiscard]] std::uint64_t next() override;

private:
    std::array<std::uint64_t, 4> m_state{};
};

}  // namespace stormbench::env
