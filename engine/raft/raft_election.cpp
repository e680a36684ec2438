// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/raft/raft.h"

namespace stormbench::raft {

void Raft::onRequest(RequestToken token, const VoteRequest& request)
{
    const auto refuse = [&](RaftError error) {
        put(Reply{token, VoteResponse{header(error), false}});
    };
    if (!isVoter() || !m_config.voters.contains(request.candidate))
        return refuse(RaftError::InconsistentVoterSet);
    if (request.epoch < m_quorum.epoch)
        return refuse(RaftError::FencedLeaderEpoch);
    // Also by a pre-vote: its sender is in that epoch already.
    if (request.epoch > m_quorum.epoch)
        becomeUnattached(request.epoch, electionDeadline());
    const bool granted = grants(request);
    if (granted && !request.preVote && m_quorum.votedFor == kNoBroker) {
        m_quorum.votedFor = request.candidate;
        becomeUnattached(request.epoch, electionDeadline());
    }
    put(Reply{token, VoteResponse{header(), granted}});
}

/// Raft §5.2 and §5.4.1; KIP-996 for pre-votes.
bool Raft::grants(const VoteRequest& request) const
{
    const bool upToDate = isUpToDate(request.logEnd, m_log.end());
    if (request.preVote)
        return upToDate && m_role != Role::Leader
            && !(m_role == Role::Follower && m_fetchedFromLeader);
    if (m_quorum.votedFor != kNoBroker)
        return m_quorum.votedFor == request.candidate;
    return m_quorum.leader == kNoBroker && upToDate;
}

void Raft::onResponse(const ResponseReceived& received, const VoteResponse& response)
{
    const bool counts = (m_role == Role::Prospective || m_role == Role::Candidate)
        && received.id >= m_firstOfRound && response.header.epoch == m_quorum.epoch
        && m_config.voters.contains(received.from) && !m_electionLost;
    if (counts && response.granted) {
        m_votes[received.from] = true;
        return countVotes();
    }
    learn(response.header.epoch, response.header.leader);
    if (counts && (m_role == Role::Prospective || m_role == Role::Candidate)) {
        m_votes.try_emplace(received.from, false);
        countVotes();
    }
}

void Raft::askForVotes()
{
    const bool preVote = m_role == Role::Prospective;
    m_resendAt = m_moment.now + m_config.resendInterval;
    for (const auto voter : m_config.voters.ids())
        if (!m_votes.contains(voter))
            send(voter, VoteRequest{m_config.self, m_quorum.epoch, m_log.end(), preVote});
}

void Raft::countVotes()
{
    std::size_t granted = 0;
    for (const auto& [voter, vote] : m_votes)
        granted += vote ? 1 : 0;
    const auto refused = m_votes.size() - granted;
    const bool won = granted >= m_config.voters.majority();
    if (won && m_role == Role::Prospective)
        becomeCandidate();
    else if (won)
        becomeLeader();
    else if (refused > m_config.voters.size() - m_config.voters.majority())
        electionLost();
}

/// A majority refused. A prospective node goes back to the leader that they hear of, if it knows
/// that leader too; otherwise the next try comes after a random back-off.
void Raft::electionLost()
{
    if (m_role == Role::Prospective && m_quorum.leader != kNoBroker)
        return becomeFollower(m_quorum.epoch, m_quorum.leader);
    m_electionLost = true;
    m_deadline = m_moment.now + m_config.retryBackoff + jitter(m_config.electionBackoffMax);
}

void Raft::tickElection()
{
    if (m_moment.now >= m_deadline) {
        if (m_role == Role::Prospective && m_quorum.leader != kNoBroker)
            return becomeFollower(m_quorum.epoch, m_quorum.leader);
        return becomeProspective();
    }
    if (m_role == Role::Unattached || m_electionLost || m_moment.now < m_resendAt)
        return;
    if (m_role == Role::Resigned)
        announceEnd();
    else
        askForVotes();
}

}  // namespace stormbench::raft
