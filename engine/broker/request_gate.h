// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "engine/broker/request.h"
#include "engine/broker/standstill_gate.h"
#include "engine/env/environment.h"
#include "engine/env/executor.h"

namespace stormbench::broker {

/// Lets requests through to their handlers. Those of clients wait, in their order, until this
/// broker is active for the first time, and again after a standstill until it knows what it leads
/// (StandstillGate). The cluster's own always pass: without them it would never get there.
///
/// Owned by the Broker. Runs on: its strand. Destruction drops what waits.
class RequestGate {
public:
    struct Callbacks {
        std::function<void(const RequestPtr&)> route;
        std::function<void()> onStandstill;  ///< ask the controller; maybe inside dispatch()
    };
    RequestGate(env::Environment environment, std::string loggerName,
        std::chrono::milliseconds session, Callbacks callbacks);

    void dispatch(const RequestPtr& request);
    /// The broker is active: clients are served, and standstills noticed, from now on.
    void start();
    /// What this broker knows may be over: clients wait until the controller has been asked.
    void close();
    void onHeartbeat(env::SteadyTime sentAt, Offset end);
    void onImage(Offset offset);

private:
    [[nodiscard]] bool servesClients() const { return m_started && m_gate.isOpen(); }
    void onTurn();
    void armTimer();
    void releaseSoon();
    void release();

    env::Environment m_environment;
    std::string m_loggerName;
    std::chrono::milliseconds m_tick;
    Callbacks m_callbacks;
    StandstillGate m_gate;
    bool m_started = false;
    bool m_releasing = false;
    std::deque<RequestPtr> m_held;
    std::unique_ptr<env::Executor::Timer> m_timer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
