// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/config_resolver.h"
#include "engine/coordinator/group/group_types.h"

namespace stormbench::broker {

[[nodiscard]] inline coordinator::GroupConfig groupConfig(const controller::ConfigResolver& configs)
{
    coordinator::GroupConfig config;
    config.minSessionTimeout = configs.millis("group.min.session.timeout.ms");
    config.maxSessionTimeout = configs.millis("group.max.session.timeout.ms");
    config.initialRebalanceDelay = configs.millis("group.initial.rebalance.delay.ms");
    config.maxSize = static_cast<std::int32_t>(configs.number("group.max.size"));
    config.offsetMetadataMaxBytes
        = static_cast<std::int32_t>(configs.number("offset.metadata.max.bytes"));
    config.offsetsRetention = std::chrono::minutes(configs.number("offsets.retention.minutes"));
    config.offsetsRetentionCheck = configs.millis("offsets.retention.check.interval.ms");
    return config;
}

}  // namespace stormbench::broker
