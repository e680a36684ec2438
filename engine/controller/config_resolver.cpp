// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/config_resolver.h"

#include <algorithm>
#include <charconv>

#include "engine/base/assert.h"

namespace stormbench::controller {
namespace {

std::int64_t toNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    SB_ASSERT(error == std::errc{} && end == text.data() + text.size(),
        "a configuration read as a number holds none");
    return number;
}

// In the unit of the configuration: -1 means "no limit" in every unit, and no product overflows.
std::string scaled(const std::string& value, std::int64_t factor)
{
    if (factor == 1)
        return value;
    const auto number = toNumber(value);
    if (number < 0)
        return value;
    return std::to_string(number > INT64_MAX / factor ? INT64_MAX : number * factor);
}

}  // namespace

void ConfigResolver::addBrokerValues(
    std::string_view name, std::int64_t factor, std::vector<ConfigSynonymValue>& out) const
{
    const auto add = [&](const ConfigValues& values, ConfigSource source) {
        if (const auto found = values.find(name); found != values.end())
            out.push_back({std::string(name), scaled(found->second, factor), source});
    };
    add(m_image->configsOf({ConfigResourceType::Broker, std::to_string(m_broker.value())}),
        ConfigSource::DynamicBroker);
    add(m_image->configsOf({ConfigResourceType::Broker, ""}), ConfigSource::DynamicDefaultBroker);
    add(m_statics, ConfigSource::StaticBroker);
    if (const auto* definition = findBrokerConfig(name); definition && !definition->unset)
        out.push_back({std::string(name), scaled(std::string(definition->defaultValue), factor),
            ConfigSource::Default});
}

ConfigEntry ConfigResolver::topicEntry(
    std::string_view topic, const ConfigDefinition& definition) const
{
    ConfigEntry entry;
    entry.definition = &definition;
    const auto& own = m_image->configsOf({ConfigResourceType::Topic, std::string(topic)});
    if (const auto found = own.find(definition.name); found != own.end())
        entry.synonyms.push_back({found->first, found->second, ConfigSource::DynamicTopic});
    for (const auto& synonym : definition.synonyms)
        addBrokerValues(synonym.name, synonym.factor, entry.synonyms);
    // A default counts only where nothing is set under any of the names.
    std::stable_partition(entry.synonyms.begin(), entry.synonyms.end(),
        [](const auto& value) { return value.source != ConfigSource::Default; });
    if (entry.synonyms.empty())
        entry.synonyms.push_back({std::string(definition.name),
            std::string(definition.defaultValue), ConfigSource::Default});
    entry.value = entry.synonyms.front().value;
    entry.source = entry.synonyms.front().source;
    return entry;
}

ConfigEntry ConfigResolver::brokerEntry(const ConfigDefinition& definition) const
{
    ConfigEntry entry;
    entry.definition = &definition;
    entry.readOnly = definition.scope == ConfigScope::ReadOnly;
    addBrokerValues(definition.name, 1, entry.synonyms);
    if (!entry.synonyms.empty()) {
        entry.value = entry.synonyms.front().value;
        entry.source = entry.synonyms.front().source;
    }
    return entry;
}

std::string ConfigResolver::text(std::string_view name) const
{
    const auto* definition = findBrokerConfig(name);
    SB_ASSERT(definition, "no such broker configuration in the table");
    return brokerEntry(*definition).value.value_or(std::string{});
}

std::int64_t ConfigResolver::number(std::string_view name) const
{
    return toNumber(text(name));
}

bool ConfigResolver::flag(std::string_view name) const
{
    return text(name) == "true";
}

std::string ConfigResolver::topicText(std::string_view topic, std::string_view name) const
{
    const auto* definition = findTopicConfig(name);
    SB_ASSERT(definition, "no such topic configuration in the table");
    return topicEntry(topic, *definition).value.value_or(std::string{});
}

std::int64_t ConfigResolver::topicNumber(std::string_view topic, std::string_view name) const
{
    return toNumber(topicText(topic, name));
}

