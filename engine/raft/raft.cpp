// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/raft/raft.h"

#include <algorithm>

#include "engine/base/assert.h"

namespace stormbench::raft {

namespace {
constexpr int kRefusalsOfTheDead = 2;
}

Raft::Raft(Config config, const QuorumState& stored, const StoredLog& log)
    : m_config(std::move(config))
    , m_quorum(stored)
    , m_persisted(stored)
    , m_log(log)
    , m_knownLeaderEpoch(stored.epoch)
{
    SB_ASSERT(m_config.fetchMaxWait * 2 < m_config.fetchTimeout,
        "a leader with nothing to say is heard of before it counts as dead");
    // A log of an epoch that was never persisted has lost its quorum state; it must not vote in
    // that epoch again.
    if (m_log.end().epoch > m_quorum.epoch)
        m_quorum = {m_log.end().epoch, m_config.self, kNoBroker};
}

Outputs Raft::step(const Input& input, const Moment& moment)
{
    SB_ASSERT(m_started != std::holds_alternative<Start>(input), "Start comes first, and once");
    m_moment = moment;
    std::visit([this](const auto& alternative) { handle(alternative); }, input);
    persistIfChanged();
    const auto deadline = nextDeadline();
    if (deadline && deadline != m_scheduled)
        m_out.emplace_back(ScheduleAt{*deadline});
    m_scheduled = deadline;
    return std::exchange(m_out, {});
}

BrokerId Raft::leader() const
{
    // Who asks for a pre-vote doubts the leader and must not lead others to it.
    return m_role == Role::Prospective ? kNoBroker : m_quorum.leader;
}

const QuorumProgress* Raft::progress() const
{
    return m_progress ? &*m_progress : nullptr;
}

void Raft::handle(const Start&)
{
    m_started = true;
    if (m_log.version() > 0)
        put(ResetLog{*m_log.snapshot()});
    const auto& state = m_quorum;
    const bool knowsLeader
        = m_config.voters.contains(state.leader) && state.leader != m_config.self;
    if (!isVoter()) {
        m_role = Role::Observer;
        becomeFollower(state.epoch, knowsLeader ? state.leader : kNoBroker);
    } else if (m_config.voters.size() == 1) {
        becomeProspective();
    } else if (knowsLeader) {
        becomeFollower(state.epoch, state.leader);
    } else {
        becomeUnattached(state.epoch,
            m_config.firstElection ? m_moment.now + *m_config.firstElection : electionDeadline());
    }
}

void Raft::handle(const Tick&)
{
    switch (m_role) {
    case Role::Unattached:
    case Role::Prospective:
    case Role::Candidate:
    case Role::Resigned: tickElection(); break;
    case Role::Follower:
    case Role::Observer: tickFollower(); break;
    case Role::Leader: tickLeader(); break;
    }
}

void Raft::handle(const RequestReceived& received)
{
    std::visit([&](const auto& request) { onRequest(received.token, request); }, received.request);
}

void Raft::handle(const ResponseReceived& received)
{
    m_refusals = 0;
    std::visit([&](const auto& response) { onResponse(received, response); }, received.response);
}

void Raft::handle(const RequestFailed& failed)
{
    // Votes and announcements are sent again in time; a fetch sooner.
    if (!m_fetch || m_fetch->id != failed.id)
        return;
    // A leader that nobody listens for has died, or has ended: no use in waiting until the timeout.
    // If others still hear it, their pre-votes say so. Once may be a connection that broke.
    m_refusals = failed.refused ? m_refusals + 1 : 0;
    if (m_refusals >= kRefusalsOfTheDead && follows())
        m_deadline = std::min(
            m_deadline, m_moment.now + m_config.retryBackoff + jitter(m_config.electionBackoffMax));
    fetchLater();
}

void Raft::handle(const Appended& appended)
{
    SB_ASSERT(
        m_role == Role::Leader && appended.epoch == m_quorum.epoch, "only the leader appends");
    m_log.append(appended.epoch, appended.endOffset);
    answerParked();
}

void Raft::handle(const Flushed& flushed)
{
    if (flushed.logVersion != m_log.version() || !m_log.setFlushed(flushed.endOffset))
        return;
    if (m_role == Role::Leader) {
        commitByMajority();
    } else if (follows() && m_log.allFlushed()) {
        leaderIsAlive();  // the timer stood still while the disk was busy
        fetchIfIdle();
    }
}

void Raft::handle(const SnapshotTaken& taken)
{
    m_log.setSnapshot(taken.snapshot);
}

void Raft::handle(const LogStartMoved& moved)
{
    m_log.moveStart(moved.start);
}

void Raft::put(Output output)
{
    // One Persist a step is enough: what only tells the host of a change may stand before it.
    if (!std::holds_alternative<RoleChanged>(output)
        && !std::holds_alternative<LeaderChanged>(output))
        persistIfChanged();
    m_out.push_back(std::move(output));
}

void Raft::persistIfChanged()
{
    if (m_persisted == m_quorum)
        return;
    SB_ASSERT(m_persisted.epoch < m_quorum.epoch
            || (m_persisted.epoch == m_quorum.epoch
                && (m_persisted.votedFor == kNoBroker
                    || m_persisted.votedFor == m_quorum.votedFor)),
        "one vote an epoch, and epochs only grow");
    m_persisted = m_quorum;
    m_out.emplace_back(Persist{m_quorum});
}

RequestId Raft::send(BrokerId to, Request request)
{
    ++m_lastRequest;
    put(Send{to, m_lastRequest, std::move(request)});
    return m_lastRequest;
}

void Raft::advanceHighWatermark(Offset to)
{
    if (m_log.setHighWatermark(to))
        put(HighWatermarkAdvanced{to});
}

Duration Raft::jitter(Duration bound) const
{
    return Duration(static_cast<Duration::rep>(
        m_moment.random % static_cast<std::uint64_t>(std::max<Duration::rep>(1, bound.count()))));
}

Time Raft::electionDeadline() const
{
    return m_moment.now + m_config.electionTimeout + jitter(m_config.electionTimeout);
}

ResponseHeader Raft::header(RaftError error) const
{
    return {error, m_quorum.epoch, leader()};
}

std::optional<Time> Raft::nextDeadline() const
{
    switch (m_role) {
    case Role::Unattached: return m_deadline;
    case Role::Prospective:
    case Role::Candidate: return m_electionLost ? m_deadline : std::min(m_deadline, m_resendAt);
    case Role::Resigned: return std::min(m_deadline, m_resendAt);
    case Role::Follower:
    case Role::Observer: {
        if (!m_log.allFlushed())
            return std::nullopt;
        if (m_fetchingSnapshot)
            return m_deadline;
        return std::min(m_deadline, m_fetch ? m_fetch->deadline : m_fetchAgain);
    }
    case Role::Leader: break;
    }
    if (m_config.voters.size() == 1 && m_parked.empty())
        return std::nullopt;
    auto next = m_config.voters.size() == 1 ? Time::max() : checkQuorumDeadline();
    for (const auto& [id, voter] : m_progress->voters())
        next = std::min(next, voter.announceAgain);
    for (const auto& fetch : m_parked)
        next = std::min(next, fetch.deadline);
    return next;
}

}  // namespace stormbench::raft
