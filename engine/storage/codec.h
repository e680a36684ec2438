// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <optional>

#include "engine/storage/batch_header.h"

namespace stormbench::storage {

[[nodiscard]] std::string_view toString(Codec codec);

/// Decompresses one blob piece by piece, so that a caller can walk a batch of any size in a fixed
/// window.
class Decompressor {
public:
    virtual ~Decompressor() = default;

    /// Writes the next uncompressed bytes to `out`: 0 only at the end of the blob. Corrupt if the
    /// input is not of this codec's format or ends early.
    [[nodiscard]] virtual Result<std::size_t> read(std::span<std::uint8_t> out) = 0;
};

/// A decompressor for the records of a batch; `compressed` must outlive it. Unsupported for an
/// unknown codec. Formats (ENGINE §2.3): gzip with concatenated members; snappy raw and in xerial's
/// framing; lz4 frames, refusing dependent blocks as the Java client does; zstd frames, also
/// concatenated.
[[nodiscard]] Result<std::unique_ptr<Decompressor>> createDecompressor(
    Codec codec, ByteView compressed);

/// Decompresses all at once. OutOfSpace if the result would exceed `maxBytes`.
[[nodiscard]] Result<Bytes> decompress(Codec codec, ByteView compressed, std::size_t maxBytes);

/// Compresses as the Java client does (snappy in xerial's framing, lz4 in 64 KiB independent
/// blocks).
/// `level` is the codec's own scale; without one it is the library's default.
[[nodiscard]] Result<Bytes> compress(
    Codec codec, ByteView plain, std::optional<int> level = std::nullopt);

}  // namespace stormbench::storage
