// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/test_cluster.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

#include <fmt/format.h>

#include "engine/broker/voters.h"

namespace stormbench::tests {

namespace {
constexpr const char* kClusterId = "c3Rvcm1iZW5jaC10ZXN0cw";

/// Voters are known by their addresses before they listen. The sockets stay open until all ports
/// are chosen, so that they differ.
std::vector<env::Endpoint> freeEndpoints(std::size_t count)
{
    std::vector<env::Endpoint> endpoints;
    std::vector<int> sockets;
    while (endpoints.size() < count) {
        sockets.push_back(::socket(AF_INET, SOCK_STREAM, 0));
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        auto* address = reinterpret_cast<sockaddr*>(&at);
        socklen_t size = sizeof at;
        if (::bind(sockets.back(), address, size) == 0
            && ::getsockname(sockets.back(), address, &size) == 0)
            endpoints.push_back({"127.0.0.1", ntohs(at.sin_port)});
    }
    for (const auto socket : sockets)
        ::close(socket);
    return endpoints;
}
}  // namespace

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

TestBroker::Outcome TestBroker::start()
{
    auto started = std::make_shared<std::promise<Result<>>>();
    m_executor.post([this, started] {
        m_broker = std::make_unique<broker::Broker>(
            m_options, env::Environment{m_executor, m_clock, m_files, m_transport, m_random});
        m_broker->start([started](Result<> result) { started->set_value(std::move(result)); });
    });
    return started->get_future();
}

TestBroker::Outcome TestBroker::stop()
{
    auto stopped = std::make_shared<std::promise<Result<>>>();
    m_executor.post([this, stopped] {
        m_broker->stop([this, stopped](Result<> result) {
            // On a turn of its own: the broker is still inside its call.
            m_executor.post([this, stopped, result = std::move(result)] {
                m_broker.reset();
                stopped->set_value(result);
            });
        });
    });
    return stopped->get_future();
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
    onStrand([&] { statistics = m_broker ? m_broker->statistics() : nullptr; });
    return statistics;
}

TestCluster::TestCluster(std::string directory, int brokers, Configs configs)
    : m_directory(std::move(directory))
    , m_configs(std::move(configs))
    , m_endpoints(freeEndpoints(static_cast<std::size_t>(brokers)))
{
    m_brokers.resize(static_cast<std::size_t>(brokers));
}

TestCluster::~TestCluster()
{
    while (!m_brokers.empty())
        m_brokers.pop_back();
}

TestBroker::Outcome TestCluster::beginStart(int id)
{
    const auto index = static_cast<std::size_t>(id - 1);
    broker::BrokerOptions options;
    options.id = BrokerId{id};
    options.clusterId = kClusterId;
    options.listen = m_endpoints[index];
    options.dataDirectory = fmt::format("{}/broker-{}", m_directory, id);
    for (const auto voter : broker::votersAmong(static_cast<int>(m_brokers.size())))
        options.voters[voter] = endpoint(voter.value());
    options.configs = m_configs;
    m_brokers[index] = std::make_unique<TestBroker>(m_pool, std::move(options));
    return m_brokers[index]->start();
}

Result<> TestCluster::startBroker(int id)
{
    return beginStart(id).get();
}

Result<> TestCluster::start()
{
    std::vector<TestBroker::Outcome> starts;
    for (int id = 1; id <= static_cast<int>(m_brokers.size()); ++id)
        starts.push_back(beginStart(id));
    Result<> outcome;
    for (auto& start : starts)
        if (auto started = start.get(); !started)
            outcome = std::move(started);
    return outcome;
}

void TestCluster::stop()
{
    std::vector<TestBroker::Outcome> stops;
    for (const auto& broker : m_brokers)
        if (broker)
            stops.push_back(broker->stop());
    for (auto& stop : stops)
        (void)stop.get();
    for (auto& broker : m_brokers)
        broker.reset();
}

Result<> TestCluster::restart()
{
    return start();
}

int TestCluster::controller()
{
    int controller = 0;
    auto epoch = kNoLeaderEpoch;
    for (const auto& broker : m_brokers) {
        const auto statistics = broker ? broker->statistics() : nullptr;
        if (!statistics || !statistics->controller || statistics->quorumEpoch <= epoch)
            continue;
        controller = statistics->id.value();
        epoch = statistics->quorumEpoch;
    }
    return controller;
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
