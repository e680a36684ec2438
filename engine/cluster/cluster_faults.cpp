// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/cluster_faults.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/cluster/fault_slots.h"

namespace stormbench::cluster {
namespace {

constexpr std::size_t kMostOver = 200;

}  // namespace

ClusterFaults::ClusterFaults(FaultGround& ground, std::vector<BrokerId> brokers, Hands hands)
    : m_ground(ground)
    , m_brokers(std::move(brokers))
    , m_hands(std::move(hands))
    , m_state(std::make_shared<const api::FaultState>())
{
}

Result<api::FaultId> ClusterFaults::apply(const api::Fault& fault)
{
    const std::lock_guard lock(m_mutex);
    if (m_ended)
        return fail(ErrorCode::Closed, "the cluster has stopped");
    SB_TRY(check(fault));
    return std::visit([this](const auto& wanted) { return begin(wanted); }, fault);
}

Result<> ClusterFaults::check(const api::Fault& fault) const
{
    SB_TRY(api::checkFigures(fault));
    for (const auto broker : brokersOf(fault))
        SB_TRY(checkBroker(broker));
    const auto* link = linkOf(fault);
    if (link && link->from == link->to)
        return fail(ErrorCode::InvalidArgument, "a link has two ends");
    return {};
}

Result<> ClusterFaults::checkBroker(BrokerId broker) const
{
    if (std::ranges::find(m_brokers, broker) != m_brokers.end())
        return {};
    return fail(ErrorCode::NotFound, fmt::format("there is no broker {}", broker.value()));
}

const api::FaultEntry* ClusterFaults::active(const api::Fault& like) const
{
    const auto found = std::ranges::find_if(
        m_active, [&](const auto& entry) { return sameSlot(entry.fault, like); });
    return found == m_active.end() ? nullptr : &*found;
}

Result<api::FaultId> ClusterFaults::begin(const api::BrokerKill& kill)
{
    if (const auto* down = active(kill))
        return down->id;
    hurryDisk(kill.broker);
    if (const auto killed = m_hands.kill(kill.broker); !killed) {
        settle();
        return fail(killed.error());
    }
    finishLike(api::BrokerPause{kill.broker});  // there is no process left that could stand still
    const auto id = enter(kill);
    settle();
    return id;
}

Result<api::FaultId> ClusterFaults::begin(const api::BrokerRestart& wanted)
{
    const auto restarted = restart(wanted.broker);
    if (!restarted && !active(api::BrokerKill{wanted.broker}))
        enter(api::BrokerKill{wanted.broker});  // it is down now
    const auto id = note(wanted);
    settle();
    if (!restarted)
        return fail(restarted.error());
    return id;
}

Result<api::FaultId> ClusterFaults::begin(const api::BrokerPause& pause)
{
    if (active(api::BrokerKill{pause.broker}))
        return fail(ErrorCode::Conflict,
            fmt::format("broker {} is down; restart it first", pause.broker.value()));
    if (const auto* paused = active(pause))
        return paused->id;
    m_hands.setPaused(pause.broker, true);
    const auto id = enter(pause);
    settle();
    return id;
}

Result<api::FaultId> ClusterFaults::begin(const api::MemberExpiry& expiry)
{
    SB_TRY(m_hands.expireMembers(expiry));
    const auto id = note(expiry);
    settle();
    return id;
}

template <typename Bent> Result<api::FaultId> ClusterFaults::begin(const Bent& fault)
{
    const auto wanted = inOrder(fault);
    finishLike(wanted);
    const auto id = enter(wanted);
    settle();
    return id;
}

// A slow disk does not hold up the end of a life.
void ClusterFaults::hurryDisk(BrokerId broker)
{
    m_ground.of(broker).disk->set({active(api::DiskFull{broker}) != nullptr, {}, 0});
}

Result<> ClusterFaults::restart(BrokerId broker)
{
    finishLike(api::BrokerPause{broker});
    hurryDisk(broker);
    auto restarted = m_hands.restart(broker);
    if (restarted)
        finishLike(api::BrokerKill{broker});
    settleDisks();
    return restarted;
}

Result<> ClusterFaults::heal(api::FaultId id)
{
    const std::lock_guard lock(m_mutex);
    if (m_ended)
        return fail(ErrorCode::Closed, "the cluster has stopped");
    auto healed = healOne(id);
    settle();
    return healed;
}

Result<> ClusterFaults::heal(const api::FaultTarget& target)
{
    const std::lock_guard lock(m_mutex);
    if (m_ended)
        return fail(ErrorCode::Closed, "the cluster has stopped");
    // Killed brokers last: they start on links, disks and clocks that are sound again.
    std::vector<api::FaultId> first, last;
    for (const auto& entry : m_active) {
        if (api::matches(target, entry.fault))
            (std::holds_alternative<api::BrokerKill>(entry.fault) ? last : first)
                .push_back(entry.id);
    }
    Result<> outcome;
    const auto tryEach = [&](const std::vector<api::FaultId>& ids) {
        for (const auto id : ids) {
            if (auto healed = healOne(id); !healed && outcome)
                outcome = std::move(healed);
        }
        settle();
    };
    tryEach(first);
    if (!last.empty())
        tryEach(last);
    return outcome;
}

Result<> ClusterFaults::healOne(api::FaultId id)
{
    const auto found = std::ranges::find(m_active, id, &api::FaultEntry::id);
    if (found == m_active.end())
        return fail(ErrorCode::NotFound, "that fault is over already");
    if (const auto* kill = std::get_if<api::BrokerKill>(&found->fault))
        return restart(kill->broker);
    if (const auto* pause = std::get_if<api::BrokerPause>(&found->fault))
        m_hands.setPaused(pause->broker, false);
    finish(id);
    return {};
}

api::FaultId ClusterFaults::enter(const api::Fault& fault)
{
    m_active.push_back({api::FaultId(++m_lastId), fault, m_ground.machine().wallNow(), {}});
    return m_active.back().id;
}

api::FaultId ClusterFaults::note(const api::Fault& fault)
{
    const auto id = enter(fault);
    finish(id);
    return id;
}

void ClusterFaults::finish(api::FaultId id)
{
    const auto found = std::ranges::find(m_active, id, &api::FaultEntry::id);
    if (found == m_active.end())
        return;
    found->endedAt = m_ground.machine().wallNow();
    m_over.push_back(std::move(*found));
    m_active.erase(found);
    if (m_over.size() > kMostOver)
        m_over.pop_front();
}

void ClusterFaults::finishLike(const api::Fault& like)
{
    if (const auto* entry = active(like))
        finish(entry->id);
}

void ClusterFaults::clear()
{
    const std::lock_guard lock(m_mutex);
    healInPlace();
}

void ClusterFaults::end()
{
    const std::lock_guard lock(m_mutex);
    if (!std::exchange(m_ended, true))
        healInPlace();
}

void ClusterFaults::healInPlace()
{
    while (!m_active.empty()) {
        const auto entry = m_active.back();
        if (const auto* pause = std::get_if<api::BrokerPause>(&entry.fault))
            m_hands.setPaused(pause->broker, false);
        finish(entry.id);
    }
    settle();
}

// The ground follows from the faults in force, whatever was before.
void ClusterFaults::settle()
{
    settleDisks();
    bool changed = false;
    settleClock(changed);
    settleLinks(changed);
    if (changed)
        m_hands.tellBrokers();
    publish();
}

void ClusterFaults::settleDisks()
{
    for (const auto broker : m_brokers)
        m_ground.of(broker).disk->set(diskOf(broker, m_active));
}

void ClusterFaults::settleClock(bool& changed)
{
    const auto course = clockOf(m_active);
    if (course.rate != m_rate || course.ahead != m_ahead) {
        // The healing of a jump back sets a clock right: nobody has slept.
        using Leap = faults::ClusterClock::Leap;
        m_ground.clock().bend(
            course.rate, course.ahead, course.jumps > m_jumps ? Leap::AsIfAsleep : Leap::WallOnly);
        m_rate = course.rate;
        m_ahead = course.ahead;
        changed = true;
    }
    m_jumps = course.jumps;
    for (const auto broker : m_brokers)
        m_ground.of(broker).clock.setSkew(skewOf(broker, m_active));
}

void ClusterFaults::settleLinks(bool& changed)
{
    auto links = linksOf(m_active);
    if (links == m_links)
        return;
    m_ground.links().set(links);
    m_links = std::move(links);
    changed = true;
}

api::FaultStatePtr ClusterFaults::state() const
{
    const std::lock_guard lock(m_stateMutex);
    return m_state;
}

void ClusterFaults::publish()
{
    auto next = std::make_shared<api::FaultState>();
    next->number = state()->number + 1;
    next->active = m_active;
    next->ended.assign(m_over.begin(), m_over.end());
    next->clockOffset = m_ground.clock().wallNow() - m_ground.machine().wallNow();
    next->clockRate = m_rate;
    {
        const std::lock_guard lock(m_stateMutex);
        m_state = next;
    }
    m_hands.published(next);
}

}  // namespace stormbench::cluster
