// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/listener_list.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "engine/controller/config_definition.h"

namespace stormbench::cluster {
namespace {

template <typename Number> bool parseWhole(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::string upperCase(std::string_view text)
{
    std::string upper(text);
    std::transform(upper.begin(), upper.end(), upper.begin(),
        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return upper;
}

Result<env::Endpoint> parseEndpoint(std::string_view text)
{
    const auto colon = text.rfind(':');
    env::Endpoint endpoint;
    if (colon == std::string_view::npos || !parseWhole(text.substr(colon + 1), endpoint.port))
        return fail(ErrorCode::InvalidArgument, fmt::format("'{}' is not HOST:PORT", text));
    auto host = text.substr(0, colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    const bool isNumeric6 = host.find(':') != std::string_view::npos;
    if (isNumeric6 != bracketed || host.find_first_of("/@[] ") != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument,
            fmt::format("'{}' is not HOST:PORT (an IPv6 address stands in brackets)", text));
    endpoint.host = host;
    return endpoint;
}

Result<std::vector<NamedListener>> parseListeners(std::string_view text)
{
    std::vector<NamedListener> listeners;
    for (const auto& element : controller::listElements(text)) {
        const auto mark = element.find("://");
        if (mark == std::string::npos || mark == 0)
            return fail(
                ErrorCode::InvalidArgument, fmt::format("'{}' is not NAME://HOST:PORT", element));
        NamedListener listener;
        listener.name = upperCase(std::string_view(element).substr(0, mark));
        SB_TRY_ASSIGN(listener.at, parseEndpoint(std::string_view(element).substr(mark + 3)));
        const bool twice = std::any_of(listeners.begin(), listeners.end(),
            [&](const NamedListener& other) { return other.name == listener.name; });
        if (twice)
            return fail(ErrorCode::InvalidArgument,
                fmt::format("there are two listeners {}", listener.name));
        listeners.push_back(std::move(listener));
    }
    if (listeners.empty())
        return fail(ErrorCode::InvalidArgument, "there is no listener in it");
    return listeners;
}

Result<std::map<BrokerId, env::Endpoint>> parseVoters(std::string_view text)
{
    std::map<BrokerId, env::Endpoint> voters;
    for (const auto& element : controller::listElements(text)) {
        const std::string_view whole(element);
        const auto at = whole.find('@');
        std::int32_t id = -1;
        if (at == std::string_view::npos || !parseWhole(whole.substr(0, at), id) || id < 0)
            return fail(ErrorCode::InvalidArgument, fmt::format("'{}' is not ID@HOST:PORT", whole));
        SB_TRY_ASSIGN(auto endpoint, parseEndpoint(whole.substr(at + 1)));
        if (endpoint.host.empty() || endpoint.port == 0)
            return fail(ErrorCode::InvalidArgument,
                fmt::format("'{}' lacks a host or a port that others can connect to", whole));
        if (!voters.emplace(BrokerId(id), std::move(endpoint)).second)
            return fail(ErrorCode::InvalidArgument, fmt::format("there are two voters {}", id));
    }
    if (voters.empty())
        return fail(ErrorCode::InvalidArgument, "there is no voter in it");
    return voters;
}

Result<std::map<std::string, std::string>> parseProtocolMap(std::string_view text)
{
    std::map<std::string, std::string> protocols;
    for (const auto& element : controller::listElements(text)) {
        const auto colon = element.find(':');
        if (colon == std::string::npos)
            return fail(
                ErrorCode::InvalidArgument, fmt::format("'{}' is not NAME:PROTOCOL", element));
        protocols[upperCase(std::string_view(element).substr(0, colon))]
            = upperCase(std::string_view(element).substr(colon + 1));
    }
    return protocols;
}

}  // namespace stormbench::cluster
