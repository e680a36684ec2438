// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/env/transport.h"

namespace stormbench::net {

class NetExecutor;
struct StreamHub;

/// TCP on an executor's strand. Owner: the host of a broker, beside the executor. Connections and
/// listeners may outlive the transport, but not the executor.
///
/// Reasons of Connection::Handler::onClosed(): Closed when the other side ended the stream,
/// Cancelled after close() and closeWhenDrained() on this side, Unavailable when the connection
/// broke, Corrupt when a file shrank below a range that was to be sent. While reading is paused,
/// the other side's end is only seen by sending or after resumeReading().
class NetTransport final : public env::Transport {
public:
    explicit NetTransport(NetExecutor& executor);
    ~NetTransport() override;

    [[nodiscard]] Result<std::unique_ptr<env::Listener>> listen(
        const env::Endpoint& at, Accepted accepted) override;
    void connect(
        const env::Endpoint& to, std::chrono::milliseconds timeout, Connected connected) override;

    /// Closes every connection so that the other side sees a reset, as when a machine is lost.
    void resetAll();

private:
    NetExecutor& m_executor;
    std::shared_ptr<StreamHub> m_hub;
};

}  // namespace stormbench::net
