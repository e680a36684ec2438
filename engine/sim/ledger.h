// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "engine/base/ids.h"

namespace stormbench::sim {

/// What the clients of a run were told, held against what they read: the run's checkers. A broken
/// promise becomes a line in violations(), and the run goes on. Owner: the workload.
///
/// Promises: offsets are dense (of a compacted topic: they rise); a record that was acknowledged
/// stays, at its offset (of a compacted topic: until a later one has its key); a record of an
/// idempotent producer is stored at most once; nothing is read that nobody sent; a partition of a
/// group has one owner in a generation; committed offsets neither go back nor pass the log's end;
/// two metadata images at one offset are equal; one broker is the controller in an epoch.
class Ledger {
public:
    struct Promises {
        /// False where records may be lost by design: one replica, a power loss, and no flush
        /// before the answer.
        bool keepsAcknowledged = true;
        /// Of a compacted topic: a record may go when a later one has its key. Its text is
        /// `KEY|VALUE`.
        bool compacts = false;
    };
    struct Counters {
        std::uint64_t sent = 0, acknowledged = 0, read = 0, commits = 0, fetchedCommits = 0,
                      generations = 0, images = 0, controllers = 0, audited = 0, followerReads = 0,
                      compacted = 0;
    };

    explicit Ledger(Promises promises)
        : m_promises(promises)
    {
    }

    void sent(const std::string& value);
    void acknowledged(PartitionIndex partition, Offset offset, const std::string& value);
    void read(PartitionIndex partition, Offset offset, const std::string& value);
    void readFromFollower() { ++m_counters.followerReads; }
    void owned(GenerationId generation, PartitionIndex partition, const std::string& member);
    void committed(GenerationId generation, PartitionIndex partition, Offset offset);
    /// At the beginning of a generation: what all earlier ones have committed is held against it.
    /// (Whoever still asks the coordinator of an ended generation may get less than a later one.)
    void fetchedCommit(GenerationId generation, PartitionIndex partition, Offset offset);
    void controls(BrokerId broker, LeaderEpoch epoch);
    void image(BrokerId broker, std::int64_t metadataOffset, std::uint64_t hash);
    /// An idempotent producer was told that its sequence does not follow: its earlier batches must
    /// have been lost.
    void refused(std::string what);
    void violation(std::string what);

    /// The whole log of a partition at the end of a run: value by value, from offset 0.
    using Log = std::vector<std::pair<Offset, std::string>>;
    void audit(PartitionIndex partition, const Log& log, Offset end);
    /// One broker's copy of it.
    void auditCopy(BrokerId broker, PartitionIndex partition, const Log& log);

    [[nodiscard]] const std::vector<std::string>& violations() const { return m_violations; }
    [[nodiscard]] const Counters& counters() const { return m_counters; }

private:
    using Records = std::map<Offset, std::string>;
    void hold(
        const Records& told, const Records& stored, PartitionIndex partition, const char* what);
    [[nodiscard]] Records inOrder(PartitionIndex partition, const Log& log);

    Promises m_promises;
    Counters m_counters;
    std::vector<std::string> m_violations;
    std::set<std::string> m_sent;
    std::map<std::string, PartitionIndex> m_stored;
    std::map<PartitionIndex, Records> m_acknowledged, m_read;
    std::map<std::pair<GenerationId, PartitionIndex>, std::string> m_owners;
    std::set<GenerationId> m_generations;
    std::map<PartitionIndex, std::map<GenerationId, Offset>> m_committed;
    std::map<std::int64_t, std::uint64_t> m_images;
    std::map<LeaderEpoch, BrokerId> m_controllers;
};

}  // namespace stormbench::sim
