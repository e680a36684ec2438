// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/storage/batch_header.h"

namespace stormbench::storage {

/// A batch with this header around other records: length and checksum are computed, all else is as
/// the header says. `records` are compressed as its codec bits say.
[[nodiscard]] Bytes rebuildBatch(const BatchHeader& header, ByteView records);

/// The same records under another codec. Corrupt if they do not decompress.
[[nodiscard]] Result<Bytes> recompress(
    ByteView batch, const BatchHeader& header, Codec codec, std::optional<int> level);

}  // namespace stormbench::storage
