// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/controller/config_resolver.h"
#include "engine/controller/throttled_replicas.h"

namespace stormbench::broker {

/// What the partitions of one topic go by on this broker.
struct TopicSettings {
    storage::LogConfig log;
    int minInSync = 1;
    controller::ThrottledReplicas throttledLeaders, throttledFollowers;
};

/// The settings of topics, each resolved once: the partitions of one topic may be thousands.
/// Lives as long as one change of the metadata is applied.
class TopicSettingsTable {
public:
    TopicSettingsTable(const controller::ConfigResolver& configs, BrokerId self)
        : m_configs(configs)
        , m_self(self)
    {
    }
    [[nodiscard]] const TopicSettings& of(const std::string& topic);

private:
    const controller::ConfigResolver& m_configs;
    BrokerId m_self;
    std::map<std::string, TopicSettings> m_settings;
};

}  // namespace stormbench::broker
