// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <vector>

#include "engine/base/ids.h"
#include "engine/base/uuid.h"
#include "engine/protocol/messages/fetch.h"

namespace stormbench::broker {

/// The follower's side of an incremental fetch session (KIP-227): what the leader knows of our
/// partitions, so that a request names only those that are new, have moved or are forgotten. Pure
/// bookkeeping. Owner: ReplicaFetcher. Runs on: the broker's strand.
///
///            fill(): epoch 0, everything          answer with a session
///   closed ─────────────────────────────▶ asked ─────────────────────▶ open: fill() says changes
///     ▲        close(), an error of the session, an answer without one             │
///     └────────────────────────────────────────────────────────────────────────────┘
class FetcherSession {
public:
    using Partition = std::pair<Uuid, PartitionIndex>;
    struct Position {
        LeaderEpoch leaderEpoch;
        Offset offset;
        LeaderEpoch lastFetchedEpoch;
        Offset logStart;
    };

    /// The next request has to name every partition: want() each of them.
    [[nodiscard]] bool isClosed() const { return m_epoch == 0; }
    void want(const Partition& partition, const Position& position);
    void leave(const Partition& partition);
    /// It is asked for, by this request or by an earlier one of the session.
    [[nodiscard]] bool asksFor(const Partition& partition) const
    {
        return m_known.contains(partition);
    }
    [[nodiscard]] bool asksForNothing() const { return m_known.empty(); }

    /// Says in the request what was wanted and left since the last one.
    void fill(protocol::FetchRequest& request, std::int32_t partitionMaxBytes);
    /// False for an error: the session is closed then.
    [[nodiscard]] bool onAnswer(const protocol::FetchResponse& answer);
    /// The answer will not come: nobody knows what the leader believes to have told us.
    void close();

private:
    std::int32_t m_id = 0;
    std::int32_t m_epoch = 0;  ///< of the next request; 0 opens a session
    std::map<Partition, Position> m_known;
    std::vector<Partition> m_toName;  ///< in the order in which they were wanted
    std::set<Partition> m_toForget;
};

}  // namespace stormbench::broker
