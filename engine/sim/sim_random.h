// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

#include "engine/env/random.h"

namespace stormbench::sim {

/// Randomness that a seed decides (SplitMix64). Each node draws from a generator of its own, so
/// that one more draw in one of them does not reshuffle the whole run.
class SimRandom final : public env::Random {
public:
    explicit SimRandom(std::uint64_t seed)
        : m_state(seed)
    {
    }

    [[nodiscard]] std::uint64_t next() override
    {
        m_state += 0x9E3779B97F4A7C15ull;
        auto z = m_state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
        return z ^ (z >> 31);
    }
    /// True once in `n` on average.
    [[nodiscard]] bool oneIn(std::uint64_t n) { return below(n) == 0; }
    /// Uniform in [low, high).
    [[nodiscard]] std::chrono::microseconds between(
        std::chrono::microseconds low, std::chrono::microseconds high)
    {
        return low
            + std::chrono::microseconds(below(static_cast<std::uint64_t>((high - low).count())));
    }

private:
    std::uint64_t m_state;
};

}  // namespace stormbench::sim
