// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/configuration.h"

#include <array>

#include <librdkafka/rdkafka.h>

#include "engine/base/log.h"
#include "engine/client/errors.h"

namespace stormbench::client {
namespace {

void onLog(const rd_kafka_t*, int level, const char* facility, const char* line)
{
    // What librdkafka calls an error is mostly a broker that is down for a moment, which it mends
    // by itself.
    constexpr int kCritical = 2;
    if (level <= kCritical)
        log::warn("client", "{}: {}", facility, line);
    else
        log::debug("client", "{}: {}", facility, line);
}

Listener& listenerOf(void* opaque)
{
    return *static_cast<Listener*>(opaque);
}

std::string_view protocolName(api::SecurityProtocol protocol)
{
    switch (protocol) {
    case api::SecurityProtocol::Plaintext: return "plaintext";
    case api::SecurityProtocol::Ssl: return "ssl";
    case api::SecurityProtocol::SaslPlaintext: return "sasl_plaintext";
    case api::SecurityProtocol::SaslSsl: return "sasl_ssl";
    }
    return "plaintext";
}

}  // namespace

Result<Configuration> Configuration::forConnection(const api::ConnectionSettings& settings)
{
    SB_TRY(checkSettings(settings));
    Configuration configuration;
    configuration.m_conf.reset(rd_kafka_conf_new());
    configuration.m_overrides = settings.properties;
    rd_kafka_conf_set_log_cb(configuration.m_conf.get(), onLog);

    std::map<std::string, std::string> properties{
        {"bootstrap.servers", settings.bootstrap},
        {"client.id", settings.clientId},
        {"security.protocol", std::string(protocolName(settings.protocol))},
        {"log.connection.close", "false"},
        {"socket.nagle.disable", "true"},
        // A broker that restarts is back within a second: look again soon.
        {"reconnect.backoff.ms", "50"},
        {"reconnect.backoff.max.ms", "1000"},
    };
    if (usesTls(settings)) {
        properties["ssl.endpoint.identification.algorithm"]
            = settings.verifyHostname ? "https" : "none";
        const std::array<std::pair<const char*, const std::string*>, 4> files{{
            {"ssl.ca.location", &settings.caFile},
            {"ssl.certificate.location", &settings.certificateFile},
            {"ssl.key.location", &settings.keyFile},
            {"ssl.key.password", &settings.keyPassword},
        }};
        for (const auto& [name, value] : files) {
            if (!value->empty())
                properties[name] = *value;
        }
    }
    if (usesSasl(settings)) {
        properties["sasl.mechanism"] = settings.saslMechanism;
        properties["sasl.username"] = settings.saslUser;
        properties["sasl.password"] = settings.saslPassword;
    }
    SB_TRY(configuration.setAll(properties));
    return configuration;
}

Result<> Configuration::set(const std::string& name, const std::string& value)
{
    std::array<char, 512> why{};
    if (rd_kafka_conf_set(m_conf.get(), name.c_str(), value.c_str(), why.data(), why.size())
        != RD_KAFKA_CONF_OK)
        return fail(
            ErrorCode::InvalidArgument, fmt::format("client property {}: {}", name, why.data()));
    return {};
}

Result<> Configuration::setAll(const std::map<std::string, std::string>& properties)
{
    for (const auto& [name, value] : properties)
        SB_TRY(set(name, value));
    return {};
}

void Configuration::setListener(Listener& listener, ClientKind kind)
{
    auto* const conf = m_conf.get();
    rd_kafka_conf_set_opaque(conf, &listener);
    rd_kafka_conf_set_error_cb(conf, [](rd_kafka_t*, int code, const char* reason, void* opaque) {
        listenerOf(opaque).onError(code, reason);
    });
    if (kind == ClientKind::Producer) {
        rd_kafka_conf_set_dr_msg_cb(
            conf, [](rd_kafka_t*, const rd_kafka_message_t* message, void* opaque) {
                listenerOf(opaque).onDelivery(*message);
            });
    } else {
        rd_kafka_conf_set_offset_commit_cb(conf,
            [](rd_kafka_t*, rd_kafka_resp_err_t code, rd_kafka_topic_partition_list_t* offsets,
                void* opaque) { listenerOf(opaque).onCommitted(code, offsets); });
    }
}

Result<ClientHandle> Configuration::build(ClientKind kind)
{
    SB_TRY(setAll(m_overrides));
    std::array<char, 512> why{};
    ClientHandle client(
        rd_kafka_new(kind == ClientKind::Producer ? RD_KAFKA_PRODUCER : RD_KAFKA_CONSUMER,
            m_conf.get(), why.data(), why.size()));
    if (!client)
        return fail(ErrorCode::InvalidArgument,
            fmt::format("the client cannot be made with these settings: {}", why.data()));
    static_cast<void>(m_conf.release());  // the client owns it now
    return client;
}

}  // namespace stormbench::client
