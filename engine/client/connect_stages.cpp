// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/connect_stages.h"

#include <librdkafka/rdkafka.h>

#include "engine/client/errors.h"
#include "engine/client/metadata_probe.h"
#include "engine/client/wire_client.h"

namespace stormbench::client {
namespace {

constexpr api::Millis kProbeTime{2'000};

}  // namespace

ConnectStages::ConnectStages(
    const api::ConnectionSettings& settings, Deadline deadline, OnStage onStage)
    : m_settings(settings)
    , m_deadline(std::move(deadline))
    , m_onStage(std::move(onStage))
{
}

bool ConnectStages::stage(api::ConnectStage stage, const std::function<Result<std::string>()>& body)
{
    const auto started = std::chrono::steady_clock::now();
    auto detail = body();
    const auto elapsed
        = std::chrono::duration_cast<api::Millis>(std::chrono::steady_clock::now() - started);
    m_results.push_back(
        {stage, detail.has_value(), detail ? *std::move(detail) : detail.error().message, elapsed});
    if (m_onStage)
        m_onStage(m_results.back());
    return m_results.back().passed;
}

std::vector<api::StageResult> ConnectStages::run()
{
    using api::ConnectStage;
    const bool tls = usesTls(m_settings);
    const bool sasl = usesSasl(m_settings);
    const auto checked = [this]() -> Result<std::string> {
        SB_TRY_ASSIGN(auto configuration, Configuration::forConnection(m_settings));
        SB_TRY(configuration.setAll(m_settings.properties));
        return "the settings are complete";
    };
    if (!stage(ConnectStage::Settings, checked)
        || !stage(ConnectStage::Resolve, [this] { return resolveHosts(); })
        || !stage(ConnectStage::Tcp, [this] { return connectTcp(); })
        || (tls && !stage(ConnectStage::Tls, [this] { return startTls(); }))
        || (!sasl && !stage(ConnectStage::ApiVersions, [this] { return askApiVersions(); })))
        return std::move(m_results);
    m_socket.reset();
    if (!sasl) {
        stage(ConnectStage::Metadata, [this] { return readMetadata(); });
        return std::move(m_results);
    }

    // With SASL, librdkafka goes through three stages at once: what it ends with tells which of
    // them failed.
    MetadataProbe probe(m_settings);
    Result<MetadataHandle> metadata;
    const auto authenticated = [&]() -> Result<std::string> {
        metadata = probe.run(m_deadline);
        if (!metadata && probe.failedAuthentication())
            return fail(metadata.error());
        if (!metadata && metadata.error().code != ErrorCode::Rejected)
            return fail(metadata.error().withContext("no answer after the SASL exchange began"));
        return fmt::format("signed in as {} by {}", m_settings.saslUser, m_settings.saslMechanism);
    };
    const auto described = [&]() -> Result<std::string> {
        if (!metadata)
            return fail(std::move(metadata).error());
        return probeAdvertised(**metadata, probe.describe(**metadata));
    };
    if (stage(ConnectStage::Sasl, authenticated)
        && stage(ConnectStage::ApiVersions,
            []() -> Result<std::string> { return "broker and client have versions in common"; }))
        stage(ConnectStage::Metadata, described);
    return std::move(m_results);
}

Result<std::string> ConnectStages::resolveHosts()
{
    SB_TRY_ASSIGN(const auto hosts, parseBootstrap(m_settings.bootstrap));
    std::string resolved;
    Error last;
    for (const auto& host : hosts) {
        auto addresses = resolve(host, m_deadline);
        if (!addresses) {
            last = std::move(addresses).error();
            continue;
        }
        resolved += fmt::format(
            "{}{} is {}", resolved.empty() ? "" : ", ", host.host, addresses->front().text);
        m_candidates.push_back({host, *std::move(addresses)});
    }
    if (m_candidates.empty())
        return fail(std::move(last));
    if (!last.message.empty())
        resolved += fmt::format("; {}", last.message);
    return resolved;
}

Result<std::string> ConnectStages::connectTcp()
{
    Error last;
    for (std::size_t i = 0; i < m_candidates.size(); ++i) {
        // One silent host must not use up the time of the others.
        auto deadline = m_deadline;
        deadline.at
            = std::chrono::steady_clock::now() + m_deadline.left() / (m_candidates.size() - i);
        auto socket = Socket::connect(m_candidates[i].addresses, deadline);
        if (socket) {
            m_socket.emplace(*std::move(socket));
            m_connected = m_candidates[i].host;
            return fmt::format("connected to {}:{}", m_connected.host, m_connected.port);
        }
        last = std::move(socket).error();
        if (last.code == ErrorCode::Cancelled)
            break;
    }
    return fail(std::move(last));
}

Result<std::string> ConnectStages::startTls()
{
    auto started = m_socket->startTls(m_settings, m_connected.host, m_deadline);
    // A broker's plain text port takes the greeting for a broken request and hangs up.
    if (!started && started.error().message.find("unexpected eof") != std::string::npos)
        return fail(ErrorCode::Unavailable,
            fmt::format("{}:{} does not speak TLS; it may be a plain text port ({})",
                m_connected.host, m_connected.port, started.error().message));
    return started;
}

Result<std::string> ConnectStages::askApiVersions()
{
    const auto connection
        = WireConnection::over(std::move(*m_socket), m_settings.clientId, m_deadline);
    if (connection)
        return fmt::format("the broker offers {} APIs", connection->apiCount());
    auto error = connection.error();
    if (error.code == ErrorCode::Unavailable && !usesTls(m_settings))
        error.message += "; it may expect TLS or SASL on this port";
    else if (error.code == ErrorCode::Unavailable)
        error.message += "; it may expect SASL on this port";
    else if (error.code == ErrorCode::Corrupt)
        error.message
            = "what answers on this port does not speak the Kafka protocol: " + error.message;
    return fail(std::move(error));
}

Result<std::string> ConnectStages::readMetadata()
{
    MetadataProbe probe(m_settings);
    SB_TRY_ASSIGN(const auto metadata, probe.run(m_deadline));
    return probeAdvertised(*metadata, probe.describe(*metadata));
}

// The addresses that the brokers tell may be others than the bootstrap ones, and out of reach from
// here.
Result<std::string> ConnectStages::probeAdvertised(
    const struct rd_kafka_metadata& metadata, std::string found)
{
    std::string unreachable;
    int failures = 0;
    for (int i = 0; i < metadata.broker_cnt; ++i) {
        const HostPort broker{
            metadata.brokers[i].host, static_cast<std::uint16_t>(metadata.brokers[i].port)};
        auto deadline = m_deadline;
        deadline.at = std::min(m_deadline.at, std::chrono::steady_clock::now() + kProbeTime);
        const auto addresses = resolve(broker, deadline);
        if (addresses && Socket::connect(*addresses, deadline))
            continue;
        if (m_deadline.cancelled && m_deadline.cancelled())
            return fail(ErrorCode::Cancelled, "cancelled");
        ++failures;
        unreachable
            += fmt::format("{}{}:{}", unreachable.empty() ? "" : ", ", broker.host, broker.port);
    }
    if (failures == 0)
        return found;
    auto sentence = fmt::format(
        "{}, but the brokers' advertised addresses cannot be reached from here: {}; check "
        "advertised.listeners",
        found, unreachable);
    if (failures == metadata.broker_cnt)
        return fail(ErrorCode::Unavailable, std::move(sentence));
    return sentence;
}

}  // namespace stormbench::client

namespace stormbench::api {

std::vector<StageResult> testConnection(const ConnectionSettings& settings, Millis timeout,
    const std::function<void(const StageResult&)>& onStage, const std::function<bool()>& cancelled)
{
    auto deadline = client::Deadline::after(timeout);
    deadline.cancelled = cancelled;
    return client::ConnectStages(settings, std::move(deadline), onStage).run();
}

}  // namespace stormbench::api
