// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_network.h"

#include "engine/sim/sim_stream.h"

namespace stormbench::sim {

void SimNetwork::setLatency(std::chrono::microseconds least, std::chrono::microseconds most)
{
    m_least = least;
    m_most = most;
}

class SimListener final : public env::Listener {
public:
    SimListener(SimNetwork& network, env::Endpoint at, std::shared_ptr<SimNetwork::Port> port)
        : m_network(network)
        , m_at(std::move(at))
        , m_port(std::move(port))
    {
    }
    ~SimListener() override
    {
        m_port->accepted = nullptr;  // attempts may be on the way
        m_network.m_ports.erase(m_at);
    }
    [[nodiscard]] env::Endpoint local() const override { return m_at; }

private:
    SimNetwork& m_network;
    env::Endpoint m_at;
    std::shared_ptr<SimNetwork::Port> m_port;
};

Result<std::unique_ptr<env::Listener>> SimTransport::listen(
    const env::Endpoint& at, Accepted accepted)
{
    auto chosen = at;
    if (chosen.port == 0)
        chosen.port = m_nextPort++;
    auto port = std::make_shared<SimNetwork::Port>(SimNetwork::Port{this, std::move(accepted)});
    if (!m_network.m_ports.emplace(chosen, port).second)
        return fail(ErrorCode::Conflict, env::toString(chosen) + " is in use");
    return std::make_unique<SimListener>(m_network, chosen, std::move(port));
}

void SimTransport::connect(
    const env::Endpoint& to, std::chrono::milliseconds timeout, Connected connected)
{
    auto& loop = m_network.loop();
    const auto found = m_network.m_ports.find(to);
    if (found == m_network.m_ports.end()) {
        m_executor.runAt(loop.now() + m_network.latency(), [to, connected] {
            connected(fail(ErrorCode::Unavailable, "nobody listens on " + env::toString(to)));
        });
    } else if (m_network.isCut(m_executor.node(), found->second->transport->executor().node())) {
        m_executor.runAt(loop.now() + timeout, [to, connected] {
            connected(fail(ErrorCode::TimedOut, "no answer from " + env::toString(to)));
        });
    } else {
        open(to, found->second, std::move(connected));
    }
}

void SimTransport::open(
    const env::Endpoint& to, std::shared_ptr<SimNetwork::Port> port, Connected connected)
{
    auto& loop = m_network.loop();
    auto& remote = *port->transport;
    const auto arrives = loop.now() + m_network.latency();
    const auto answered = arrives + m_network.latency();
    loop.trace().add(loop.now(), TraceKind::Connect, m_executor.node(),
        static_cast<std::uint64_t>(remote.executor().node()));

    const env::Endpoint here{"client", m_nextPort++};
    auto near = std::make_shared<SimStream>(m_network, m_executor, here, to);
    auto far = std::make_shared<SimStream>(m_network, remote.executor(), to, here);
    SimStream::pair(near, far, answered);
    keep(near);
    remote.keep(far);
    remote.executor().runAt(arrives, [port, far] {
        if (!port->accepted)
            return far->reset(false);
        port->accepted(std::make_unique<SimConnection>(far));
    });
    m_executor.runAt(answered, [near, connected = std::move(connected)] {
        connected(std::make_unique<SimConnection>(near));
    });
}

void SimTransport::keep(const std::shared_ptr<SimStream>& stream)
{
    std::erase_if(m_streams, [](const auto& known) { return known.expired(); });
    m_streams.push_back(stream);
}

void SimTransport::resetAll(bool dropUnsent)
{
    const auto streams = std::exchange(m_streams, {});
    for (const auto& known : streams) {
        if (const auto stream = known.lock())
            stream->reset(dropUnsent);
    }
}

}  // namespace stormbench::sim
