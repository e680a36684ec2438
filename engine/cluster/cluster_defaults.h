// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>

namespace stormbench::cluster {

/// Broker configurations of an embedded cluster, with Kafka's names, where the user does not give
/// his own: three replicas of which two must be in sync (one where there are fewer than three
/// brokers), and timeouts of one machine, so that what a dead broker led has new leaders in less
/// than two seconds.
[[nodiscard]] std::map<std::string, std::string> withDefaults(
    std::map<std::string, std::string> configs, int brokers);

}  // namespace stormbench::cluster
