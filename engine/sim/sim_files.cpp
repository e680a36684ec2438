// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_files.h"

namespace stormbench::sim {
namespace {

class RandomFates final : public env::MemoryFiles::Fates {
public:
    RandomFates(SimRandom& random, std::uint64_t& lostWrites)
        : m_random(random)
        , m_lostWrites(lostWrites)
    {
    }

    bool reachedDisk() override { return m_random.oneIn(2); }
    std::size_t bytesOnDisk(std::size_t written) override
    {
        enum { Kept, Torn, Lost };
        const auto fate = m_random.below(3);
        if (fate == Kept)
            return written;
        ++m_lostWrites;
        return fate == Torn && written > 0 ? m_random.below(written) : 0;
    }

private:
    SimRandom& m_random;
    std::uint64_t& m_lostWrites;
};

}  // namespace

SimFiles::SimFiles(EventLoop& loop, NodeId node)
    : m_loop(loop)
    , m_node(node)
    , m_random(loop.random().next())
{
}

void SimFiles::losePower()
{
    RandomFates fates(m_random, m_lostWrites);
    MemoryFiles::losePower(fates);
}

void SimFiles::setFull(bool full)
{
    setCapacity(full ? std::optional<std::uint64_t>(0) : std::nullopt);
}

void SimFiles::syncing(std::uint64_t size)
{
    m_loop.trace().add(m_loop.now(), TraceKind::DiskSync, m_node, size);
}

}  // namespace stormbench::sim
