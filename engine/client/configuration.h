// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/connection.h"
#include "engine/client/join_watch.h"

namespace stormbench::client {

/// What a client hears from librdkafka besides answers. Called on the thread that polls the client.
class Listener {
public:
    virtual ~Listener() = default;
    virtual void onError(int code, const char* reason)
    {
        static_cast<void>(code), static_cast<void>(reason);
    }
    virtual void onDelivery(const rd_kafka_message_s& message) { static_cast<void>(message); }
    virtual void onCommitted(int code, const rd_kafka_topic_partition_list_s* offsets)
    {
        static_cast<void>(code), static_cast<void>(offsets);
    }
};

enum class ClientKind { Producer, Consumer };

/// librdkafka's configuration of one client, from how to reach the cluster and what the client
/// adds.
class Configuration {
public:
    /// Checks the settings with sentences of our own before librdkafka sees them.
    [[nodiscard]] static Result<Configuration> forConnection(
        const api::ConnectionSettings& settings);

    [[nodiscard]] Result<> set(const std::string& name, const std::string& value);
    [[nodiscard]] Result<> setAll(const std::map<std::string, std::string>& properties);
    /// The listener must outlive the client.
    void setListener(Listener& listener, ClientKind kind);
    [[nodiscard]] std::shared_ptr<JoinWatch> watchJoining() { return JoinWatch::of(*m_conf); }

    /// Makes the client; the configuration is used up.
    [[nodiscard]] Result<ClientHandle> build(ClientKind kind);

private:
    ConfHandle m_conf;
    std::map<std::string, std::string>
        m_overrides;  ///< the connection's own properties: they win, so they come last
};

/// host:port pairs of a bootstrap list; the port is 9092 where none is given. IPv6 as [::1]:9092.
struct HostPort {
    std::string host;
    std::uint16_t port = 0;
    friend auto operator<=>(const HostPort&, const HostPort&) = default;
};
[[nodiscard]] Result<std::vector<HostPort>> parseBootstrap(const std::string& bootstrap);

[[nodiscard]] Result<> checkSettings(const api::ConnectionSettings& settings);

[[nodiscard]] bool usesTls(const api::ConnectionSettings& settings);
[[nodiscard]] bool usesSasl(const api::ConnectionSettings& settings);

}  // namespace stormbench::client
