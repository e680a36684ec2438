// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/mock_cluster.h"
#include "engine/client/configuration.h"

namespace stormbench::client {

/// Runs on a thread of librdkafka's from construction to destruction.
class RdMockCluster final : public api::MockCluster {
public:
    [[nodiscard]] static Result<std::unique_ptr<RdMockCluster>> create(int brokers);
    RdMockCluster(ClientHandle client, rd_kafka_mock_cluster_s* cluster)
        : m_client(std::move(client))
        , m_cluster(cluster)
    {
    }
    RdMockCluster(const RdMockCluster&) = delete;
    RdMockCluster& operator=(const RdMockCluster&) = delete;
    ~RdMockCluster() override;

    [[nodiscard]] api::ConnectionSettings connection() const override;
    [[nodiscard]] Result<> createTopic(const std::string& name, int partitions) override;
    /// For tests that inject faults.
    [[nodiscard]] rd_kafka_mock_cluster_s* handle() const { return m_cluster; }

private:
    ClientHandle m_client;
    rd_kafka_mock_cluster_s* m_cluster;
};

}  // namespace stormbench::client
