// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/topic_settings.h"

namespace stormbench::broker {

const TopicSettings& TopicSettingsTable::of(const std::string& topic)
{
    if (const auto known = m_settings.find(topic); known != m_settings.end())
        return known->second;
    auto& settings = m_settings[topic];
    settings.log = m_configs.logConfig(topic);
    settings.minInSync = static_cast<int>(m_configs.topicNumber(topic, "min.insync.replicas"));
    settings.throttledLeaders
        = {m_configs.topicText(topic, "leader.replication.throttled.replicas"), m_self};
    settings.throttledFollowers
        = {m_configs.topicText(topic, "follower.replication.throttled.replicas"), m_self};
    return settings;
}

}  // namespace stormbench::broker
