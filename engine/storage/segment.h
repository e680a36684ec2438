// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/env/transport.h"
#include "engine/storage/file_cache.h"
#include "engine/storage/log_config.h"
#include "engine/storage/segment_index.h"

namespace stormbench::storage {

/// A timestamp and the first record that has it.
struct TimestampOffset {
    Millis timestamp = kNoTimestamp;
    Offset offset = kNoOffset;
    friend bool operator==(const TimestampOffset&, const TimestampOffset&) = default;
};

/// One `.log` file with its two indexes: batches back to back, from a base offset on. The active
/// segment is the last of its log and the only one that grows. Owned by its Log. Runs on: the
/// broker's strand.
class Segment {
public:
    /// A new, empty file; one of that name is emptied.
    [[nodiscard]] static Result<std::unique_ptr<Segment>> create(
        FileCache& cache, const std::string& directory, Offset base);
    /// An existing file whose bytes are trusted. The indexes are loaded on first use, and rebuilt
    /// from the file when they are missing or inconsistent.
    [[nodiscard]] static Result<std::unique_ptr<Segment>> open(
        FileCache& cache, const std::string& directory, Offset base);

    /// An existing file that has just been written, and what is known of it.
    [[nodiscard]] static std::unique_ptr<Segment> adopt(
        FileCache& cache, const std::string& directory, std::uint32_t size, SegmentIndex index);

    [[nodiscard]] Offset baseOffset() const { return m_base; }
    [[nodiscard]] std::uint32_t size() const { return m_size; }
    /// What the larger one of its index files would take.
    [[nodiscard]] std::size_t indexBytes() const;
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] const std::string& path() const { return m_log.path(); }
    [[nodiscard]] CachedFile& file() { return m_log; }

    /// Appends one stamped batch, whose header is given. On failure the file is cut back to what it
    /// held.
    [[nodiscard]] Result<> append(
        const BatchHeader& header, ByteView bytes, std::uint32_t indexInterval);

    /// The batch that holds `offset` (or the first one after it): its header and position. nullopt
    /// past the end.
    struct Found {
        BatchHeader header;
        std::uint32_t position = 0;
    };
    [[nodiscard]] Result<std::optional<Found>> find(Offset offset);

    /// Whole batches from the one that holds `from`, before `upperBound`, of at most `maxBytes`; at
    /// least one, if there is one before the bound. An empty range if there is none.
    struct Range {
        Offset from;
        Offset upperBound;
        std::uint32_t maxBytes = 0;
        bool atLeastOne = true;
    };
    [[nodiscard]] Result<env::FileRange> read(const Range& range);

    /// The first record with a timestamp >= `timestamp`, at or after `from`; exact within its
    /// batch.
    [[nodiscard]] Result<std::optional<TimestampOffset>> findTimestamp(
        Millis timestamp, Offset from);

    [[nodiscard]] Result<Millis>
    maxTimestamp();  ///< of its records; kNoTimestamp when there is none
    [[nodiscard]] Result<Millis> firstTimestamp();  ///< of the first batch; kNoTimestamp when empty
    [[nodiscard]] Result<Offset>
    nextOffset();  ///< after its last record; the base offset when empty

    /// Cuts the file, and what the indexes know of the rest.
    [[nodiscard]] Result<> truncateTo(std::uint32_t size, std::uint32_t indexInterval);

    /// Writes both index files, as they have to be when the segment is rolled or closed.
    [[nodiscard]] Result<> writeIndexes();
    /// Builds both indexes from the file up to size().
    [[nodiscard]] Result<> rebuildIndexes(std::uint32_t indexInterval);

    [[nodiscard]] Result<> bringOnline();  ///< cuts the file back to size(), after a failed write

    [[nodiscard]] static std::string fileStem(Offset base);  ///< 20 digits
    [[nodiscard]] std::string indexPath() const;
    [[nodiscard]] std::string timeIndexPath() const;

private:
    Segment(FileCache& cache, std::string stem, Offset base);
    [[nodiscard]] Result<> ensureIndexes();
    [[nodiscard]] Result<> loadIndexes();
    [[nodiscard]] Result<> scanFrom(std::uint32_t position, std::uint32_t indexInterval);
    void forgetIndexes();
    [[nodiscard]] Result<std::uint32_t> endPosition(const Range& range, const Found& first);

    std::string m_stem;  ///< path without extension
    CachedFile m_log;
    Offset m_base;
    std::uint32_t m_size = 0;
    bool m_indexed = false;  ///< what follows stands for the whole file
    SegmentIndex m_index;

    struct Resume {
        Offset offset;
        std::uint32_t position = 0;
    };
    std::optional<Resume>
        m_resume;  ///< where the last read ended: a sequential reader's next start
};

}  // namespace stormbench::storage
