// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "engine/sim/sim_broker.h"

namespace stormbench::sim {

struct SimulationOptions {
    int brokers = 3;
    std::map<std::string, std::string> configs;  ///< Kafka's broker configuration names
    broker::PlantedBugs planted;
    bool racks = false;               ///< each broker in a rack of its own: r1, r2 …
    env::Millis mostClockSkew{2000};  ///< each broker's calendar is off by up to that
    std::chrono::microseconds leastLatency{50};
    std::chrono::microseconds mostLatency{2000};
};

/// A whole cluster in one thread, from one seed: the broker class of `stormctl cluster` on a
/// virtual clock, disk and network. The first three brokers are the voters of the controller
/// quorum, or the first one alone where there are fewer. The same seed and the same calls give the
/// same trace, event for event. Owner: a test or a tool. Nothing runs outside of run() and
/// runUntil().
class Simulation {
public:
    explicit Simulation(std::uint64_t seed, SimulationOptions options = {});
    ~Simulation();

    void startAll();
    void crash(int broker, CrashKind kind) { at(broker).crash(kind); }
    void restart(int broker) { at(broker).start(); }

    /// Runs until `condition` holds (looked at after every event) or `limit` has passed; whether it
    /// held.
    bool runUntil(const std::function<bool()>& condition, std::chrono::microseconds limit);
    void run(std::chrono::microseconds duration);
    [[nodiscard]] bool allActive() const;

    [[nodiscard]] SimBroker& at(int broker)
    {
        return *m_brokers.at(static_cast<std::size_t>(broker - 1));
    }
    [[nodiscard]] int brokers() const { return static_cast<int>(m_brokers.size()); }
    [[nodiscard]] std::vector<env::Endpoint> bootstrap() const;
    [[nodiscard]] SimNetwork& network() { return m_network; }
    [[nodiscard]] EventLoop& loop() { return m_loop; }
    [[nodiscard]] SimRandom& random() { return m_random; }
    [[nodiscard]] const Trace& trace() { return m_loop.trace(); }
    [[nodiscard]] std::uint64_t seed() const { return m_seed; }

private:
    std::uint64_t m_seed;
    EventLoop m_loop;
    SimNetwork m_network;
    SimRandom m_random;
    std::vector<std::unique_ptr<SimBroker>> m_brokers;
};

}  // namespace stormbench::sim
