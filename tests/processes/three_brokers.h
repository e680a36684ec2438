// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <set>

#include "broker_process.h"
#include "engine/api/admin.h"

namespace stormbench::processes {

/// Three broker processes that make one cluster, and what each of them tells about its topics.
class ThreeBrokers {
public:
    static constexpr int kCount = 3;
    ThreeBrokers(const QString& directory, QList<NodeAddress> nodes,
        const QList<QStringList>& launchers = {});

    /// All of them; empty when they are ready, or what went wrong.
    [[nodiscard]] QString start();
    /// Orderly, one after the other; false if one of them failed to.
    [[nodiscard]] bool stop();
    [[nodiscard]] BrokerProcess& broker(int id) { return *m_brokers[std::size_t(id - 1)]; }
    [[nodiscard]] QString messages() const;

    [[nodiscard]] api::ConnectionSettings connection() const { return connectionTo(0); }
    /// To one broker only, or to all for 0.
    [[nodiscard]] api::ConnectionSettings connectionTo(int id) const;

    [[nodiscard]] Result<> createTopic(const std::string& topic, int partitions) const;
    /// The topic as the image of broker `asked` has it; without partitions if it does not tell now.
    [[nodiscard]] api::TopicDescription describe(const std::string& topic, int asked) const;
    /// Whether every partition has a leader, and all replicas in its ISR, for every broker asked.
    [[nodiscard]] bool isWhole(const std::string& topic) const;
    /// Whether, for broker `asked`, `id` neither leads a partition nor is in an ISR, and all have
    /// leaders.
    [[nodiscard]] bool goesOnWithout(int id, const std::string& topic, int asked) const;
    /// What each broker says about leaders and in-sync replicas, for people.
    [[nodiscard]] QString stateOf(const std::string& topic) const;
    [[nodiscard]] std::set<int> ledBy(int id, const std::string& topic, int asked) const;

private:
    QList<NodeAddress> m_nodes;
    std::vector<std::unique_ptr<BrokerProcess>> m_brokers;
};

/// Somebody else to ask.
[[nodiscard]] inline int other(int id)
{
    return id % ThreeBrokers::kCount + 1;
}

}  // namespace stormbench::processes
