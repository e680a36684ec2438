// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <vector>

#include "engine/env/transport.h"
#include "engine/sim/sim_executor.h"

namespace stormbench::sim {

class SimStream;
class SimTransport;

/// The wires between all nodes of a simulation. Bytes of one connection arrive in order, after a
/// latency that the seed draws; a cut link delays them until it is healed, as TCP would; nobody
/// answers a connection attempt across a cut link.
class SimNetwork {
public:
    explicit SimNetwork(EventLoop& loop)
        : m_loop(loop)
        , m_random(loop.random().next())
    {
    }

    void setLatency(std::chrono::microseconds least, std::chrono::microseconds most);
    void cutLink(NodeId a, NodeId b) { m_cut.insert(std::minmax(a, b)); }
    void healLink(NodeId a, NodeId b) { m_cut.erase(std::minmax(a, b)); }
    void healAll() { m_cut.clear(); }
    [[nodiscard]] bool isCut(NodeId a, NodeId b) const { return m_cut.contains(std::minmax(a, b)); }

    [[nodiscard]] std::chrono::microseconds latency() { return m_random.between(m_least, m_most); }
    [[nodiscard]] EventLoop& loop() { return m_loop; }
    [[nodiscard]] SimRandom& random() { return m_random; }

private:
    friend class SimTransport;
    friend class SimListener;
    struct Port {
        SimTransport* transport = nullptr;
        env::Transport::Accepted accepted;
    };

    EventLoop& m_loop;
    SimRandom m_random;
    std::chrono::microseconds m_least{50};
    std::chrono::microseconds m_most{2000};
    std::set<std::pair<NodeId, NodeId>> m_cut;
    std::map<env::Endpoint, std::shared_ptr<Port>> m_ports;
};

/// One process' access to the network.
class SimTransport final : public env::Transport {
public:
    SimTransport(SimNetwork& network, SimExecutor& executor)
        : m_network(network)
        , m_executor(executor)
    {
    }

    [[nodiscard]] Result<std::unique_ptr<env::Listener>> listen(
        const env::Endpoint& at, Accepted accepted) override;
    void connect(
        const env::Endpoint& to, std::chrono::milliseconds timeout, Connected connected) override;

    /// The process has died: the other sides see a reset. What was on the way out still arrives,
    /// unless the power went.
    void resetAll(bool dropUnsent);

    [[nodiscard]] SimNetwork& network() { return m_network; }
    [[nodiscard]] SimExecutor& executor() { return m_executor; }

private:
    void open(const env::Endpoint& to, std::shared_ptr<SimNetwork::Port> port, Connected connected);
    void keep(const std::shared_ptr<SimStream>& stream);

    SimNetwork& m_network;
    SimExecutor& m_executor;
    std::vector<std::weak_ptr<SimStream>> m_streams;
    std::uint16_t m_nextPort = 40000;
};

}  // namespace stormbench::sim
