// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/sim/cluster_client.h"
#include "engine/sim/ledger.h"

namespace stormbench::sim {

/// A consumer in a classic group: finds its coordinator, joins, leads the assignment if told so,
/// heartbeats, starts at the committed offsets, fetches, and commits what it has read.
///
///     Outside → Finding → Joining → Syncing → Positioning → Stable
///                  ↑________↑_______________________________│ rebalance, lost coordinator, unknown
///                  member
///
/// Runs on: its process' strand.
class SimGroupMember {
public:
    SimGroupMember(ClientProcess& process, std::vector<env::Endpoint> bootstrap,
        const std::string& topic, std::string group, std::string name, Ledger& ledger);

    /// Before join(): lets leaders send it to a replica in its rack.
    void setRack(std::string rack) { m_rack = std::move(rack); }
    void join();
    void leave();
    /// Falls silent without a word: the coordinator has to find out by the session's timeout.
    void vanish();
    [[nodiscard]] bool isOutside() const { return m_state == State::Outside; }
    [[nodiscard]] bool isStable() const { return m_state == State::Stable; }

private:
    enum class State { Outside, Finding, Joining, Syncing, Positioning, Stable };

    void find();
    void sendJoin();
    void onJoined(const Result<protocol::JoinGroupResponse>& response);
    void sync(const protocol::JoinGroupResponse& joined);
    [[nodiscard]] std::vector<protocol::SyncGroupRequest::Assignment> assign(
        const protocol::JoinGroupResponse& joined) const;
    void onSynced(const Result<protocol::SyncGroupResponse>& response);
    void fetchPositions();
    void onPositions(const Result<protocol::OffsetFetchResponse>& response);
    void heartbeat();
    void fetch(PartitionIndex partition);
    void onFetched(PartitionIndex partition, const Result<protocol::FetchResponse>& response,
        bool fromFollower);
    void commit();
    /// What follows from a coordinator's error: find it, join anew, or join as somebody new.
    void recover(protocol::WireError error);
    void enter(State state);
    /// Goes on with `step` after a pause, unless the state has changed by then.
    void pauseThen(std::chrono::milliseconds pause, void (SimGroupMember::*step)());
    /// An answer's handler that is void once the member has moved on.
    template <class Response, class Handler>
    std::function<void(Result<Response>)> ifCurrent(Handler handler)
    {
        return [this, epoch = m_epoch, handler](const Result<Response>& response) {
            if (epoch == m_epoch)
                handler(response);
        };
    }

    /// Where to read on, and the epoch in which the record before it was written. A leader of an
    /// older one may lack that record: metadata that names it is old (KIP-320).
    struct Position {
        Offset offset{0};
        LeaderEpoch epoch = kNoLeaderEpoch;
    };

    ClusterClient m_client;
    std::string m_group;
    Ledger& m_ledger;
    State m_state = State::Outside;
    std::uint64_t m_epoch = 0;  ///< changes with every state
    std::optional<env::Endpoint> m_coordinator;
    std::string m_memberId;
    GenerationId m_generation{-1};
    std::map<PartitionIndex, Position> m_positions;
    std::string m_rack;
    std::map<PartitionIndex, BrokerId> m_preferred;  ///< replicas to read from, as leaders said
    bool m_committing = false;
    std::unique_ptr<env::Executor::Timer> m_stepTimer, m_heartbeatTimer, m_commitTimer;
    std::map<PartitionIndex, std::unique_ptr<env::Executor::Timer>> m_fetchTimers;
};

}  // namespace stormbench::sim
