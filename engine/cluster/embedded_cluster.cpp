// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/embedded_cluster.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "engine/base/log.h"
#include "engine/broker/voters.h"
#include "engine/cluster/cluster_defaults.h"
#include "engine/cluster/exact_observer.h"
#include "engine/cluster/port_chooser.h"
#include "engine/controller/config_table.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_transport.h"

namespace stormbench::cluster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kStartLimit{60};  // recovery after a crash reads whole segments
constexpr int kMostBrokers = 64;

// Where the brokers and clients of this machine reach what listens there.
std::string reachableHost(const std::string& listenAddress)
{
    if (listenAddress.empty() || listenAddress == "0.0.0.0")
        return "127.0.0.1";
    return listenAddress == "::" ? "::1" : listenAddress;
}

std::string advertisedHost(const api::ClusterOptions& options)
{
    return options.advertisedHost.empty() ? reachableHost(options.listenAddress)
                                          : options.advertisedHost;
}

Result<> checkOptions(const api::ClusterOptions& options)
{
    if (options.brokers < 1 || options.brokers > kMostBrokers)
        return fail(
            ErrorCode::InvalidArgument, fmt::format("a cluster has 1 to {} brokers", kMostBrokers));
    if (options.firstPort + options.brokers - 1 > 65'535)
        return fail(ErrorCode::InvalidArgument,
            fmt::format("there are no {} ports from {} on", options.brokers, options.firstPort));
    if (options.dataDirectory.empty())
        return fail(ErrorCode::InvalidArgument, "a cluster needs a data directory");
    SB_TRY(controller::checkBrokerConfigs(options.brokerConfigs));
    return {};
}

}  // namespace

Result<std::unique_ptr<api::Cluster>> EmbeddedCluster::create(const api::ClusterOptions& options)
{
    SB_TRY(checkOptions(options));
    std::unique_ptr<EmbeddedCluster> cluster(new EmbeddedCluster());
    SB_TRY(cluster->prepare(options));
    if (auto started = cluster->startAll(); !started)
        return fail(std::move(started).error());
    return cluster;
}

Result<> EmbeddedCluster::prepare(const api::ClusterOptions& options)
{
    SB_TRY_ASSIGN(auto directory,
        ClusterDirectory::open(m_files, env::absolutePath(options.dataDirectory), m_random));
    m_directory = std::move(directory);
    m_stopLimit = options.stopLimit;
    SB_TRY_ASSIGN(const auto ports, portsFor(options));
    SB_TRY(m_directory->savePorts(ports));

    const auto host = advertisedHost(options);
    std::vector<BrokerSlot> brokers;
    std::vector<std::string> addresses;
    for (std::size_t i = 0; i < ports.size(); ++i) {
        brokers.push_back(
            {BrokerId(static_cast<std::int32_t>(i + 1)), host, ports[i], false, nullptr});
        addresses.push_back(env::toString({host, ports[i]}));
    }
    m_bootstrap = fmt::format("{}", fmt::join(addresses, ","));
    m_board = std::make_shared<FigureBoard>(m_directory->clusterId(), brokers);
    prepareFaults();
    for (const auto& slot : brokers)
        m_hosts.push_back(std::make_unique<BrokerHost>(
            Surroundings{m_clock, m_files, m_pool, *m_board, m_ground.get()},
            optionsOf(slot.id, options, ports)));
    return {};
}

Result<std::vector<std::uint16_t>> EmbeddedCluster::portsFor(const api::ClusterOptions& options)
{
    net::NetExecutor executor(
        "ports", m_pool);  // never started: the calling thread has it to itself
    net::NetTransport transport(executor);
    const PortRequest request{options.listenAddress, static_cast<std::size_t>(options.brokers),
        options.firstPort, m_directory->ports()};
    return choosePorts(request, transport, m_random);
}

broker::BrokerOptions EmbeddedCluster::optionsOf(BrokerId broker,
    const api::ClusterOptions& options, const std::vector<std::uint16_t>& ports) const
{
    broker::BrokerOptions made;
    made.id = broker;
    made.clusterId = m_directory->clusterId();
    made.listen = {options.listenAddress, ports.at(static_cast<std::size_t>(broker.value() - 1))};
    made.advertisedHost = advertisedHost(options);
    made.dataDirectory = m_directory->brokerDirectory(broker);
    for (const auto voter : broker::votersAmong(options.brokers))
        made.voters[voter] = {reachableHost(options.listenAddress),
            ports.at(static_cast<std::size_t>(voter.value() - 1))};
    made.configs = withDefaults(options.brokerConfigs, options.brokers);
    return made;
}

std::vector<BrokerId> EmbeddedCluster::brokers() const
{
    std::vector<BrokerId> ids;
    for (const auto& slot : m_board->read())
        ids.push_back(slot.id);
    return ids;
}

api::ConnectionSettings EmbeddedCluster::connection() const
{
    api::ConnectionSettings settings;
    settings.name = "Embedded cluster";
    settings.bootstrap = m_bootstrap;
    return settings;
}

// All at once; but when one fails, nobody waits for the others, which may be too few to elect a
// controller.
Result<> EmbeddedCluster::startAll()
{
    const auto limit = Clock::now() + kStartLimit;
    std::vector<CompletionPtr> starts;
    for (const auto& host : m_hosts)
        starts.push_back(host->start());
    Result<> outcome;
    for (std::size_t i = 0; i < starts.size() && outcome; ++i) {
        outcome = starts[i]->waitUntil(limit);
        if (!outcome)
            outcome = fail(outcome.error().withContext(fmt::format("broker {}", i + 1)));
    }
    if (!outcome)
        for (const auto& host : m_hosts)
            host->end();
    return outcome;
}

// All at once: while they leave, they still make up a quorum for what that writes.
void EmbeddedCluster::stopAll()
{
    const auto await
        = [](BrokerHost& host, const CompletionPtr& stopping, Clock::time_point limit) {
              if (const auto stopped = host.finishStop(stopping, limit); !stopped)
                  log::warn("cluster", "broker {} did not stop cleanly: {}", host.id().value(),
                      stopped.error().message);
          };
    std::vector<CompletionPtr> stops;
    for (const auto& host : m_hosts)
        stops.push_back(host->beginStop());
    const auto limit = Clock::now() + m_stopLimit;
    for (std::size_t i = 0; i < m_hosts.size(); ++i)
        await(*m_hosts[i], stops[i], limit);
}

void EmbeddedCluster::stop()
{
    if (m_faults)
        m_faults->end();
    const std::lock_guard lock(m_mutex);
    stopAll();
    m_directory.reset();
}

Result<BrokerHost*> EmbeddedCluster::find(BrokerId broker)
{
    if (!m_directory)
        return fail(ErrorCode::Closed, "the cluster has stopped");
    for (const auto& host : m_hosts)
        if (host->id() == broker)
            return host.get();
    return fail(ErrorCode::NotFound, fmt::format("there is no broker {}", broker.value()));
}

Result<> EmbeddedCluster::resetData()
{
    m_faults->clear();
    const std::lock_guard lock(m_mutex);
    if (!m_directory)
        return fail(ErrorCode::Closed, "the cluster has stopped");
    stopAll();
    SB_TRY(m_directory->removeBrokerData());
    return startAll();
}

std::unique_ptr<api::Observer> EmbeddedCluster::createObserver()
{
    return std::make_unique<ExactObserver>(m_board);
}

}  // namespace stormbench::cluster
