// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_cluster.h"

#include <future>

#include <fmt/format.h>

namespace stormbench::tests {

namespace {
constexpr const char* kClusterId = "c3Rvcm1iZW5jaC10ZXN0cw";
}

TestBroker::TestBroker(net::BlockingPool& pool, broker::BrokerOptions options)
    : m_options(std::move(options))
    , m_executor(fmt::format("broker-{}", m_options.id.value()), pool)
    , m_transport(m_executor)
{
    m_executor.start();
}

TestBroker::~TestBroker()
{
    if (m_broker)
        kill();
    m_executor.stop();
    m_executor.join();
}

void TestBroker::onStrand(const std::function<void()>& work)
{
    std::promise<void> finished;
    m_executor.post([&] {
        work();
        finished.set_value();
    });
    finished.get_future().wait();
}

Result<> TestBroker::start()
{
    std::promise<Result<>> started;
    m_executor.post([&] {
        m_broker = std::make_unique<broker::Broker>(
            m_options, env::Environment{m_executor, m_clock, m_files, m_transport, m_random});
        m_broker->start([&](Result<> result) {
            m_endpoint = m_broker->endpoint();
            started.set_value(std::move(result));
        });
    });
    return started.get_future().get();
}

Result<> TestBroker::stop()
{
    std::promise<Result<>> stopped;
    m_executor.post(
        [&] { m_broker->stop([&](Result<> result) { stopped.set_value(std::move(result)); }); });
    auto result = stopped.get_future().get();
    onStrand([this] { m_broker.reset(); });
    return result;
}

void TestBroker::kill()
{
    onStrand([this] {
        m_transport.resetAll();
        m_broker.reset();
    });
}

broker::BrokerStatisticsPtr TestBroker::statistics()
{
    broker::BrokerStatisticsPtr statistics;
    onStrand([&] { statistics = m_broker->statistics(); });
    return statistics;
}

TestCluster::TestCluster(std::string directory, int brokers, Configs configs)
    : m_directory(std::move(directory))
    , m_configs(std::move(configs))
{
    m_brokers.resize(static_cast<std::size_t>(brokers));
    m_endpoints.resize(static_cast<std::size_t>(brokers), env::Endpoint{"127.0.0.1", 0});
}

TestCluster::~TestCluster()
{
    while (!m_brokers.empty())
        m_brokers.pop_back();
}

Result<> TestCluster::startBroker(int id)
{
    const auto index = static_cast<std::size_t>(id - 1);
    broker::BrokerOptions options;
    options.id = BrokerId{id};
    options.clusterId = kClusterId;
    options.listen = m_endpoints[index];
    options.dataDirectory = fmt::format("{}/broker-{}", m_directory, id);
    options.voters = {{BrokerId{1}, m_endpoints.front()}};
    options.configs = m_configs;
    m_brokers[index] = std::make_unique<TestBroker>(m_pool, std::move(options));
    SB_TRY(m_brokers[index]->start());
    m_endpoints[index] = m_brokers[index]->endpoint();
    return {};
}

Result<> TestCluster::start()
{
    for (int id = 1; id <= static_cast<int>(m_brokers.size()); ++id)
        SB_TRY(startBroker(id));
    return {};
}

void TestCluster::stop()
{
    for (auto broker = m_brokers.rbegin(); broker != m_brokers.rend(); ++broker) {
        if (*broker)
            (void)(*broker)->stop();
        broker->reset();
    }
}

Result<> TestCluster::restart()
{
    return start();
}

void TestCluster::kill(int id)
{
    broker(id).kill();
    m_brokers[static_cast<std::size_t>(id - 1)].reset();
}

std::string TestCluster::bootstrap()
{
    std::string all;
    for (const auto& endpoint : m_endpoints)
        all += (all.empty() ? "" : ",") + env::toString(endpoint);
    return all;
}

}  // namespace stormbench::tests
