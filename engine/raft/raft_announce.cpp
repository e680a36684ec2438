// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/raft/raft.h"

namespace stormbench::raft {

void Raft::onRequest(RequestToken token, const BeginQuorumEpochRequest& request)
{
    const auto answer = [&](RaftError error) {
        put(Reply{token, BeginQuorumEpochResponse{header(error)}});
    };
    if (!isVoter() || !m_config.voters.contains(request.leader) || request.leader == m_config.self)
        return answer(RaftError::InconsistentVoterSet);
    if (request.epoch < m_quorum.epoch)
        return answer(RaftError::FencedLeaderEpoch);
    const bool news = request.epoch > m_quorum.epoch || leader() == kNoBroker;
    if (!news && leader() != request.leader)
        return answer(RaftError::InconsistentVoterSet);
    if (news)
        becomeFollower(request.epoch, request.leader);
    answer(RaftError::None);
}

void Raft::onRequest(RequestToken token, const EndQuorumEpochRequest& request)
{
    const auto answer = [&](RaftError error) {
        put(Reply{token, EndQuorumEpochResponse{header(error)}});
    };
    if (!isVoter() || !m_config.voters.contains(request.leader) || request.leader == m_config.self)
        return answer(RaftError::InconsistentVoterSet);
    if (request.epoch < m_quorum.epoch)
        return answer(RaftError::FencedLeaderEpoch);
    if (request.epoch > m_quorum.epoch || m_quorum.leader == request.leader)
        becomeUnattached(request.epoch, electionDeadline());
    answer(RaftError::None);
    // The leader itself named its successor: no pre-vote has to ask whether it is gone (Raft
    // dissertation §3.10). The others wait for their timeouts, in case the first one is gone too.
    const bool open = m_role == Role::Unattached || m_role == Role::Prospective;
    if (open && !request.successors.empty() && request.successors.front() == m_config.self)
        becomeCandidate();
}

void Raft::onResponse(const ResponseReceived& received, const BeginQuorumEpochResponse& response)
{
    learn(response.header.epoch, response.header.leader);
    if (m_role != Role::Leader || response.header.epoch != m_quorum.epoch
        || response.header.error != RaftError::None)
        return;
    const auto voter = m_progress->voters().find(received.from);
    if (voter == m_progress->voters().end())
        return;
    voter->second.announcedTo = true;
    voter->second.announceAgain = m_moment.now + m_config.fetchTimeout / 2;
}

void Raft::onResponse(const ResponseReceived& received, const EndQuorumEpochResponse& response)
{
    learn(response.header.epoch, response.header.leader);
    if (m_role == Role::Resigned)
        m_endAcknowledged.insert(received.from);
}

/// To every voter that has not answered yet, and again to those that do not fetch.
void Raft::announce()
{
    for (auto& [id, voter] : m_progress->voters()) {
        if (m_moment.now < voter.announceAgain)
            continue;
        const bool fetches
            = voter.announcedTo && m_moment.now - voter.lastFetch < m_config.fetchTimeout / 2;
        voter.announceAgain = m_moment.now
            + (voter.announcedTo ? m_config.fetchTimeout / 2 : m_config.resendInterval);
        if (!fetches)
            send(id, BeginQuorumEpochRequest{m_config.self, m_quorum.epoch});
    }
}

void Raft::announceEnd()
{
    m_resendAt = m_moment.now + m_config.resendInterval;
    for (const auto voter : m_config.voters.ids())
        if (!m_endAcknowledged.contains(voter))
            send(voter, EndQuorumEpochRequest{m_config.self, m_quorum.epoch, m_successors});
}

}  // namespace stormbench::raft
