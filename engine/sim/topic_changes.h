// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "engine/sim/cluster_client.h"
#include "engine/sim/ledger.h"
#include "engine/sim/simulation.h"

namespace stormbench::sim {

/// An administrator at work: topics are created, get more partitions and other configurations, are
/// written to, deleted, and created anew under their old names, one request after the other. What
/// was acknowledged must show in the metadata of every broker. (A request that was acknowledged may
/// be carried out once more, later: see ControllerLink.) Owner: the workload; start() once,
/// then stop(), and audit() when nothing is under way. Runs on: its process' strand.
class TopicChanges {
public:
    struct Counters {
        std::uint64_t created = 0, deleted = 0, partitionsAdded = 0, configsChanged = 0, unsure = 0;
    };

    TopicChanges(
        ClientProcess& process, const Simulation& simulation, Ledger& ledger, int mostReplicas);

    void start(std::chrono::microseconds pace);  ///< one change a pace on average
    void stop() { m_pace = {}; }
    [[nodiscard]] bool isIdle() const { return !m_waiting; }
    /// Holds one broker's metadata, and what that broker hosts, against what was acknowledged.
    void audit(const SimBroker& broker);
    [[nodiscard]] const Counters& counters() const { return m_counters; }

private:
    /// A topic as acknowledged.
    struct Topic {
        Uuid id;
        std::int32_t partitions = 0;
        int replicas = 1;
        std::string retention;  ///< retention.ms; empty: as created
    };
    /// What topics of a name were to be at any time. A broker that forwards a request to the
    /// controller asks again when it hears nothing: it may be carried out twice, and late (as where
    /// Kafka's brokers forward), upon the next topic of that name too.
    struct Asked {
        std::set<std::string> retention;
        std::set<std::int32_t> partitions;
    };
    using Topics = std::map<std::string, Topic>;

    void tick();
    void create();
    void remove(const std::string& name);
    void addPartition(const std::string& name);
    void alterConfig(const std::string& name);
    void write(const std::string& name);
    /// Nobody knows whether it was carried out, or will be: such a name is left alone from now on.
    void forget(const std::string& name);
    /// `what`: for whoever reads the log.
    template <class Request, class Done>
    void call(const std::string& what, const Request& request, Done done);
    void auditHosted(const SimBroker& broker, const controller::MetadataImage& image);

    Ledger& m_ledger;
    int m_mostReplicas;
    ClusterClient m_client;
    std::unique_ptr<env::Executor::Timer> m_timer;
    std::chrono::microseconds m_pace{};
    bool m_waiting = false;
    std::uint64_t m_names = 0;
    std::vector<std::string> m_free;  ///< names of topics that were deleted
    Topics m_topics;
    std::map<std::string, Asked> m_asked;
    std::set<Uuid> m_deleted;
    Counters m_counters;
};

}  // namespace stormbench::sim