std::vector<ConfigEntry> ConfigResolver::describeTopic(std::string_view topic) const
{
    std::vector<ConfigEntry> entries;
    for (const auto& definition : topicConfigs())
        entries.push_back(topicEntry(topic, definition));
    return entries;
}

std::vector<ConfigEntry> ConfigResolver::describeBroker() const
{
    std::vector<ConfigEntry> entries;
    for (const auto& definition : brokerConfigs())
        entries.push_back(brokerEntry(definition));
    return entries;
}

std::vector<ConfigEntry> ConfigResolver::describeClusterDefaults() const
{
    std::vector<ConfigEntry> entries;
    for (const auto& [name, value] : m_image->configsOf({ConfigResourceType::Broker, ""})) {
        ConfigEntry entry;
        entry.definition = findBrokerConfig(name);
        entry.value = value;
        entry.source = ConfigSource::DynamicDefaultBroker;
        entry.synonyms.push_back({name, value, entry.source});
        if (entry.definition)
            entries.push_back(std::move(entry));
    }
    return entries;
}

namespace {

std::optional<storage::Codec> codecNamed(std::string_view name)
{
    using storage::Codec;
    for (const auto& [known, codec] : std::initializer_list<std::pair<std::string_view, Codec>>{
             {"uncompressed", Codec::None}, {"gzip", Codec::Gzip}, {"snappy", Codec::Snappy},
             {"lz4", Codec::Lz4}, {"zstd", Codec::Zstd}})
        if (known == name)
            return codec;
    return std::nullopt;  // "producer"
}

}  // namespace

storage::LogConfig ConfigResolver::logConfig(std::string_view topic) const
{
    const auto number = [&](std::string_view name) { return topicNumber(topic, name); };
    const auto policies = listElements(topicText(topic, "cleanup.policy"));
    const auto has = [&](std::string_view policy) {
        return std::find(policies.begin(), policies.end(), policy) != policies.end();
    };

    storage::LogConfig config;
    config.segmentBytes = static_cast<std::uint32_t>(number("segment.bytes"));
    config.segmentMs = env::Millis{number("segment.ms")};
    config.retentionMs = env::Millis{number("retention.ms")};
    config.retentionBytes = number("retention.bytes");
    config.maxMessageBytes = static_cast<std::uint32_t>(number("max.message.bytes"));
    config.indexIntervalBytes = static_cast<std::uint32_t>(number("index.interval.bytes"));
    config.cleanupDelete = has("delete");
    config.cleanupCompact = has("compact");
    config.timestampType = topicText(topic, "message.timestamp.type") == "LogAppendTime"
        ? storage::TimestampType::LogAppendTime
        : storage::TimestampType::CreateTime;
    config.timestampBeforeMaxMs = env::Millis{number("message.timestamp.before.max.ms")};
    config.timestampAfterMaxMs = env::Millis{number("message.timestamp.after.max.ms")};
    config.flushMessages = number("flush.messages");
    config.flushMs = env::Millis{number("flush.ms")};
    const auto compression = topicText(topic, "compression.type");
    config.compression = codecNamed(compression);
    if (compression == "gzip" || compression == "lz4" || compression == "zstd")
        config.compressionLevel = static_cast<int>(number("compression." + compression + ".level"));
    config.segmentJitterMs = env::Millis{number("segment.jitter.ms")};
    config.segmentIndexBytes = static_cast<std::uint32_t>(number("segment.index.bytes"));
    config.fileDeleteDelayMs = env::Millis{number("file.delete.delay.ms")};
    config.minCleanableDirtyRatio = std::stod(topicText(topic, "min.cleanable.dirty.ratio"));
    config.minCompactionLagMs = env::Millis{number("min.compaction.lag.ms")};
    config.maxCompactionLagMs = env::Millis{number("max.compaction.lag.ms")};
    config.deleteRetentionMs = env::Millis{number("delete.retention.ms")};
    return config;
}

}  // namespace stormbench::controller
