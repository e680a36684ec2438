// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/scenario.h"

#include <fmt/format.h>

namespace stormbench::sim {

using namespace std::chrono_literals;

Scenario replicatedScenario(int brokers)
{
    Scenario scenario;
    auto& options = scenario.workload;
    options.replication = 3;
    options.fetchesFromFollowers = true;
    options.faults.meanTimeToFault = 2500ms;
    options.faults.losesPower = true;
    options.faults.powerOneAtATime = true;
    options.faults.cutsClients = true;
    options.faults.electsPreferred = true;
    options.faults.reassignsTo = 3;
    options.faults.crashesAll = true;
    options.faults.fillsDisks = true;
    options.faults.keepsAway = true;
    options.keyedPartitions = 2;
    options.changesTopics = true;
    auto& cluster = scenario.cluster;
    cluster.brokers = brokers;
    cluster.racks = true;
    cluster.configs = {
        {"min.insync.replicas", "2"},
        {"offsets.topic.replication.factor", "3"},
        {"offsets.topic.num.partitions", "4"},
        {"replica.selector.class", "org.apache.kafka.common.replica.RackAwareReplicaSelector"},
        {"broker.session.timeout.ms", "1500"},
        {"broker.heartbeat.interval.ms", "300"},
        {"replica.lag.time.max.ms", "2000"},
        {"metadata.log.max.record.bytes.between.snapshots", "2500"},
        {"log.cleaner.backoff.ms", "1000"},
    };
    return scenario;
}

Scenario metadataScenario()
{
    auto scenario = replicatedScenario();
    scenario.workload.promises.keepsAcknowledged = false;
    scenario.workload.faults.powerOneAtATime = false;
    scenario.workload.keyedPartitions = 0;  // whole segments may go: it need not begin at 0
    return scenario;
}

Scenario flushedScenario()
{
    Scenario scenario;
    scenario.workload.faults.crashesProcesses = false;
    scenario.workload.faults.losesPower = true;
    scenario.cluster.configs["log.flush.interval.messages"] = "1";
    return scenario;
}

Scenario flushedReplicasScenario()
{
    auto scenario = replicatedScenario();
    scenario.workload.faults.powerOneAtATime = false;
    scenario.cluster.configs["log.flush.interval.messages"] = "1";
    return scenario;
}

Scenario scenarioOf(std::uint64_t seed)
{
    if (seed % 20 == 14)
        return flushedReplicasScenario();
    if (seed % 20 == 19)
        return metadataScenario();
    if (seed % 20 == 9)
        return flushedScenario();
    return replicatedScenario(seed % 3 == 0 ? 4 : 3);
}

Outcome runOnce(
    std::uint64_t seed, const Scenario& scenario, const std::function<void(Simulation&)>& prepare)
{
    Simulation simulation(seed, scenario.cluster);
    if (prepare)
        prepare(simulation);
    Workload workload(simulation, scenario.workload);
    workload.run();
    const auto& trace = simulation.trace();
    return {workload.ledger().violations(), workload.ledger().counters(),
        workload.keyedLedger().counters(), workload.faults(), workload.replicas(),
        workload.changes(), trace.hash(), trace.events(), workload.retries(),
        trace.count(TraceKind::ProcessCrash), trace.count(TraceKind::PowerLoss),
        trace.count(TraceKind::DiskSync)};
}

Outcome::Counts Outcome::counts() const
{
    const auto& c = counters;
    const auto& r = replicas;
    return {
        {"events", events},
        {"faults", faults.faults},
        {"process crashes", crashes},
        {"power losses", powerLosses},
        {"orderly stops", faults.orderlyStops},
        {"unclean restarts", faults.uncleanRestarts},
        {"syncs", syncs},
        {"records sent", c.sent},
        {"acknowledged", c.acknowledged},
        {"read", c.read},
        {"audited", c.audited},
        {"retries", retries},
        {"commits", c.commits},
        {"positions fetched", c.fetchedCommits},
        {"generations", c.generations},
        {"metadata images", c.images},
        {"elections of a controller", c.controllers},
        {"reads from followers", c.followerReads},
        {"truncations", r.truncations},
        {"ISR shrinks", r.isrShrinks},
        {"ISR expands", r.isrExpands},
        {"elections of leaders", r.elections},
        {"leader changes", r.leaderChanges},
        {"preferred elections asked", faults.elections},
        {"replica sets changed", r.reassignments},
        {"reassignments started", faults.reassignments},
        {"reassignments cancelled", faults.cancels},
        {"batches compared", r.comparedBatches},
        {"ends of all processes at once", faults.endsOfAll},
        {"long absences", faults.longAbsences},
        {"full disks", faults.fullDisks},
        {"logs that went offline", r.logsOffline},
        {"keyed records acknowledged", keyed.acknowledged},
        {"keyed records gone by compaction", keyed.compacted},
        {"topics created", changes.created},
        {"topics deleted", changes.deleted},
        {"partitions added", changes.partitionsAdded},
        {"configurations changed", changes.configsChanged},
        {"topic changes without an answer", changes.unsure},
        {"snapshots made", r.snapshotsMade},
        {"snapshots loaded", r.snapshotsLoaded},
        {"snapshots fetched", r.snapshotsFetched},
    };
}

std::string toString(const Outcome::Counts& counts)
{
    std::string text;
    for (const auto& [name, count] : counts)
        text += fmt::format("{}{} {}", text.empty() ? "" : ", ", count, name);
    return text;
}

}  // namespace stormbench::sim
