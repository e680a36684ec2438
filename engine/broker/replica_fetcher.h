// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>

#include "engine/broker/broker_channel.h"
#include "engine/broker/fetcher_session.h"
#include "engine/broker/flusher.h"
#include "engine/broker/partition_table.h"
#include "engine/replication/replication_quota.h"

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
/// the partitions that this broker follows there. What a fetch costs goes by the partitions that
/// have moved (an incremental session, KIP-227), not by those that are followed. A partition whose
/// answer is an error rests for the back-off; usually the metadata have news of it by then. A
/// throttled one that is behind is left out while the broker's quota is exhausted (KIP-73). The
/// next fetch tells the leader what this broker has: where flush.messages is set, it waits for the
/// sync.
///
/// Owned by ReplicaFetchers. Runs on: the broker's strand.
class ReplicaFetcher {
public:
    using BrokerEpochs = std::function<BrokerEpoch()>;
    struct Context {
        env::Environment environment;
        std::string loggerName;
        BrokerId self;
        PartitionTable& partitions;
        Flusher& flusher;
        replication::ReplicationQuota& quota;
        ReplicaFetchLimits limits;
        BrokerEpochs ownEpoch;
    };
    ReplicaFetcher(const Context& context, BrokerId leader, env::Endpoint endpoint);

    struct Followed {
        Uuid topicId;
        LeaderEpoch epoch;
        bool inSync = false;  ///< has what its leader last said is committed
        env::SteadyTime restsUntil{};
        std::string told = {};  ///< why the last copy failed
    };
    /// Follows the partition from the end of our log. Call wake() after the last one.
    void add(const storage::TopicPartition& partition, const Followed& followed);
    void remove(const storage::TopicPartition& partition);
    [[nodiscard]] bool empty() const { return m_partitions.empty(); }
    /// Fetches at once, also if a fetch is waiting at the leader that does not know the newest
    /// partitions.
    void wake();
    void moveTo(const env::Endpoint& endpoint) { m_channel.changeEndpoint(endpoint); }

private:
    using Partitions = std::map<storage::TopicPartition, Followed>;

    void fetch();
    [[nodiscard]] bool waitsForFlushes();
    void flushIfOwed(const storage::TopicPartition& name);
    [[nodiscard]] protocol::FetchRequest request();
    /// Settles for the next request whether and from where to ask for the partition.
    void consider(const Partitions::value_type& entry, env::SteadyTime now);
    [[nodiscard]] bool isHeldBack(
        const Followed& followed, const HostedPartition& hosted, env::SteadyTime now) const;
    [[nodiscard]] std::chrono::microseconds restOfAll() const;
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
    Flusher& m_flusher;
    replication::ReplicationQuota& m_quota;
    ReplicaFetchLimits m_limits;
    BrokerEpochs m_ownEpoch;
    Partitions m_partitions;
    FetcherSession m_session;
    std::set<storage::TopicPartition> m_moved;    ///< since they were last considered
    std::set<storage::TopicPartition> m_leftOut;  ///< resting, or throttled
    bool m_hasNew = false;                        ///< added since the fetch under way was sent
    std::map<Uuid, std::string> m_names;          ///< of the topics followed so far
    storage::TopicPartition
        m_first;                 ///< where the next request's round begins: everyone's turn comes
    std::uint64_t m_number = 0;  ///< of the fetch under way
    bool m_fetching = false;
    int m_flushing = 0;  ///< syncs that the next fetch waits for
    int m_failures = 0;
    std::unique_ptr<env::Executor::Timer> m_timer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
