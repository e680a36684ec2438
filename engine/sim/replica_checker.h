// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <vector>

#include "engine/sim/ledger.h"
#include "engine/sim/simulation.h"

namespace stormbench::sim {

/// Looks into the logs of all active brokers and holds them against each other; a broken promise
/// goes to the ledger. Owner: the workload. Call check() as often as possible.
///
/// Promises: in a leader epoch one broker leads; its high watermark does not go back; what lies
/// below it is dense, and stays as it is, byte for byte, in every later leader's log; in-sync
/// followers have it, too. (What a compacted log may lack is the ledger's matter.)
class ReplicaChecker {
public:
    /// Of what is seen between two looks; what comes and goes in between is not counted.
    struct Counters {
        std::uint64_t truncations = 0, isrShrinks = 0, isrExpands = 0, elections = 0,
                      leaderChanges = 0, reassignments = 0, comparedBatches = 0;
        std::uint64_t snapshotsMade = 0, snapshotsLoaded = 0, snapshotsFetched = 0;
        std::uint64_t logsOffline = 0;
    };

    ReplicaChecker(Simulation& simulation, Ledger& ledger)
        : m_simulation(simulation)
        , m_ledger(ledger)
    {
    }

    void check();
    /// Looks only for newer metadata.
    void refresh() { findNewestMetadata(); }
    /// Every partition has a leader, and all of its replicas are in sync, as far as the newest
    /// metadata say.
    [[nodiscard]] bool allInSync() const;
    /// The partitions of which that is not true, for a reader.
    [[nodiscard]] std::string lagging() const;
    /// The newest metadata that any broker has; null before the first look.
    [[nodiscard]] const controller::ImagePtr& newest() const { return m_newest; }
    [[nodiscard]] const Counters& counters() const { return m_counters; }

private:
    /// A topic that is created anew under its old name is another one.
    using Key = std::pair<Uuid, PartitionIndex>;
    struct Batch {
        Offset base, end;
        LeaderEpoch epoch;
        std::uint64_t hash = 0;
        friend bool operator==(const Batch&, const Batch&) = default;
    };
    /// How much of one broker's copy has been compared, in one life, since its last truncation.
    struct Compared {
        std::uint64_t life = 0, truncations = 0;
        Offset upTo{0};
    };
    /// What one broker has counted in one life.
    struct Snapshots {
        std::uint64_t life = 0, made = 0, loaded = 0, fetched = 0;
    };
    struct Partition {
        std::map<Offset, Batch> committed;  ///< by base offset
        Offset committedEnd{0};
        LeaderEpoch newestEpoch = kNoLeaderEpoch;
        std::map<LeaderEpoch, BrokerId> leaders;
        std::map<LeaderEpoch, Offset> highWatermarks;
        std::map<BrokerId, Compared> compared;
        std::map<BrokerId, std::pair<std::uint64_t, std::uint64_t>> truncations;  ///< life, count
        std::set<BrokerId> offline;  ///< where its log is so
    };

    void findNewestMetadata();
    void countChanges(const controller::TopicImage& before, const controller::TopicImage& after);
    void countSnapshots(const SimBroker& broker, const broker::MetadataState& state);
    void count(const SimBroker& broker, const broker::HostedPartition& hosted);
    void checkLeader(const SimBroker& broker, broker::HostedPartition& hosted);
    void checkReplica(const SimBroker& broker, broker::HostedPartition& hosted);
    [[nodiscard]] bool isInSync(BrokerId broker, const broker::HostedPartition& hosted) const;
    void compare(const SimBroker& broker, broker::HostedPartition& hosted, Offset end);
    [[nodiscard]] std::vector<Batch> batches(
        const SimBroker& broker, broker::HostedPartition& hosted, Offset from, Offset end);
    void violation(
        const SimBroker& broker, const storage::TopicPartition& name, const std::string& what);
    [[nodiscard]] Partition& at(const broker::HostedPartition& hosted)
    {
        return m_partitions[{hosted.topicId, hosted.name.partition}];
    }

    Simulation& m_simulation;
    Ledger& m_ledger;
    Counters m_counters;
    std::map<Key, Partition> m_partitions;
    std::map<BrokerId, Snapshots> m_snapshots;
    controller::ImagePtr m_newest;
};

}  // namespace stormbench::sim
