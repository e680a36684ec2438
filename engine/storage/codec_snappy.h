// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/storage/codec.h"

namespace stormbench::storage {

// Raw snappy, and xerial's framing of it as the Java client writes. See codec.h.
[[nodiscard]] Result<std::unique_ptr<Decompressor>> createSnappyDecompressor(ByteView compressed);
[[nodiscard]] Result<Bytes> compressSnappy(ByteView plain);

}  // namespace stormbench::storage
