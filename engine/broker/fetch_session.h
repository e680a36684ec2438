// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/uuid.h"
#include "engine/env/clock.h"
#include "engine/env/random.h"
#include "engine/protocol/messages/fetch.h"
#include "engine/replication/partition_log.h"

namespace stormbench::broker {

/// One partition that a fetch asks for.
struct FetchTarget {
    std::string topic;  ///< empty from Fetch v13 on, where the id counts
    Uuid topicId;
    PartitionIndex partition;
    Offset offset;
    std::uint32_t maxBytes = 0;
    LeaderEpoch currentLeaderEpoch = kNoLeaderEpoch;
    LeaderEpoch lastFetchedEpoch = kNoLeaderEpoch;
    Offset logStart = kNoOffset;  ///< of the follower that asks
};

/// Who asks; kNoBroker: a consumer.
[[nodiscard]] BrokerId replicaOf(const protocol::FetchRequest& request, std::int16_t version);

/// An incremental fetch session (KIP-227): the partitions of a client, so that its requests name
/// only what changed and the answers hold only what is new. A partition of which a follower has
/// everything is set aside until it moves, so that a fetch costs what has news and not what there
/// is. Kept by the cache; a fetch that waits shares it. Runs on: the broker's strand.
class FetchSession : public std::enable_shared_from_this<FetchSession> {
public:
    FetchSession(std::int32_t id, bool usesTopicIds, BrokerId replica)
        : m_id(id)
        , m_usesTopicIds(usesTopicIds)
        , m_replica(replica)
    {
    }

    [[nodiscard]] std::int32_t id() const { return m_id; }
    [[nodiscard]] bool usesTopicIds() const { return m_usesTopicIds; }
    [[nodiscard]] BrokerId replica() const { return m_replica; }
    [[nodiscard]] std::int32_t epoch() const
    {
        return m_epoch;
    }  ///< that the next request has to bring
    void advanceEpoch() { m_epoch = m_epoch == 0x7fffffff ? 1 : m_epoch + 1; }

    void update(const protocol::FetchRequest& request);
    /// What has to be looked at: all but what is set aside.
    [[nodiscard]] std::vector<FetchTarget> targets() const;
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

    /// Remembers what is told about a partition; false if an incremental answer may leave it out. A
    /// partition with records goes to the end of the order, so that every partition gets its turn.
    [[nodiscard]] bool noteAnswer(
        const FetchTarget& target, const protocol::FetchResponse::PartitionData& data);
    /// Sets the partition aside until it moves. Precondition: the follower is settled there.
    void setAside(const FetchTarget& target, replication::PartitionLog& log);
    /// Looks at everything again: a follower that has registered anew may join what it had left.
    void takeAllBack();
    /// Calls `moved` when something that was set aside has moved; of the fetch that waits.
    void onMoved(std::function<void()> moved) { m_moved = std::move(moved); }

    env::SteadyTime lastUsed{};
    BrokerEpoch replicaEpoch{-1};

private:
    struct Entry {
        FetchTarget target;
        std::int64_t toldHighWatermark = -1;
        std::int64_t toldLogStart = -1;
        bool toldError = false;
        bool isAside = false;
        replication::OffsetWatch::Subscription watch{};  ///< while it is aside
    };
    using Entries = std::list<Entry>;
    struct Key {
        Uuid topicId;
        std::string topic;
        PartitionIndex partition;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    [[nodiscard]] Key keyOf(
        const std::string& topic, const Uuid& id, PartitionIndex partition) const;
    void takeBack(Entries::iterator entry);

    std::int32_t m_id;
    bool m_usesTopicIds;
    BrokerId m_replica;
    std::int32_t m_epoch = 1;
    Entries m_order;
    Entries m_aside;
    std::map<Key, Entries::iterator> m_entries;
    std::function<void()> m_moved;
};

/// What one fetch is about, after its session has been looked up.
struct FetchContext {
    protocol::WireError error = protocol::WireError::None;
    std::shared_ptr<FetchSession> session;  ///< null without one
    bool incremental = false;               ///< the answer may leave partitions out
    std::vector<FetchTarget> targets;       ///< in the order in which they get their bytes
};

/// The sessions of a broker's clients: a bounded number; a new one takes the place of one that was
/// idle for two minutes, and a follower's that of any consumer. A follower has one at a time: it
/// has one fetcher for each leader. Owned by the Broker. Runs on: its strand.
class FetchSessionCache {
public:
    static constexpr std::chrono::milliseconds kEvictable{120'000};

    FetchSessionCache(std::size_t capacity, env::Random& random)
        : m_capacity(capacity)
        , m_random(random)
    {
    }

    [[nodiscard]] FetchContext open(
        const protocol::FetchRequest& request, std::int16_t version, env::SteadyTime now);
    [[nodiscard]] std::size_t size() const { return m_sessions.size(); }

private:
    using Sessions = std::map<std::int32_t, std::shared_ptr<FetchSession>>;
    [[nodiscard]] std::shared_ptr<FetchSession> create(
        bool usesTopicIds, BrokerId replica, env::SteadyTime now);
    [[nodiscard]] bool makeRoom(bool forReplica, env::SteadyTime now);

    std::size_t m_capacity;
    env::Random& m_random;
    Sessions m_sessions;
};

}  // namespace stormbench::broker
