// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/raft/log_view.h"

#include <algorithm>

#include "engine/base/assert.h"

namespace stormbench::raft {

LogView::LogView(const StoredLog& stored)
    : m_start(stored.start)
    , m_endOffset(stored.endOffset)
    , m_flushed(stored.endOffset)
    , m_highWatermark(stored.snapshot ? stored.snapshot->offset : stored.start.offset)
    , m_epochs(stored.epochs)
    , m_snapshot(stored.snapshot)
{
    SB_ASSERT(m_start.offset == Offset{0} || m_snapshot, "a log that starts late has a snapshot");
    SB_ASSERT(m_start.offset <= m_highWatermark && m_start.offset <= m_endOffset,
        "the log starts no later than its snapshot");
    SB_ASSERT(m_endOffset == m_start.offset || m_epochs.epochAt(m_start.offset),
        "the epochs cover the log");
    if (m_snapshot && !contains(*m_snapshot))
        resetTo(*m_snapshot);
}

bool LogView::contains(const LogPosition& position) const
{
    if (position.offset <= m_start.offset || position.offset > m_endOffset)
        return position == m_start;
    return m_epochs.epochAt(position.offset - 1) == position.epoch;
}

std::optional<LogPosition> LogView::positionAt(Offset offset) const
{
    if (offset == m_start.offset)
        return m_start;
    if (offset < m_start.offset || offset > m_endOffset)
        return std::nullopt;
    return LogPosition{offset, *m_epochs.epochAt(offset - 1)};
}

LogPosition LogView::end() const
{
    return {m_endOffset, m_epochs.empty() ? m_start.epoch : m_epochs.last()};
}

RecordRange LogView::recordsFrom(Offset base) const
{
    return {base, m_endOffset, m_epochs.between(base, m_endOffset)};
}

LogPosition LogView::endOf(LeaderEpoch epoch) const
{
    // Epochs below the first one here end where the log starts.
    return m_epochs.endOf(epoch, m_endOffset).value_or(m_start);
}

LogView::Verdict LogView::judge(const LogPosition& position) const
{
    const bool beforeStart = position.offset < m_start.offset
        || (position.offset == m_start.offset && position.epoch != m_start.epoch)
        || position.epoch < m_start.epoch;
    if (m_snapshot && beforeStart)
        return {m_snapshot, {}};
    const auto end = endOf(position.epoch);
    if (end.epoch != position.epoch || end.offset < position.offset)
        return {{}, end};
    return {};
}

Offset LogView::truncationPoint(const LogPosition& diverging) const
{
    const auto own = endOf(diverging.epoch);
    return own.epoch == diverging.epoch ? std::min(own.offset, diverging.offset) : own.offset;
}

bool LogView::mayFollow(const RecordRange& records, LeaderEpoch epoch) const
{
    if (records.base != m_endOffset || records.epochs.empty()
        || records.epochs.front().startOffset != records.base
        || records.epochs.front().epoch < end().epoch
        || records.epochs.back().startOffset >= records.end || records.epochs.back().epoch > epoch)
        return false;
    return std::ranges::adjacent_find(records.epochs, [](const auto& a, const auto& b) {
        return a.epoch >= b.epoch || a.startOffset >= b.startOffset;
    }) == records.epochs.end();
}

void LogView::append(LeaderEpoch epoch, Offset endOffset)
{
    SB_ASSERT(endOffset > m_endOffset, "an append makes the log longer");
    m_epochs.extend(epoch, m_endOffset);
    m_endOffset = endOffset;
}

void LogView::append(const RecordRange& records)
{
    for (const auto& entry : records.epochs)
        m_epochs.extend(entry.epoch, entry.startOffset);
    m_endOffset = records.end;
}

void LogView::truncateTo(Offset endOffset)
{
    SB_ASSERT(endOffset >= m_highWatermark, "what is committed stays");
    SB_ASSERT(endOffset < m_endOffset, "a truncation makes the log shorter");
    m_epochs.truncateTo(endOffset);
    m_endOffset = endOffset;
    m_flushed = std::min(m_flushed, endOffset);
    ++m_version;
}

void LogView::resetTo(const LogPosition& snapshot)
{
    m_start = snapshot;
    m_endOffset = m_flushed = snapshot.offset;
    m_highWatermark = std::max(m_highWatermark, snapshot.offset);
    m_epochs = {};
    m_snapshot = snapshot;
    ++m_version;
}

void LogView::moveStart(const LogPosition& start)
{
    SB_ASSERT(m_snapshot && start.offset <= m_snapshot->offset, "a snapshot holds what goes");
    SB_ASSERT(start.offset >= m_start.offset, "the log's start only grows");
    m_start = start;
    m_flushed = std::max(m_flushed, start.offset);
    m_epochs.dropBefore(start.offset);
    if (start.offset == m_endOffset)
        m_epochs = {};
}

void LogView::setSnapshot(const LogPosition& snapshot)
{
    SB_ASSERT(snapshot.offset <= m_highWatermark, "only what is committed is in a snapshot");
    if (!m_snapshot || m_snapshot->offset < snapshot.offset)
        m_snapshot = snapshot;
}

bool LogView::setFlushed(const Offset& endOffset)
{
    SB_ASSERT(endOffset <= m_endOffset, "no more is durable than was written");
    if (endOffset <= m_flushed)
        return false;
    m_flushed = endOffset;
    return true;
}

bool LogView::setHighWatermark(const Offset& highWatermark)
{
    if (highWatermark <= m_highWatermark)
        return false;
    SB_ASSERT(highWatermark <= m_endOffset, "what is committed here is in this log");
    m_highWatermark = highWatermark;
    return true;
}

}  // namespace stormbench::raft
