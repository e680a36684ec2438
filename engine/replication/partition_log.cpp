// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/partition_log.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"

namespace stormbench::replication {

using storage::failLog;
using storage::LogErrorCode;

PartitionLog::PartitionLog(storage::Log& log, BrokerId self, Offset highWatermark)
    : m_log(log)
    , m_self(self)
    , m_highWatermark(std::clamp(highWatermark, log.logStartOffset(), log.logEndOffset()))
{
}

// --- Role ---

bool PartitionLog::becomeLeader(const Assignment& assignment, env::SteadyTime now)
{
    const bool sameLeadership = m_replicas && assignment.leaderEpoch == m_leaderEpoch;
    if (assignment.leaderEpoch < m_leaderEpoch
        || (sameLeadership && assignment.partitionEpoch <= m_replicas->assignment().partitionEpoch))
        return false;
    m_leaderEpoch = assignment.leaderEpoch;
    m_follows = false;
    if (sameLeadership) {
        m_log.keepAsWhole();  // it is the truth now, before any other may lead
        m_replicas->assign(assignment, now);
    } else {
        m_epochStart = m_log.logEndOffset();
        m_replicas.emplace(m_self, assignment, m_epochStart, now);
        m_toldHighWatermarks.clear();
        if (assignment.replicas.size() == 1)
            m_log.keepAsWhole();
    }
    (void)advance();
    m_watch.notify();
    return true;
}

bool PartitionLog::becomeFollower(LeaderEpoch epoch)
{
    if (epoch < m_leaderEpoch)
        return false;
    const bool changes = !m_follows || epoch != m_leaderEpoch;
    m_leaderEpoch = epoch;
    m_follows = true;
    m_replicas.reset();
    if (changes)
        m_watch.notify();
    return true;
}

void PartitionLog::resign()
{
    m_replicas.reset();
    m_follows = false;
    m_watch.notify();
}

EpochCheck PartitionLog::checkEpoch(LeaderEpoch current) const
{
    if (current == kNoLeaderEpoch || current == m_leaderEpoch)
        return EpochCheck::Current;
    return current < m_leaderEpoch ? EpochCheck::Fenced : EpochCheck::Unknown;
}

// --- As a leader ---

bool PartitionLog::advance()
{
    if (!m_replicas || underMinInSync())
        return false;
    const auto replicated = m_replicas->replicated(m_log.firmEnd());
    if (replicated <= m_highWatermark)
        return false;
    setHighWatermark(replicated);
    return true;
}

void PartitionLog::setHighWatermark(Offset offset)
{
    m_highWatermark = std::clamp(offset, m_log.logStartOffset(), m_log.logEndOffset());
}

storage::LogResult<storage::AppendedBatch> PartitionLog::append(
    ByteView records, storage::AppendOrigin origin, bool zstdAllowed)
{
    if (!m_replicas)
        return failLog(LogErrorCode::NotLeader, "this broker does not lead the partition");
    auto appended = m_log.appendAsLeader(records, {m_leaderEpoch, origin, zstdAllowed});
    if (appended && !appended->duplicate) {
        (void)advance();
        m_watch.notify();
    }
    return appended;
}

void PartitionLog::noteFlushed()
{
    if (advance())
        m_watch.notify();
}

storage::LogResult<> PartitionLog::deleteRecords(Offset newLogStart)
{
    if (!m_replicas)
        return failLog(LogErrorCode::NotLeader, "this broker does not lead the partition");
    if (newLogStart > highWatermark())
        return failLog(LogErrorCode::OffsetOutOfRange, "the offset is above the high watermark");
    auto deleted = m_log.deleteRecords(newLogStart);
    if (deleted)
        m_watch.notify();
    return deleted;
}

bool PartitionLog::onFollowerFetch(const FollowerFetch& fetch, env::SteadyTime now)
{
    const auto deleted = deletedBelow();
    if (!m_replicas || !m_replicas->onFetch(fetch, m_log.logEndOffset(), now))
        return false;
    if (advance() || deletedBelow() != deleted)
        m_watch.notify();
    return true;
}

Offset PartitionLog::deletedBelow() const
{
    return m_replicas ? m_replicas->deletedBelow(logStartOffset()) : logStartOffset();
}

bool PartitionLog::isSettled(BrokerId follower) const
{
    if (!m_replicas || !m_replicas->contains(follower))
        return false;
    const auto known = m_replicas->followers().find(follower);
    const auto told = m_toldHighWatermarks.find(follower);
    return known != m_replicas->followers().end() && known->second.logEnd == m_log.logEndOffset()
        && told != m_toldHighWatermarks.end() && told->second == m_highWatermark;
}

void PartitionLog::noteCaughtUp(BrokerId follower, env::SteadyTime at)
{
    if (m_replicas)
        m_replicas->noteCaughtUp(follower, at);
}

bool PartitionLog::owesHighWatermark(BrokerId follower) const
{
    const auto told = m_toldHighWatermarks.find(follower);
    return told != m_toldHighWatermarks.end() && told->second < m_highWatermark;
}

void PartitionLog::noteHighWatermarkTold(BrokerId follower)
{
    m_toldHighWatermarks[follower] = m_highWatermark;
}

void PartitionLog::setMinInSync(int replicas)
{
    m_minInSync = replicas;
    if (advance())
        m_watch.notify();
}

bool PartitionLog::underMinInSync() const
{
    return m_replicas && m_replicas->underMinimum(m_minInSync);
}

std::optional<InSyncReplicas::Proposal> PartitionLog::proposeIsr(
    env::SteadyTime now, const InSyncReplicas::Limits& limits)
{
    if (!m_replicas)
        return std::nullopt;
    return m_replicas->propose(m_log.logEndOffset(), m_highWatermark, now, limits);
}

void PartitionLog::acceptIsr(
    LeaderEpoch epoch, const std::vector<BrokerId>& isr, PartitionEpoch partitionEpoch)
{
    if (!m_replicas || epoch != m_leaderEpoch)
        return;
    m_log.keepAsWhole();
    m_replicas->accept(isr, partitionEpoch);
    (void)advance();
    m_watch.notify();
}

void PartitionLog::withdrawIsr(LeaderEpoch epoch)
{
    if (!m_replicas || epoch != m_leaderEpoch)
        return;
    m_replicas->withdraw();
    if (advance())
        m_watch.notify();
}

// --- As a follower ---

storage::LogResult<> PartitionLog::checkFollows(LeaderEpoch epoch) const
{
    if (m_follows && epoch == m_leaderEpoch)
        return {};
    return failLog(LogErrorCode::NotLeader, "the answer is of a leader that we do not follow");
}

storage::LogResult<> PartitionLog::truncateTo(Offset offset)
{
    if (offset < m_highWatermark)
        log::warn("replication",
            "{} is cut to offset {}, below its high watermark {}: an unclean leader was elected",
            m_log.directory(), offset.value(), m_highWatermark.value());
    if (offset < m_log.logEndOffset())
        ++m_truncations;
    auto cut = m_log.truncateTo(offset);
    setHighWatermark(m_highWatermark);
    return cut;
}

storage::LogResult<PartitionLog::Copied> PartitionLog::copy(
    LeaderEpoch epoch, const LeaderAnswer& answer)
{
    if (auto follows = checkFollows(epoch); !follows)
        return failLog(std::move(follows).error());
    // It was asked for from its beginning (see ReplicaFetcher), so this replica is not in sync.
    if (m_log.gaps() != storage::Log::Gaps::None) {
        if (auto begun = startAnew(epoch, answer.logStartOffset); !begun)
            return failLog(std::move(begun).error());
        return Copied::Truncated;
    }
    if (answer.diverging) {
        // The leader's end of our last epoch, or of the greatest one below that it has. What we
        // have of that epoch may be shorter (KIP-101, KIP-279).
        const auto ours = m_log.endOffsetForEpoch(answer.diverging->epoch);
        auto cut = answer.diverging->endOffset;
        if (ours.endOffset != kNoOffset)
            cut = std::min(cut, ours.endOffset);
        if (auto done = truncateTo(std::max(cut, m_log.logStartOffset())); !done)
            return failLog(std::move(done).error());
        m_watch.notify();
        return Copied::Truncated;
    }
    if (auto appended = m_log.appendAsFollower(answer.batches); !appended)
        return failLog(std::move(appended).error());
    if (answer.logStartOffset > m_log.logStartOffset()) {
        const auto start = std::min(answer.logStartOffset, m_log.logEndOffset());
        if (auto deleted = m_log.deleteRecords(start); !deleted)
            return failLog(std::move(deleted).error());
    }
    const auto before = m_highWatermark;
    setHighWatermark(std::max(answer.highWatermark, m_highWatermark));
    if (m_highWatermark != before)
        m_watch.notify();
    return Copied::Appended;
}

storage::LogResult<> PartitionLog::startAnew(LeaderEpoch epoch, Offset logStart)
{
    if (auto follows = checkFollows(epoch); !follows)
        return follows;
    if (m_log.gaps() == storage::Log::Gaps::Start && logStart >= m_log.logStartOffset()
        && logStart <= m_log.logEndOffset()) {
        m_log.keepAsWhole();  // retention had moved the start, nothing else
        return {};
    }
    auto done = m_log.startAnew(logStart);
    setHighWatermark(logStart);
    m_watch.notify();
    return done;
}

// --- Reading ---

storage::LogResult<ReadResult> PartitionLog::read(const ReadRequest& request)
{
    if (!m_replicas && !(request.fromFollower && m_follows))
        return failLog(LogErrorCode::NotLeader, "this broker does not lead the partition");
    auto range = m_log.read(
        {request.from, endFor(request.isolation), request.maxBytes, request.atLeastOneBatch});
    if (!range)
        return failLog(std::move(range).error());
    return ReadResult{*std::move(range), highWatermark(), lastStableOffset(), logStartOffset()};
}

Offset PartitionLog::endFor(Isolation isolation) const
{
    switch (isolation) {
    case Isolation::LogEnd: return logEndOffset();
    case Isolation::ReadUncommitted: return highWatermark();
    case Isolation::ReadCommitted: return lastStableOffset();
    }
    return highWatermark();
}

bool PartitionLog::highWatermarkIsOld() const
{
    return m_replicas && m_highWatermark < m_epochStart;
}

storage::LogResult<std::optional<storage::TimestampOffset>> PartitionLog::offsetForTimestamp(
    storage::Millis timestamp, Isolation isolation)
{
    auto found = m_log.offsetForTimestamp(timestamp);
    if (found && *found && (*found)->offset >= endFor(isolation))
        return std::nullopt;
    return found;
}

storage::LogResult<std::optional<storage::TimestampOffset>> PartitionLog::offsetOfMaxTimestamp()
{
    return m_log.offsetOfMaxTimestamp();
}

storage::LeaderEpochCache::EndOffset PartitionLog::endOffsetForEpoch(LeaderEpoch epoch) const
{
    if (m_replicas && epoch == m_leaderEpoch)
        return {epoch, logEndOffset()};  // also before the first record of this epoch
    const auto latest = m_log.leaderEpochs().latest();
    if (m_replicas && epoch > latest && epoch < m_leaderEpoch) {
        // An epoch of which we have nothing: what we have ends where ours begins.
        return {latest == kNoLeaderEpoch ? epoch : latest, m_epochStart};
    }
    return m_log.endOffsetForEpoch(epoch);
}

}  // namespace stormbench::replication
