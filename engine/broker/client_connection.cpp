// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/client_connection.h"

#include <fmt/format.h>

#include "engine/base/assert.h"

namespace stormbench::broker {

ClientConnection::ClientConnection(std::uint64_t id, std::unique_ptr<env::Connection> connection,
    std::size_t maxRequestSize, Callbacks callbacks)
    : m_connection(std::move(connection))
    , m_reader(maxRequestSize)
    , m_callbacks(std::move(callbacks))
    , m_client(std::make_shared<ClientInfo>())
{
    m_client->connectionId = id;
    m_client->host = "/" + m_connection->peer().host;
    m_lastActive = m_lastProgress = m_callbacks.now();
}

ClientConnection::~ClientConnection()
{
    for (const auto& slot : m_slots) {
        if (!slot.ready)
            m_callbacks.meter.abandoned(slot.api);
    }
}

void ClientConnection::onBytes(ByteView bytes)
{
    if (m_closed)
        return;
    m_lastActive = m_callbacks.now();
    m_reader.feed(bytes);
    pump();
}

bool ClientConnection::mayTake() const
{
    return !m_closed && m_slots.size() < kMaxInFlight
        && m_connection->queuedBytes() < kMaxQueuedBytes;
}

void ClientConnection::pump()
{
    if (m_pumping)  // an answer that came inside of its request's dispatch
        return;
    m_pumping = true;
    while (mayTake()) {
        auto frame = m_reader.next();
        if (!frame) {
            close(frame.error().message);
            break;
        }
        if (!frame->has_value())
            break;
        takeFrame(std::move(**frame));
    }
    m_pumping = false;
    if (m_closed)
        return;
    const bool pause = !mayTake();
    if (pause && !m_paused)
        m_connection->pauseReading();
    else if (!pause && m_paused)
        m_connection->resumeReading();
    m_paused = pause;
}

void ClientConnection::takeFrame(Bytes frame)
{
    auto parsed = protocol::decodeRequestFrame(frame);
    if (!parsed)
        return close("bad request header: " + parsed.error().message);
    const auto* api = protocol::findApi(parsed->header.apiKey);
    if (!api)
        return close(fmt::format("unknown API key {}", parsed->header.apiKey));
    // ApiVersions is answered in any version (KIP-511); its handler looks at the version itself.
    if (!api->has(parsed->header.apiVersion) && api->key != protocol::ApiKey::ApiVersions)
        return close(
            fmt::format("unsupported version {} of {}", parsed->header.apiVersion, api->name));

    const auto sequence = m_firstSequence + m_slots.size();
    m_slots.push_back({api->key, m_lastActive, false, {}});
    m_callbacks.meter.arrived(api->key, frame.size());
    if (const auto& clientId = parsed->header.clientId; clientId && *clientId != m_client->clientId)
        m_client->clientId = *clientId;
    m_client->ofBroker |= api->scope == protocol::ApiScope::Cluster;
    Request::Arrival arrival{
        std::move(frame), std::move(*parsed), *api, m_client, sequence, m_lastActive};
    m_callbacks.dispatch(std::make_shared<Request>(std::move(arrival), weak_from_this()));
}

void ClientConnection::sendReply(std::uint64_t sequence, env::Message message)
{
    if (m_closed)
        return;
    SB_ASSERT(sequence >= m_firstSequence && sequence - m_firstSequence < m_slots.size(),
        "answers an open request");
    auto& slot = m_slots[sequence - m_firstSequence];
    slot.ready = true;
    m_callbacks.meter.answered(slot.api, env::sizeOf(message), m_callbacks.now() - slot.arrivedAt);
    slot.message = std::move(message);
    if (sequence == m_firstSequence)
        flushReady();
}

void ClientConnection::flushReady()
{
    while (!m_slots.empty() && m_slots.front().ready) {
        if (!m_slots.front().message.empty())
            m_connection->send(std::move(m_slots.front().message));
        m_slots.pop_front();
        ++m_firstSequence;
    }
    m_lastActive = m_callbacks.now();
    pump();
}

void ClientConnection::onDrained()
{
    if (!m_closed)
        pump();
}

std::optional<env::SteadyTime> ClientConnection::stalledSince()
{
    const auto queued = m_connection->queuedBytes();
    if (queued != m_lastQueued || queued == 0)
        m_lastProgress = m_callbacks.now();
    m_lastQueued = queued;
    return queued == 0 ? std::nullopt : std::optional(m_lastProgress);
}

void ClientConnection::refuse(const std::string& why)
{
    close(why);
}

void ClientConnection::close(const std::string& why)
{
    if (m_closed)
        return;
    m_closed = true;
    m_callbacks.closed(m_client->connectionId, why);
    m_connection->closeWhenDrained();
}

void ClientConnection::onClosed(const Error&)
{
    if (m_closed)
        return;
    m_closed = true;
    m_callbacks.closed(m_client->connectionId, {});
}

}  // namespace stormbench::broker
