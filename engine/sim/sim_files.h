// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/memory_files.h"
#include "engine/sim/event_loop.h"

namespace stormbench::sim {

/// A node's disk, which outlives the node's processes: what a power loss leaves is the seed's
/// choice (each write that no sync covered is kept, lost or torn, each name kept or lost,
/// independently of the others), and syncs show in the trace.
class SimFiles final : public env::MemoryFiles {
public:
    SimFiles(EventLoop& loop, NodeId node);

    /// Ends the machine.
    void losePower();
    /// From now on no file can grow.
    void setFull(bool full);
    /// Writes that a power loss took, wholly or in part.
    [[nodiscard]] std::uint64_t lostWrites() const { return m_lostWrites; }

private:
    void syncing(std::uint64_t size) override;

    EventLoop& m_loop;
    NodeId m_node;
    SimRandom m_random;
    std::uint64_t m_lostWrites = 0;
};

}  // namespace stormbench::sim
