// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <optional>

#include "engine/sim/sim_network.h"

namespace stormbench::sim {

/// One end of a connection. The wire between two ends keeps both alive until its last item has
/// arrived. Closing follows engine/net: Closed when the other side ended the stream, Cancelled
/// after a close on this side, Unavailable when the connection was reset.
class SimStream : public std::enable_shared_from_this<SimStream> {
public:
    SimStream(SimNetwork& network, SimExecutor& executor, env::Endpoint local, env::Endpoint peer);
    static void pair(const std::shared_ptr<SimStream>& a, const std::shared_ptr<SimStream>& b,
        env::SteadyTime usableFrom);

    void setHandler(env::Connection::Handler& handler);
    void send(env::Message message);
    [[nodiscard]] std::size_t queuedBytes() const
    {
        return m_undelivered > kWindow ? m_undelivered - kWindow : 0;
    }
    void pauseReading() { m_wantsBytes = false; }
    void resumeReading();
    void close();
    void abandon();  ///< closes without a callback
    void reset(bool dropUnsent);

    [[nodiscard]] const env::Endpoint& local() const { return m_local; }
    [[nodiscard]] const env::Endpoint& peer() const { return m_peer; }

private:
    /// What the two kernels buffer between them: a sender is told that its bytes are queued only
    /// beyond that.
    static constexpr std::size_t kWindow = 64 * 1024;

    /// On the way: bytes, or the end of the stream.
    struct Item {
        Bytes bytes;
        std::optional<Error> end;
    };
    void transmit(Item item);
    void arrive();
    void onRead(std::size_t size);
    void enterClosed(Error reason);
    void deliverLater();
    void deliver();
    void reportClosed();

    SimNetwork& m_network;
    SimExecutor& m_executor;
    std::shared_ptr<bool> m_alive
        = std::make_shared<bool>(true);  ///< false once the process is gone
    NodeId m_node;
    env::Endpoint m_local;
    env::Endpoint m_peer;
    std::weak_ptr<SimStream> m_other;
    NodeId m_otherNode = 0;

    env::Connection::Handler* m_handler = nullptr;
    bool m_open = true;
    bool m_wantsBytes = true;
    std::optional<Error> m_closeReason;

    std::deque<Item> m_onTheWay;  ///< towards this end
    std::deque<Item> m_inbox;     ///< arrived, not yet read
    env::SteadyTime m_lastArrival{0};
    std::size_t m_undelivered = 0;  ///< sent from here, not yet read there
    bool m_owesDrained = false;
};

/// The owner's hold on an end.
class SimConnection final : public env::Connection {
public:
    explicit SimConnection(std::shared_ptr<SimStream> stream)
        : m_stream(std::move(stream))
    {
    }
    ~SimConnection() override { m_stream->abandon(); }

    void setHandler(Handler& handler) override { m_stream->setHandler(handler); }
    void send(env::Message message) override { m_stream->send(std::move(message)); }
    [[nodiscard]] std::size_t queuedBytes() const override { return m_stream->queuedBytes(); }
    void pauseReading() override { m_stream->pauseReading(); }
    void resumeReading() override { m_stream->resumeReading(); }
    void closeWhenDrained() override { m_stream->close(); }  // what was sent is on the wire already
    void close() override { m_stream->close(); }
    [[nodiscard]] env::Endpoint peer() const override { return m_stream->peer(); }
    [[nodiscard]] env::Endpoint local() const override { return m_stream->local(); }

private:
    std::shared_ptr<SimStream> m_stream;
};

}  // namespace stormbench::sim
