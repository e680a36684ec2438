// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/sim/cluster_client.h"
#include "engine/sim/replica_checker.h"

namespace stormbench::sim {

struct FaultOptions {
    std::chrono::milliseconds meanTimeToFault{4000};
    bool crashesProcesses = true;
    bool losesPower = false;
    /// The next broker loses its power only when all that the last one has lost is copied again.
    bool powerOneAtATime = false;
    bool pausesBrokers = true;
    bool cutsLinks = true;
    bool cutsClients = false;      ///< links between a broker and a client
    bool electsPreferred = false;  ///< by a request, now and then
    int reassignsTo = 0;           ///< replicas; 0: partitions stay where they are
    bool crashesAll = false;       ///< all brokers at once, now and then
    bool fillsDisks = false;
    bool keepsAway = false;  ///< a broker that is restarted only after the log has moved on
};

/// Breaks a cluster, at times and in ways that the seed decides, and repairs it soon after each
/// time. Owner: the workload; start() once, stop() once.
class FaultInjector {
public:
    struct Counters {
        std::uint64_t faults = 0, orderlyStops = 0, uncleanRestarts = 0, elections = 0,
                      reassignments = 0, cancels = 0, endsOfAll = 0, fullDisks = 0,
                      longAbsences = 0;
    };

    FaultInjector(Simulation& simulation, ReplicaChecker& replicas, Ledger& ledger,
        const std::string& topic, FaultOptions options);

    /// Of the clients whose links may be cut.
    void addClient(NodeId node) { m_clients.push_back(node); }
    void start();
    /// No more faults; what is broken is repaired at once.
    void stop();
    [[nodiscard]] const Counters& counters() const { return m_counters; }

private:
    void schedule();
    void inject();
    void cut(NodeId a, NodeId b);
    void pauseOne(int broker);
    [[nodiscard]] bool mayCrash(int broker);
    void crashOne(int broker);
    void crashAll();
    void fillDisk(int broker);
    void emptyDisk(int broker);
    void stopOne(int broker);
    void restartLater(int broker, bool unclean);
    [[nodiscard]] std::chrono::microseconds absence();
    void electPreferred();
    void reassign();
    void requestReassignment(PartitionIndex partition, std::optional<std::vector<int>> replicas);
    void cancelSometimes(PartitionIndex partition);

    Simulation& m_simulation;
    ReplicaChecker& m_replicas;
    Ledger& m_ledger;
    FaultOptions m_options;
    Counters m_counters;
    bool m_isFaulty = false;
    int m_powerless = 0;  ///< the broker whose lost writes may not be copied yet; 0: none
    int m_full = 0;       ///< the broker whose disk is full; 0: none
    std::map<int, std::uint64_t> m_filledLives;  ///< the broker's life in which that was last so
    env::SteadyTime m_awayUntil{0};              ///< one broker at a time stays away for long
    std::vector<NodeId> m_clients;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
    ClientProcess m_process;
    ClusterClient m_admin;
};

}  // namespace stormbench::sim
