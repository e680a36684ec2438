// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/broker_channel.h"

namespace stormbench::broker {

/// One connection of the channel's; a later one has its own, so that late callbacks of the old one
/// find nothing to harm.
class BrokerChannel::Link final : public env::Connection::Handler {
public:
    Link(BrokerChannel& owner, std::unique_ptr<env::Connection> connection)
        : m_owner(&owner)
        , m_connection(std::move(connection))
    {
    }
    void start() { m_connection->setHandler(*this); }
    void send(Bytes frame)
    {
        env::Message message;
        message.emplace_back(std::move(frame));
        m_connection->send(std::move(message));
    }
    void detach() { m_owner = nullptr; }

    void onBytes(ByteView bytes) override
    {
        m_reader.feed(bytes);
        while (m_owner) {
            const auto frame = m_reader.next();
            if (!frame)
                return m_owner->breakDown(frame.error());
            if (!frame->has_value())
                return;
            m_owner->onFrame(**frame);
        }
    }
    void onClosed(const Error& reason) override
    {
        if (m_owner)
            m_owner->breakDown(reason);
    }

private:
    BrokerChannel* m_owner;
    std::unique_ptr<env::Connection> m_connection;
    protocol::FrameReader m_reader;
};

BrokerChannel::BrokerChannel(env::Environment environment, env::Endpoint to, std::string clientId,
    std::chrono::milliseconds connectTimeout)
    : m_environment(environment)
    , m_to(std::move(to))
    , m_clientId(std::move(clientId))
    , m_connectTimeout(connectTimeout)
    , m_timer(environment.executor.createTimer())
{
}

BrokerChannel::~BrokerChannel()
{
    if (!m_link)
        return;
    m_link->detach();
    m_environment.executor.post(
        [link = std::move(m_link)]() mutable { link.reset(); });  // we may be inside its callback
}

void BrokerChannel::changeEndpoint(const env::Endpoint& to)
{
    if (to == m_to)
        return;
    m_to = to;
    if (m_link)
        breakDown(Error{ErrorCode::Unavailable, "the other broker has moved", 0});
}

void BrokerChannel::disconnect()
{
    breakDown(Error{ErrorCode::Cancelled, "the request was given up", 0});
}

void BrokerChannel::send(Bytes frame, std::chrono::milliseconds timeout, Done done)
{
    m_pending.push_back({std::move(done), m_environment.clock.steadyNow() + timeout});
    if (m_link) {
        m_link->send(std::move(frame));
    } else {
        m_unsent.push_back(std::move(frame));
        connect();
    }
    armTimer();
}

void BrokerChannel::connect()
{
    if (m_connecting)
        return;
    m_connecting = true;
    std::weak_ptr<bool> alive = m_alive;
    m_environment.transport.connect(m_to, m_connectTimeout,
        [this, alive, to = m_to](Result<std::unique_ptr<env::Connection>> connection) {
            if (!alive.expired())
                onConnected(to, std::move(connection));
        });
}

void BrokerChannel::onConnected(
    const env::Endpoint& to, Result<std::unique_ptr<env::Connection>> connection)
{
    m_connecting = false;
    if (to != m_to) {  // it has moved meanwhile
        if (!m_unsent.empty())
            connect();
        return;
    }
    if (!connection)
        return breakDown(connection.error());
    m_link = std::make_shared<Link>(*this, std::move(*connection));
    m_link->start();
    for (auto& frame : m_unsent)
        m_link->send(std::move(frame));
    m_unsent.clear();
}

void BrokerChannel::onFrame(ByteView frame)
{
    if (m_pending.empty())
        return breakDown(Error{ErrorCode::Corrupt, "an answer that nobody asked for", 0});
    const auto done = std::move(m_pending.front().done);
    m_pending.pop_front();
    armTimer();
    done(frame);
}

void BrokerChannel::breakDown(const Error& reason)
{
    if (m_link) {
        m_link->detach();
        // We may be inside one of its callbacks.
        m_environment.executor.post([link = std::move(m_link)]() mutable { link.reset(); });
        m_link.reset();
    }
    m_unsent.clear();
    m_timer->cancel();
    std::deque<Pending> pending;
    pending.swap(m_pending);
    for (auto& request : pending) {
        std::weak_ptr<bool> alive = m_alive;
        m_environment.executor.post([done = std::move(request.done), reason, alive] {
            if (!alive.expired())
                done(fail(reason));
        });
    }
}

void BrokerChannel::armTimer()
{
    if (m_pending.empty())
        return m_timer->cancel();
    auto first = m_pending.front().deadline;
    for (const auto& pending : m_pending)
        first = std::min(first, pending.deadline);
    m_timer->start(std::max(env::SteadyTime{0}, first - m_environment.clock.steadyNow()),
        [this] { checkDeadlines(); });
}

void BrokerChannel::checkDeadlines()
{
    const auto now = m_environment.clock.steadyNow();
    for (const auto& pending : m_pending) {
        if (pending.deadline <= now)
            return breakDown(
                Error{ErrorCode::TimedOut, "no answer from " + env::toString(m_to), 0});
    }
    armTimer();
}

}  // namespace stormbench::broker
