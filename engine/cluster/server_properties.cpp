// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/server_properties.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "engine/base/nearest_name.h"
#include "engine/base/uuid.h"
#include "engine/cluster/listener_list.h"
#include "engine/cluster/properties_reader.h"
#include "engine/controller/config_table.h"

namespace stormbench::cluster {
namespace {

// What says who a node is and where; all else is a broker configuration of
// controller/config_table.h.
constexpr std::array<std::string_view, 14> kOwnNames{"advertised.listeners", "broker.id",
    "broker.rack", "cluster.id", "controller.listener.names", "controller.quorum.bootstrap.servers",
    "controller.quorum.voters", "inter.broker.listener.name", "listener.security.protocol.map",
    "listeners", "log.dir", "log.dirs", "node.id", "process.roles"};
constexpr std::string_view kPlaintext = "PLAINTEXT";
constexpr const char* kFixedQuorum = "a quorum that changes its members is not offered; name them "
                                     "all in controller.quorum.voters";

/// Reads the names one after the other into a ServerProperties, and says of each error where it is.
class Reading {
public:
    Reading(const std::vector<Property>& properties, const std::string& file)
        : m_file(file)
    {
        for (const auto& property : properties)
            m_properties.emplace(property.name, property);
    }

    Result<ServerProperties> run()
    {
        SB_TRY(readConfigs());
        SB_TRY(readId());
        SB_TRY(readRoles());
        SB_TRY(readListeners());
        SB_TRY(readAdvertised());
        SB_TRY(readVoters());
        SB_TRY(readDirectory());
        SB_TRY(readClusterId());
        if (const auto* rack = find("broker.rack"))
            m_read.rack = rack->value;
        return m_read;
    }

private:
    const Property* find(std::string_view name) const
    {
        const auto found = m_properties.find(name);
        return found == m_properties.end() ? nullptr : &found->second;
    }
    tl::unexpected<Error> wrong(const Property& property, const std::string& why) const
    {
        return fail(
            ErrorCode::InvalidArgument, fmt::format("{}:{}: {}", m_file, property.line, why));
    }
    tl::unexpected<Error> wrongValue(const Property& property, const std::string& why) const
    {
        return wrong(property, fmt::format("{}: {}", property.name, why));
    }
    tl::unexpected<Error> missing(std::string_view name, std::string_view why) const
    {
        return fail(
            ErrorCode::InvalidArgument, fmt::format("{}: {} is missing: {}", m_file, name, why));
    }

    Result<> readConfigs();
    tl::unexpected<Error> unknown(const Property& property) const;
    Result<> readId();
    Result<> readRoles();
    Result<> readListeners();
    Result<> checkProtocols(const std::vector<NamedListener>& listeners) const;
    Result<> checkInterBroker() const;
    Result<> readAdvertised();
    Result<> readVoters();
    Result<> readOnlyVoter(const Property& property);
    Result<> checkOwnVoter(const Property& property) const;
    Result<> readDirectory();
    Result<> readClusterId();
    [[nodiscard]] bool isControllers(const std::string& listener) const;

