// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/compaction.h"

#include <limits>

#include <fmt/format.h>

#include "engine/storage/segment.h"

namespace stormbench::storage {

namespace {
constexpr std::uint64_t kStepBytes = 4u << 20;
constexpr std::size_t kOutputBytes = 1u << 20;
}  // namespace

Compaction::Compaction(Options options)
    : m_options(std::move(options))
    , m_map(m_options.mapBytes)
    , m_mappedUpTo(m_options.firstDirty)
{
    while (m_source < m_options.sources.size()
        && m_options.sources[m_source].end <= m_options.firstDirty)
        ++m_source;
}

Result<> Compaction::work(env::Files& files)
{
    switch (m_stage) {
    case Stage::Map: return buildMap(files);
    case Stage::Write: return write(files);
    case Stage::Announce:
    case Stage::Commit: return files.syncDirectory(m_options.directory);
    case Stage::Purge:
        for (const auto& path : m_group.obsolete)
            SB_TRY(files.removeAll(path));
        return files.syncDirectory(m_options.directory);
    case Stage::Done: break;
    }
    return {};
}

Result<> Compaction::openSource(env::Files& files)
{
    const auto& source = m_options.sources[m_source];
    SB_TRY_ASSIGN(auto file, files.open(source.path, env::Files::Mode::ReadOnly));
    m_cursor.emplace(
        std::shared_ptr<const env::File>(std::move(file)), 0, source.size, BatchCursor::kScan);
    return {};
}

Result<> Compaction::buildMap(env::Files& files)
{
    for (std::uint64_t read = 0; read < kStepBytes;) {
        if (m_source >= m_options.sources.size() || m_map.full()) {
            m_mapDone = true;
            m_cursor.reset();
            return {};
        }
        if (!m_cursor)
            SB_TRY(openSource(files));
        SB_TRY_ASSIGN(const auto item, m_cursor->next());
        if (!item) {
            m_mappedUpTo = m_options.sources[m_source++].end;
            m_cursor.reset();
            continue;
        }
        read += item->header.sizeInBytes;
        m_figures.bytesRead += item->header.sizeInBytes;
        if (item->header.lastOffset() < m_options.firstDirty)
            continue;
        if (!item->header.isControl() && item->header.recordCount > 0) {
            SB_TRY_ASSIGN(const auto bytes, m_cursor->body());
            SB_TRY(collectKeys(bytes, item->header, m_map));
        }
        m_mappedUpTo = item->header.nextOffset();
    }
    return {};
}

bool Compaction::nextGroup()
{
    const auto& sources = m_options.sources;
    if (m_nextGroup >= sources.size() || sources[m_nextGroup].base >= m_mappedUpTo)
        return false;
    m_group = {};
    m_group.first = m_nextGroup;
    std::uint64_t size = 0;
    for (; m_nextGroup < sources.size(); ++m_nextGroup) {
        const auto& source = sources[m_nextGroup];
        size += source.size;
        const bool fits = size <= m_options.segmentBytes
            && source.end - sources[m_group.first].base <= std::numeric_limits<std::int32_t>::max();
        if (m_nextGroup > m_group.first && (!fits || source.base >= m_mappedUpTo))
            break;
        m_group.last = m_nextGroup;
    }
    m_group.changed = m_group.last > m_group.first;
    m_group.index.emplace(sources[m_group.first].base);
    m_source = m_group.first;
    m_cursor.reset();
    m_output.clear();
    return true;
}

Result<> Compaction::write(env::Files& files)
{
    for (std::uint64_t read = 0; read < kStepBytes;) {
        if (m_source > m_group.last) {
            SB_TRY(flushOutput());
            m_group.written = true;
            return m_group.changed ? m_cleaned->sync() : Result<>{};
        }
        if (!m_cursor)
            SB_TRY(openSource(files));
        SB_TRY_ASSIGN(const auto item, m_cursor->next());
        if (!item) {
            ++m_source;
            m_cursor.reset();
            continue;
        }
        read += item->header.sizeInBytes;
        m_figures.bytesRead += item->header.sizeInBytes;
        SB_TRY_ASSIGN(const auto bytes, m_cursor->body());
        SB_TRY(writeBatch(*item, bytes));
    }
    return {};
}

Result<> Compaction::writeBatch(const BatchCursor::Item& item, ByteView bytes)
{
    SB_TRY_ASSIGN(const auto filtered,
        filterBatch(bytes, item.header,
            {m_map, m_mappedUpTo, m_options.producers, m_options.now, m_options.deleteRetention}));
    if (filtered.fate != FilteredBatch::Fate::Keep)
        m_group.changed = true;
    if (filtered.fate == FilteredBatch::Fate::Drop) {
        ++m_figures.batchesDropped;
        return {};
    }
    auto header = item.header;
    if (filtered.fate == FilteredBatch::Fate::Replace) {
        ++m_figures.batchesRewritten;
        bytes = filtered.replacement;
        header = *parseBatchHeader(bytes);
    }
    m_group.index->note(header, m_group.size + static_cast<std::uint32_t>(m_output.size()),
        m_options.indexInterval);
    m_output.insert(m_output.end(), bytes.begin(), bytes.end());
    return m_output.size() >= kOutputBytes ? flushOutput() : Result<>{};
}

Result<> Compaction::flushOutput()
{
    if (m_output.empty())
        return {};
    SB_TRY(m_cleaned->writeAt(m_group.size, m_output));
    m_group.size += static_cast<std::uint32_t>(m_output.size());
    m_figures.bytesWritten += m_output.size();
    m_output.clear();
    return {};
}

std::string Compaction::cleanedPath() const
{
    return fmt::format(
        "{}/{}.log.cleaned", m_options.directory, Segment::fileStem(firstSource().base));
}

std::string Compaction::swapPath() const
{
    return fmt::format("{}/{}-{}.swap", m_options.directory, Segment::fileStem(firstSource().base),
        Segment::fileStem(groupEnd()));
}

}  // namespace stormbench::storage
