// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/faults/fault_hub.h"

namespace stormbench::faults {

/// The inner part of a connection over a link that may fail: lives on while one of its calls is
/// under way, although the owner has let go. Runs on: the strand.
class FaultStream final : public env::Connection::Handler,
                          public std::enable_shared_from_this<FaultStream> {
public:
    /// Who is at the other end: a broker that this one has called, or not known before the first
    /// byte.
    FaultStream(std::shared_ptr<FaultHub> hub, std::unique_ptr<env::Connection> inner,
        std::optional<BrokerId> called);
    ~FaultStream() override;

    void setHandler(env::Connection::Handler& handler);
    void send(env::Message message);
    [[nodiscard]] std::size_t queuedBytes() const;
    void pauseReading();
    void resumeReading();
    void closeWhenDrained();
    void close();
    void abandon();  ///< the owner goes: no further callback
    void linkChanged();

    [[nodiscard]] const env::Connection& inner() const { return *m_inner; }

private:
    void onBytes(ByteView bytes) override;
    void onDrained() override;
    void onClosed(const Error& reason) override;

    void identify();
    [[nodiscard]] Path& out();
    Lane& lane(std::unique_ptr<Lane>& made, Path& path, Lane::Deliver deliver);
    void takeBytes(ByteView bytes);
    void deliverOut(env::Piece piece);
    void deliverIn(const env::Piece& piece);
    void balanceReading();
    void letInnerGo();
    void reportClosed(const Error& reason);

    std::shared_ptr<FaultHub> m_hub;
    std::unique_ptr<env::Connection> m_inner;  ///< null: closed
    env::Endpoint m_registered;                ///< the local end, where this broker has called
    env::Connection::Handler* m_handler = nullptr;
    Path* m_out = nullptr;  ///< null: not known who it is
    Path* m_in = nullptr;   ///< null: not known, or another broker, which sees to it
    std::unique_ptr<Lane> m_outLane, m_inLane;
    std::optional<Error> m_ended;  ///< the other side has, behind what waits in the lane
    bool m_known = false;
    bool m_wantsBytes = true;
    bool m_innerReads = true;
    bool m_draining = false;
};

/// The env::Connection of a FaultStream.
class FaultConnection final : public env::Connection {
public:
    explicit FaultConnection(std::shared_ptr<FaultStream> stream);
    ~FaultConnection() override { m_stream->abandon(); }

    void setHandler(Handler& handler) override { m_stream->setHandler(handler); }
    void send(env::Message message) override { m_stream->send(std::move(message)); }
    [[nodiscard]] std::size_t queuedBytes() const override { return m_stream->queuedBytes(); }
    void pauseReading() override { m_stream->pauseReading(); }
    void resumeReading() override { m_stream->resumeReading(); }
    void closeWhenDrained() override { m_stream->closeWhenDrained(); }
    void close() override { m_stream->close(); }
    [[nodiscard]] env::Endpoint peer() const override { return m_peer; }
    [[nodiscard]] env::Endpoint local() const override { return m_local; }

private:
    std::shared_ptr<FaultStream> m_stream;
    env::Endpoint m_peer, m_local;
};

}  // namespace stormbench::faults