    const std::string& m_file;
    std::map<std::string, Property, std::less<>> m_properties;
    std::string m_listenerName;  ///< of the broker's own listener
    ServerProperties m_read;
};

Result<> Reading::readConfigs()
{
    for (const auto& [name, property] : m_properties) {
        if (std::find(kOwnNames.begin(), kOwnNames.end(), name) != kOwnNames.end())
            continue;
        const auto* definition = controller::findBrokerConfig(name);
        if (!definition)
            return unknown(property);
        auto value = controller::checkedValue(*definition, property.value);
        if (!value)
            return wrong(property, value.error().message);
        m_read.configs[name] = *std::move(value);
    }
    return {};
}

tl::unexpected<Error> Reading::unknown(const Property& property) const
{
    const std::string_view name = property.name;
    if (name.starts_with("zookeeper."))
        return wrong(property,
            fmt::format("{}: there is no ZooKeeper here; name the controller quorum "
                        "in controller.quorum.voters",
                name));
    std::vector<std::string_view> known(kOwnNames.begin(), kOwnNames.end());
    for (const auto& definition : controller::brokerConfigs())
        known.push_back(definition.name);
    return wrong(property,
        fmt::format("{} is not a configuration of a broker here; did you mean {}?", name,
            nearestName(name, known)));
}

Result<> Reading::readId()
{
    const auto* node = find("node.id");
    const auto* broker = find("broker.id");
    if (!node && !broker)
        return missing("node.id", "a number from 0 on, another for each node of the cluster");
    const auto& property = node ? *node : *broker;
    std::int32_t id = -1;
    const auto& text = property.value;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
    if (error != std::errc{} || end != text.data() + text.size() || id < 0)
        return wrongValue(property, fmt::format("'{}' is not a number from 0 on", text));
    if (node && broker && node->value != broker->value)
        return wrongValue(*broker, fmt::format("node.id is {}", node->value));
    m_read.id = BrokerId(id);
    return {};
}

Result<> Reading::readRoles()
{
    const auto* property = find("process.roles");
    if (!property)
        return missing("process.roles", "broker,controller or broker");
    auto roles = controller::listElements(property->value);
    std::sort(roles.begin(), roles.end());
    if (roles == std::vector<std::string>{"controller"})
        return wrongValue(*property,
            "a node that is a controller only is not offered; say "
            "broker,controller");
    m_read.isController = roles == std::vector<std::string>{"broker", "controller"};
    if (!m_read.isController && roles != std::vector<std::string>{"broker"})
        return wrongValue(*property,
            fmt::format("'{}' is neither broker,controller nor broker", property->value));
    return {};
}

bool Reading::isControllers(const std::string& listener) const
{
    const auto* names = find("controller.listener.names");
    const auto listed = controller::listElements(names ? names->value : "CONTROLLER");
    return std::any_of(listed.begin(), listed.end(),
        [&](const auto& name) { return upperCase(name) == listener; });
}

Result<> Reading::readListeners()
{
    const auto* property = find("listeners");
    if (!property)
        return missing("listeners", "for example PLAINTEXT://127.0.0.1:9092");
    auto listeners = parseListeners(property->value);
    if (!listeners)
        return wrongValue(*property, listeners.error().message);
    for (auto& listener : *listeners) {
        if (isControllers(listener.name)) {
            if (!m_read.isController)
                return wrongValue(*property,
                    fmt::format("{} is the controller's, but process.roles "
                                "says broker",
                        listener.name));
            if (m_read.controllerListen)
                return wrongValue(*property, "one listener is enough for the controller");
            m_read.controllerListen = listener.at;
        } else if (m_listenerName.empty()) {
            m_listenerName = listener.name;
            m_read.listen = listener.at;
        } else {
            return wrongValue(*property,
                fmt::format("{} and {}: one listener is offered for brokers "
                            "and clients",
                    m_listenerName, listener.name));
        }
    }
    if (m_listenerName.empty())
        return wrongValue(*property, "there is no listener for brokers and clients in it");
    SB_TRY(checkProtocols(*listeners));
    return checkInterBroker();
}

Result<> Reading::checkProtocols(const std::vector<NamedListener>& listeners) const
{
    const auto* property = find("listener.security.protocol.map");
    auto protocols = parseProtocolMap(property ? property->value : "");
    if (!protocols)
        return wrongValue(*property, protocols.error().message);
    for (const auto& listener : listeners) {
        const auto mapped = protocols->find(listener.name);
        const auto byDefault
            = isControllers(listener.name) ? std::string(kPlaintext) : listener.name;
        const auto& protocol = mapped == protocols->end() ? byDefault : mapped->second;
        if (protocol != kPlaintext)
            return wrongValue(mapped == protocols->end() ? *find("listeners") : *property,
                fmt::format(
                    "the listener {} would speak {}, but only PLAINTEXT is offered; other names "
                    "stand in listener.security.protocol.map",
                    listener.name, protocol));
    }
    return {};
}

Result<> Reading::checkInterBroker() const
{
    const auto* property = find("inter.broker.listener.name");
    if (property && upperCase(property->value) != m_listenerName)
        return wrongValue(*property, fmt::format("the brokers' listener is {}", m_listenerName));
    return {};
}

Result<> Reading::readAdvertised()
{
    const auto isEverywhere
        = [](const std::string& host) { return host.empty() || host == "0.0.0.0" || host == "::"; };
    const auto* property = find("advertised.listeners");
    if (!property) {
        if (isEverywhere(m_read.listen.host))
            return missing(
                "advertised.listeners", "listeners has no address that clients could connect to");
        m_read.advertised = m_read.listen;
        return {};
    }
    auto advertised = parseListeners(property->value);
    if (!advertised)
        return wrongValue(*property, advertised.error().message);
    for (const auto& listener : *advertised) {
        if (listener.name == m_listenerName)
            m_read.advertised = listener.at;
        else if (!isControllers(listener.name) || !m_read.controllerListen)
            return wrongValue(*property, fmt::format("listeners has no {}", listener.name));
    }
    if (isEverywhere(m_read.advertised.host) || m_read.advertised.port == 0)
        return wrongValue(*property,
            fmt::format("it has no host and port under which clients reach {}", m_listenerName));
    return {};
}

Result<> Reading::readVoters()
{
    const auto* property = find("controller.quorum.voters");
    const auto* bootstrap = find("controller.quorum.bootstrap.servers");
    if (bootstrap)
        return property ? wrongValue(*bootstrap, kFixedQuorum) : readOnlyVoter(*bootstrap);
    if (!property)
        return missing(
            "controller.quorum.voters", "for example 1@127.0.0.1:9092; the same on each node");
    auto voters = parseVoters(property->value);
    if (!voters)
        return wrongValue(*property, voters.error().message);
    m_read.voters = *std::move(voters);
    return checkOwnVoter(*property);
}

// Kafka 4's sample: a cluster of one node that names itself.
Result<> Reading::readOnlyVoter(const Property& property)
{
    auto voters = parseVoters(fmt::format("{}@{}", m_read.id.value(), property.value));
    if (!voters || voters->size() != 1 || !m_read.isController)
        return wrongValue(property, kFixedQuorum);
    m_read.voters = *std::move(voters);
    return checkOwnVoter(property);
}

Result<> Reading::checkOwnVoter(const Property& property) const
{
    const auto own = m_read.voters.find(m_read.id);
    const bool votes = own != m_read.voters.end();
    if (votes != m_read.isController)
        return wrongValue(property,
            fmt::format("node {} is {} of them, but process.roles says {}", m_read.id.value(),
                votes ? "one" : "none", m_read.isController ? "controller" : "broker only"));
    if (!votes || own->second.port == m_read.listen.port
        || (m_read.controllerListen && own->second.port == m_read.controllerListen->port))
        return {};
    return wrongValue(property,
        fmt::format("node {} is to be found at {}, but listens there on no port", m_read.id.value(),
            env::toString(own->second)));
}

Result<> Reading::readDirectory()
{
    const auto* plural = find("log.dirs");
    const auto* singular = find("log.dir");
    if (!plural && !singular)
        return missing("log.dirs", "the directory for what this broker keeps");
    if (plural && singular && plural->value != singular->value)
        return wrongValue(*singular, fmt::format("log.dirs is {}", plural->value));
    const auto& property = plural ? *plural : *singular;
    const auto directories = controller::listElements(property.value);
    if (directories.size() != 1)
        return wrongValue(property, "one directory is offered for each broker");
    m_read.dataDirectory = directories.front();
    return {};
}

Result<> Reading::readClusterId()
{
    const auto* property = find("cluster.id");
    if (!property)
        return {};
    if (const auto parsed = Uuid::parse(property->value); !parsed)
        return wrongValue(*property, parsed.error().message);
    m_read.clusterId = property->value;
    return {};
}

}  // namespace

Result<ServerProperties> parseServerProperties(std::string_view text, const std::string& file)
{
    auto properties = readProperties(text);
    if (!properties)
        return fail(
            ErrorCode::InvalidArgument, fmt::format("{}:{}", file, properties.error().message));
    // Kafka trims values too.
    for (auto& [name, value, line] : *properties)
        value.erase(value.find_last_not_of(" \t\r\n\f") + 1);
    return Reading(*properties, file).run();
}

}  // namespace stormbench::cluster
