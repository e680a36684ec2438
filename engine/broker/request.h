// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/broker/activity_statistics.h"
#include "engine/env/clock.h"
#include "engine/env/transport.h"
#include "engine/protocol/api_table.h"
#include "engine/protocol/header.h"

namespace stormbench::broker {

/// Where an answer goes: a connection, which sends answers in the order of their requests.
class ReplySink {
public:
    virtual ~ReplySink() = default;
    virtual void sendReply(std::uint64_t sequence, env::Message message)
        = 0;                                          ///< an empty message: nothing is sent
    virtual void refuse(const std::string& why) = 0;  ///< closes the connection
};

/// Who asks, as far as the broker knows: the same for all requests of a connection.
struct ClientInfo {
    std::string host;                           ///< as Kafka shows it: "/127.0.0.1"
    std::string softwareName, softwareVersion;  ///< KIP-511; empty until ApiVersions v3+ told
    std::uint64_t connectionId = 0;
    std::string clientId;   ///< of its newest request
    bool ofBroker = false;  ///< a broker of this cluster: it copies, votes, beats

    static constexpr std::size_t kMaxTopics = 64;
    /// What it produced and fetched; further topics are not told apart.
    std::map<std::string, ClientTopicCounters, std::less<>> topics;
    [[nodiscard]] ClientTopicCounters& topic(const std::string& name);
};

/// One request on its way through the broker. Shared by the handler and the operation that may
/// wait; answered once, at any later time. Answers for a connection that is gone are dropped. Runs
/// on: the broker's strand.
class Request {
public:
    struct Arrival {
        Bytes frame;  ///< owns what `body` views
        protocol::RequestFrame parsed;
        const protocol::ApiInfo& api;
        std::shared_ptr<ClientInfo> client;
        std::uint64_t sequence = 0;
        env::SteadyTime arrivedAt{};
    };
    Request(Arrival arrival, std::weak_ptr<ReplySink> sink)
        : m_arrival(std::move(arrival))
        , m_sink(std::move(sink))
    {
    }

    [[nodiscard]] const protocol::RequestHeader& header() const { return m_arrival.parsed.header; }
    [[nodiscard]] std::int16_t version() const { return header().apiVersion; }
    [[nodiscard]] ByteView body() const { return m_arrival.parsed.body; }
    [[nodiscard]] const protocol::ApiInfo& api() const { return m_arrival.api; }
    [[nodiscard]] ClientInfo& client() const { return *m_arrival.client; }
    [[nodiscard]] std::string clientId() const { return header().clientId.value_or(std::string{}); }
    [[nodiscard]] env::SteadyTime arrivedAt() const { return m_arrival.arrivedAt; }
    [[nodiscard]] bool clientIsGone() const { return m_sink.expired(); }

    template <class Response> void reply(const Response& response) { replyAt(response, version()); }
    /// In another version than the request's: only for ApiVersions (KIP-511).
    template <class Response> void replyAt(const Response& response, std::int16_t atVersion)
    {
        send(protocol::encodeResponse(response, atVersion, header().correlationId), {});
    }
    /// The handles of external records are indexes into `files`.
    template <class Response>
    void replyWithFiles(const Response& response, std::vector<env::FileRange> files)
    {
        send(protocol::encodeResponse(response, version(), header().correlationId),
            std::move(files));
    }
    /// Produce with acks=0: the client expects no response.
    void finishWithoutReply();
    /// Kafka answers what it cannot decode or does not offer by closing the connection.
    void refuse(const std::string& why);

private:
    void send(protocol::EncodedMessage encoded, std::vector<env::FileRange> files);

    Arrival m_arrival;
    std::weak_ptr<ReplySink> m_sink;
    bool m_answered = false;
};
using RequestPtr = std::shared_ptr<Request>;

}  // namespace stormbench::broker
