// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/trace.h"

namespace stormbench::sim {

void Trace::add(env::SteadyTime at, TraceKind kind, NodeId node, std::uint64_t detail)
{
    ++m_events;
    ++m_counts[static_cast<std::size_t>(kind)];
    fold(static_cast<std::uint64_t>(at.count()));
    fold((static_cast<std::uint64_t>(kind) << 32) | static_cast<std::uint32_t>(node));
    fold(detail);
}

void Trace::fold(std::uint64_t value)
{
    // FNV-1a over words, with a shift so that high bits reach the low ones.
    m_hash = (m_hash ^ value) * 0x100000001b3ull;
    m_hash ^= m_hash >> 29;
}

}  // namespace stormbench::sim
