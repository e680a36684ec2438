// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/log_recovery.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/storage/batch_cursor.h"
#include "engine/storage/checkpoint.h"
#include "engine/storage/relaxed_file.h"

namespace stormbench::storage {
namespace {

constexpr std::string_view kLogSuffix = ".log";
constexpr std::string_view kSnapshotSuffix = ".snapshot";

/// The offset in a file name `<20 digits><suffix>`, if it is one.
std::optional<Offset> offsetInName(std::string_view name, std::string_view suffix)
{
    if (name.size() != 20 + suffix.size() || !name.ends_with(suffix))
        return std::nullopt;
    const auto number = parseNumber(name.substr(0, 20));
    return number && *number >= 0 ? std::optional(Offset(*number)) : std::nullopt;
}

/// The offsets in a file name `<20 digits>-<20 digits>.swap`, if it is one.
std::optional<std::pair<Offset, Offset>> offsetsInSwap(std::string_view name)
{
    constexpr std::string_view kSwapSuffix = ".swap";
    if (name.size() != 41 + kSwapSuffix.size() || !name.ends_with(kSwapSuffix) || name[20] != '-')
        return std::nullopt;
    const auto base = parseNumber(name.substr(0, 20));
    const auto end = parseNumber(name.substr(21, 20));
    if (!base || !end || *base < 0 || *end <= *base)
        return std::nullopt;
    return std::pair(Offset(*base), Offset(*end));
}

bool isLeftover(std::string_view name)
{
    for (const std::string_view suffix : {".tmp", ".deleted", ".cleaned", ".swap"})
        if (name.ends_with(suffix))
            return true;
    return false;
}

}  // namespace

std::string snapshotPath(const std::string& directory, Offset offset)
{
    return directory + '/' + Segment::fileStem(offset) + std::string(kSnapshotSuffix);
}

Result<> LogRecovery::run()
{
    SB_TRY(openSegments());
    SB_TRY(finishCompactions());
    if (!m_clean)
        SB_TRY(scanSegments());
    SB_TRY(settleEnds());
    return restoreState(std::min(m_firstScanned, m_log.m_logEndOffset));
}

Result<std::vector<Offset>> LogRecovery::listSegments()
{
    auto& files = m_log.m_context.files;
    SB_TRY_ASSIGN(const auto entries, files.list(m_log.m_directory));
    std::vector<Offset> bases;
    for (const auto& entry : entries) {
        if (const auto swap = offsetsInSwap(entry.name))
            m_swaps.push_back({m_log.m_directory + '/' + entry.name, swap->first, swap->second});
        else if (isLeftover(entry.name))
            SB_TRY(files.removeAll(m_log.m_directory + '/' + entry.name));
        else if (const auto base = offsetInName(entry.name, kLogSuffix))
            bases.push_back(*base);
        else if (const auto at = offsetInName(entry.name, kSnapshotSuffix))
            m_log.m_snapshots.push_back(*at);
    }
    for (const auto& entry : entries)
        for (const std::string_view suffix : {".index", ".timeindex"})
            if (const auto base = offsetInName(entry.name, suffix);
                base && !std::binary_search(bases.begin(), bases.end(), *base))
                SB_TRY(files.removeAll(m_log.m_directory + '/' + entry.name));
    return bases;  // the names sort as the numbers do
}

Result<> LogRecovery::openSegments()
{
    SB_TRY_ASSIGN(const auto bases, listSegments());
    for (const auto base : bases) {
        SB_TRY_ASSIGN(auto segment, Segment::open(m_log.m_context.cache, m_log.m_directory, base));
        m_log.m_segments.push_back(std::move(segment));
    }
    return {};
}

/// A mark says that BASE.log may be a copy of all segments up to END: those whose records it covers
/// are dropped. The indexes may be those of the file that it has replaced.
Result<> LogRecovery::finishCompactions()
{
    auto& files = m_log.m_context.files;
    auto& segments = m_log.m_segments;
    for (const auto& swap : m_swaps) {
        const auto first = std::find_if(segments.begin(), segments.end(),
            [&](const auto& segment) { return segment->baseOffset() == swap.base; });
        if (first == segments.end())
            continue;
        SB_TRY(removeIfExists(files, (*first)->indexPath()));
        SB_TRY(removeIfExists(files, (*first)->timeIndexPath()));
        // A file that does not read is not a copy: those are on disk before their mark is.
        const auto next = (*first)->nextOffset().value_or(swap.base);
        for (auto at = first + 1;
             at != segments.end() && (*at)->baseOffset() < std::min(next, swap.end);) {
            for (const auto& path : {(*at)->path(), (*at)->indexPath(), (*at)->timeIndexPath()})
                SB_TRY(files.removeAll(path));
            at = segments.erase(at);
        }
    }
    if (!m_swaps.empty())
        SB_TRY(files.syncDirectory(m_log.m_directory));
    for (const auto& swap : m_swaps)
        SB_TRY(files.removeAll(swap.path));
    return {};
}

Result<> LogRecovery::scanSegments()
{
    auto& segments = m_log.m_segments;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        auto& segment = *segments[i];
        const bool isLast = i + 1 == segments.size();
        // Below the recovery point a segment is on disk for certain, and its successor's base says
        // where it ends.
        if (!isLast && segments[i + 1]->baseOffset() <= m_log.m_recoveryPoint)
            continue;
        m_firstScanned = std::min(m_firstScanned, segment.baseOffset());
        auto next = segment.baseOffset();
        SB_TRY_ASSIGN(const auto valid, validPrefix(segment, next));
        const bool torn = valid < segment.size();
        if (torn)
            log::warn("storage", "{}: cut from {} to {} bytes, the end of the last whole batch",
                segment.path(), segment.size(), valid);
        SB_TRY(segment.truncateTo(valid, m_log.m_config.indexIntervalBytes));
        const bool gap = !isLast && segments[i + 1]->baseOffset() < next;
        if (torn || gap) {
            SB_TRY(dropSegmentsFrom(i + 1));
            return makeCutDurable(segment);
        }
        if (!isLast && segments[i + 1]->baseOffset() > next)
            m_log.m_gaps = Log::Gaps::Amid;
    }
    return {};
}

