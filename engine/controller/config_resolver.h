// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/config_table.h"
#include "engine/controller/metadata_image.h"
#include "engine/storage/log_config.h"

namespace stormbench::controller {

/// Where a value comes from. Kafka's numbers, as DescribeConfigs sends them.
enum class ConfigSource : std::int8_t {
    DynamicTopic = 1,
    DynamicBroker = 2,
    DynamicDefaultBroker = 3,
    StaticBroker = 4,
    Default = 5,
};

struct ConfigSynonymValue {
    std::string name;
    std::optional<std::string> value;
    ConfigSource source = ConfigSource::Default;
    friend bool operator==(const ConfigSynonymValue&, const ConfigSynonymValue&) = default;
};

/// One configuration as DescribeConfigs shows it.
struct ConfigEntry {
    const ConfigDefinition* definition = nullptr;
    std::optional<std::string> value;
    ConfigSource source = ConfigSource::Default;
    bool readOnly = false;
    std::vector<ConfigSynonymValue>
        synonyms;  ///< every place that gives a value, the one that counts first
};

/// Answers "what holds" for one broker: a topic's own value, then the broker's dynamic one, the
/// cluster-wide dynamic one, the start option, the default. A cheap value: make one where needed,
/// from the newest image. `statics` must outlive it.
class ConfigResolver {
public:
    ConfigResolver(ImagePtr image, const StaticConfig& statics, BrokerId broker)
        : m_image(std::move(image))
        , m_statics(statics)
        , m_broker(broker)
    {
    }
    ConfigResolver(ImagePtr image, StaticConfig&& statics, BrokerId broker) = delete;

    /// Precondition of all of these: the name is in the table, and of that type.
    [[nodiscard]] std::string text(std::string_view brokerConfig) const;
    [[nodiscard]] std::int64_t number(std::string_view brokerConfig) const;
    [[nodiscard]] bool flag(std::string_view brokerConfig) const;
    [[nodiscard]] env::Millis millis(std::string_view brokerConfig) const
    {
        return env::Millis{number(brokerConfig)};
    }

    [[nodiscard]] std::string topicText(std::string_view topic, std::string_view topicConfig) const;
    [[nodiscard]] std::int64_t topicNumber(
        std::string_view topic, std::string_view topicConfig) const;

    /// Sorted by name; all of them, whether or not the topic exists.
    [[nodiscard]] std::vector<ConfigEntry> describeTopic(std::string_view topic) const;
    [[nodiscard]] std::vector<ConfigEntry> describeBroker() const;
    /// Only what is set for the whole cluster (DescribeConfigs of the broker resource with the
    /// empty name).
    [[nodiscard]] std::vector<ConfigEntry> describeClusterDefaults() const;

    /// What the logs of a topic go by.
    [[nodiscard]] storage::LogConfig logConfig(std::string_view topic) const;

private:
    [[nodiscard]] ConfigEntry topicEntry(
        std::string_view topic, const ConfigDefinition& definition) const;
    [[nodiscard]] ConfigEntry brokerEntry(const ConfigDefinition& definition) const;
    void addBrokerValues(
        std::string_view name, std::int64_t factor, std::vector<ConfigSynonymValue>& out) const;

    ImagePtr m_image;
    const StaticConfig& m_statics;
    BrokerId m_broker;
};

}  // namespace stormbench::controller
