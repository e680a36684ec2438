// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/faults/fault_hub.h"

namespace stormbench::faults {

/// An attempt to connect over a link that is not sound: it waits until it can come through, or its
/// time is over. Kept by the hub. Runs on: the strand.
class ConnectAttempt : public std::enable_shared_from_this<ConnectAttempt> {
public:
    struct Request {
        env::Endpoint to;
        BrokerId other;
        std::chrono::milliseconds timeout;
    };
    /// Makes the connection: with the time that is left.
    using Go = std::function<void(std::chrono::milliseconds, env::Transport::Connected)>;
    ConnectAttempt(FaultHub& hub, Request request, Go go, env::Transport::Connected connected);

    /// Now, later or never: as the link is.
    void consider();

private:
    FaultHub& m_hub;
    Request m_request;
    Go m_go;
    env::Transport::Connected m_connected;
    env::SteadyTime m_begun;
    std::unique_ptr<env::Executor::Timer> m_timer;
};

}  // namespace stormbench::faults
