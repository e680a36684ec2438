// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/segment_index.h"

#include <algorithm>

namespace stormbench::storage {

void SegmentIndex::note(
    const BatchHeader& header, std::uint32_t position, std::uint32_t indexInterval)
{
    maxTimestamp = std::max(maxTimestamp, header.maxTimestamp);
    if (position == 0)
        firstTimestamp = header.maxTimestamp;
    if (bytesSinceEntry > indexInterval) {
        offsets.add(header.lastOffset(), position);
        times.add(maxTimestamp, header.lastOffset());
        bytesSinceEntry = 0;
    }
    bytesSinceEntry += header.sizeInBytes;
    nextOffset = header.nextOffset();
}

}  // namespace stormbench::storage
