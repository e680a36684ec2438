// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <list>
#include <map>
#include <memory>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/uuid.h"
#include "engine/env/clock.h"
#include "engine/env/random.h"
#include "engine/protocol/messages/fetch.h"

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
};

/// An incremental fetch session (KIP-227): the partitions of a client, so that its requests name
/// only what changed and the answers hold only what is new. Kept by the cache; a fetch that waits
/// shares it. Runs on: the broker's strand.
class FetchSession {
public:
    FetchSession(std::int32_t id, bool usesTopicIds)
        : m_id(id)
        , m_usesTopicIds(usesTopicIds)
    {
    }

    [[nodiscard]] std::int32_t id() const { return m_id; }
    [[nodiscard]] bool usesTopicIds() const { return m_usesTopicIds; }
    [[nodiscard]] std::int32_t epoch() const
    {
        return m_epoch;
    }  ///< that the next request has to bring
    void advanceEpoch() { m_epoch = m_epoch == 0x7fffffff ? 1 : m_epoch + 1; }

    void update(const protocol::FetchRequest& request);
    [[nodiscard]] std::vector<FetchTarget> targets() const;

    /// Remembers what is told about a partition; false if an incremental answer may leave it out. A
    /// partition with records goes to the end of the order, so that every partition gets its turn.
    [[nodiscard]] bool noteAnswer(
        const FetchTarget& target, const protocol::FetchResponse::PartitionData& data);

    env::SteadyTime lastUsed{};

private:
    struct Entry {
        FetchTarget target;
        std::int64_t toldHighWatermark = -1;
        std::int64_t toldLogStart = -1;
        bool toldError = false;
    };
    struct Key {
        Uuid topicId;
        std::string topic;
        PartitionIndex partition;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    [[nodiscard]] Key keyOf(
        const std::string& topic, const Uuid& id, PartitionIndex partition) const;

    std::int32_t m_id;
    bool m_usesTopicIds;
    std::int32_t m_epoch = 1;
    std::list<Entry> m_order;
    std::map<Key, std::list<Entry>::iterator> m_entries;
};

/// What one fetch is about, after its session has been looked up.
struct FetchContext {
    protocol::WireError error = protocol::WireError::None;
    std::shared_ptr<FetchSession> session;  ///< null without one
    bool incremental = false;               ///< the answer may leave partitions out
    std::vector<FetchTarget> targets;       ///< in the order in which they get their bytes
};

/// The sessions of a broker's clients: a bounded number; a new one takes the place of one that was
/// idle for two minutes. Owned by the Broker. Runs on: its strand.
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
    [[nodiscard]] std::shared_ptr<FetchSession> create(bool usesTopicIds, env::SteadyTime now);

    std::size_t m_capacity;
    env::Random& m_random;
    std::map<std::int32_t, std::shared_ptr<FetchSession>> m_sessions;
};

}  // namespace stormbench::broker
