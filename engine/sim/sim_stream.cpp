// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_stream.h"

#include <algorithm>

#include "engine/base/crc32c.h"

namespace stormbench::sim {

using namespace std::chrono_literals;

namespace {

Result<Bytes> flatten(const env::Message& message)
{
    Bytes out;
    out.reserve(env::sizeOf(message));
    for (const auto& piece : message) {
        if (const auto* bytes = std::get_if<Bytes>(&piece)) {
            out.insert(out.end(), bytes->begin(), bytes->end());
        } else if (const auto* shared = std::get_if<SharedBytes>(&piece)) {
            out.insert(out.end(), (*shared)->begin(), (*shared)->end());
        } else {
            const auto& range = std::get<env::FileRange>(piece);
            const auto at = out.size();
            out.resize(at + range.size);
            SB_TRY_ASSIGN(
                const auto size, range.file->readAt(range.position, std::span(out).subspan(at)));
            if (size != range.size)
                return fail(
                    ErrorCode::Corrupt, "a file shrank below the range that was to be sent");
        }
    }
    return out;
}

}  // namespace

SimStream::SimStream(
    SimNetwork& network, SimExecutor& executor, env::Endpoint local, env::Endpoint peer)
    : m_network(network)
    , m_executor(executor)
    , m_node(executor.node())
    , m_local(std::move(local))
    , m_peer(std::move(peer))
{
}

void SimStream::pair(const std::shared_ptr<SimStream>& a, const std::shared_ptr<SimStream>& b,
    env::SteadyTime usableFrom)
{
    a->m_other = b;
    b->m_other = a;
    a->m_otherNode = b->m_node;
    b->m_otherNode = a->m_node;
    a->m_lastArrival = b->m_lastArrival = usableFrom;
}

void SimStream::setHandler(env::Connection::Handler& handler)
{
    m_handler = &handler;
    deliverLater();
}

void SimStream::send(env::Message message)
{
    if (!m_open)
        return;
    auto bytes = flatten(message);
    if (!bytes)
        return enterClosed(bytes.error());
    if (bytes->empty())
        return;
    m_undelivered += bytes->size();
    m_owesDrained = true;
    if (bytes->size() > 1 && m_network.random().oneIn(8)) {  // as packets may be cut anywhere
        const auto cut
            = static_cast<std::ptrdiff_t>(1 + m_network.random().below(bytes->size() - 1));
        transmit({Bytes(bytes->begin(), bytes->begin() + cut), std::nullopt});
        bytes->erase(bytes->begin(), bytes->begin() + cut);
    }
    transmit({std::move(*bytes), std::nullopt});
    if (queuedBytes() == 0)
        onRead(0);
}

void SimStream::transmit(Item item)
{
    const auto other = m_other.lock();
    if (!other)
        return;
    auto& loop = m_network.loop();
    other->m_onTheWay.push_back(std::move(item));
    other->m_lastArrival = std::max(other->m_lastArrival, loop.now() + m_network.latency());
    loop.at(other->m_lastArrival, [other, self = shared_from_this()] { other->arrive(); });
}

void SimStream::arrive()
{
    if (m_onTheWay.empty() || !*m_alive)
        return;
    auto& loop = m_network.loop();
    if (m_network.isCut(m_node, m_otherNode))
        return loop.after(100ms, [self = shared_from_this()] { self->arrive(); });
    auto item = std::move(m_onTheWay.front());
    m_onTheWay.pop_front();
    if (item.end)
        loop.trace().add(
            loop.now(), TraceKind::Close, m_node, static_cast<std::uint64_t>(item.end->code));
    else
        loop.trace().add(loop.now(), TraceKind::Delivery, m_node,
            (static_cast<std::uint64_t>(item.bytes.size()) << 32) | crc32c(item.bytes));
    m_inbox.push_back(std::move(item));
    deliverLater();
}

void SimStream::onRead(std::size_t size)
{
    m_undelivered -= std::min(m_undelivered, size);
    if (!m_owesDrained || queuedBytes() > 0 || !*m_alive)
        return;
    m_owesDrained = false;
    m_executor.post([self = shared_from_this()] {
        if (self->m_handler && self->m_open)
            self->m_handler->onDrained();
    });
}

void SimStream::resumeReading()
{
    m_wantsBytes = true;
    deliverLater();
}

void SimStream::deliverLater()
{
    if (*m_alive)
        m_executor.post([self = shared_from_this()] { self->deliver(); });
}

void SimStream::deliver()
{
    while (m_open && m_handler && m_wantsBytes && !m_inbox.empty()) {
        const auto item = std::move(m_inbox.front());
        m_inbox.pop_front();
        if (item.end) {
            enterClosed(*item.end);
            break;
        }
        if (const auto other = m_other.lock())
            other->onRead(item.bytes.size());
        if (!item.bytes.empty())
            m_handler->onBytes(item.bytes);
    }
    reportClosed();
}

void SimStream::enterClosed(Error reason)
{
    if (!m_open)
        return;
    m_open = false;
    m_closeReason = std::move(reason);
    m_inbox.clear();
    transmit({{}, Error{ErrorCode::Closed, "the other side closed the connection"}});
    deliverLater();
}

void SimStream::close()
{
    enterClosed({ErrorCode::Cancelled, "closed on this side"});
}

void SimStream::abandon()
{
    m_handler = nullptr;
    close();
}

void SimStream::reset(bool dropUnsent)
{
    m_handler = nullptr;
    *m_alive = false;
    m_onTheWay.clear();
    m_inbox.clear();
    if (!std::exchange(m_open, false))
        return;
    if (const auto other = m_other.lock(); other && dropUnsent) {
        for (auto& item : other->m_onTheWay)
            item.bytes.clear();
    }
    transmit({{}, Error{ErrorCode::Unavailable, "connection reset by the other side"}});
}

void SimStream::reportClosed()
{
    if (m_open || !m_handler || !m_closeReason)
        return;
    const auto reason = *m_closeReason;
    m_closeReason.reset();
    std::exchange(m_handler, nullptr)->onClosed(reason);
}

}  // namespace stormbench::sim
