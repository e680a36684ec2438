// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <optional>

#include "engine/api/cluster.h"
#include "engine/cluster/broker_host.h"
#include "engine/cluster/cluster_directory.h"
#include "engine/cluster/cluster_faults.h"
#include "engine/env/system_clock.h"
#include "engine/env/system_files.h"
#include "engine/env/system_random.h"
#include "engine/net/blocking_pool.h"

namespace stormbench::cluster {

/// The api::Cluster. Its first three brokers vote for the controller. One mutex makes the calls
/// that change what runs take turns; what it holds up is other such calls, never a broker or an
/// observer.
class EmbeddedCluster final : public api::Cluster {
public:
    [[nodiscard]] static Result<std::unique_ptr<api::Cluster>> create(
        const api::ClusterOptions& options);
    ~EmbeddedCluster() override { EmbeddedCluster::stop(); }

    [[nodiscard]] std::string bootstrap() const override { return m_bootstrap; }
    [[nodiscard]] std::string clusterId() const override { return m_board->clusterId(); }
    [[nodiscard]] std::vector<BrokerId> brokers() const override;
    [[nodiscard]] api::ConnectionSettings connection() const override;

    [[nodiscard]] api::Faults& faults() override { return *m_faults; }

    void stop() override;
    [[nodiscard]] Result<> killBroker(BrokerId broker) override;
    [[nodiscard]] Result<> restartBroker(BrokerId broker) override;
    [[nodiscard]] Result<> resetData() override;
    [[nodiscard]] std::unique_ptr<api::Observer> createObserver() override;

private:
    EmbeddedCluster() = default;
    [[nodiscard]] Result<> prepare(const api::ClusterOptions& options);
    [[nodiscard]] broker::BrokerOptions optionsOf(BrokerId broker,
        const api::ClusterOptions& options, const std::vector<std::uint16_t>& ports) const;
    [[nodiscard]] Result<std::vector<std::uint16_t>> portsFor(const api::ClusterOptions& options);
    [[nodiscard]] Result<> startAll();
    void stopAll();
    [[nodiscard]] Result<BrokerHost*> find(BrokerId broker);
    // embedded_cluster_faults.cpp
    void prepareFaults();
    [[nodiscard]] ClusterFaults::Hands hands();
    [[nodiscard]] Result<> killNow(BrokerId broker);
    [[nodiscard]] Result<> restartNow(BrokerId broker);
    void setPaused(BrokerId broker, bool paused);
    void tellBrokersOfFaults();
    [[nodiscard]] Result<> expireMembers(const api::MemberExpiry& expiry);

    env::SystemClock m_clock;
    env::SystemFiles m_files;
    env::SystemRandom m_random;
    net::BlockingPool m_pool{4};
    std::unique_ptr<FaultGround> m_ground;
    std::shared_ptr<FigureBoard> m_board;
    std::string m_bootstrap;
    std::chrono::milliseconds m_stopLimit{};  ///< ClusterOptions::stopLimit

    std::mutex m_mutex;                                ///< guards what follows, after create()
    std::optional<ClusterDirectory> m_directory;       ///< absent: stopped for good
    std::vector<std::unique_ptr<BrokerHost>> m_hosts;  ///< by id, from 1
    std::unique_ptr<ClusterFaults> m_faults;           ///< calls us; its mutex is taken before ours
};

}  // namespace stormbench::cluster
