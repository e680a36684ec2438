// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sim/fault_injector.h"
#include "engine/sim/ledger.h"
#include "engine/sim/replica_checker.h"
#include "engine/sim/sim_group_member.h"
#include "engine/sim/sim_producer.h"
#include "engine/sim/sim_reader.h"
#include "engine/sim/simulation.h"
#include "engine/sim/topic_changes.h"

namespace stormbench::sim {

struct WorkloadOptions {
    std::int32_t partitions = 6;
    int replication = 1;
    int producers = 2;
    int members = 3;
    std::int32_t keyedPartitions = 0;   ///< of a second topic, which is compacted; 0: there is none
    bool changesTopics = false;         ///< others come, change and go
    bool fetchesFromFollowers = false;  ///< members have the racks of the brokers (KIP-392)
    std::chrono::milliseconds pace{25};  ///< of each producer: a batch of one to five records
    std::chrono::seconds duration{
        60};  ///< of faults and load; then everything calms down and is audited
    FaultOptions faults;
    Ledger::Promises promises;
};

/// Clients at work on a simulated cluster while brokers crash, stall and come back, and members
/// come and go. Owner: a test or a tool, beside the simulation, which outlives it. run() once; then
/// the ledger says what was broken.
class Workload {
public:
    Workload(Simulation& simulation, WorkloadOptions options);
    ~Workload();

    void run();

    [[nodiscard]] const Ledger& ledger() const { return m_ledger; }
    /// Of the compacted topic; the violations of both are in ledger().
    [[nodiscard]] const Ledger& keyedLedger() const { return m_keyedLedger; }
    [[nodiscard]] std::uint64_t retries() const;
    [[nodiscard]] const FaultInjector::Counters& faults() const { return m_faults.counters(); }
    [[nodiscard]] const ReplicaChecker::Counters& replicas() const { return m_replicas.counters(); }
    [[nodiscard]] const TopicChanges::Counters& changes() const { return m_changes.counters(); }

private:
    struct NewTopic;
    bool createTopics();
    bool createTopic(ClusterClient& client, const NewTopic& wanted);
    void startClients();
    void startProducers(int count, const std::string& topic, Ledger& ledger);
    void scheduleMemberChange();
    void watch();
    void watchImages();
    void calmDown();
    void audit();
    void auditTopic(const std::string& topic, std::int32_t partitions, Ledger& ledger);
    void auditCopies(const SimBroker& broker);
    ClientProcess& addProcess();

    Simulation& m_simulation;
    WorkloadOptions m_options;
    Ledger m_ledger, m_keyedLedger;
    /// The newest offset of each broker's metadata that was held against the others.
    std::map<int, std::pair<std::uint64_t, Offset>> m_lookedAt;
    ReplicaChecker m_replicas;
    FaultInjector m_faults;
    ClientProcess m_changer;
    TopicChanges m_changes;
    bool m_isFaulty = true;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    std::vector<std::unique_ptr<ClientProcess>> m_processes;
    std::vector<std::unique_ptr<SimProducer>> m_producers;
    std::vector<std::unique_ptr<SimGroupMember>> m_members;
    std::vector<std::unique_ptr<SimReader>> m_readers;
};

}  // namespace stormbench::sim
