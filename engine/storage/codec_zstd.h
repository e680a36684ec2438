// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/storage/codec.h"

namespace stormbench::storage {

// Zstandard frames. See codec.h.
[[nodiscard]] Result<std::unique_ptr<Decompressor>> createZstdDecompressor(ByteView compressed);
[[nodiscard]] Result<Bytes> compressZstd(ByteView plain, std::optional<int> level);

}  // namespace stormbench::storage
