// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/broker/client_connection.h"
#include "engine/env/environment.h"

namespace stormbench::broker {

/// The broker's listener and its clients' connections; ends the idle ones and those whose client
/// never reads. Owned by the Broker. Runs on: its strand. Destroying it resets every connection.
class ConnectionSet {
public:
    struct Limits {
        std::size_t maxRequestSize = 100u << 20;     ///< socket.request.max.bytes
        std::chrono::milliseconds maxIdle{600'000};  ///< connections.max.idle.ms
        std::chrono::milliseconds maxStall{
            60'000};  ///< how long answers may wait for a client that reads nothing
    };
    using Dispatch = std::function<void(const RequestPtr&)>;

    ConnectionSet(
        env::Environment environment, std::string loggerName, Limits limits, Dispatch dispatch);
    ~ConnectionSet();

    /// Once for each address; all of them serve the same.
    [[nodiscard]] Result<> listen(const env::Endpoint& at);
    /// Resets every connection, and each new one at once, until resume(). The addresses stay ours.
    void suspend();
    void resume() { m_suspended = false; }
    /// Of the first listener.
    [[nodiscard]] std::optional<env::Endpoint> local() const;

    [[nodiscard]] std::size_t size() const { return m_connections.size(); }
    [[nodiscard]] const RequestMeter& meter() const { return m_meter; }
    /// Of clients, not of the cluster's brokers; at most `limit`, those with most traffic.
    [[nodiscard]] std::vector<ClientStatistics> clients(std::size_t limit) const;

private:
    void accept(std::unique_ptr<env::Connection> connection);
    void drop(std::uint64_t id, const std::string& why);
    void sweep();

    env::Environment m_environment;
    std::string m_loggerName;
    Limits m_limits;
    Dispatch m_dispatch;
    std::vector<std::unique_ptr<env::Listener>> m_listeners;
    RequestMeter m_meter;
    std::map<std::uint64_t, std::shared_ptr<ClientConnection>> m_connections;
    std::uint64_t m_lastId = 0;
    bool m_suspended = false;
    std::unique_ptr<env::Executor::Timer> m_sweepTimer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
