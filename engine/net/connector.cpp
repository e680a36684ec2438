// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/connector.h"

#include <algorithm>

namespace stormbench::net {

Connector::Connector(
    std::shared_ptr<StreamHub> hub, env::Endpoint to, env::Transport::Connected connected)
    : m_hub(std::move(hub))
    , m_to(std::move(to))
    , m_connected(std::move(connected))
    , m_timer(m_hub->strand)
{
    m_hub->connecting.insert(this);
}

Connector::~Connector()
{
    m_hub->connecting.erase(this);
}

void Connector::abandon()
{
    const auto self = shared_from_this();  // the timer may hold the last reference
    m_connected = nullptr;
    m_timer.cancel();
    m_descriptor.reset();
}

void Connector::startTimer(std::chrono::milliseconds timeout)
{
    m_timer.start(timeout, [self = shared_from_this()] {
        self->finish(
            fail(ErrorCode::TimedOut, "no answer from " + env::toString(self->m_to) + " in time"));
    });
}

void Connector::tryAddresses(Result<std::vector<SocketAddress>> addresses)
{
    if (!m_connected)
        return;  // the time limit came first
    if (!addresses)
        return finish(fail(ErrorCode::Unavailable, addresses.error().message));
    m_left = *std::move(addresses);
    std::ranges::reverse(m_left);
    tryNext();
}

void Connector::tryNext()
{
    m_descriptor.reset();
    while (!m_left.empty()) {
        auto socket = openConnecting(m_left.back());
        m_left.pop_back();
        if (!socket) {
            m_lastError = socket.error();
            continue;
        }
        auto descriptor = Descriptor::create(m_hub->strand, *std::move(socket));
        if (!descriptor) {
            m_lastError = descriptor.error();
            continue;
        }
        m_descriptor = *std::move(descriptor);
        m_descriptor->awaitWritable(shared_from_this());
        return;
    }
    finish(fail(ErrorCode::Unavailable, m_lastError.message));
}

void Connector::onWritable()
{
    if (!m_connected || !m_descriptor)
        return;
    if (const int error = connectOutcome(m_descriptor->get()); error != 0) {
        m_lastError = env::systemError("connect to", env::toString(m_to), error);
        return tryNext();
    }
    finish(
        std::make_unique<NetConnection>(std::make_shared<Stream>(m_hub, std::move(m_descriptor))));
}

void Connector::finish(Result<std::unique_ptr<env::Connection>> result)
{
    const auto self = shared_from_this();  // the timer may hold the last reference
    m_timer.cancel();
    m_descriptor.reset();
    if (const auto connected = std::exchange(m_connected, nullptr))
        connected(std::move(result));
}

}  // namespace stormbench::net
