// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/runtime/service_runner.h"

namespace stormbench::storming {

/// Plays a topology on a cluster whose topics exist already (see generate/plan.h): every service a
/// real client. All calls block while clients connect or leave: never call start(), update() or
/// stop() on the UI thread. Thread-safe.
class Runtime {
public:
    explicit Runtime(api::ConnectionSettings connection);
    ~Runtime();  ///< stops

    /// Starts every service; what could be started stays running if one fails, and the error names
    /// it.
    [[nodiscard]] Result<> start(Topology topology);
    /// Goes over to another topology: services that are gone stop, new and changed ones start, the
    /// others run on untouched.
    [[nodiscard]] Result<> update(Topology topology);
    void stop();  ///< every client leaves; the cluster and its data stay

    void setPaused(bool paused);
    void setSpeed(double factor);  ///< of the sources' rates; 1 is as drawn

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] std::vector<ServiceStatus> status() const;  ///< by id

private:
    Result<> startMissing();

    api::ConnectionSettings m_connection;
    mutable std::mutex m_mutex;
    std::shared_ptr<const Topology> m_topology;
    KeyPool m_keys;
    std::map<std::string, std::unique_ptr<ServiceRunner>> m_services;
    bool m_paused = false;
    double m_speed = 1;
};

}  // namespace stormbench::storming
