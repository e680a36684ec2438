// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"

namespace stormbench::storage {

/// At which offset each leader epoch of a partition began (KIP-101): by it a follower, or a
/// consumer after a leader change, finds where its log parts from the leader's. Pure state; the log
/// keeps its checkpoint file.
class LeaderEpochCache {
public:
    struct Entry {
        LeaderEpoch epoch;
        Offset startOffset;
        friend bool operator==(const Entry&, const Entry&) = default;
    };
    struct EndOffset {
        LeaderEpoch epoch = kNoLeaderEpoch;
        Offset endOffset = kNoOffset;
        friend bool operator==(const EndOffset&, const EndOffset&) = default;
    };

    /// Says that records from `startOffset` on carry `epoch`. True if that was news. Epochs and
    /// offsets only grow: entries that contradict the new one are dropped.
    bool assign(LeaderEpoch epoch, Offset startOffset);

    [[nodiscard]] LeaderEpoch latest() const
    {
        return m_entries.empty() ? kNoLeaderEpoch : m_entries.back().epoch;
    }

    /// The end of `epoch` (or of the greatest one below it): the start of the next, or the log's
    /// end for the latest. Undefined (-1, -1) for an epoch above the latest, or when there is none
    /// at all.
    [[nodiscard]] EndOffset endOffsetFor(LeaderEpoch epoch, Offset logEndOffset) const;

    /// The epoch of the record at `offset`.
    [[nodiscard]] LeaderEpoch epochAt(Offset offset) const;

    bool truncateFromEnd(
        Offset endOffset);  ///< drops epochs that begin at or after it; true if any did
    bool truncateFromStart(Offset startOffset);  ///< the log starts there now

    [[nodiscard]] const std::vector<Entry>& entries() const { return m_entries; }
    void clear() { m_entries.clear(); }

    [[nodiscard]] Bytes serialize() const;
    [[nodiscard]] static Result<LeaderEpochCache> parse(ByteView bytes);

private:
    std::vector<Entry> m_entries;
};

}  // namespace stormbench::storage
