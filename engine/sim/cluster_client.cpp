// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/cluster_client.h"

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

ClusterClient::ClusterClient(ClientProcess& process, std::vector<env::Endpoint> bootstrap,
    std::string topic, std::string clientId)
    : m_process(process)
    , m_bootstrap(std::move(bootstrap))
    , m_topic(std::move(topic))
    , m_clientId(std::move(clientId))
    , m_retry(process.executor().createTimer())
{
}

SimChannel& ClusterClient::channel(const env::Endpoint& to)
{
    auto& channel = m_channels[to];
    if (!channel)
        channel = std::make_unique<SimChannel>(m_process.environment(), to, m_clientId);
    return *channel;
}

SimChannel& ClusterClient::any()
{
    return channel(m_bootstrap[m_process.random().below(m_bootstrap.size())]);
}

SimChannel* ClusterClient::leader(PartitionIndex partition)
{
    const auto found = m_leaders.find(partition);
    if (found != m_leaders.end())
        return &channel(found->second.endpoint);
    refresh();
    return nullptr;
}

LeaderEpoch ClusterClient::leaderEpoch(PartitionIndex partition) const
{
    const auto found = m_leaders.find(partition);
    return found == m_leaders.end() ? kNoLeaderEpoch : found->second.epoch;
}

SimChannel* ClusterClient::broker(BrokerId id)
{
    const auto found = m_brokers.find(id);
    if (found != m_brokers.end())
        return &channel(found->second);
    refresh();
    return nullptr;
}

void ClusterClient::refresh()
{
    if (m_refreshing)
        return;
    m_refreshing = true;
    protocol::MetadataRequest request;
    request.allowAutoTopicCreation = false;
    request.topics->push_back({{}, m_topic});
    any().call(request,
        [this](const Result<protocol::MetadataResponse>& response) { onMetadata(response); });
}

void ClusterClient::onMetadata(const Result<protocol::MetadataResponse>& response)
{
    const auto* topic
        = response && response->topics.size() == 1 ? &response->topics.front() : nullptr;
    bool complete = topic && topic->errorCode == WireError::None && !topic->partitions.empty();
    if (complete) {
        m_topicId = topic->topicId;
        for (const auto& broker : response->brokers)
            m_brokers[BrokerId{broker.nodeId}]
                = {broker.host, static_cast<std::uint16_t>(broker.port)};
        for (const auto& partition : topic->partitions) {
            const auto leader = m_brokers.find(BrokerId{partition.leaderId});
            complete = complete && leader != m_brokers.end();
            if (leader == m_brokers.end())
                continue;
            // A broker that lags behind may name a leader that was (KIP-320).
            auto& known = m_leaders[PartitionIndex{partition.partitionIndex}];
            if (LeaderEpoch{partition.leaderEpoch} >= known.epoch)
                known = {leader->second, LeaderEpoch{partition.leaderEpoch}};
        }
    }
    // Also after a success a pause: a leader that is being replaced is asked for by every failed
    // request.
    m_retry->start(complete ? 50ms : 200ms, [this, complete] {
        m_refreshing = false;
        if (!complete)
            refresh();
    });
}

}  // namespace stormbench::sim
