// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/storage/codec.h"

namespace stormbench::storage {

// LZ4 frames of independent blocks. See codec.h.
[[nodiscard]] Result<std::unique_ptr<Decompressor>> createLz4Decompressor(ByteView compressed);
[[nodiscard]] Result<Bytes> compressLz4(ByteView plain, std::optional<int> level);

}  // namespace stormbench::storage
