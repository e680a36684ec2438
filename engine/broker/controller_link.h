// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/broker_channel.h"
#include "engine/broker/controller_calls.h"

namespace stormbench::broker {

/// The way to the controller: straight to the role on this broker, or over the wire to the broker
/// that has it. Owned by the Broker. Runs on: its strand.
class ControllerLink {
public:
    explicit ControllerLink(std::unique_ptr<BrokerChannel> channel)
        : m_channel(std::move(channel))
    {
    }
    explicit ControllerLink(controller::ControllerHost& host)
        : m_host(&host)
    {
    }

    [[nodiscard]] bool isLocal() const { return m_host != nullptr; }

    /// `done` comes once, never inside this call. Without an answer from the controller it is an
    /// error.
    template <class Request>
    void send(const Request& request, std::int16_t version, std::chrono::milliseconds timeout,
        std::function<void(Result<typename Request::Response>)> done)
    {
        if (m_host)
            askController(
                *m_host, request, [done = std::move(done)](typename Request::Response response) {
                    done(std::move(response));
                });
        else
            m_channel->call(request, version, timeout, std::move(done));
    }

private:
    controller::ControllerHost* m_host = nullptr;
    std::unique_ptr<BrokerChannel> m_channel;
};

}  // namespace stormbench::broker
