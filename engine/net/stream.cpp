// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/stream.h"

#include <utility>

#include <sys/socket.h>

#include "engine/net/socket.h"

namespace stormbench::net {

StreamHub::StreamHub(Strand& on)
    : strand(on)
    , readBuffer(std::make_unique_for_overwrite<std::uint8_t[]>(kReadBufferSize))
{
}

Stream::Stream(std::shared_ptr<StreamHub> hub, std::unique_ptr<Descriptor> descriptor)
    : m_hub(std::move(hub))
    , m_descriptor(std::move(descriptor))
    , m_peer(peerEndpoint(m_descriptor->get()))
    , m_local(localEndpoint(m_descriptor->get()))
{
    m_hub->open.insert(this);
}

Stream::~Stream()
{
    m_hub->open.erase(this);
}

void Stream::setHandler(env::Connection::Handler& handler)
{
    m_handler = &handler;
    if (m_closeReason)
        reportClosedLater();
    awaitBytes();
}

void Stream::send(env::Message message)
{
    if (m_state != State::Open)
        return;
    m_queue.push(std::move(message));
    flushLater();
}

void Stream::resumeReading()
{
    m_wantsBytes = true;
    awaitBytes();
}

void Stream::closeWhenDrained()
{
    if (m_state != State::Open)
        return;
    m_state = State::Draining;
    flushLater();
}

void Stream::close()
{
    enterClosed({ErrorCode::Cancelled, "closed on this side"});
    reportClosedLater();
}

void Stream::abandon()
{
    m_handler = nullptr;
    enterClosed({ErrorCode::Cancelled, "closed on this side"});
}

void Stream::reset()
{
    if (m_state != State::Closed)
        resetOnClose(m_descriptor->get());
    close();
}

void Stream::awaitBytes()
{
    if (m_state != State::Open || !m_handler || !m_wantsBytes || m_awaitsReadable)
        return;
    m_awaitsReadable = true;
    m_descriptor->awaitReadable(shared_from_this());
}

void Stream::onReadable()
{
    constexpr int kReadsPerTurn = 4;  // then the others' turn
    m_awaitsReadable = false;
    for (int i = 0; i < kReadsPerTurn && m_state == State::Open && m_wantsBytes && m_handler; ++i)
        if (!readOnce())
            break;
    awaitBytes();
}

// Whether there may be more to read.
bool Stream::readOnce()
{
    const auto count = env::uninterrupted([&] {
        return ::recv(m_descriptor->get(), m_hub->readBuffer.get(), StreamHub::kReadBufferSize, 0);
    });
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
        return false;
    if (count <= 0) {
        enterClosed(count == 0 ? Error{ErrorCode::Closed, "the other side closed the connection"}
                               : env::systemError("read from", env::toString(m_peer), errno));
        reportClosed();
        return false;
    }
    const auto size = static_cast<std::size_t>(count);
    try {
        m_handler->onBytes({m_hub->readBuffer.get(), size});
    } catch (const std::exception& error) {
        // Out of memory, say: what is left of this connection's state is unknown, the others go on.
        log::error("net", "connection of {} ended by an exception: {}", env::toString(m_peer),
            error.what());
        enterClosed({ErrorCode::Internal, error.what()});
        reportClosed();
    }
    return size == StreamHub::kReadBufferSize;
}

void Stream::onWritable()
{
    m_awaitsWritable = false;
    flush();
}

void Stream::flushLater()
{
    if (m_awaitsWritable || std::exchange(m_flushesLater, true))
        return;
    m_hub->strand.callAtTurnEnd(shared_from_this());
}

void Stream::flush()
{
    m_flushesLater = false;
    if (m_state == State::Closed || m_awaitsWritable)
        return;
    const auto outcome = m_queue.flush(m_descriptor->get());
    if (!outcome) {
        enterClosed(outcome.error());
        reportClosed();
        return;
    }
    switch (*outcome) {
    case SendQueue::Outcome::WouldBlock:
        m_awaitsWritable = true;
        m_descriptor->awaitWritable(shared_from_this());
        break;
    case SendQueue::Outcome::Yielded:
        m_hub->strand.post([self = shared_from_this()] { self->flushLater(); });
        break;
    case SendQueue::Outcome::Drained:
        if (m_state == State::Draining)
            endAfterDrain();
        else if (m_handler)
            m_handler->onDrained();
        break;
    }
}

// A close with unread bytes would be a reset, and that may overtake what was sent: the rest of the
// input is read away.
void Stream::endAfterDrain()
{
    constexpr int kMostReads = 64;
    const int socket = m_descriptor->get();
    ::shutdown(socket, SHUT_WR);
    for (int i = 0; i < kMostReads; ++i)
        if (::recv(socket, m_hub->readBuffer.get(), StreamHub::kReadBufferSize, 0) <= 0)
            break;
    enterClosed({ErrorCode::Cancelled, "closed on this side"});
    reportClosed();
}

void Stream::enterClosed(Error reason)
{
    if (m_state == State::Closed)
        return;
    m_state = State::Closed;
    m_closeReason = std::move(reason);
    m_queue.clear();
    m_descriptor->close();
}

void Stream::reportClosedLater()
{
    if (m_handler && m_closeReason)
        m_hub->strand.post([self = shared_from_this()] { self->reportClosed(); });
}

void Stream::reportClosed()
{
    if (!m_handler || !m_closeReason)
        return;
    const auto reason = *std::exchange(m_closeReason, std::nullopt);
    std::exchange(m_handler, nullptr)->onClosed(reason);
}

}  // namespace stormbench::net
