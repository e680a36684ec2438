// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "engine/faults/cluster_clock.h"
#include "engine/faults/fault_disk.h"
#include "engine/faults/link_table.h"

namespace stormbench::cluster {

/// What the faults of one cluster act on: its clock, its links, each broker's clock and disk. The
/// brokers see the world through it. Outlives their hosts. Thread-safe.
class FaultGround {
public:
    /// One broker's, over its lives.
    struct OfBroker {
        OfBroker(const env::Clock& cluster, env::Files& machine)
            : clock(cluster)
            , disk(std::make_shared<faults::DiskState>())
            , files(machine, disk)
        {
        }
        faults::BrokerClock clock;
        faults::DiskStatePtr disk;
        faults::FaultFiles files;
    };

    FaultGround(const env::Clock& machine, env::Files& files, const std::vector<BrokerId>& brokers)
        : m_machine(machine)
        , m_clock(machine)
    {
        for (const auto id : brokers)
            m_brokers.emplace(id, std::make_unique<OfBroker>(m_clock, files));
    }

    [[nodiscard]] const env::Clock& machine() const { return m_machine; }
    [[nodiscard]] faults::ClusterClock& clock() { return m_clock; }
    [[nodiscard]] faults::LinkTable& links() { return m_links; }
    /// Precondition: it is one of the cluster's.
    [[nodiscard]] OfBroker& of(BrokerId broker) { return *m_brokers.at(broker); }

private:
    const env::Clock& m_machine;
    faults::ClusterClock m_clock;
    faults::LinkTable m_links;
    std::map<BrokerId, std::unique_ptr<OfBroker>> m_brokers;
};

}  // namespace stormbench::cluster
