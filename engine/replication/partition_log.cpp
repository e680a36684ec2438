// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/partition_log.h"

#include <algorithm>

namespace stormbench::replication {

using storage::failLog;
using storage::LogErrorCode;

PartitionLog::PartitionLog(storage::Log& log)
    : m_log(log)
{
}

bool PartitionLog::becomeLeader(LeaderEpoch epoch)
{
    if (epoch < m_leaderEpoch)
        return false;
    m_leaderEpoch = epoch;
    m_isLeader = true;
    m_watch.notify();
    return true;
}

void PartitionLog::resign()
{
    m_isLeader = false;
    m_watch.notify();
}

EpochCheck PartitionLog::checkEpoch(LeaderEpoch current) const
{
    if (current == kNoLeaderEpoch || current == m_leaderEpoch)
        return EpochCheck::Current;
    return current < m_leaderEpoch ? EpochCheck::Fenced : EpochCheck::Unknown;
}

storage::LogResult<storage::AppendedBatch> PartitionLog::append(
    ByteView records, storage::AppendOrigin origin, bool zstdAllowed)
{
    if (!m_isLeader)
        return failLog(LogErrorCode::NotLeader, "this broker does not lead the partition");
    auto appended = m_log.appendAsLeader(records, {m_leaderEpoch, origin, zstdAllowed});
    if (appended && !appended->duplicate)
        m_watch.notify();
    return appended;
}

storage::LogResult<ReadResult> PartitionLog::read(const ReadRequest& request)
{
    if (!m_isLeader)
        return failLog(LogErrorCode::NotLeader, "this broker does not lead the partition");
    auto range = m_log.read(
        {request.from, endFor(request.isolation), request.maxBytes, request.atLeastOneBatch});
    if (!range)
        return failLog(std::move(range).error());
    return ReadResult{*std::move(range), highWatermark(), lastStableOffset(), logStartOffset()};
}

storage::LogResult<> PartitionLog::deleteRecords(Offset newLogStart)
{
    if (!m_isLeader)
        return failLog(LogErrorCode::NotLeader, "this broker does not lead the partition");
    if (newLogStart > highWatermark())
        return failLog(LogErrorCode::OffsetOutOfRange, "the offset is above the high watermark");
    auto deleted = m_log.deleteRecords(newLogStart);
    if (deleted)
        m_watch.notify();
    return deleted;
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
    if (m_isLeader && epoch == m_leaderEpoch)
        return {epoch, logEndOffset()};  // also before the first record of this epoch
    return m_log.endOffsetForEpoch(epoch);
}

}  // namespace stormbench::replication
