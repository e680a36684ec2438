// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/ids.h"
#include "engine/env/files.h"
#include "engine/env/random.h"

namespace stormbench::cluster {

/// The data directory of an embedded cluster, locked while this lives:
///
///     DIR/.lock               one cluster at a time
///     DIR/cluster.properties  cluster.id=…  and  ports=P1,P2,…  by broker id, from 1
///     DIR/broker-N/           what broker N keeps
class ClusterDirectory {
public:
    /// Creates what is missing. Conflict: another cluster uses it. Corrupt: cluster.properties
    /// cannot be read.
    [[nodiscard]] static Result<ClusterDirectory> open(
        env::Files& files, const std::string& path, env::Random& random);

    [[nodiscard]] const std::string& clusterId() const { return m_clusterId; }
    [[nodiscard]] const std::vector<std::uint16_t>& ports() const { return m_ports; }
    [[nodiscard]] std::string brokerDirectory(BrokerId broker) const;

    /// Ports of further brokers than those given are kept.
    [[nodiscard]] Result<> savePorts(const std::vector<std::uint16_t>& ports);
    /// Deletes what every broker keeps; cluster id and ports stay.
    [[nodiscard]] Result<> removeBrokerData();

private:
    ClusterDirectory(env::Files& files, std::string path, std::unique_ptr<env::Files::Lock> lock);
    [[nodiscard]] Result<> load();
    [[nodiscard]] Result<> save();

    env::Files* m_files;
    std::string m_path;
    std::unique_ptr<env::Files::Lock> m_lock;
    std::string m_clusterId;
    std::vector<std::uint16_t> m_ports;
};

}  // namespace stormbench::cluster
