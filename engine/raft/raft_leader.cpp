// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/raft/raft.h"

namespace stormbench::raft {

RaftError Raft::refusal(LeaderEpoch epoch) const
{
    if (epoch < m_quorum.epoch)
        return RaftError::FencedLeaderEpoch;
    if (epoch > m_quorum.epoch)
        return RaftError::UnknownLeaderEpoch;
    return m_role == Role::Leader ? RaftError::None : RaftError::NotLeaderOrFollower;
}

void Raft::onRequest(RequestToken token, const FetchRequest& request)
{
    if (const auto error = refusal(request.epoch); error != RaftError::None) {
        FetchResponse response;
        response.header = header(error);
        return put(Reply{token, response});
    }
    // A replica has one fetch under way: what is parked of it has lost its asker.
    if (request.replica >= BrokerId{0}) {
        const auto older = std::ranges::find(m_parked, request.replica, &ParkedFetch::replica);
        if (older != m_parked.end()) {
            const auto fetch = *older;
            m_parked.erase(older);
            answerFetch(fetch);
        }
    }
    const auto verdict = m_log.judge(request.position);
    m_progress->fetched(request.replica, verdict.valid() ? request.position.offset : kNoOffset,
        m_log.endOffset(), m_moment.now);
    if (!verdict.valid()) {
        FetchResponse response;
        response.header = header();
        response.highWatermark = m_log.highWatermark();
        response.snapshot = verdict.snapshot;
        response.diverging = verdict.diverging;
        return put(Reply{token, response});
    }
    const auto known
        = request.highWatermark == kNoOffset ? m_log.highWatermark() : request.highWatermark;
    m_parked.push_back({token, request.replica, request.position.offset, known,
        m_moment.now + std::min(request.maxWait, m_config.fetchTimeout / 2)});
    commitByMajority();
    answerParked();
}

void Raft::onRequest(RequestToken token, const FetchSnapshotRequest& request)
{
    auto error = refusal(request.epoch);
    if (error == RaftError::None) {
        m_progress->fetched(request.replica, kNoOffset, m_log.endOffset(), m_moment.now);
        // The one that the log begins with is there too, for whom a newer one overtakes.
        const auto& start = m_log.start();
        const bool known = m_log.snapshot() == request.snapshot
            || (start.offset > Offset{0} && start == request.snapshot);
        if (!known)
            error = RaftError::SnapshotNotFound;
    }
    put(Reply{token, FetchSnapshotResponse{header(error)}});
}

/// Raft §5.4.2: what a majority has counts as committed once an entry of this epoch is among it.
void Raft::commitByMajority()
{
    const auto offset = m_progress->majorityOffset(m_log.flushed());
    if (offset <= m_epochStart || offset <= m_log.highWatermark())
        return;
    advanceHighWatermark(offset);
    answerParked();
}

void Raft::answerFetch(const ParkedFetch& fetch)
{
    FetchResponse response;
    response.header = header();
    response.highWatermark = m_log.highWatermark();
    response.records = m_log.recordsFrom(fetch.position);
    put(Reply{fetch.token, response});
}

/// Those that have something to hear of, and those that have waited long enough.
void Raft::answerParked()
{
    std::erase_if(m_parked, [this](const ParkedFetch& fetch) {
        const bool ready = fetch.position < m_log.endOffset()
            || fetch.highWatermark < m_log.highWatermark() || m_moment.now >= fetch.deadline;
        if (ready)
            answerFetch(fetch);
        return ready;
    });
}

/// No leader any more, or the leader of another epoch.
void Raft::dropParked()
{
    for (const auto& fetch : std::exchange(m_parked, {})) {
        FetchResponse response;
        response.header = header(RaftError::NotLeaderOrFollower);
        put(Reply{fetch.token, response});
    }
}

/// A leader that a majority does not fetch from may have been replaced already, and could not
/// commit anything anyway (Raft dissertation §6.2). Later than the voters' own fetch timeouts.
Time Raft::checkQuorumDeadline() const
{
    return m_progress->majorityContact(m_moment.now) + m_config.fetchTimeout * 3 / 2;
}

void Raft::tickLeader()
{
    answerParked();
    m_progress->dropSilentObservers(m_moment.now);
    if (m_moment.now >= checkQuorumDeadline())
        return resign();
    announce();
}

void Raft::handle(const Resign&)
{
    // A single voter has nobody to hand over to.
    if (m_role == Role::Leader && m_config.voters.size() > 1)
        resign();
}

}  // namespace stormbench::raft
