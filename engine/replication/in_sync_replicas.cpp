// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/in_sync_replicas.h"

#include <algorithm>

namespace stormbench::replication {

namespace {
bool has(const std::vector<BrokerId>& brokers, BrokerId id)
{
    return std::find(brokers.begin(), brokers.end(), id) != brokers.end();
}
}  // namespace

InSyncReplicas::InSyncReplicas(
    BrokerId self, Assignment assignment, Offset logEnd, env::SteadyTime now)
    : m_self(self)
    , m_assignment(std::move(assignment))
    , m_epochStart(logEnd)
{
    setFollowers(now);
}

void InSyncReplicas::setFollowers(env::SteadyTime now)
{
    std::map<BrokerId, Follower> followers;
    for (const auto id : m_assignment.replicas) {
        if (id == m_self)
            continue;
        if (const auto known = m_followers.find(id); known != m_followers.end()) {
            followers.insert(*known);
            continue;
        }
        Follower fresh;
        fresh.caughtUp = now;
        followers.emplace(id, fresh);
    }
    m_followers = std::move(followers);
}

void InSyncReplicas::assign(const Assignment& assignment, env::SteadyTime now)
{
    if (assignment.partitionEpoch <= m_assignment.partitionEpoch)
        return;
    m_assignment = assignment;
    m_proposed.reset();
    setFollowers(now);
}

bool InSyncReplicas::onFetch(const FollowerFetch& fetch, Offset logEnd, env::SteadyTime now)
{
    const auto found = m_followers.find(fetch.replica);
    if (found == m_followers.end())
        return false;
    auto& follower = found->second;
    if (fetch.offset >= logEnd)
        follower.caughtUp = now;
    else if (follower.logEndAtLastFetch != kNoOffset && fetch.offset >= follower.logEndAtLastFetch)
        follower.caughtUp = std::max(follower.caughtUp, follower.lastFetch);
    follower.logEnd = fetch.offset;
    follower.brokerEpoch = fetch.brokerEpoch;
    follower.lastFetch = now;
    follower.logEndAtLastFetch = logEnd;
    follower.logStart = fetch.logStart;
    return true;
}

void InSyncReplicas::noteCaughtUp(BrokerId replica, env::SteadyTime at)
{
    const auto found = m_followers.find(replica);
    if (found == m_followers.end())
        return;
    found->second.caughtUp = std::max(found->second.caughtUp, at);
    found->second.lastFetch = std::max(found->second.lastFetch, at);
}

Offset InSyncReplicas::replicated(Offset logEnd) const
{
    return lowestOf(logEnd, &Follower::logEnd);
}

Offset InSyncReplicas::deletedBelow(Offset logStart) const
{
    return lowestOf(logStart, &Follower::logStart);
}

Offset InSyncReplicas::lowestOf(Offset own, Offset Follower::*of) const
{
    auto lowest = own;
    for (const auto& [id, follower] : m_followers)
        if (contains(id) || (m_proposed && has(*m_proposed, id)))
            lowest = std::min(lowest, follower.*of);
    return lowest;
}

bool InSyncReplicas::underMinimum(int minInSync) const
{
    const auto needed
        = std::min(static_cast<std::size_t>(std::max(1, minInSync)), m_assignment.replicas.size());
    return m_assignment.isr.size() < needed;
}

bool InSyncReplicas::keepsUp(const Follower& follower, Offset logEnd, env::SteadyTime now,
    std::chrono::milliseconds maxLag) const
{
    return follower.logEnd == logEnd || now - follower.caughtUp <= maxLag;
}

std::optional<InSyncReplicas::Proposal> InSyncReplicas::propose(
    Offset logEnd, Offset highWatermark, env::SteadyTime now, const Limits& limits)
{
    if (m_proposed)
        return std::nullopt;
    Proposal proposal{m_assignment.leaderEpoch, m_assignment.partitionEpoch, {}};
    std::vector<BrokerId> isr;
    for (const auto id : m_assignment.replicas) {
        const auto found = m_followers.find(id);
        if (found == m_followers.end()) {  // ourselves
            isr.push_back(id);
            proposal.isr.push_back({id, BrokerEpoch{-1}});
            continue;
        }
        const auto& follower = found->second;
        const bool isIn = contains(id);
        const bool stays = isIn && keepsUp(follower, logEnd, now, limits.maxLag);
        const bool joins = !isIn && follower.logEnd >= highWatermark
            && follower.logEnd >= m_epochStart && limits.eligible(id);
        if (stays || joins) {
            isr.push_back(id);
            proposal.isr.push_back({id, follower.brokerEpoch});
        }
    }
    const bool same = isr.size() == m_assignment.isr.size()
        && std::all_of(isr.begin(), isr.end(), [this](BrokerId id) { return contains(id); });
    if (same)
        return std::nullopt;
    m_proposed = std::move(isr);
    return proposal;
}

void InSyncReplicas::accept(const std::vector<BrokerId>& isr, PartitionEpoch partitionEpoch)
{
    m_proposed.reset();
    if (partitionEpoch <= m_assignment.partitionEpoch)
        return;
    m_assignment.isr = isr;
    m_assignment.partitionEpoch = partitionEpoch;
}

void InSyncReplicas::withdraw()
{
    m_proposed.reset();
}

bool InSyncReplicas::contains(BrokerId replica) const
{
    return has(m_assignment.isr, replica);
}

}  // namespace stormbench::replication
