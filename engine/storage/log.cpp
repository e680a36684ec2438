// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/log.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/base/log.h"
#include "engine/storage/log_recovery.h"
#include "engine/storage/partition_metadata.h"
#include "engine/storage/relaxed_file.h"

namespace stormbench::storage {

Log::Log(LogContext& context, OpenOptions options)
    : m_context(context)
    , m_instance(++context.lastInstance)
    , m_directory(std::move(options.directory))
    , m_config(options.config)
    , m_logStartOffset(options.logStartOffset)
    , m_recoveryPoint(options.recoveryPoint)
    , m_checkpointedPoint(options.recoveryPoint)
    , m_firstDirty(options.firstDirtyOffset)
    , m_lastFlush(context.clock.steadyNow())
{
}

Log::~Log()
{
    if (m_offline)
        --m_context.offlineLogs;
}

Result<std::unique_ptr<Log>> Log::open(LogContext& context, OpenOptions options)
{
    const bool clean = options.cleanShutdown;
    std::unique_ptr<Log> log(new Log(context, std::move(options)));
    SB_TRY(LogRecovery(*log, clean).run());
    return log;
}

// --- Offline ---

void Log::goOffline(const Error& reason)
{
    if (m_offline)
        return;
    m_offline = reason;
    log::error("storage", "{} is offline: {}", m_directory, reason.message);
    if (m_context.offlineLogs++ == 0 && m_context.onFirstOffline)
        m_context.onFirstOffline();
}

LogResult<> Log::checkOnline() const
{
    if (m_offline)
        return failLog(LogErrorCode::StorageError,
            fmt::format("{} is offline: {}", m_directory, m_offline->message));
    if (m_closed)
        return failLog(LogErrorCode::StorageError, fmt::format("{} is closed", m_directory));
    return {};
}

Result<> Log::adopt(const Uuid& topicId)
{
    m_adoptedId = topicId;
    if (m_logEndOffset == m_segments.front()->baseOffset())
        return writeAdoptedId();
    m_gaps = Gaps::Amid;
    return {};
}

void Log::keepAsWhole()
{
    m_gaps = Gaps::None;
    if (const auto written = writeAdoptedId(); !written)
        log::warn("storage", "{}: {}", m_directory, written.error().message);
}

Result<> Log::writeAdoptedId()
{
    if (m_adoptedId)
        SB_TRY(writePartitionMetadata(m_context.files, m_directory, *m_adoptedId));
    m_adoptedId.reset();
    return {};
}

Result<> Log::bringOnline()
{
    if (!m_offline)
        return {};
    if (m_needsRestart)
        return fail(ErrorCode::Conflict,
            fmt::format("{}: only a restart recovers it: {}", m_directory, m_offline->message));
    SB_TRY(active().bringOnline());
    SB_TRY(finishCut());
    m_offline.reset();
    --m_context.offlineLogs;
    log::info("storage", "{} is online again", m_directory);
    return {};
}

// --- Rolling ---

Result<bool> Log::needsRoll(const BatchHeader& header)
{
    auto& segment = active();
    if (segment.empty())
        return false;
    if (std::uint64_t{segment.size()} + header.sizeInBytes > m_config.segmentBytes)
        return true;
    if (header.lastOffset() - segment.baseOffset() > std::numeric_limits<std::int32_t>::max())
        return true;
    if (segment.indexBytes() + OffsetIndex::kEntrySize > m_config.segmentIndexBytes)
        return true;
    SB_TRY_ASSIGN(const auto first, segment.firstTimestamp());
    return first != kNoTimestamp && header.maxTimestamp - first > m_config.rollMs() - jitter();
}

/// The active segment's part of segment.jitter.ms: another one in each log, the same after a
/// restart.
Millis Log::jitter() const
{
    const auto most = std::min(m_config.segmentJitterMs, m_config.rollMs()).count();
    if (most <= 0)
        return Millis{0};
    std::uint64_t hash = 14695981039346656037ull;  // FNV-1a
    const auto mix = [&](std::uint8_t byte) { hash = (hash ^ byte) * 1099511628211ull; };
    for (const auto character : m_segments.back()->path())
        mix(static_cast<std::uint8_t>(character));
    return Millis{static_cast<std::int64_t>(hash % static_cast<std::uint64_t>(most))};
}

Result<> Log::roll()
{
    SB_TRY(active().writeIndexes());
    SB_TRY(writeProducerSnapshot(m_logEndOffset));
    SB_TRY_ASSIGN(auto segment, Segment::create(m_context.cache, m_directory, m_logEndOffset));
    m_segments.push_back(std::move(segment));
    return {};
}

Result<> Log::rollIfNeeded(const BatchHeader& header)
{
    SB_TRY_ASSIGN(const bool needed, needsRoll(header));
    return needed ? roll() : Result<>{};
}

Result<> Log::writeEpochs()
{
    return writeFileRelaxed(
        m_context.files, m_directory + '/' + std::string(kLeaderEpochFile), m_epochs.serialize());
}

Result<> Log::writeProducerSnapshot(Offset offset)
{
    constexpr std::size_t kKept = 2;
    if (!m_snapshots.empty() && m_snapshots.back() == offset)
        return {};
    SB_TRY(writeFileRelaxed(
        m_context.files, snapshotPath(m_directory, offset), m_producers.serialize()));
    m_snapshots.push_back(offset);
    for (; m_snapshots.size() > kKept; m_snapshots.erase(m_snapshots.begin()))
        SB_TRY(removeIfExists(m_context.files, snapshotPath(m_directory, m_snapshots.front())));
    return {};
}

// --- Reading ---

std::size_t Log::segmentIndexFor(Offset offset) const
{
    const auto after = std::upper_bound(m_segments.begin(), m_segments.end(), offset,
        [](Offset wanted, const auto& s) { return wanted < s->baseOffset(); });
    return after == m_segments.begin() ? 0
                                       : static_cast<std::size_t>(after - m_segments.begin()) - 1;
}

LogResult<env::FileRange> Log::read(const ReadOptions& options)
{
    if (options.from < m_logStartOffset || options.from > m_logEndOffset)
        return failLog(LogErrorCode::OffsetOutOfRange,
            fmt::format("offset {} is outside of {}..{}", options.from.value(),
                m_logStartOffset.value(), m_logEndOffset.value()));
    const auto bound = std::min(options.upperBound, m_logEndOffset);
    if (options.from >= bound)
        return env::FileRange{};
    for (auto i = segmentIndexFor(options.from);
         i < m_segments.size() && m_segments[i]->baseOffset() < bound; ++i) {
        const auto range
            = m_segments[i]->read({options.from, bound, options.maxBytes, options.atLeastOneBatch});
        if (!range)
            return failLog(range.error());
        if (range->size > 0)
            return *range;
        const auto next = m_segments[i]->nextOffset();
        if (!next)
            return failLog(next.error());
        if (*next > options.from && !m_segments[i]->empty())
            break;  // there is a batch, but it does not fit: the next segment's would come out of
                    // order
    }
    return env::FileRange{};
}

Result<Bytes> Log::readBytes(const env::FileRange& range)
{
    Bytes bytes(range.size);
    if (bytes.empty())
        return bytes;
    SB_TRY_ASSIGN(const auto got, range.file->readAt(range.position, bytes));
    if (got != bytes.size())
        return fail(ErrorCode::Corrupt, "the segment's file ends before its batches");
    return bytes;
}

// --- Offsets ---

std::uint64_t Log::sizeInBytes() const
{
    std::uint64_t size = 0;
    for (const auto& segment : m_segments)
        size += segment->size();
    return size;
}

LogResult<std::optional<TimestampOffset>> Log::offsetForTimestamp(Millis timestamp)
{
    for (auto i = segmentIndexFor(m_logStartOffset); i < m_segments.size(); ++i) {
        const auto found = m_segments[i]->findTimestamp(timestamp, m_logStartOffset);
        if (!found)
            return failLog(found.error());
        if (*found)
            return *found;
    }
    return std::nullopt;
}

LogResult<std::optional<TimestampOffset>> Log::offsetOfMaxTimestamp()
{
    auto greatest = kNoTimestamp;
    for (const auto& segment : m_segments) {
        const auto timestamp = segment->maxTimestamp();
        if (!timestamp)
            return failLog(timestamp.error());
        greatest = std::max(greatest, *timestamp);
    }
    if (greatest == kNoTimestamp)
        return std::nullopt;
    return offsetForTimestamp(greatest);
}

LeaderEpochCache::EndOffset Log::endOffsetForEpoch(LeaderEpoch epoch) const
{
    return m_epochs.endOffsetFor(epoch, m_logEndOffset);
}

std::size_t Log::expireProducers(Millis maxIdle)
{
    return m_producers.expire(m_context.clock.wallNow(), maxIdle);
}

}  // namespace stormbench::storage
