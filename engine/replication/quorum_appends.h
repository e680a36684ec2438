// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"

namespace stormbench::replication {

/// How an append to the metadata log ended.
enum class AppendOutcome {
    Committed,
    NotLeader,  ///< nothing was written
    Unknown,    ///< written, but the leadership ended first: the next leader may have it or not
};
/// `base` is the batch's offset, if it was written.
using AppendDone = std::function<void(AppendOutcome outcome, Offset base)>;

/// The appends of a leader in the order in which they were asked for: first to be written, then to
/// be committed. Pure bookkeeping. Owner: QuorumHost. Runs on: its strand.
class QuorumAppends {
public:
    struct Append {
        LeaderEpoch epoch;
        Bytes batch;
        Offset base{0}, end{0};
        AppendDone done;
    };

    void add(Append append) { m_unwritten.push_back(std::move(append)); }
    [[nodiscard]] std::optional<Append> takeUnwritten();
    void written(Append append) { m_uncommitted.push_back(std::move(append)); }

    void committed(Offset highWatermark);
    void leadershipLost();

    /// The offset after all of them.
    [[nodiscard]] std::optional<Offset> endOffset() const;

private:
    std::deque<Append> m_unwritten, m_uncommitted;
};

}  // namespace stormbench::replication
