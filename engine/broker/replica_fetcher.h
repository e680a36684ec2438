// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>

#include "engine/broker/broker_channel.h"
#include "engine/broker/partition_table.h"
#include "engine/protocol/messages/fetch.h"

namespace stormbench::broker {

/// What a follower's fetches go by.
struct ReplicaFetchLimits {
    std::int32_t maxWaitMs = 500;              ///< replica.fetch.wait.max.ms
    std::int32_t minBytes = 1;                 ///< replica.fetch.min.bytes
    std::int32_t partitionMaxBytes = 1 << 20;  ///< replica.fetch.max.bytes
    std::int32_t maxBytes = 10 << 20;          ///< replica.fetch.response.max.bytes
    std::chrono::milliseconds backoff{1000};   ///< replica.fetch.backoff.ms
    bool ignoresDivergence = false;            ///< see PlantedBugs
};

/// Copies what one other broker leads: one fetch at a time, over a connection of its own, for all
/// the partitions that this broker follows there. A partition whose answer is an error rests for
/// the back-off; usually the metadata have news of it by then.
///
/// Owned by ReplicaFetchers. Runs on: the broker's strand.
class ReplicaFetcher {
public:
    using BrokerEpochs = std::function<BrokerEpoch()>;
    ReplicaFetcher(env::Environment environment, std::string loggerName, BrokerId self,
        BrokerId leader, env::Endpoint endpoint, PartitionTable& partitions,
        ReplicaFetchLimits limits, BrokerEpochs ownEpoch);

    /// Follows the partition in `epoch`, from the end of our log. Call wake() after the last one.
    void add(const storage::TopicPartition& partition, const Uuid& topicId, LeaderEpoch epoch);
    void remove(const storage::TopicPartition& partition) { m_partitions.erase(partition); }
    [[nodiscard]] bool empty() const { return m_partitions.empty(); }
    /// Fetches at once, also if a fetch is waiting at the leader that does not know the newest
    /// partitions.
    void wake();
    void moveTo(const env::Endpoint& endpoint) { m_channel.changeEndpoint(endpoint); }

private:
    struct Followed {
        Uuid topicId;
        LeaderEpoch epoch;
        env::SteadyTime restsUntil{};
        bool inFetch = false;  ///< the fetch under way asks for it
    };
    using Partitions = std::map<storage::TopicPartition, Followed>;

    void fetch();
    [[nodiscard]] protocol::FetchRequest request();
    void onAnswer(std::uint64_t number, const Result<protocol::FetchResponse>& answer);
    void take(Partitions::iterator followed, const protocol::FetchResponse::PartitionData& data);
    void rest(Followed& followed);
    void fetchLater(std::chrono::microseconds wait);
    [[nodiscard]] Partitions::iterator find(const Uuid& topicId, PartitionIndex index);

    env::Environment m_environment;
    std::string m_loggerName;
    BrokerId m_self;
    BrokerId m_leader;
    BrokerChannel m_channel;
    PartitionTable& m_table;
    ReplicaFetchLimits m_limits;
    BrokerEpochs m_ownEpoch;
    Partitions m_partitions;
    std::map<Uuid, std::string> m_names;  ///< of the topics followed so far
    storage::TopicPartition
        m_first;                 ///< where the next request's round begins: everyone's turn comes
    std::uint64_t m_number = 0;  ///< of the fetch under way
    bool m_fetching = false;
    int m_failures = 0;
    std::unique_ptr<env::Executor::Timer> m_timer;
};

}  // namespace stormbench::broker
