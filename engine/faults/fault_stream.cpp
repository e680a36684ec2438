// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/faults/fault_stream.h"

#include <utility>

namespace stormbench::faults {
namespace {

constexpr std::size_t kMostWaitingIn = 256 * 1024;  // then the kernel keeps what clients send

bool passes(const Path* path, const std::unique_ptr<Lane>& lane)
{
    return (!path || path->condition.sound()) && (!lane || lane->empty());
}

}  // namespace

FaultStream::FaultStream(std::shared_ptr<FaultHub> hub, std::unique_ptr<env::Connection> inner,
    std::optional<BrokerId> called)
    : m_hub(std::move(hub))
    , m_inner(std::move(inner))
{
    m_hub->open.insert(this);
    if (!called)
        return;
    m_known = true;
    m_out = &m_hub->pathTo(*called);
    m_registered = m_inner->local();
    m_hub->links.addConnection(m_registered, m_hub->self);
}

FaultStream::~FaultStream()
{
    if (m_registered.port != 0)
        m_hub->links.removeConnection(m_registered);
    m_hub->open.erase(this);
}

void FaultStream::identify()
{
    m_known = true;
    const auto who = m_hub->links.whoseConnection(m_inner->peer());
    m_out = &m_hub->pathTo(who);
    if (who == kNoBroker)
        m_in = &m_hub->pathFrom(who);
}

// An answer before the first question goes to somebody unknown: a client.
Path& FaultStream::out()
{
    return m_out ? *m_out : m_hub->pathTo(kNoBroker);
}

Lane& FaultStream::lane(std::unique_ptr<Lane>& made, Path& path, Lane::Deliver deliver)
{
    if (!made)
        made = std::make_unique<Lane>(
            path, m_hub->inner.executor, m_hub->inner.machine, std::move(deliver));
    return *made;
}

void FaultStream::setHandler(env::Connection::Handler& handler)
{
    m_handler = &handler;
    if (m_inner)
        m_inner->setHandler(*this);
}

void FaultStream::send(env::Message message)
{
    if (!m_inner || m_draining)
        return;
    if (passes(m_out, m_outLane))
        return m_inner->send(std::move(message));
    auto& waiting
        = lane(m_outLane, out(), [this](env::Piece piece) { deliverOut(std::move(piece)); });
    for (auto& piece : message)
        waiting.push(std::move(piece));
    waiting.pump();
}

void FaultStream::deliverOut(env::Piece piece)
{
    if (!m_inner)
        return;
    env::Message message;
    message.push_back(std::move(piece));
    m_inner->send(std::move(message));
    if (m_draining && m_outLane->empty())
        m_inner->closeWhenDrained();
}

std::size_t FaultStream::queuedBytes() const
{
    return (m_inner ? m_inner->queuedBytes() : 0) + (m_outLane ? m_outLane->bytes() : 0);
}

void FaultStream::onBytes(ByteView bytes)
{
    if (!m_known)
        identify();
    if (passes(m_in, m_inLane)) {
        if (m_handler)
            m_handler->onBytes(bytes);  // may destroy this
        return;
    }
    takeBytes(bytes);
}

void FaultStream::takeBytes(ByteView bytes)
{
    auto& waiting = lane(m_inLane, *m_in, [this](const env::Piece& piece) { deliverIn(piece); });
    waiting.push(Bytes(bytes.begin(), bytes.end()));
    balanceReading();
    waiting.pump();
}

void FaultStream::deliverIn(const env::Piece& piece)
{
    const auto self = shared_from_this();
    if (m_handler)
        m_handler->onBytes(std::get<Bytes>(piece));
    balanceReading();
    if (m_ended && m_inLane->empty())
        reportClosed(*std::exchange(m_ended, std::nullopt));
}

void FaultStream::onDrained()
{
    if (m_handler && (!m_outLane || m_outLane->empty()))
        m_handler->onDrained();
}

void FaultStream::onClosed(const Error& reason)
{
    if (passes(m_in, m_inLane))
        return reportClosed(reason);
    m_ended = reason;  // it comes behind what was sent before it
}

void FaultStream::reportClosed(const Error& reason)
{
    if (m_outLane)
        m_outLane->clear();
    if (m_handler)
        std::exchange(m_handler, nullptr)->onClosed(reason);
}

void FaultStream::pauseReading()
{
    m_wantsBytes = false;
    if (m_inLane)
        m_inLane->setHeld(true);
    balanceReading();
}

void FaultStream::resumeReading()
{
    m_wantsBytes = true;
    const auto self = shared_from_this();
    balanceReading();
    if (m_inLane)
        m_inLane->setHeld(false);
}

void FaultStream::balanceReading()
{
    if (!m_inner)
        return;
    const bool reads = m_wantsBytes && (!m_inLane || m_inLane->bytes() < kMostWaitingIn);
    if (reads == std::exchange(m_innerReads, reads))
        return;
    reads ? m_inner->resumeReading() : m_inner->pauseReading();
}

void FaultStream::closeWhenDrained()
{
    if (!m_inner || std::exchange(m_draining, true))
        return;
    if (passes(m_out, m_outLane))
        m_inner->closeWhenDrained();
    else if (!m_outLane || m_outLane->empty())
        close();  // nothing waits, and nobody can be told
}

void FaultStream::close()
{
    if (!m_inner)
        return;
    if (!out().condition.cut)
        return m_inner->close();
    letInnerGo();
    m_hub->inner.executor.post([weak = weak_from_this()] {
        if (const auto self = weak.lock())
            self->reportClosed({ErrorCode::Cancelled, "closed on this side", 0});
    });
}

void FaultStream::abandon()
{
    m_handler = nullptr;
    if (m_outLane)
        m_outLane->clear();
    if (m_inLane)
        m_inLane->clear();
    if (!m_inner)
        return;
    if (out().condition.cut)
        letInnerGo();
    else
        m_inner.reset();
}

void FaultStream::letInnerGo()
{
    m_hub->keepUntilHealed(std::move(m_inner), out());
}

void FaultStream::linkChanged()
{
    const auto self = shared_from_this();
    if (m_outLane)
        m_outLane->pump();
    if (m_inLane)
        m_inLane->pump();
    if (m_ended && passes(m_in, m_inLane))
        reportClosed(*std::exchange(m_ended, std::nullopt));
}

FaultConnection::FaultConnection(std::shared_ptr<FaultStream> stream)
    : m_stream(std::move(stream))
    , m_peer(m_stream->inner().peer())
    , m_local(m_stream->inner().local())
{
}

}  // namespace stormbench::faults
