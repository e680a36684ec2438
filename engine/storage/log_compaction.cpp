// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/base/log.h"
#include "engine/storage/compaction.h"
#include "engine/storage/log.h"
#include "engine/storage/relaxed_file.h"

namespace stormbench::storage {

namespace {

ProducerEnds endsOf(const ProducerState& producers)
{
    ProducerEnds ends;
    for (const auto& [id, entry] : producers.producers())
        if (const auto* newest = entry.newest())
            ends[id] = {entry.epoch, newest->lastOffset};
    return ends;
}

}  // namespace

/// Closed segments below `stableEnd` whose youngest record is past min.compaction.lag.ms: so many.
Result<std::size_t> Log::countCleanable(Offset stableEnd)
{
    const auto now = m_context.clock.wallNow();
    std::size_t count = 0;
    for (; count + 1 < m_segments.size(); ++count) {
        const auto end = m_segments[count + 1]->baseOffset();
        if (end > stableEnd)
            break;
        if (m_config.minCompactionLagMs.count() > 0 && end > m_firstDirty) {
            SB_TRY_ASSIGN(const auto newest, m_segments[count]->maxTimestamp());
            if (newest != kNoTimestamp && newest > now - m_config.minCompactionLagMs)
                break;
        }
    }
    return count;
}

Result<CompactionNeed> Log::compactionNeed(Offset stableEnd)
{
    CompactionNeed need;
    if (m_offline || m_closed || !m_config.cleanupCompact)
        return need;
    SB_TRY_ASSIGN(const auto cleanable, countCleanable(stableEnd));
    const auto now = m_context.clock.wallNow();
    std::uint64_t clean = 0;
    for (std::size_t i = 0; i < cleanable; ++i) {
        auto& segment = *m_segments[i];
        if (m_segments[i + 1]->baseOffset() <= std::max(m_firstDirty, m_logStartOffset)) {
            clean += segment.size();
            continue;
        }
        if (m_config.maxCompactionLagMs.count() != LogConfig::kNever && !need.overdue) {
            SB_TRY_ASSIGN(const auto oldest, segment.firstTimestamp());
            need.overdue = oldest != kNoTimestamp && now - oldest > m_config.maxCompactionLagMs;
        }
        need.dirtyBytes += segment.size();
    }
    if (need.dirtyBytes > 0)
        need.dirtyRatio
            = static_cast<double>(need.dirtyBytes) / static_cast<double>(clean + need.dirtyBytes);
    need.due = need.dirtyBytes > 0
        && (need.overdue || need.dirtyRatio > m_config.minCleanableDirtyRatio);
    return need;
}

Result<std::unique_ptr<Compaction>> Log::startCompaction(Offset stableEnd, std::size_t mapBytes)
{
    SB_TRY_ASSIGN(const auto cleanable, countCleanable(stableEnd));
    if (m_offline || m_closed || cleanable == 0)
        return std::unique_ptr<Compaction>{};
    Compaction::Options options;
    options.directory = m_directory;
    for (std::size_t i = 0; i < cleanable; ++i)
        options.sources.push_back({m_segments[i]->baseOffset(), m_segments[i + 1]->baseOffset(),
            m_segments[i]->size(), m_segments[i]->path()});
    options.firstDirty = std::max(m_firstDirty, m_logStartOffset);
    if (options.sources.back().end <= options.firstDirty)
        return std::unique_ptr<Compaction>{};
    options.now = m_context.clock.wallNow();
    options.deleteRetention = m_config.deleteRetentionMs;
    options.mapBytes = mapBytes;
    options.segmentBytes = m_config.segmentBytes;
    options.indexInterval = m_config.indexIntervalBytes;
    options.producers = endsOf(m_producers);
    options.instance = m_instance;
    options.layout = m_layout;
    return std::make_unique<Compaction>(std::move(options));
}

Result<bool> Log::advanceCompaction(Compaction& pass)
{
    using Stage = Compaction::Stage;
    if (m_closed || m_segments.empty() || pass.m_options.instance != m_instance)
        return fail(ErrorCode::Conflict, "the log has been closed");
    // What is committed is finished in any case, which takes no space; before that, a log that was
    // cut or shortened meanwhile is another one.
    if (pass.m_stage < Stage::Commit && m_offline)
        return fail(ErrorCode::Conflict, "the log has gone offline");
    if (pass.m_stage < Stage::Commit && pass.m_options.layout != m_layout)
        return fail(ErrorCode::Conflict, "the log has been cut meanwhile");
    switch (pass.m_stage) {
    case Stage::Map: return pass.m_mapDone ? beginGroup(pass) : false;
    case Stage::Write:
        if (!pass.m_group.written)
            return false;
        pass.m_cleaned.reset();
        if (!pass.m_group.changed)
            return beginGroup(pass);
        SB_TRY(m_context.files.open(pass.swapPath(), env::Files::Mode::CreateOrOpen));
        pass.m_stage = Stage::Announce;
        return false;
    case Stage::Announce: SB_TRY(commitGroup(pass)); return false;
    case Stage::Commit: SB_TRY(retireGroup(pass)); return false;
    case Stage::Purge:
        SB_TRY(removeIfExists(m_context.files, pass.swapPath()));
        pass.m_stage = Stage::Map;  // nothing is amiss from here on
        return beginGroup(pass);
    case Stage::Done: break;
    }
    return true;
}

/// Opens the next group's copy, or ends the pass.
Result<bool> Log::beginGroup(Compaction& pass)
{
    auto& files = m_context.files;
    if (pass.m_stage == Compaction::Stage::Write)
        SB_TRY(removeIfExists(files, pass.cleanedPath()));
    if (!pass.nextGroup()) {
        pass.m_stage = Compaction::Stage::Done;
        if (pass.m_options.layout == m_layout)
            m_firstDirty = std::max(m_firstDirty, pass.m_mappedUpTo);
        return true;
    }
    SB_TRY_ASSIGN(pass.m_cleaned, files.open(pass.cleanedPath(), env::Files::Mode::CreateOrOpen));
    SB_TRY(pass.m_cleaned->truncate(0));
    pass.m_stage = Compaction::Stage::Write;
    return false;
}

/// From here on readers see the copy. The copy replaces the group's first file by one rename; the
/// group's other files stay until that is durable.
Result<> Log::commitGroup(Compaction& pass)
{
    const auto first = segmentIndexFor(pass.firstSource().base);
    const auto count = pass.m_group.last - pass.m_group.first + 1;
    auto fresh = Segment::adopt(
        m_context.cache, m_directory, pass.m_group.size, *std::move(pass.m_group.index));
    SB_TRY(m_context.files.rename(pass.cleanedPath(), fresh->path()));
    pass.m_stage = Compaction::Stage::Commit;
    const auto at = m_segments.begin() + static_cast<std::ptrdiff_t>(first);
    *at = std::move(fresh);
    m_segments.erase(at + 1, at + static_cast<std::ptrdiff_t>(count));
    return {};
}

/// Takes the group's other files, and the indexes of all, out of the way.
Result<> Log::retireGroup(Compaction& pass)
{
    auto& files = m_context.files;
    for (auto i = pass.m_group.first; i <= pass.m_group.last; ++i) {
        const auto base = pass.m_options.sources[i].base;
        const auto stem = m_directory + '/' + Segment::fileStem(base);
        const bool isCopy = i == pass.m_group.first;
        const bool reborn = !isCopy && m_segments[segmentIndexFor(base)]->baseOffset() == base;
        if (reborn)  // the log was cut and has grown again
            continue;
        for (const auto* suffix : {".index", ".timeindex"})
            SB_TRY(removeIfExists(files, stem + suffix));
        if (isCopy || !files.exists(stem + ".log"))
            continue;
        SB_TRY(files.rename(stem + ".log", stem + ".log.deleted"));
        pass.m_group.obsolete.push_back(stem + ".log.deleted");
    }
    auto& copy = *m_segments[segmentIndexFor(pass.firstSource().base)];
    if (copy.baseOffset() == pass.firstSource().base && &copy != m_segments.back().get())
        if (const auto written = copy.writeIndexes(); !written)  // the next start makes them anew
            log::warn("storage", "{}: {}", copy.indexPath(), written.error().message);
    pass.m_stage = Compaction::Stage::Purge;
    return {};
}

void Log::abandonCompaction(Compaction& pass, const Error& why)
{
    if (pass.m_options.instance != m_instance)
        return;
    if (!m_closed
        && (pass.m_stage == Compaction::Stage::Commit
            || pass.m_stage == Compaction::Stage::Purge)) {
        // Files of the group stand beside their copy, and only a recovery knows the mark.
        m_needsRestart = true;
        goOffline(why);
    }
    if (pass.m_stage != Compaction::Stage::Write && pass.m_stage != Compaction::Stage::Announce)
        return;
    pass.m_cleaned.reset();
    for (const auto& path : {pass.cleanedPath(), pass.swapPath()})
        if (auto removed = removeIfExists(m_context.files, path); !removed)
            log::warn("storage", "{}: {}", path, removed.error().message);
}

}  // namespace stormbench::storage
