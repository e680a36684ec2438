// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>

#include "engine/base/bytes.h"
#include "engine/env/clock.h"

namespace stormbench::sim {

/// Nodes of a simulation: brokers have their broker id, clients the numbers from kFirstClientNode
/// on.
using NodeId = std::int32_t;
inline constexpr NodeId kFirstClientNode = 100;

enum class TraceKind : std::uint8_t {
    Delivery,
    Timer,
    Blocking,
    Connect,
    Close,
    DiskSync,
    ProcessCrash,
    PowerLoss,
    Start
};
inline constexpr std::size_t kTraceKinds = 9;

/// What happened, in order, folded into one number: two runs from one seed that differ anywhere
/// differ in hash(). Counts each kind, so that a test can see that something happened at all.
class Trace {
public:
    void add(env::SteadyTime at, TraceKind kind, NodeId node, std::uint64_t detail);

    [[nodiscard]] std::uint64_t hash() const { return m_hash; }
    [[nodiscard]] std::uint64_t count(TraceKind kind) const
    {
        return m_counts[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] std::uint64_t events() const { return m_events; }

private:
    void fold(std::uint64_t value);

    std::uint64_t m_hash = 0xcbf29ce484222325ull;
    std::uint64_t m_events = 0;
    std::array<std::uint64_t, kTraceKinds> m_counts{};
};

}  // namespace stormbench::sim