/// What was cut off must not come back with the next power loss: it would stand behind, or amid,
/// what is appended from now on, and nothing tells it from that.
Result<> LogRecovery::makeCutDurable(Segment& last)
{
    SB_TRY_ASSIGN(const auto file, last.file().get());
    SB_TRY(file->sync());
    return m_log.m_context.files.syncDirectory(m_log.m_directory);
}

Result<std::uint32_t> LogRecovery::validPrefix(Segment& segment, Offset& next) const
{
    SB_TRY_ASSIGN(const auto file, segment.file().get());
    BatchCursor cursor(file, 0, segment.size(), BatchCursor::kScan);
    std::uint32_t valid = 0;
    auto epoch = kNoLeaderEpoch;
    for (;;) {
        const auto item = cursor.next();
        if (!item && item.error().code != ErrorCode::Corrupt)
            return fail(item.error());
        if (!item || !*item)
            return valid;
        const auto& header = (*item)->header;
        const bool inRange = header.baseOffset >= next && header.lastOffsetDelta >= 0
            && header.leaderEpoch >= epoch
            && header.lastOffset() - segment.baseOffset()
                <= std::numeric_limits<std::int32_t>::max();
        if (!inRange)
            return valid;
        const auto bytes = cursor.body();
        if (!bytes && bytes.error().code != ErrorCode::Corrupt)
            return fail(bytes.error());
        if (!bytes || !crcMatches(*bytes))
            return valid;
        next = header.nextOffset();
        epoch = header.leaderEpoch;
        valid += header.sizeInBytes;
    }
}

Result<> LogRecovery::dropSegmentsFrom(std::size_t index)
{
    auto& segments = m_log.m_segments;
    ++m_log.m_layout;
    while (segments.size() > index) {
        const auto& segment = *segments.back();
        const std::vector<std::string> paths{
            segment.path(), segment.indexPath(), segment.timeIndexPath()};
        log::warn("storage", "{} is dropped: it stands behind the end of the log", segment.path());
        segments.pop_back();
        for (const auto& path : paths)
            SB_TRY(m_log.m_context.files.removeAll(path));
    }
    return {};
}

/// Finds where the log starts and ends. There is always an active segment.
Result<> LogRecovery::settleEnds()
{
    auto& segments = m_log.m_segments;
    auto& start = m_log.m_logStartOffset;
    if (!segments.empty()) {
        SB_TRY_ASSIGN(m_log.m_logEndOffset, segments.back()->nextOffset());
        if (m_log.m_logEndOffset
            < start)  // its tail is lost, and what is left has been deleted before
            SB_TRY(dropSegmentsFrom(0));
    }
    if (segments.empty()) {
        SB_TRY_ASSIGN(
            auto segment, Segment::create(m_log.m_context.cache, m_log.m_directory, start));
        segments.push_back(std::move(segment));
        m_log.m_logEndOffset = start;
    }
    if (!m_clean && segments.front()->baseOffset() > start && m_log.m_gaps == Log::Gaps::None)
        m_log.m_gaps = Log::Gaps::Start;
    start = std::max(start, segments.front()->baseOffset());
    m_log.m_firstDirty = std::min(m_log.m_firstDirty, m_log.m_logEndOffset);
    m_log.m_recoveryPoint = std::min(m_log.m_recoveryPoint, m_log.m_logEndOffset);
    return {};
}

