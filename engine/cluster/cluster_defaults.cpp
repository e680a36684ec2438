// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/cluster_defaults.h"

namespace stormbench::cluster {
namespace {

constexpr int kReplicas = 3;
constexpr int kInSync = 2;

}  // namespace

std::map<std::string, std::string> withDefaults(
    std::map<std::string, std::string> configs, int brokers)
{
    const auto replicas = std::to_string(brokers < kReplicas ? 1 : kReplicas);
    const auto inSync = std::to_string(brokers < kReplicas ? 1 : kInSync);
    // map::merge keeps what is there. New leaders after a death: a session; where the controller
    // died, the quorum's fetch timeout (and a quarter), a vote, and half of the session.
    configs.merge(std::map<std::string, std::string>{
        {"default.replication.factor", replicas},
        {"min.insync.replicas", inSync},
        {"offsets.topic.replication.factor", replicas},
        {"transaction.state.log.replication.factor", replicas},
        {"transaction.state.log.min.isr", inSync},
        {"broker.heartbeat.interval.ms", "200"},
        {"broker.session.timeout.ms", "1000"},
        {"controller.quorum.fetch.timeout.ms", "500"},
        {"controller.quorum.election.timeout.ms", "400"},
        {"controller.quorum.election.backoff.max.ms", "150"},
        // Brokers that start together become active one by one: the first leads all until then.
        {"leader.imbalance.check.interval.seconds", "5"},
    });
    return configs;
}

}  // namespace stormbench::cluster
