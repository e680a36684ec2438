// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/broker/broker.h"
#include "engine/env/system_clock.h"
#include "engine/env/system_random.h"
#include "engine/net/blocking_pool.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_transport.h"
#include "tests/support/full_disk.h"

namespace stormbench::tests {

/// One broker on real sockets and files, with a thread of its own. Calls block. Owned by
/// TestCluster.
class TestBroker {
public:
    TestBroker(net::BlockingPool& pool, broker::BrokerOptions options);
    ~TestBroker();  ///< as `kill -9`, unless it was stopped

    using Outcome = std::future<Result<>>;
    [[nodiscard]] Outcome start();  ///< ready once it serves
    [[nodiscard]] Outcome stop();
    void kill();

    [[nodiscard]] broker::BrokerStatisticsPtr statistics();
    void setDiskFull(bool full) { m_files.setFull(full); }

private:
    void onStrand(const std::function<void()>& work);

    broker::BrokerOptions m_options;
    env::SystemClock m_clock;
    FullDisk m_files;
    env::SystemRandom m_random;
    net::NetExecutor m_executor;
    net::NetTransport m_transport;
    std::unique_ptr<broker::Broker> m_broker;
};

/// Brokers 1 to N on free ports of 127.0.0.1. The first three are the voters of the controller
/// quorum, or the first one alone where there are fewer.
class TestCluster {
public:
    using Configs = std::map<std::string, std::string>;
    TestCluster(std::string directory, int brokers, Configs configs = {});
    ~TestCluster();

    [[nodiscard]] Result<> start();
    void stop();                       ///< orderly, all at once
    [[nodiscard]] Result<> restart();  ///< after stop(), on the same ports
    void kill(int id);
    [[nodiscard]] Result<> startBroker(int id);
    [[nodiscard]] TestBroker::Outcome beginStart(int id);
    /// Of the living brokers; 0 while there is none.
    [[nodiscard]] int controller();

    [[nodiscard]] TestBroker& broker(int id)
    {
        return *m_brokers.at(static_cast<std::size_t>(id - 1));
    }
    [[nodiscard]] env::Endpoint endpoint(int id)
    {
        return m_endpoints.at(static_cast<std::size_t>(id - 1));
    }
    [[nodiscard]] std::string bootstrap();

private:
    std::string m_directory;
    Configs m_configs;
    net::BlockingPool m_pool{2};
    std::vector<std::unique_ptr<TestBroker>> m_brokers;
    std::vector<env::Endpoint> m_endpoints;
};

}  // namespace stormbench::tests
