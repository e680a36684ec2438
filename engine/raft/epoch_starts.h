// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/raft/raft_types.h"

namespace stormbench::raft {

/// At which offset each epoch of the log began: all that the core knows of its records (KIP-101's
/// cache, as a value). Epochs and offsets ascend strictly.
class EpochStarts {
public:
    EpochStarts() = default;
    explicit EpochStarts(std::vector<EpochStart> entries);  ///< \pre they ascend

    /// Records from `startOffset`, the log's end, on carry `epoch`, which is not below the last.
    void extend(LeaderEpoch epoch, Offset startOffset);
    void truncateTo(Offset endOffset);
    void dropBefore(Offset startOffset);  ///< what covers startOffset begins there now

    /// The epoch of the record at `offset`; nothing if that lies before the first entry.
    [[nodiscard]] std::optional<LeaderEpoch> epochAt(Offset offset) const;
    /// The greatest epoch that is not above `epoch`, and where it ends; nothing if there is none.
    [[nodiscard]] std::optional<LogPosition> endOf(LeaderEpoch epoch, Offset logEnd) const;
    [[nodiscard]] std::vector<EpochStart> between(Offset base, Offset end) const;

    [[nodiscard]] bool empty() const { return m_entries.empty(); }
    [[nodiscard]] LeaderEpoch last() const { return m_entries.back().epoch; }  ///< \pre not empty

private:
    std::vector<EpochStart> m_entries;
};

}  // namespace stormbench::raft
