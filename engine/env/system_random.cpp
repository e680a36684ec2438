// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/system_random.h"

#include <bit>
#include <random>

namespace stormbench::env {

SystemRandom::SystemRandom()
{
    std::random_device kernel;
    for (auto& word : m_state)
        word = (static_cast<std::uint64_t>(kernel()) << 32) | kernel();
    m_state[0] |= 1;  // the generator stands still in the all-zero state
}

// Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2019): xoshiro256++.
std::uint64_t SystemRandom::next()
{
    auto& [a, b, c, d] = m_state;
    const auto result = std::rotl(a + d, 23) + a;
    const auto shifted = b << 17;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = std::rotl(d, 45);
    return result;
}

}  // namespace stormbench::env
