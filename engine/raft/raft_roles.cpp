// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/raft/raft.h"

#include "engine/base/assert.h"

namespace stormbench::raft {

/// What every change of role, epoch or leader has in common.
void Raft::become(Role role, LeaderEpoch epoch, BrokerId leader)
{
    SB_ASSERT(epoch >= m_quorum.epoch, "epochs only grow");
    if (epoch > m_quorum.epoch)
        m_quorum = {epoch, kNoBroker, kNoBroker};
    m_quorum.leader = leader;
    const bool changed = role != m_role;
    m_role = role;
    m_votes.clear();
    m_electionLost = false;
    m_fetch.reset();
    m_fetchingSnapshot.reset();
    m_fetchedFromLeader = false;
    m_fetchAgain = m_moment.now;
    if (role != Role::Leader)
        m_progress.reset();
    if (changed)
        put(RoleChanged{role, epoch});
    if (this->leader() != m_knownLeader || epoch != m_knownLeaderEpoch) {
        m_knownLeader = this->leader();
        m_knownLeaderEpoch = epoch;
        put(LeaderChanged{m_knownLeader, epoch});
    }
    dropParked();
}

void Raft::becomeUnattached(LeaderEpoch epoch, Time deadline)
{
    if (!isVoter())
        return becomeFollower(epoch, kNoBroker);
    become(Role::Unattached, epoch, kNoBroker);
    m_deadline = deadline;
}

/// Follower, or Observer, which may also be without a leader.
void Raft::becomeFollower(LeaderEpoch epoch, BrokerId leader)
{
    become(isVoter() ? Role::Follower : Role::Observer, epoch, leader);
    leaderIsAlive();
    fetchIfIdle();
}

/// KIP-996, Raft dissertation §9.6: no new epoch before a majority would vote. The leader it had
/// stays in mind: if the others still hear of it, back to it.
void Raft::becomeProspective()
{
    become(Role::Prospective, m_quorum.epoch, m_quorum.leader);
    m_deadline = electionDeadline();
    m_firstOfRound = m_lastRequest + 1;
    m_votes[m_config.self] = true;
    askForVotes();
    countVotes();
}

void Raft::becomeCandidate()
{
    become(Role::Candidate, m_quorum.epoch + 1, kNoBroker);
    m_quorum.votedFor = m_config.self;
    m_deadline = electionDeadline();
    m_firstOfRound = m_lastRequest + 1;
    m_votes[m_config.self] = true;
    askForVotes();
    countVotes();
}

void Raft::becomeLeader()
{
    std::vector<BrokerId> granting;
    for (const auto& [voter, granted] : m_votes)
        if (granted)
            granting.push_back(voter);
    m_progress.emplace(m_config.voters, m_config.self, m_moment.now);
    become(Role::Leader, m_quorum.epoch, m_config.self);
    // Raft §8 and §5.4.2: only an entry of its own epoch tells a leader that those before are
    // committed, so it begins with one.
    m_epochStart = m_log.endOffset();
    m_log.append(m_quorum.epoch, m_epochStart + 1);
    put(AppendLeaderChange{m_epochStart, m_quorum.epoch, m_config.voters, std::move(granting)});
    announce();
}

/// KIP-595: tells the voters not to wait for their timeouts. Never leads this epoch again, since a
/// new leadership takes a new epoch.
void Raft::resign()
{
    m_successors = m_progress->successors();
    m_endAcknowledged = {m_config.self};
    become(Role::Resigned, m_quorum.epoch, kNoBroker);
    m_deadline = electionDeadline();
    announceEnd();
}

void Raft::learn(LeaderEpoch epoch, BrokerId leader)
{
    if (!m_config.voters.contains(leader) || leader == m_config.self)
        leader = kNoBroker;
    if (epoch < m_quorum.epoch)
        return;
    if (leader != kNoBroker) {
        if (epoch > m_quorum.epoch || (this->leader() == kNoBroker && leader != m_quorum.leader))
            becomeFollower(epoch, leader);
    } else if (epoch > m_quorum.epoch) {
        becomeUnattached(epoch, electionDeadline());
    }
}

}  // namespace stormbench::raft
