// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace stormbench::env {

/// The only source of randomness of engine code. Not for secrets.
class Random {
public:
    virtual ~Random() = default;
    [[nodiscard]] virtual std::uint64_t next() = 0;
    /// Uniform in [0, bound). Precondition: bound > 0.
    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return next() % bound; }
};

}  // namespace stormbench::env
