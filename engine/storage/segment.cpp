// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/segment.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/storage/batch_cursor.h"
#include "engine/storage/record_walk.h"
#include "engine/storage/relaxed_file.h"

namespace stormbench::storage {

namespace {
constexpr std::size_t kProbeBytes = 64 * 1024;
}

std::string Segment::fileStem(Offset base)
{
    return fmt::format("{:020}", base.value());
}

Segment::Segment(FileCache& cache, std::string stem, Offset base)
    : m_stem(std::move(stem))
    , m_log(cache, m_stem + ".log")
    , m_base(base)
    , m_index(base)
{
}

std::string Segment::indexPath() const
{
    return m_stem + ".index";
}

std::string Segment::timeIndexPath() const
{
    return m_stem + ".timeindex";
}

std::size_t Segment::indexBytes() const
{
    // The time index gets one more entry when the segment is closed.
    return std::max(m_index.offsets.entries().size() * OffsetIndex::kEntrySize,
        (m_index.times.entries().size() + 1) * TimeIndex::kEntrySize);
}

Result<std::unique_ptr<Segment>> Segment::create(
    FileCache& cache, const std::string& directory, Offset base)
{
    std::unique_ptr<Segment> segment(new Segment(cache, directory + '/' + fileStem(base), base));
    SB_TRY_ASSIGN(
        const auto file, cache.files().open(segment->path(), env::Files::Mode::CreateOrOpen));
    SB_TRY(file->truncate(0));
    segment->forgetIndexes();
    segment->m_indexed = true;
    return segment;
}

Result<std::unique_ptr<Segment>> Segment::open(
    FileCache& cache, const std::string& directory, Offset base)
{
    std::unique_ptr<Segment> segment(new Segment(cache, directory + '/' + fileStem(base), base));
    SB_TRY_ASSIGN(const auto file, segment->m_log.get());
    SB_TRY_ASSIGN(const auto size, file->size());
    if (size > std::numeric_limits<std::uint32_t>::max())
        return fail(
            ErrorCode::Corrupt, fmt::format("{} is larger than a segment can be", segment->path()));
    segment->m_size = static_cast<std::uint32_t>(size);
    return segment;
}

std::unique_ptr<Segment> Segment::adopt(
    FileCache& cache, const std::string& directory, std::uint32_t size, SegmentIndex index)
{
    const auto base = index.base;
    std::unique_ptr<Segment> segment(new Segment(cache, directory + '/' + fileStem(base), base));
    segment->m_size = size;
    segment->m_index = std::move(index);
    segment->m_indexed = true;
    return segment;
}

Result<> Segment::append(const BatchHeader& header, ByteView bytes, std::uint32_t indexInterval)
{
    SB_TRY(ensureIndexes());
    SB_TRY_ASSIGN(const auto file, m_log.get());
    if (auto written = file->writeAt(m_size, bytes); !written) {
        (void)file->truncate(m_size);  // should this fail as well, bringOnline() tries again
        return written;
    }
    m_index.note(header, m_size, indexInterval);
    m_size += static_cast<std::uint32_t>(bytes.size());
    return {};
}

Result<> Segment::bringOnline()
{
    SB_TRY_ASSIGN(const auto file, m_log.get());
    // A full disk takes a truncation at any time; only a write tells whether it has room again.
    const Bytes probe(kProbeBytes);
    auto room = file->writeAt(m_size, probe);
    SB_TRY(file->truncate(m_size));
    return room;
}

Result<> Segment::truncateTo(std::uint32_t size, std::uint32_t indexInterval)
{
    SB_TRY_ASSIGN(const auto file, m_log.get());
    SB_TRY(file->truncate(size));
    m_size = std::min(m_size, size);
    return rebuildIndexes(indexInterval);
}

// --- Indexes ---

void Segment::forgetIndexes()
{
    auto& files = m_log.files();
    for (const auto& path : {indexPath(), timeIndexPath()})
        if (auto removed = removeIfExists(files, path); !removed)
            log::warn("storage", "{}: {}", path, removed.error().message);
    m_indexed = false;
    m_index = SegmentIndex(m_base);
    m_resume.reset();
}

Result<> Segment::scanFrom(std::uint32_t position, std::uint32_t indexInterval)
{
    SB_TRY_ASSIGN(const auto file, m_log.get());
    BatchCursor cursor(file, position, m_size, BatchCursor::kScan);
    for (;;) {
        SB_TRY_ASSIGN(const auto item, cursor.next());
        if (!item)
            break;
        m_index.note(item->header, static_cast<std::uint32_t>(item->position), indexInterval);
    }
    m_indexed = true;
    return {};
}

Result<> Segment::rebuildIndexes(std::uint32_t indexInterval)
{
    forgetIndexes();
    return scanFrom(0, indexInterval);
}

/// Takes the files over if they fit, and reads the batches behind their last entry.
Result<> Segment::loadIndexes()
{
    auto& files = m_log.files();
    SB_TRY_ASSIGN(const auto offsetBytes, files.readFile(indexPath()));
    SB_TRY_ASSIGN(const auto timeBytes, files.readFile(timeIndexPath()));
    SB_TRY_ASSIGN(m_index.offsets, OffsetIndex::parse(m_base, offsetBytes, m_size));
    const auto* last
        = m_index.offsets.entries().empty() ? nullptr : &m_index.offsets.entries().back();
    const auto start = last ? last->position : 0;
    // No more entries while scanning the rest: an entry in the middle of what the files do not
    // cover would hide it.
    SB_TRY(scanFrom(start, std::numeric_limits<std::uint32_t>::max()));
    if (last) {
        SB_TRY_ASSIGN(const auto file, m_log.get());
        BatchCursor cursor(file, start, m_size, BatchCursor::kLookup);
        SB_TRY_ASSIGN(const auto item, cursor.next());
        if (!item
            || item->header.lastOffset() - m_base
                != static_cast<std::int64_t>(last->relativeOffset))
            return fail(ErrorCode::Corrupt, "the offset index points beside its batches");
    }
    SB_TRY_ASSIGN(m_index.times, TimeIndex::parse(m_base, timeBytes, m_index.nextOffset));
    if (!m_index.times.entries().empty())
        m_index.maxTimestamp
            = std::max(m_index.maxTimestamp, m_index.times.entries().back().timestamp);
    return {};
}

Result<> Segment::ensureIndexes()
{
    if (m_indexed)
        return {};
    if (m_log.files().exists(indexPath()) && m_log.files().exists(timeIndexPath())) {
        const auto loaded = loadIndexes();
        if (loaded)
            return {};
        log::warn("storage", "rebuilding the indexes of {}: {}", path(), loaded.error().message);
    }
    return rebuildIndexes(LogConfig{}.indexIntervalBytes);
}

Result<> Segment::writeIndexes()
{
    SB_TRY(ensureIndexes());
    m_index.times.add(m_index.maxTimestamp, m_index.nextOffset - 1);
    auto& files = m_log.files();
    SB_TRY(writeFileRelaxed(files, indexPath(), m_index.offsets.serialize()));
    return writeFileRelaxed(files, timeIndexPath(), m_index.times.serialize());
}

// --- Reading ---

Result<std::optional<Segment::Found>> Segment::find(Offset offset)
{
    SB_TRY(ensureIndexes());
    if (offset >= m_index.nextOffset)
        return std::nullopt;
    const bool resumes = m_resume && m_resume->offset == offset;
    SB_TRY_ASSIGN(const auto file, m_log.get());
    BatchCursor cursor(file, resumes ? m_resume->position : m_index.offsets.lookup(offset), m_size,
        BatchCursor::kLookup);
    for (;;) {
        SB_TRY_ASSIGN(const auto item, cursor.next());
        if (!item)
            return std::nullopt;
        if (item->header.lastOffset() >= offset)
            return Found{item->header, static_cast<std::uint32_t>(item->position)};
    }
}

Result<std::uint32_t> Segment::endPosition(const Range& range, const Found& first)
{
    const auto limit = static_cast<std::uint64_t>(first.position) + range.maxBytes;
    if (range.upperBound >= m_index.nextOffset && limit >= m_size) {
        m_resume = Resume{m_index.nextOffset, m_size};
        return m_size;
    }
    auto end = first.position;
    auto next = first.header.baseOffset;
    if (range.atLeastOne || first.header.sizeInBytes <= range.maxBytes) {
        end += first.header.sizeInBytes;
        next = first.header.nextOffset();
    }
    const auto bounded = static_cast<std::uint32_t>(std::min<std::uint64_t>(limit, m_size));
    const auto jump = std::min(
        m_index.offsets.floorPosition(bounded), m_index.offsets.lookup(range.upperBound - 1));
    SB_TRY_ASSIGN(const auto file, m_log.get());
    BatchCursor cursor(file, std::max(end, jump), m_size, BatchCursor::kLookup);
    end = std::max(end, jump);
    for (;;) {
        SB_TRY_ASSIGN(const auto item, cursor.next());
        if (!item)
            break;
        if (next < item->header.baseOffset)
            next = item->header.baseOffset;
        if (item->header.lastOffset() >= range.upperBound
            || item->position + item->header.sizeInBytes > limit)
            break;
        end = static_cast<std::uint32_t>(item->position) + item->header.sizeInBytes;
        next = item->header.nextOffset();
    }
    m_resume = Resume{next, end};
    return end;
}

Result<env::FileRange> Segment::read(const Range& range)
{
    SB_TRY_ASSIGN(const auto first, find(range.from));
    if (!first || first->header.lastOffset() >= range.upperBound)
        return env::FileRange{};
    if (!range.atLeastOne && first->header.sizeInBytes > range.maxBytes)
        return env::FileRange{};
    SB_TRY_ASSIGN(const auto end, endPosition(range, *first));
    SB_TRY_ASSIGN(const auto file, m_log.get());
    return env::FileRange{file, first->position, end - first->position};
}

// --- Time ---

namespace {

/// The first record of the batch with that timestamp or a later one, at or after `from`.
Result<std::optional<TimestampOffset>> findInBatch(
    ByteView bytes, const BatchHeader& header, Millis timestamp, Offset from)
{
    if (header.timestampType() == TimestampType::LogAppendTime)
        return TimestampOffset{header.maxTimestamp, std::max(from, header.baseOffset)};
    std::optional<TimestampOffset> found;
    bool trailing = false;
    const auto fault = walkRecords(
        bytes, header,
        [&](const WalkedRecord& record) {
            const Millis at(header.baseTimestamp.count() + record.timestampDelta);
            const auto offset = header.baseOffset + record.offsetDelta;
            if (at < timestamp || offset < from)
                return true;
            found = TimestampOffset{at, offset};
            return false;
        },
        trailing);
    if (fault != WalkFault::None)
        return fail(ErrorCode::Corrupt,
            fmt::format("the batch at offset {} does not decode", header.baseOffset.value()));
    return found;
}

}  // namespace

Result<std::optional<TimestampOffset>> Segment::findTimestamp(Millis timestamp, Offset from)
{
    SB_TRY(ensureIndexes());
    if (m_index.maxTimestamp < timestamp)
        return std::nullopt;
    const auto start = std::max(m_index.times.lookup(timestamp), from);
    SB_TRY_ASSIGN(const auto file, m_log.get());
    BatchCursor cursor(file, m_index.offsets.lookup(start), m_size, BatchCursor::kLookup);
    for (;;) {
        SB_TRY_ASSIGN(const auto item, cursor.next());
        if (!item)
            return std::nullopt;
        if (item->header.lastOffset() < start || item->header.maxTimestamp < timestamp)
            continue;
        SB_TRY_ASSIGN(const auto bytes, cursor.body());
        SB_TRY_ASSIGN(const auto found, findInBatch(bytes, item->header, timestamp, from));
        if (found)
            return found;
    }
}

Result<Millis> Segment::maxTimestamp()
{
    SB_TRY(ensureIndexes());
    return m_index.maxTimestamp;
}

Result<Offset> Segment::nextOffset()
{
    SB_TRY(ensureIndexes());
    return m_index.nextOffset;
}

Result<Millis> Segment::firstTimestamp()
{
    if (m_index.firstTimestamp || m_size == 0)
        return m_index.firstTimestamp.value_or(kNoTimestamp);
    SB_TRY_ASSIGN(const auto file, m_log.get());
    BatchCursor cursor(file, 0, m_size, BatchCursor::kLookup);
    SB_TRY_ASSIGN(const auto item, cursor.next());
    m_index.firstTimestamp = item ? item->header.maxTimestamp : kNoTimestamp;
    return *m_index.firstTimestamp;
}

}  // namespace stormbench::storage
