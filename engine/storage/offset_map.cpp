// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/offset_map.h"

namespace stormbench::storage {

namespace {
// Node, bucket and string header of one entry.
constexpr std::size_t kEntryOverhead = 80;
}  // namespace

void OffsetMap::put(ByteView key, Offset offset)
{
    const auto text = asText(key);
    if (const auto found = m_offsets.find(text); found != m_offsets.end()) {
        found->second = offset;
        return;
    }
    m_offsets.emplace(text, offset);
    m_usedBytes += key.size() + kEntryOverhead;
}

Offset OffsetMap::find(ByteView key) const
{
    const auto found = m_offsets.find(asText(key));
    return found == m_offsets.end() ? kNoOffset : found->second;
}

}  // namespace stormbench::storage
