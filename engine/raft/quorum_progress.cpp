// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/raft/quorum_progress.h"

#include <algorithm>

namespace stormbench::raft {

QuorumProgress::QuorumProgress(VoterSet voters, BrokerId self, Time now)
    : m_set(std::move(voters))
    , m_self(self)
{
    for (const auto id : m_set.ids()) {
        if (id == self)
            continue;
        auto& progress = m_voters[id];
        progress.lastFetch = now;
        progress.announceAgain = now;
    }
}

void QuorumProgress::fetched(BrokerId replica, Offset endOffset, Offset leaderEnd, Time now)
{
    auto& progress = m_set.contains(replica) ? m_voters[replica] : m_observers[replica];
    if (endOffset != kNoOffset) {
        if (endOffset >= leaderEnd)
            progress.lastCaughtUp = now;
        else if (progress.leaderEnd > Offset{0} && endOffset >= progress.leaderEnd)
            progress.lastCaughtUp = std::max(progress.lastCaughtUp, progress.lastFetch);
        progress.endOffset = endOffset;
        progress.leaderEnd = leaderEnd;
    }
    progress.lastFetch = now;
    progress.announcedTo = true;
}

Offset QuorumProgress::majorityOffset(Offset ownFlushed) const
{
    std::vector<Offset> ends{ownFlushed};
    for (const auto& [id, progress] : m_voters)
        ends.push_back(progress.endOffset);
    std::ranges::sort(ends, std::greater<>{});
    return ends[m_set.majority() - 1];
}

Time QuorumProgress::majorityContact(Time now) const
{
    std::vector<Time> contacts{now};
    for (const auto& [id, progress] : m_voters)
        contacts.push_back(progress.lastFetch);
    std::ranges::sort(contacts, std::greater<>{});
    return contacts[m_set.majority() - 1];
}

std::vector<BrokerId> QuorumProgress::successors() const
{
    std::vector<BrokerId> ids;
    for (const auto& [id, progress] : m_voters)
        ids.push_back(id);
    std::ranges::stable_sort(ids, [this](BrokerId a, BrokerId b) {
        return m_voters.at(a).endOffset > m_voters.at(b).endOffset;
    });
    return ids;
}

void QuorumProgress::dropSilentObservers(Time now)
{
    std::erase_if(m_observers,
        [now](const auto& entry) { return now - entry.second.lastFetch > kObserverSession; });
}

}  // namespace stormbench::raft
