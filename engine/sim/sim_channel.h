// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>

#include "engine/env/environment.h"
#include "engine/env/executor.h"
#include "engine/env/transport.h"
#include "engine/protocol/frame_reader.h"
#include "engine/protocol/header.h"

namespace stormbench::sim {

/// A client's connection to one broker: requests go out as they are made, answers come in their
/// order. It connects when there is something to send, and after a break again. Every call is
/// answered once, with an error if the connection breaks or an answer stays away; destroying the
/// channel drops the calls. Runs on: the client's strand.
class SimChannel final : public env::Connection::Handler {
public:
    SimChannel(env::Environment environment, env::Endpoint to, std::string clientId);
    ~SimChannel() override;

    /// The answer's views are valid during the call of `done`.
    template <class Request>
    void call(const Request& request, std::function<void(Result<typename Request::Response>)> done)
    {
        constexpr auto kVersion = Request::Api::kMax;
        const auto correlation = ++m_correlation;
        auto frame
            = protocol::encodeRequest(request, kVersion, CorrelationId{correlation}, m_clientId)
                  .takeBytes();
        send(std::move(frame), correlation, [done = std::move(done)](Result<ByteView> answer) {
            if (!answer)
                return done(fail(answer.error()));
            done(protocol::decodeResponse<Request>(*answer, kVersion));
        });
    }

private:
    using Done = std::function<void(Result<ByteView>)>;
    struct Waiting {
        std::int32_t correlation = 0;
        Done done;
    };
    void send(Bytes frame, std::int32_t correlation, Done done);
    void onConnected(Result<std::unique_ptr<env::Connection>> connection);
    void onFrame(ByteView frame);
    void breakDown(const Error& reason);
    void onBytes(ByteView bytes) override;
    void onClosed(const Error& reason) override;

    env::Environment m_environment;
    env::Endpoint m_to;
    std::string m_clientId;
    std::int32_t m_correlation = 0;
    bool m_connecting = false;
    std::unique_ptr<env::Connection> m_connection;
    std::unique_ptr<env::Executor::Timer> m_timer;  ///< since the last answer, while any is awaited
    protocol::FrameReader m_reader;
    std::vector<Bytes> m_unsent;
    std::deque<Waiting> m_waiting;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::sim
