// SPDX-License-Identifier: GPL-3.0-or-later
// What EmbeddedCluster does to its brokers on purpose.
#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/cluster/embedded_cluster.h"

namespace stormbench::cluster {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kRestartLimit{5};
constexpr std::chrono::milliseconds kTellLimit{
    500};  // a broker that is busy longer hears of it when it gets to it
constexpr std::chrono::seconds kExpiryLimit{2};

}  // namespace

void EmbeddedCluster::prepareFaults()
{
    std::vector<BrokerId> ids;
    for (const auto& slot : m_board->read())
        ids.push_back(slot.id);
    m_ground = std::make_unique<FaultGround>(m_clock, m_files, ids);
    for (const auto& slot : m_board->read())
        m_ground->links().addListener(slot.port, slot.id);
    m_faults = std::make_unique<ClusterFaults>(*m_ground, ids, hands());
    m_board->publish(m_faults->state());
}

ClusterFaults::Hands EmbeddedCluster::hands()
{
    return {
        [this](BrokerId broker) { return killNow(broker); },
        [this](BrokerId broker) { return restartNow(broker); },
        [this](BrokerId broker, bool paused) { setPaused(broker, paused); },
        [this] { tellBrokersOfFaults(); },
        [this](const api::MemberExpiry& expiry) { return expireMembers(expiry); },
        [this](const api::FaultStatePtr& state) { m_board->publish(state); },
    };
}

Result<> EmbeddedCluster::killBroker(BrokerId broker)
{
    SB_TRY(m_faults->apply(api::BrokerKill{broker}));
    return {};
}

Result<> EmbeddedCluster::restartBroker(BrokerId broker)
{
    SB_TRY(m_faults->apply(api::BrokerRestart{broker}));
    return {};
}

Result<> EmbeddedCluster::killNow(BrokerId broker)
{
    const std::lock_guard lock(m_mutex);
    SB_TRY_ASSIGN(auto* host, find(broker));
    host->kill();
    return {};
}

Result<> EmbeddedCluster::restartNow(BrokerId broker)
{
    const std::lock_guard lock(m_mutex);
    SB_TRY_ASSIGN(auto* host, find(broker));
    const auto stopping = host->beginStop();
    if (const auto stopped = host->finishStop(stopping, Clock::now() + m_stopLimit); !stopped)
        log::warn("cluster", "broker {} did not stop cleanly: {}", broker.value(),
            stopped.error().message);
    // One that takes longer goes on by itself: it recovers long logs, or too few voters run to
    // elect a controller, which may be why the next one is restarted.
    const auto starting = host->start();
    if (!starting->doneBy(Clock::now() + kRestartLimit)) {
        log::info("cluster", "broker {} is still starting", broker.value());
        return {};
    }
    auto started = starting->waitUntil(Clock::now());
    if (!started)
        host->end();
    return started;
}

void EmbeddedCluster::setPaused(BrokerId broker, bool paused)
{
    const std::lock_guard lock(m_mutex);
    if (const auto host = find(broker))
        (*host)->setPaused(paused);
}

void EmbeddedCluster::tellBrokersOfFaults()
{
    const std::lock_guard lock(m_mutex);
    std::vector<CompletionPtr> told;
    for (const auto& host : m_hosts) {
        auto telling = host->tellOfFaults();
        if (!host->paused())
            told.push_back(std::move(telling));
    }
    const auto limit = Clock::now() + kTellLimit;
    for (const auto& telling : told) {
        if (!telling->waitUntil(limit))
            log::info("cluster", "a broker is too busy to be told of faults at once");
    }
}

Result<> EmbeddedCluster::expireMembers(const api::MemberExpiry& expiry)
{
    const std::lock_guard lock(m_mutex);
    std::vector<CompletionPtr> asked;
    for (const auto& host : m_hosts) {
        if (host->running() && !host->paused())
            asked.push_back(host->expireMembers(expiry.group, expiry.member));
    }
    const auto limit = Clock::now() + kExpiryLimit;
    Result<> outcome = fail(ErrorCode::Unavailable,
        fmt::format("no broker that answers coordinates the group \"{}\"", expiry.group));
    for (const auto& answer : asked) {
        auto result = answer->waitUntil(limit);
        if (result)
            return result;
        if (result.error().code == ErrorCode::NotFound)
            outcome = std::move(result);
    }
    return outcome;
}

}  // namespace stormbench::cluster
