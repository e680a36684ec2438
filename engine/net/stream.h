// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <set>

#include "engine/env/transport.h"
#include "engine/net/descriptor.h"
#include "engine/net/send_queue.h"
#include "engine/net/strand.h"

namespace stormbench::net {

class Connector;
class Stream;

/// What the connections of one transport share. One read buffer serves them all, as they read one
/// after the other.
struct StreamHub {
    explicit StreamHub(Strand& on);

    Strand& strand;
    std::unique_ptr<std::uint8_t[]> readBuffer;
    std::set<Stream*> open;
    std::set<Connector*> connecting;

    static constexpr std::size_t kReadBufferSize = 128 * 1024;
};

/// The inner part of a connection: lives on in waits and posted tasks after the owner has destroyed
/// the outer part.
///
///     Open ──closeWhenDrained()──▶ Draining ──all sent──▶ Closed
///       └───close(), end of stream, error───────────────────▲
///
/// Closed is entered once; the handler hears of it once, unless the owner has let go before. Runs
/// on: the strand.
class Stream final : public Readiness, public TurnEnd, public std::enable_shared_from_this<Stream> {
public:
    Stream(std::shared_ptr<StreamHub> hub, std::unique_ptr<Descriptor> descriptor);
    ~Stream() override;

    void setHandler(env::Connection::Handler& handler);
    void send(env::Message message);
    [[nodiscard]] std::size_t queuedBytes() const { return m_queue.bytes(); }
    void pauseReading() { m_wantsBytes = false; }
    void resumeReading();
    void closeWhenDrained();
    void close();
    void abandon();  ///< the owner goes: closes, no further callback
    void reset();    ///< as close(), but the other side sees a reset

    [[nodiscard]] const env::Endpoint& peer() const { return m_peer; }
    [[nodiscard]] const env::Endpoint& local() const { return m_local; }

private:
    void onReadable() override;
    void onWritable() override;
    void atTurnEnd() override { flush(); }

    void awaitBytes();
    [[nodiscard]] bool readOnce();
    void flushLater();
    void flush();
    void endAfterDrain();
    void enterClosed(Error reason);
    void reportClosedLater();
    void reportClosed();

    enum class State { Open, Draining, Closed };

    std::shared_ptr<StreamHub> m_hub;
    std::unique_ptr<Descriptor> m_descriptor;
    env::Endpoint m_peer, m_local;
    env::Connection::Handler* m_handler = nullptr;
    SendQueue m_queue;
    std::optional<Error> m_closeReason;  ///< while the handler has not heard it
    State m_state = State::Open;
    bool m_wantsBytes = true;
    bool m_awaitsReadable = false;
    bool m_awaitsWritable = false;
    bool m_flushesLater = false;
};

/// The env::Connection of a Stream.
class NetConnection final : public env::Connection {
public:
    explicit NetConnection(std::shared_ptr<Stream> stream)
        : m_stream(std::move(stream))
    {
    }
    ~NetConnection() override { m_stream->abandon(); }

    void setHandler(Handler& handler) override { m_stream->setHandler(handler); }
    void send(env::Message message) override { m_stream->send(std::move(message)); }
    [[nodiscard]] std::size_t queuedBytes() const override { return m_stream->queuedBytes(); }
    void pauseReading() override { m_stream->pauseReading(); }
    void resumeReading() override { m_stream->resumeReading(); }
    void closeWhenDrained() override { m_stream->closeWhenDrained(); }
    void close() override { m_stream->close(); }
    [[nodiscard]] env::Endpoint peer() const override { return m_stream->peer(); }
    [[nodiscard]] env::Endpoint local() const override { return m_stream->local(); }

private:
    std::shared_ptr<Stream> m_stream;
};

}  // namespace stormbench::net
