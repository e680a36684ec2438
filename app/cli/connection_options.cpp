// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/connection_options.h"

#include <fstream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/cli/output.h"

namespace stormbench::cli {

void ConnectionOptions::declare(CLI::App& app)
{
    constexpr auto kGroup = "Connection";
    app.add_option("-b,--bootstrap", bootstrap, "Brokers to start from, as HOST:PORT,…")
        ->capture_default_str()
        ->group(kGroup);
    app.add_flag("--tls", tls, "Encrypt the connection")->group(kGroup);
    app.add_option("--ca", caFile, "PEM file of the CA that signed the brokers' certificates")
        ->group(kGroup);
    app.add_option("--cert", certificateFile, "PEM file of this client's certificate")
        ->group(kGroup);
    app.add_option("--key", keyFile, "PEM file of this client's key")->group(kGroup);
    app.add_flag("--no-hostname-check", skipHostnameCheck,
           "Accept a certificate made out to another host")
        ->group(kGroup);
    app.add_option("--sasl", saslMechanism, "SASL mechanism: PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512")
        ->group(kGroup);
    app.add_option("--user", saslUser, "SASL user")->group(kGroup);
    app.add_option(
           "--password-file", saslPasswordFile, "File whose first line is the SASL password")
        ->group(kGroup);
    app.add_option(
           "-X,--client-property", properties, "Further property of librdkafka, as NAME=VALUE")
        ->allow_extra_args(false)
        ->group(kGroup);
}

Result<api::ConnectionSettings> ConnectionOptions::settings() const
{
    api::ConnectionSettings settings;
    settings.bootstrap = bootstrap;
    settings.clientId = "stormctl";
    const bool sasl = !saslMechanism.empty();
    if (sasl) {
        settings.protocol
            = tls ? api::SecurityProtocol::SaslSsl : api::SecurityProtocol::SaslPlaintext;
        settings.saslMechanism = saslMechanism;
        settings.saslUser = saslUser;
        std::ifstream file(saslPasswordFile);
        if (!std::getline(file, settings.saslPassword))
            return fail(ErrorCode::InvalidArgument,
                fmt::format("SASL needs a password: --password-file \"{}\" cannot be read",
                    saslPasswordFile));
    } else if (tls) {
        settings.protocol = api::SecurityProtocol::Ssl;
    }
    settings.caFile = caFile;
    settings.certificateFile = certificateFile;
    settings.keyFile = keyFile;
    settings.verifyHostname = !skipHostnameCheck;
    for (const auto& property : properties) {
        SB_TRY_ASSIGN(auto pair, splitAssignment(property));
        settings.properties.insert(std::move(pair));
    }
    return settings;
}

}  // namespace stormbench::cli
