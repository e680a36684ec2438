// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/simulation.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/uuid.h"
#include "engine/broker/voters.h"

namespace stormbench::sim {

Simulation::Simulation(std::uint64_t seed, SimulationOptions options)
    : m_seed(seed)
    , m_loop(seed)
    , m_network(m_loop)
    , m_random(m_loop.random().next())
{
    m_network.setLatency(options.leastLatency, options.mostLatency);
    const auto clusterId = Uuid::fromRandomBits(m_random.next(), m_random.next()).toString();
    const auto endpointOf = [](int id) {
        return env::Endpoint{fmt::format("10.0.0.{}", id), 9092};
    };
    for (int id = 1; id <= options.brokers; ++id) {
        broker::BrokerOptions broker;
        broker.id = BrokerId{id};
        broker.clusterId = clusterId;
        broker.listen = endpointOf(id);
        broker.dataDirectory = "/data";
        broker.configs = options.configs;
        broker.planted = options.planted;
        if (options.racks)
            broker.rack = fmt::format("r{}", id);
        for (const auto voter : broker::votersAmong(options.brokers))
            broker.voters[voter] = endpointOf(voter.value());
        const auto range = 2 * options.mostClockSkew.count() + 1;
        const auto skew
            = static_cast<std::int64_t>(m_random.below(static_cast<std::uint64_t>(range)))
            - options.mostClockSkew.count();
        m_brokers.push_back(
            std::make_unique<SimBroker>(m_network, std::move(broker), env::Millis{skew}));
    }
}

Simulation::~Simulation() = default;

void Simulation::startAll()
{
    for (const auto& broker : m_brokers)
        broker->start();
}

bool Simulation::runUntil(const std::function<bool()>& condition, std::chrono::microseconds limit)
{
    const auto end = m_loop.now() + limit;
    while (!condition()) {
        if (!m_loop.step(end))
            return condition();
    }
    return true;
}

void Simulation::run(std::chrono::microseconds duration)
{
    const auto end = m_loop.now() + duration;
    while (m_loop.step(end)) { }
}

bool Simulation::allActive() const
{
    return std::all_of(
        m_brokers.begin(), m_brokers.end(), [](const auto& broker) { return broker->isActive(); });
}

std::vector<env::Endpoint> Simulation::bootstrap() const
{
    std::vector<env::Endpoint> endpoints;
    for (const auto& broker : m_brokers)
        endpoints.push_back(broker->endpoint());
    return endpoints;
}

}  // namespace stormbench::sim
