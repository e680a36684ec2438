// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <optional>

#include "engine/env/clock.h"
#include "engine/env/environment.h"
#include "engine/env/executor.h"
#include "engine/env/transport.h"
#include "engine/protocol/frame_reader.h"
#include "engine/protocol/header.h"

namespace stormbench::broker {

/// Requests of this broker to another one, over one connection that is made when it is needed.
/// Answers come in the order of the requests. When the connection breaks or an answer is overdue,
/// every open request fails and the next one connects anew. Owned by the part that asks. Runs on:
/// the broker's strand.
class BrokerChannel {
public:
    static constexpr std::chrono::milliseconds kConnectTimeout{3000};
    BrokerChannel(env::Environment environment, env::Endpoint to, std::string clientId,
        std::chrono::milliseconds connectTimeout = kConnectTimeout);
    ~BrokerChannel();

    /// `done` comes once, never inside this call: Unavailable, TimedOut or Corrupt when there is no
    /// answer. Records in the answer are views that are valid during `done`.
    template <class Message>
    void call(const Message& request, std::int16_t version, std::chrono::milliseconds timeout,
        std::function<void(Result<typename Message::Response>)> done)
    {
        const CorrelationId correlation{m_nextCorrelation++};
        auto frame = protocol::encodeRequest(request, version, correlation, m_clientId);
        send(std::move(frame).takeBytes(), timeout,
            [version, done = std::move(done)](Result<ByteView> answer) {
                done(answer ? protocol::decodeResponse<Message>(*answer, version)
                            : fail(answer.error()));
            });
    }

    [[nodiscard]] const env::Endpoint& to() const { return m_to; }
    void changeEndpoint(const env::Endpoint& to);
    /// Open requests fail; the next one connects anew.
    void disconnect();

private:
    class Link;
    using Done = std::function<void(Result<ByteView>)>;
    struct Pending {
        Done done;
        env::SteadyTime deadline;
    };

    void send(Bytes frame, std::chrono::milliseconds timeout, Done done);
    void connect();
    void onConnected(const env::Endpoint& to, Result<std::unique_ptr<env::Connection>> connection);
    void onFrame(ByteView frame);
    void breakDown(const Error& reason);
    void armTimer();
    void checkDeadlines();

    env::Environment m_environment;
    env::Endpoint m_to;
    std::string m_clientId;
    std::chrono::milliseconds m_connectTimeout;
    std::int32_t m_nextCorrelation = 1;
    std::shared_ptr<Link> m_link;
    bool m_connecting = false;
    std::deque<Bytes> m_unsent;     ///< until there is a connection
    std::deque<Pending> m_pending;  ///< in the order of the requests
    std::unique_ptr<env::Executor::Timer> m_timer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
