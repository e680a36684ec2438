// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "engine/broker/broker.h"
#include "engine/broker/partition_table.h"
#include "engine/sim/sim_clock.h"
#include "engine/sim/sim_files.h"
#include "engine/sim/sim_network.h"

namespace stormbench::sim {

/// How a broker ends. A crash of the process keeps what it wrote; a power loss keeps what it synced
/// (see SimFiles).
enum class CrashKind { Process, Power };

/// One machine with a disk, and on it, most of the time, one broker process.
/// Owner: Simulation.
class SimBroker {
public:
    SimBroker(SimNetwork& network, broker::BrokerOptions options, env::Millis clockSkew);
    ~SimBroker();

    void start();                ///< precondition: !isRunning()
    void crash(CrashKind kind);  ///< precondition: isRunning()
    /// Orderly; precondition: isActive(). `stopped` comes when the process has ended, unless it
    /// crashes before.
    void stop(std::function<void(const Result<>&)> stopped);
    void setPaused(bool paused);

    [[nodiscard]] bool isRunning() const { return m_process != nullptr; }
    [[nodiscard]] bool isActive() const { return m_process && m_active; }
    /// Why the last start failed, if it did.
    [[nodiscard]] const std::optional<Error>& startError() const { return m_startError; }
    [[nodiscard]] broker::MetadataState metadata() const;  ///< without an image unless active
    /// Looks at what the broker hosts, on its strand; not called unless it is active.
    void inspect(const std::function<void(const broker::PartitionTable&)>& look) const;
    /// How often it was started.
    [[nodiscard]] std::uint64_t lives() const { return m_lives; }
    [[nodiscard]] SimFiles& files() { return m_files; }
    [[nodiscard]] BrokerId id() const { return m_options.id; }
    [[nodiscard]] const env::Endpoint& endpoint() const { return m_options.listen; }

private:
    struct Process;
    void end();

    SimNetwork& m_network;
    broker::BrokerOptions m_options;
    env::Millis m_clockSkew;
    SimFiles m_files;
    std::unique_ptr<Process> m_process;
    bool m_active = false;
    std::uint64_t m_lives = 0;
    std::optional<Error> m_startError;
};

}  // namespace stormbench::sim
