// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>

#include <fmt/format.h>

#include "engine/client/configuration.h"

namespace stormbench::client {
namespace {

constexpr std::uint16_t kDefaultPort = 9092;

std::string_view trimmed(std::string_view text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

Result<HostPort> parseHostPort(std::string_view text)
{
    std::string_view host = text;
    std::string_view port;
    if (text.starts_with('[')) {
        const auto close = text.find(']');
        if (close == std::string_view::npos)
            return fail(
                ErrorCode::InvalidArgument, fmt::format("the address \"{}\" misses its ']'", text));
        host = text.substr(1, close - 1);
        if (close + 1 < text.size() && text[close + 1] == ':')
            port = text.substr(close + 2);
    } else if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
        if (port.empty())
            return fail(ErrorCode::InvalidArgument,
                fmt::format("the address \"{}\" ends before its port", text));
    }
    if (host.empty() || host.find_first_of(" \t/@") != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
            fmt::format("\"{}\" is not an address; write host:port, without a scheme", text));
    if (port.empty())
        return HostPort{std::string(host), kDefaultPort};
    unsigned number = 0;
    const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), number);
    if (error != std::errc{} || end != port.data() + port.size() || number == 0 || number > 65'535)
        return fail(
            ErrorCode::InvalidArgument, fmt::format("\"{}\" is not a port; use 1 to 65535", port));
    return HostPort{std::string(host), static_cast<std::uint16_t>(number)};
}

}  // namespace

Result<std::vector<HostPort>> parseBootstrap(const std::string& bootstrap)
{
    std::vector<HostPort> hosts;
    std::string_view rest = bootstrap;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        const auto part = trimmed(rest.substr(0, comma));
        rest = comma == std::string_view::npos ? std::string_view{} : rest.substr(comma + 1);
        if (part.empty())
            continue;
        SB_TRY_ASSIGN(auto host, parseHostPort(part));
        hosts.push_back(std::move(host));
    }
    if (hosts.empty())
        return fail(ErrorCode::InvalidArgument,
            "no bootstrap address is given; write at least one host:port");
    return hosts;
}

Result<> checkSettings(const api::ConnectionSettings& settings)
{
    SB_TRY(parseBootstrap(settings.bootstrap));
    if (usesSasl(settings)) {
        if (settings.saslMechanism != "PLAIN" && settings.saslMechanism != "SCRAM-SHA-256"
            && settings.saslMechanism != "SCRAM-SHA-512")
            return fail(ErrorCode::InvalidArgument,
                fmt::format("\"{}\" is not a SASL mechanism that is offered here; use PLAIN, "
                            "SCRAM-SHA-256 or "
                            "SCRAM-SHA-512",
                    settings.saslMechanism));
        if (settings.saslUser.empty())
            return fail(ErrorCode::InvalidArgument, "SASL needs a user name");
    }
    if (usesTls(settings) && settings.certificateFile.empty() != settings.keyFile.empty())
        return fail(ErrorCode::InvalidArgument, "mutual TLS needs both a certificate and its key");
    return {};
}

bool usesTls(const api::ConnectionSettings& settings)
{
    return settings.protocol == api::SecurityProtocol::Ssl
        || settings.protocol == api::SecurityProtocol::SaslSsl;
}

bool usesSasl(const api::ConnectionSettings& settings)
{
    return settings.protocol == api::SecurityProtocol::SaslPlaintext
        || settings.protocol == api::SecurityProtocol::SaslSsl;
}

}  // namespace stormbench::client
