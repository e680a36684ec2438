// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "engine/broker/request.h"
#include "engine/broker/request_meter.h"
#include "engine/env/executor.h"
#include "engine/protocol/frame_reader.h"

namespace stormbench::broker {

/// One connection of a client: cuts its bytes into requests, and sends the answers in the order of
/// the requests, however they finish (Kafka's guarantee, on which clients that pipeline rely).
///
/// Bounded: at most kMaxInFlight unanswered requests and about kMaxQueuedBytes of unsent answers;
/// beyond it the connection is not read, so TCP pushes back on the client. Whatever is wrong with
/// the bytes ends this connection only. Owned by the ConnectionSet. Runs on: the broker's strand.
class ClientConnection final : public env::Connection::Handler,
                               public ReplySink,
                               public std::enable_shared_from_this<ClientConnection> {
public:
    static constexpr std::size_t kMaxInFlight = 64;
    static constexpr std::size_t kMaxQueuedBytes = 8u << 20;

    struct Callbacks {
        std::function<void(const RequestPtr&)> dispatch;
        std::function<void(std::uint64_t id, const std::string& why)>
            closed;  ///< once; posts what destroys us
        std::function<env::SteadyTime()> now;
        RequestMeter& meter;  ///< outlives the connection
    };
    ClientConnection(std::uint64_t id, std::unique_ptr<env::Connection> connection,
        std::size_t maxRequestSize, Callbacks callbacks);
    ~ClientConnection() override;

    /// Before the strand's next turn.
    void start() { m_connection->setHandler(*this); }

    void onBytes(ByteView bytes) override;
    void onDrained() override;
    void onClosed(const Error& reason) override;

    void sendReply(std::uint64_t sequence, env::Message message) override;
    void refuse(const std::string& why) override;

    [[nodiscard]] std::uint64_t id() const { return m_client->connectionId; }
    [[nodiscard]] env::Endpoint peer() const { return m_connection->peer(); }
    [[nodiscard]] const ClientInfo& client() const { return *m_client; }
    [[nodiscard]] env::SteadyTime lastActive() const { return m_lastActive; }
    /// Since when the client has not taken a byte of what is queued for it; nothing if nothing is
    /// queued.
    [[nodiscard]] std::optional<env::SteadyTime> stalledSince();

private:
    struct Slot {
        protocol::ApiKey api;
        env::SteadyTime arrivedAt;
        bool ready = false;
        env::Message message;
    };
    [[nodiscard]] bool mayTake() const;
    void pump();
    void takeFrame(Bytes frame);
    void flushReady();
    void close(const std::string& why);

    std::unique_ptr<env::Connection> m_connection;
    protocol::FrameReader m_reader;
    Callbacks m_callbacks;
    std::shared_ptr<ClientInfo> m_client;
    std::deque<Slot> m_slots;  ///< of the requests from m_firstSequence on, in their order
    std::uint64_t m_firstSequence = 0;
    env::SteadyTime m_lastActive{};
    std::size_t m_lastQueued = 0;
    env::SteadyTime m_lastProgress{};
    bool m_paused = false;
    bool m_pumping = false;
    bool m_closed = false;
};

}  // namespace stormbench::broker
