// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/storage/codec.h"

namespace stormbench::storage {

// RFC 1952, one or several members. See codec.h.
[[nodiscard]] Result<std::unique_ptr<Decompressor>> createGzipDecompressor(ByteView compressed);
[[nodiscard]] Result<Bytes> compressGzip(ByteView plain, std::optional<int> level);

}  // namespace stormbench::storage
