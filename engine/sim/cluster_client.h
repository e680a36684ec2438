// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/base/uuid.h"
#include "engine/protocol/messages/all.h"
#include "engine/sim/client_process.h"
#include "engine/sim/sim_channel.h"

namespace stormbench::sim {

/// What producers, members and readers share: the brokers' addresses, one topic's leaders, and a
/// channel to each broker. Runs on: its process' strand. One client a process.
class ClusterClient {
public:
    ClusterClient(ClientProcess& process, std::vector<env::Endpoint> bootstrap, std::string topic,
        std::string clientId);

    /// Asks a broker for the topic's leaders; once at a time, and again until one answers.
    void refresh();
    [[nodiscard]] bool isReady() const { return !m_leaders.empty(); }
    [[nodiscard]] std::int32_t partitionCount() const
    {
        return static_cast<std::int32_t>(m_leaders.size());
    }
    /// A channel to the partition's leader as known now; null where there is none: refresh() has
    /// then been called.
    [[nodiscard]] SimChannel* leader(PartitionIndex partition);
    /// As known when leader() was asked: with it in a fetch, nobody answers who has begun to
    /// follow.
    [[nodiscard]] LeaderEpoch leaderEpoch(PartitionIndex partition) const;
    [[nodiscard]] SimChannel* broker(BrokerId id);  ///< the same for a broker
    [[nodiscard]] SimChannel& any();
    [[nodiscard]] SimChannel& channel(const env::Endpoint& to);

    [[nodiscard]] const std::string& topic() const { return m_topic; }
    [[nodiscard]] const Uuid& topicId() const { return m_topicId; }
    [[nodiscard]] ClientProcess& process() { return m_process; }

private:
    void onMetadata(const Result<protocol::MetadataResponse>& response);

    ClientProcess& m_process;
    std::vector<env::Endpoint> m_bootstrap;
    std::string m_topic;
    std::string m_clientId;
    Uuid m_topicId;
    struct Leader {
        env::Endpoint endpoint;
        LeaderEpoch epoch = kNoLeaderEpoch;
    };
    std::map<PartitionIndex, Leader> m_leaders;
    std::map<BrokerId, env::Endpoint> m_brokers;
    std::map<env::Endpoint, std::unique_ptr<SimChannel>> m_channels;
    bool m_refreshing = false;
    std::unique_ptr<env::Executor::Timer> m_retry;
};

}  // namespace stormbench::sim
