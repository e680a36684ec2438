// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/env/transport.h"
#include "engine/net/net_timer.h"
#include "engine/net/socket.h"
#include "engine/net/stream.h"

namespace stormbench::net {

/// One attempt to connect: tries the addresses one after the other within one time limit, then
/// calls back once. Keeps itself alive while it waits. Runs on: the strand.
class Connector final : public Readiness, public std::enable_shared_from_this<Connector> {
public:
    Connector(
        std::shared_ptr<StreamHub> hub, env::Endpoint to, env::Transport::Connected connected);
    ~Connector() override;

    void startTimer(std::chrono::milliseconds timeout);
    void tryAddresses(Result<std::vector<SocketAddress>> addresses);
    /// The transport ends: nothing is waited for any more, and nobody is told.
    void abandon();

private:
    void onWritable() override;
    void tryNext();
    void finish(Result<std::unique_ptr<env::Connection>> result);

    std::shared_ptr<StreamHub> m_hub;
    env::Endpoint m_to;
    env::Transport::Connected m_connected;
    NetTimer m_timer;
    std::vector<SocketAddress> m_left;  ///< the next one last
    std::unique_ptr<Descriptor> m_descriptor;
    Error m_lastError;
};

}  // namespace stormbench::net
