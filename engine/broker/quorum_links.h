// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "engine/broker/broker_channel.h"
#include "engine/replication/quorum_peers.h"

namespace stormbench::broker {

/// The connections to the voters of the controller quorum, one each, made when they are needed.
/// Owned by the ControllerQuorum. Runs on: the broker's strand.
class QuorumLinks final : public replication::QuorumPeers {
public:
    QuorumLinks(
        env::Environment environment, BrokerId self, std::map<BrokerId, env::Endpoint> voters);

    void send(BrokerId to, const replication::QuorumRequest& request, raft::Duration timeout,
        Answer answer) override;

private:
    [[nodiscard]] BrokerChannel& channel(BrokerId to);

    env::Environment m_environment;
    BrokerId m_self;
    std::map<BrokerId, env::Endpoint> m_voters;
    std::map<BrokerId, std::unique_ptr<BrokerChannel>> m_channels;
};

}  // namespace stormbench::broker
