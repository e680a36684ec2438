// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/crc32c.h"
#include "engine/base/cursor.h"
#include "engine/storage/batch_header.h"

namespace stormbench::storage {

/// Gives each of the batches that stand back to back in `bytes` its right CRC, which no mutation
/// would hit.
inline void rightCrcs(Bytes& bytes)
{
    for (std::size_t at = 0;;) {
        const auto rest = ByteView(bytes).subspan(at);
        const auto header = parseBatchHeader(rest);
        if (!header || header->sizeInBytes > rest.size())
            return;
        const auto covered = rest.first(header->sizeInBytes).subspan(batch::kAttributes);
        storeBigEndian(bytes.data() + at + batch::kCrc, crc32c(covered));
        at += header->sizeInBytes;
    }
}

}  // namespace stormbench::storage
