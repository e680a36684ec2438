// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "engine/base/ids.h"
#include "engine/env/clock.h"

namespace stormbench::replication {

using PartitionEpoch
    = StrongId<struct PartitionEpochTag, std::int32_t>;  ///< rises with each change of a partition

/// What the cluster's metadata says of a partition: who has a replica, who of them is in sync.
struct Assignment {
    LeaderEpoch leaderEpoch;
    PartitionEpoch partitionEpoch;
    std::vector<BrokerId> replicas;  ///< the first is the preferred leader
    std::vector<BrokerId> isr;
};

/// A follower's fetch: it has everything below `offset`.
struct FollowerFetch {
    BrokerId replica;
    BrokerEpoch brokerEpoch{-1};  ///< of the follower's registration (KIP-903)
    Offset offset;
    Offset logStart = kNoOffset;  ///< of the follower's own log
};

/// Which replicas keep up with the leader of one partition, and up to where all of them have the
/// records. A pure state machine, made anew when a leadership begins; no I/O, no clock.
///
/// While a change of the ISR is on its way to the controller, the high watermark waits for every
/// replica that is in sync before or after it (the "maximal" ISR, KIP-497): whichever of the two
/// the controller has when the leader dies, the next leader holds what was acknowledged.
///
/// Owned by PartitionLog. Runs on: the broker's strand.
class InSyncReplicas {
public:
    /// The leadership begins with `logEnd` as the start of its epoch. Members of the ISR have one
    /// lag time from `now` on to show themselves.
    InSyncReplicas(BrokerId self, Assignment assignment, Offset logEnd, env::SteadyTime now);

    /// News from the metadata in the same leader epoch; what is not newer is ignored. A proposal
    /// that is under way is over: it was accepted, or the partition epoch that it names is stale.
    void assign(const Assignment& assignment, env::SteadyTime now);

    /// `logEnd` is the leader's, at `now`. A broker that has no replica is ignored: false.
    bool onFetch(const FollowerFetch& fetch, Offset logEnd, env::SteadyTime now);

    /// It has had all that the leader had until `at`, although it has not said so since: its fetch
    /// session had no news of this partition.
    void noteCaughtUp(BrokerId replica, env::SteadyTime at);

    /// All of the maximal ISR have everything below it.
    [[nodiscard]] Offset replicated(Offset logEnd) const;
    /// None of the maximal ISR has anything below it.
    [[nodiscard]] Offset deletedBelow(Offset logStart) const;
    /// min.insync.replicas, but never more than there are replicas.
    [[nodiscard]] bool underMinimum(int minInSync) const;

    struct Limits {
        std::chrono::milliseconds maxLag;        ///< replica.lag.time.max.ms
        std::function<bool(BrokerId)> eligible;  ///< may join: active, as far as this broker knows
    };
    struct Member {
        BrokerId id;
        BrokerEpoch epoch;  ///< -1: unknown
        friend bool operator==(const Member&, const Member&) = default;
    };
    struct Proposal {
        LeaderEpoch leaderEpoch;
        PartitionEpoch partitionEpoch;
        std::vector<Member> isr;
    };
    /// The ISR as it should be, if that is not what it is and no other proposal is under way.
    /// Followers leave that have not been at the log end for `maxLag`; they join when they have
    /// reached the high watermark and the start of this leader epoch. The caller asks the
    /// controller, and then calls accept() or withdraw().
    [[nodiscard]] std::optional<Proposal> propose(
        Offset logEnd, Offset highWatermark, env::SteadyTime now, const Limits& limits);
    /// The controller took it: the ISR and the partition epoch are these now.
    void accept(const std::vector<BrokerId>& isr, PartitionEpoch partitionEpoch);
    /// It did not, or could not be asked.
    void withdraw();
    [[nodiscard]] bool proposing() const { return m_proposed.has_value(); }

    [[nodiscard]] const Assignment& assignment() const { return m_assignment; }
    [[nodiscard]] bool contains(
        BrokerId replica) const;  ///< in the ISR, as the controller knows it

    struct Follower {
        Offset logEnd = kNoOffset;  ///< kNoOffset: has not fetched in this leadership
        BrokerEpoch brokerEpoch{-1};
        env::SteadyTime caughtUp{};  ///< when it last had all that the leader had
        env::SteadyTime lastFetch{};
        Offset logEndAtLastFetch = kNoOffset;  ///< the leader's
        Offset logStart = kNoOffset;           ///< its own
    };
    [[nodiscard]] const std::map<BrokerId, Follower>& followers() const { return m_followers; }

private:
    [[nodiscard]] bool keepsUp(const Follower& follower, Offset logEnd, env::SteadyTime now,
        std::chrono::milliseconds maxLag) const;
    void setFollowers(env::SteadyTime now);
    [[nodiscard]] Offset lowestOf(Offset own, Offset Follower::*of) const;

    BrokerId m_self;
    Assignment m_assignment;
    Offset m_epochStart;
    std::map<BrokerId, Follower> m_followers;
    std::optional<std::vector<BrokerId>> m_proposed;
};

}  // namespace stormbench::replication
