// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>

#include "engine/api/types.h"

namespace stormbench::api {

enum class SecurityProtocol { Plaintext, Ssl, SaslPlaintext, SaslSsl };

/// How to reach a cluster, embedded or remote: the same code path for both.
struct ConnectionSettings {
    std::string name;       ///< shown to people
    std::string bootstrap;  ///< host:port, comma-separated
    SecurityProtocol protocol = SecurityProtocol::Plaintext;

    std::string saslMechanism = "PLAIN";  ///< PLAIN, SCRAM-SHA-256, SCRAM-SHA-512
    std::string saslUser;
    std::string saslPassword;

    std::string caFile;           ///< PEM; empty: the system's certificates
    std::string certificateFile;  ///< PEM, for mutual TLS
    std::string keyFile;
    std::string keyPassword;
    bool verifyHostname = true;

    std::string clientId = "stormbench";
    std::map<std::string, std::string> properties;  ///< further librdkafka properties, applied last
};

/// The stages of connecting, in order; a failure names the first that did not pass.
enum class ConnectStage { Settings, Resolve, Tcp, Tls, Sasl, ApiVersions, Metadata };
[[nodiscard]] std::string_view toString(ConnectStage stage);

struct StageResult {
    ConnectStage stage = ConnectStage::Settings;
    bool passed = false;
    std::string
        detail;  ///< what was found ("3 brokers, cluster id …") or what failed and what to try
    Millis elapsed{};
};

/// Tries the stages one after the other and stops at the first failure; `onStage` is called after
/// each (on the calling thread). Blocks up to `timeout` altogether: never call it on the UI thread.
/// `cancelled` is polled about every 100 ms.
[[nodiscard]] std::vector<StageResult> testConnection(const ConnectionSettings& settings,
    Millis timeout, const std::function<void(const StageResult&)>& onStage = {},
    const std::function<bool()>& cancelled = {});

}  // namespace stormbench::api
