// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sim/workload.h"

namespace stormbench::sim {

/// A cluster and what happens on it; with a seed, one run.
struct Scenario {
    SimulationOptions cluster;
    WorkloadOptions workload;
};

/// Three replicas, acks=all, min.insync.replicas 2, nothing flushed: every fault and every change
/// there is.
[[nodiscard]] Scenario replicatedScenario(int brokers = 3);

/// The same while all brokers lose their power at once, again and again: records may go, but what
/// was acknowledged of the metadata may not.
[[nodiscard]] Scenario metadataScenario();

/// One replica, power losses, each batch flushed before its answer: nothing acknowledged may go.
[[nodiscard]] Scenario flushedScenario();

/// Three replicas that flush each batch, and power losses of any or all of them: nothing
/// acknowledged may go.
[[nodiscard]] Scenario flushedReplicasScenario();

/// What the seeds of a long series run: mostly replicated ones on three brokers or on four, where
/// reassignments copy whole logs to another one; one in twenty is of each other kind.
[[nodiscard]] Scenario scenarioOf(std::uint64_t seed);

/// What one run came to.
struct Outcome {
    std::vector<std::string> violations;
    Ledger::Counters counters, keyed;
    FaultInjector::Counters faults;
    ReplicaChecker::Counters replicas;
    TopicChanges::Counters changes;
    std::uint64_t traceHash = 0, events = 0, retries = 0, crashes = 0, powerLosses = 0, syncs = 0;

    using Counts = std::map<std::string, std::uint64_t>;
    [[nodiscard]] Counts counts() const;  ///< all counters, by the names that a reader sees
};
[[nodiscard]] std::string toString(const Outcome::Counts& counts);

/// Runs it to its end. `prepare` may tamper with the cluster before it starts.
[[nodiscard]] Outcome runOnce(std::uint64_t seed, const Scenario& scenario,
    const std::function<void(Simulation&)>& prepare = {});

}  // namespace stormbench::sim
