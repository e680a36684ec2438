// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "engine/env/files.h"
#include "engine/storage/batch_cursor.h"
#include "engine/storage/batch_filter.h"
#include "engine/storage/segment_index.h"

namespace stormbench::storage {

/// One pass of the cleaner over one log, in small steps. Log::startCompaction() makes it; then, in
/// turn, work() on the blocking pool and Log::advanceCompaction() on the strand, until the latter
/// says that it is over:
///
///     Map ─► for each group of segments:  Write ─► Announce ─► Commit ─► Purge ─► … ─► Done
///
///   Map       reads the dirty segments: the newest offset of each key, as far as memory reaches
///   Write     copies the group's segments to BASE.log.cleaned, without what the map makes obsolete
///   Announce  syncs the directory, which then has the copy and the empty mark BASE-END.swap
///   Commit    the copy was renamed over BASE.log: syncs that
///   Purge     removes the other segments of the group, which were renamed to .deleted
///
/// A stop at any point leaves a log with the same newest record for each key: recovery finishes
/// what the mark announces (FORMAT.md). Groups go from the oldest to the newest, each durable
/// before the next begins, so a tombstone never goes before what it deletes. Touches none of the
/// log's own objects. Runs on: one thread at a time.
class Compaction {
public:
    enum class Stage { Map, Write, Announce, Commit, Purge, Done };

    struct Source {
        Offset base;
        Offset end;  ///< the base of the segment behind it
        std::uint32_t size = 0;
        std::string path;
    };
    struct Options {
        std::string directory;
        std::vector<Source> sources;  ///< from the log's first segment on
        Offset firstDirty;
        Millis now{0};
        Millis deleteRetention{0};
        std::size_t mapBytes = 0;
        std::uint32_t segmentBytes = 0;
        std::uint32_t indexInterval = 0;
        ProducerEnds producers;
        std::uint64_t instance = 0;  ///< of the log
        std::uint64_t layout = 0;  ///< of the log's segments; another one since then ends the pass
    };
    explicit Compaction(Options options);

    /// Does at most a few MiB of I/O. An error ends the pass: Log::abandonCompaction().
    [[nodiscard]] Result<> work(env::Files& files);

    struct Figures {
        std::uint64_t bytesRead = 0;
        std::uint64_t bytesWritten = 0;
        std::uint64_t batchesDropped = 0;
        std::uint64_t batchesRewritten = 0;
    };
    [[nodiscard]] const Figures& figures() const { return m_figures; }
    [[nodiscard]] Stage stage() const { return m_stage; }

private:
    friend class Log;

    /// Segments that become one.
    struct Group {
        std::size_t first = 0, last = 0;  ///< indexes of sources
        bool written = false;
        bool changed = false;
        std::uint32_t size = 0;
        std::optional<SegmentIndex> index;
        std::vector<std::string> obsolete;  ///< to be removed in Purge
    };

    [[nodiscard]] Result<> buildMap(env::Files& files);
    [[nodiscard]] Result<> write(env::Files& files);
    [[nodiscard]] Result<> writeBatch(const BatchCursor::Item& item, ByteView bytes);
    [[nodiscard]] Result<> flushOutput();
    [[nodiscard]] Result<> openSource(env::Files& files);
    /// Sets the next group up; false if there is none left. `cleaned` is where it goes.
    bool nextGroup();
    [[nodiscard]] const Source& firstSource() const { return m_options.sources[m_group.first]; }
    [[nodiscard]] Offset groupEnd() const { return m_options.sources[m_group.last].end; }
    [[nodiscard]] std::string cleanedPath() const;
    [[nodiscard]] std::string swapPath() const;

    Options m_options;
    Stage m_stage = Stage::Map;
    OffsetMap m_map;
    Offset m_mappedUpTo;
    bool m_mapDone = false;
    std::size_t m_source = 0;  ///< that is being read
    std::optional<BatchCursor> m_cursor;
    Group m_group;
    std::size_t m_nextGroup = 0;  ///< first source behind the groups so far
    std::unique_ptr<env::File> m_cleaned;
    Bytes m_output;
    Figures m_figures;
};

}  // namespace stormbench::storage
