// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/raft/raft.h"

namespace stormbench::raft {

/// The leader, or for an observer without one any voter: it will name the leader.
BrokerId Raft::fetchTarget() const
{
    if (m_quorum.leader != kNoBroker || m_config.voters.size() == 0)
        return m_quorum.leader;
    return m_config.voters.ids()[m_moment.random % m_config.voters.size()];
}

/// The position acknowledges all before it, so nothing is fetched while something is not durable.
void Raft::fetchIfIdle()
{
    if (m_fetch || m_fetchingSnapshot || !m_log.allFlushed() || m_moment.now < m_fetchAgain)
        return;
    const auto target = fetchTarget();
    if (target == kNoBroker)
        return;
    const auto id = send(target,
        FetchRequest{m_config.self, m_quorum.epoch, m_log.end(), m_log.highWatermark(),
            m_config.fetchMaxWait});
    // The answer may take as long as it is parked; twice that is too long.
    m_fetch = {target, id, m_moment.now + m_config.fetchMaxWait * 2};
}

void Raft::fetchLater()
{
    m_fetch.reset();
    m_fetchAgain = m_moment.now + m_config.retryBackoff;
}

void Raft::leaderIsAlive()
{
    m_deadline = m_moment.now + m_config.fetchTimeout + jitter(m_config.fetchTimeout / 4);
}

void Raft::tickFollower()
{
    if (!m_log.allFlushed())
        return;
    if (m_moment.now >= m_deadline) {
        if (isVoter())
            return becomeProspective();
        return becomeFollower(m_quorum.epoch, kNoBroker);
    }
    if (m_fetch && m_moment.now >= m_fetch->deadline)
        m_fetch.reset();
    fetchIfIdle();
}

void Raft::onResponse(const ResponseReceived& received, const FetchResponse& response)
{
    const auto& head = response.header;
    const bool expected = m_fetch && m_fetch->id == received.id && follows();
    learn(head.epoch, head.leader);
    // It may have changed what this node is: then the fetch was another node's, so to speak.
    if (!expected || !m_fetch || m_fetch->id != received.id)
        return;
    fetchLater();
    const bool fromLeader = received.from == m_quorum.leader && head.epoch == m_quorum.epoch;
    if (fromLeader && head.error == RaftError::None) {
        m_fetchAgain = m_moment.now;
        m_fetchedFromLeader = true;
        leaderIsAlive();
        take(response);
        fetchIfIdle();
    } else if (fromLeader && head.error == RaftError::NotLeaderOrFollower) {
        // It has resigned, or come back without knowing that it led.
        becomeUnattached(m_quorum.epoch, electionDeadline());
    }
}

void Raft::take(const FetchResponse& response)
{
    if (response.diverging)
        return truncate(*response.diverging);
    if (response.snapshot)
        return fetchSnapshot(*response.snapshot);
    if (!response.records.empty()) {
        if (!m_log.mayFollow(response.records, m_quorum.epoch))
            return fetchLater();
        m_log.append(response.records);
        put(AppendFetched{response.records});
    }
    advanceHighWatermark(std::min(response.highWatermark, m_log.endOffset()));
}

void Raft::truncate(const LogPosition& diverging)
{
    const auto point = m_log.truncationPoint(diverging);
    if (point >= m_log.endOffset())
        return fetchLater();
    if (point < m_log.highWatermark()) {
        fetchLater();
        return put(LogInconsistent{diverging, m_log.highWatermark()});
    }
    m_log.truncateTo(point);
    put(TruncateTo{point});
}

void Raft::fetchSnapshot(const LogPosition& snapshot)
{
    if (snapshot.offset <= m_log.highWatermark())
        return fetchLater();
    m_fetchingSnapshot = snapshot;
    put(FetchSnapshotFrom{m_quorum.leader, m_quorum.epoch, snapshot});
}

void Raft::handle(const SnapshotProgress& progress)
{
    if (m_fetchingSnapshot == progress.snapshot)
        leaderIsAlive();
}

void Raft::handle(const SnapshotFetched& fetched)
{
    if (m_fetchingSnapshot != fetched.snapshot)
        return;
    m_fetchingSnapshot.reset();
    const bool news = fetched.snapshot.offset > m_log.highWatermark();
    m_log.resetTo(fetched.snapshot);
    put(ResetLog{fetched.snapshot});
    if (news)
        put(HighWatermarkAdvanced{fetched.snapshot.offset});
    leaderIsAlive();
    fetchIfIdle();
}

void Raft::handle(const SnapshotFailed& failed)
{
    if (m_fetchingSnapshot != failed.snapshot)
        return;
    m_fetchingSnapshot.reset();
    fetchLater();
}

}  // namespace stormbench::raft
