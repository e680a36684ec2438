// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/env/environment.h"
#include "engine/sim/sim_clock.h"
#include "engine/sim/sim_files.h"
#include "engine/sim/sim_network.h"

namespace stormbench::sim {

/// The simulated world of one client: a node of its own.
class ClientProcess {
public:
    ClientProcess(SimNetwork& network, NodeId node)
        : m_executor(network.loop(), node)
        , m_clock(network.loop(), env::Millis{0})
        , m_files(network.loop(), node)
        , m_transport(network, m_executor)
        , m_random(network.loop().random().next())
    {
    }

    [[nodiscard]] env::Environment environment()
    {
        return {m_executor, m_clock, m_files, m_transport, m_random};
    }
    [[nodiscard]] SimExecutor& executor() { return m_executor; }
    [[nodiscard]] SimRandom& random() { return m_random; }
    [[nodiscard]] const env::Clock& clock() const { return m_clock; }

private:
    SimExecutor m_executor;
    SimClock m_clock;
    SimFiles m_files;
    SimTransport m_transport;
    SimRandom m_random;
};

}  // namespace stormbench::sim