Result<> LogRecovery::cutTo(Offset offset)
{
    auto& segments = m_log.m_segments;
    const auto index = m_log.segmentIndexFor(offset);
    SB_TRY(dropSegmentsFrom(segments[index]->baseOffset() >= offset ? index : index + 1));
    if (segments.empty()) {
        SB_TRY_ASSIGN(
            auto empty, Segment::create(m_log.m_context.cache, m_log.m_directory, offset));
        segments.push_back(std::move(empty));
    }
    auto& last = *segments.back();
    SB_TRY_ASSIGN(const auto found, last.find(offset));
    if (found) {
        ++m_log.m_layout;
        SB_TRY(last.truncateTo(found->position, m_log.m_config.indexIntervalBytes));
        // On disk the file is as long as before: only a flush that includes it may vouch for it
        // again.
        m_log.m_recoveryPoint = std::min(m_log.m_recoveryPoint, last.baseOffset());
    }
    SB_TRY_ASSIGN(m_log.m_logEndOffset, segments.back()->nextOffset());
    m_log.m_logStartOffset = std::min(m_log.m_logStartOffset, m_log.m_logEndOffset);
    m_log.m_firstDirty = std::min(m_log.m_firstDirty, m_log.m_logEndOffset);
    m_log.m_recoveryPoint = std::min(m_log.m_recoveryPoint, m_log.m_logEndOffset);
    m_log.m_producers.clear();
    SB_TRY(restoreState(m_log.m_logEndOffset));
    return makeCutDurable(last);
}

Result<> LogRecovery::dropAll(Offset offset)
{
    SB_TRY(dropSegmentsFrom(0));
    auto& files = m_log.m_context.files;
    for (; !m_log.m_snapshots.empty(); m_log.m_snapshots.pop_back())
        SB_TRY(files.removeAll(snapshotPath(m_log.m_directory, m_log.m_snapshots.back())));
    SB_TRY_ASSIGN(auto empty, Segment::create(m_log.m_context.cache, m_log.m_directory, offset));
    m_log.m_segments.push_back(std::move(empty));
    m_log.m_logStartOffset = m_log.m_logEndOffset = m_log.m_recoveryPoint = offset;
    m_log.m_firstDirty = offset;
    m_log.m_gaps = Log::Gaps::None;
    m_log.m_producers.clear();
    m_log.m_epochs.clear();
    SB_TRY(m_log.writeEpochs());
    return files.syncDirectory(m_log.m_directory);
}

// --- Producer state and leader epochs ---

Result<Offset> LogRecovery::loadSnapshot()
{
    auto& snapshots = m_log.m_snapshots;
    auto& files = m_log.m_context.files;
    std::sort(snapshots.begin(), snapshots.end());
    for (; !snapshots.empty(); snapshots.pop_back()) {
        const auto path = snapshotPath(m_log.m_directory, snapshots.back());
        if (snapshots.back() <= m_log.m_logEndOffset) {
            SB_TRY_ASSIGN(const auto bytes, files.readFile(path));
            if (auto state = ProducerState::parse(bytes)) {
                m_log.m_producers = *std::move(state);
                return snapshots.back();
            }
        }
        SB_TRY(files.removeAll(path));
    }
    return m_log.m_segments.front()->baseOffset();
}

/// From which offset on the epochs have to be read from the batches.
Result<Offset> LogRecovery::loadEpochs(Offset trusted)
{
    const auto path = m_log.m_directory + '/' + std::string(kLeaderEpochFile);
    auto& files = m_log.m_context.files;
    if (!files.exists(path))
        return m_log.m_segments.front()->baseOffset();
    SB_TRY_ASSIGN(const auto bytes, files.readFile(path));
    auto epochs = LeaderEpochCache::parse(bytes);
    if (!epochs) {
        log::warn("storage", "{} is rebuilt: {}", path, epochs.error().message);
        return m_log.m_segments.front()->baseOffset();
    }
    m_log.m_epochs = *std::move(epochs);
    m_log.m_epochs.truncateFromEnd(trusted);
    return trusted;
}

Result<> LogRecovery::restoreState(Offset trustedEpochs)
{
    SB_TRY_ASSIGN(const auto producersFrom, loadSnapshot());
    SB_TRY_ASSIGN(const auto epochsFrom, loadEpochs(trustedEpochs));
    SB_TRY(replay(producersFrom, epochsFrom));
    m_log.m_epochs.truncateFromStart(m_log.m_logStartOffset);
    return m_log.m_epochs.entries().empty() ? Result<>{} : m_log.writeEpochs();
}

Result<> LogRecovery::replay(Offset producersFrom, Offset epochsFrom)
{
    const auto from = std::min(producersFrom, epochsFrom);
    if (from >= m_log.m_logEndOffset)
        return {};
    for (auto i = m_log.segmentIndexFor(from); i < m_log.m_segments.size(); ++i) {
        auto& segment = *m_log.m_segments[i];
        SB_TRY_ASSIGN(const auto first, segment.find(std::max(from, segment.baseOffset())));
        if (!first)
            continue;
        SB_TRY_ASSIGN(const auto file, segment.file().get());
        BatchCursor cursor(file, first->position, segment.size(), BatchCursor::kScan);
        for (;;) {
            SB_TRY_ASSIGN(const auto item, cursor.next());
            if (!item)
                break;
            if (item->header.baseOffset >= producersFrom)
                m_log.m_producers.update(item->header);
            if (item->header.baseOffset >= epochsFrom
                && item->header.leaderEpoch > m_log.m_epochs.latest())
                m_log.m_epochs.assign(item->header.leaderEpoch, item->header.baseOffset);
        }
    }
    return {};
}

}  // namespace stormbench::storage
