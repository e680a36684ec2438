// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_channel.h"

#include <utility>

namespace stormbench::sim {

using namespace std::chrono_literals;

namespace {
constexpr auto kConnectTimeout = 1s;
constexpr auto kAnswerTimeout = 10s;  // a JoinGroup waits for a whole rebalance
}  // namespace

SimChannel::SimChannel(env::Environment environment, env::Endpoint to, std::string clientId)
    : m_environment(environment)
    , m_to(std::move(to))
    , m_clientId(std::move(clientId))
    , m_timer(environment.executor.createTimer())
{
}
SimChannel::~SimChannel() = default;

void SimChannel::send(Bytes frame, std::int32_t correlation, Done done)
{
    m_waiting.push_back({correlation, std::move(done)});
    if (!m_timer->active())
        m_timer->start(kAnswerTimeout, [this] {
            breakDown({ErrorCode::TimedOut, "no answer from " + env::toString(m_to), 0});
        });
    if (m_connection) {
        env::Message message;
        message.emplace_back(std::move(frame));
        m_connection->send(std::move(message));
        return;
    }
    m_unsent.push_back(std::move(frame));
    if (std::exchange(m_connecting, true))
        return;
    std::weak_ptr<bool> alive = m_alive;
    m_environment.transport.connect(
        m_to, kConnectTimeout, [this, alive](Result<std::unique_ptr<env::Connection>> connection) {
            if (!alive.expired())
                onConnected(std::move(connection));
        });
}

void SimChannel::onConnected(Result<std::unique_ptr<env::Connection>> connection)
{
    m_connecting = false;
    if (!connection)
        return breakDown(connection.error());
    m_connection = std::move(*connection);
    m_reader = protocol::FrameReader();
    m_connection->setHandler(*this);
    for (auto& frame : std::exchange(m_unsent, {})) {
        env::Message message;
        message.emplace_back(std::move(frame));
        m_connection->send(std::move(message));
    }
}

void SimChannel::onBytes(ByteView bytes)
{
    m_reader.feed(bytes);
    std::weak_ptr<bool> alive = m_alive;
    while (!alive.expired() && m_connection) {
        const auto frame = m_reader.next();
        if (!frame)
            return breakDown(frame.error());
        if (!*frame)
            return;
        onFrame(**frame);
    }
}

void SimChannel::onFrame(ByteView frame)
{
    const auto correlation = protocol::decodeCorrelationId(frame);
    if (!correlation || m_waiting.empty() || correlation->value() != m_waiting.front().correlation)
        return breakDown(
            {ErrorCode::Corrupt, "an answer to another request than the first one waiting", 0});
    const auto done = std::move(m_waiting.front().done);
    m_waiting.pop_front();
    m_timer->cancel();
    if (!m_waiting.empty())
        m_timer->start(kAnswerTimeout, [this] {
            breakDown({ErrorCode::TimedOut, "no answer from " + env::toString(m_to), 0});
        });
    done(frame);
}

void SimChannel::onClosed(const Error& reason)
{
    breakDown(reason);
}

void SimChannel::breakDown(const Error& reason)
{
    m_connection.reset();  // a simulated stream may end inside its own callback
    m_timer->cancel();
    m_unsent.clear();
    for (auto& waiting : std::exchange(m_waiting, {})) {
        std::weak_ptr<bool> alive = m_alive;
        m_environment.executor.post([done = std::move(waiting.done), reason, alive] {
            if (!alive.expired())
                done(fail(reason));
        });
    }
}

}  // namespace stormbench::sim
