// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "engine/storage/batch_header.h"

namespace stormbench::storage {

struct RecordHeader {
    ByteView key;
    std::optional<ByteView> value;
};

/// One record of a batch. Views point into the batch, or into the reader's buffer when the batch is
/// compressed.
struct Record {
    Offset offset;
    Millis timestamp = kNoTimestamp;
    std::optional<ByteView> key;
    std::optional<ByteView> value;
    std::vector<RecordHeader> headers;
};

/// Reads the records of one batch, for the broker's own consumers (offsets, metadata, tools):
/// decompresses the whole batch. The produce path does not use it: see validate.h, which only
/// walks.
class RecordReader {
public:
    /// Corrupt if the header is off or the records do not decompress; Unsupported for an unknown
    /// codec; OutOfSpace if they would grow beyond `maxUncompressedBytes`. `batch` must outlive the
    /// reader.
    [[nodiscard]] static Result<RecordReader> create(
        ByteView batch, std::size_t maxUncompressedBytes = kDefaultBound);

    RecordReader(RecordReader&&) = default;
    RecordReader& operator=(RecordReader&&) = default;
    RecordReader(const RecordReader&)
        = delete;  // the records' view would go on pointing into the original
    RecordReader& operator=(const RecordReader&) = delete;

    [[nodiscard]] const BatchHeader& header() const { return m_header; }

    /// The next record; nullopt after the last. Corrupt if the bytes are not a record; then the
    /// reader is at its end.
    [[nodiscard]] Result<std::optional<Record>> next();

    static constexpr std::size_t kDefaultBound = 256u << 20;

private:
    RecordReader() = default;

    BatchHeader m_header;
    Bytes m_buffer;  ///< the uncompressed records, if the batch is compressed
    ByteView m_records;
    std::size_t m_position = 0;
    std::int32_t m_read = 0;
};

/// Calls `visit` for every record of every batch in `batches` (whole batches back to back). Control
/// batches are visited too: `header.isControl()` tells. Stops at the first error.
[[nodiscard]] Result<> forEachRecord(
    ByteView batches, const std::function<void(const BatchHeader&, const Record&)>& visit);

}  // namespace stormbench::storage
