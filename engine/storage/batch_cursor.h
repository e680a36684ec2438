// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/env/files.h"
#include "engine/storage/batch_header.h"

namespace stormbench::storage {

/// Steps over the batches of a segment's file by their headers, reading ahead in a small window.
class BatchCursor {
public:
    static constexpr std::size_t kLookup = 4096;  ///< to read ahead when a few headers are wanted
    static constexpr std::size_t kScan = 256 * 1024;  ///< when a whole file is

    /// Reads [position, end) of the file; `position` is the start of a batch.
    BatchCursor(std::shared_ptr<const env::File> file, std::uint64_t position, std::uint64_t end,
        std::size_t readAhead);

    struct Item {
        BatchHeader header;
        std::uint64_t position = 0;
    };
    /// The next batch, if its header decodes and the whole of it lies before the end; nullopt at
    /// the end; Corrupt otherwise.
    [[nodiscard]] Result<std::optional<Item>> next();

    /// Reads the whole batch that next() returned last. Valid until the next call.
    [[nodiscard]] Result<ByteView> body();

private:
    Result<> fill(std::uint64_t position, std::size_t size);

    std::shared_ptr<const env::File> m_file;
    std::uint64_t m_next;
    std::uint64_t m_end;
    std::size_t m_readAhead;
    std::optional<Item> m_current;
    Bytes m_window;
    std::uint64_t m_windowStart = 0;
};

}  // namespace stormbench::storage
