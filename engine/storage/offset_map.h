// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <unordered_map>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"

namespace stormbench::storage {

/// The newest offset of each key in the dirty part of a log: what a compaction decides by. Keeps
/// the keys themselves, so that no two can be taken for one. Bounded: full() says when its memory
/// is used up. Owned by a Compaction.
class OffsetMap {
public:
    explicit OffsetMap(std::size_t maxBytes)
        : m_maxBytes(maxBytes)
    {
    }

    /// Later calls bring greater offsets.
    void put(ByteView key, Offset offset);
    [[nodiscard]] Offset find(ByteView key) const;  ///< kNoOffset: not there
    [[nodiscard]] bool full() const { return m_usedBytes >= m_maxBytes; }
    [[nodiscard]] std::size_t size() const { return m_offsets.size(); }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view key) const
        {
            return std::hash<std::string_view>{}(key);
        }
    };
    std::size_t m_maxBytes;
    std::size_t m_usedBytes = 0;
    std::unordered_map<std::string, Offset, Hash, std::equal_to<>> m_offsets;
};

}  // namespace stormbench::storage
