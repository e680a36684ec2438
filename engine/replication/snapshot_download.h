// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/raft/raft_output.h"
#include "engine/replication/quorum_messages.h"

namespace stormbench::replication {

/// A snapshot as it comes from the leader, piece by piece (KIP-630, FetchSnapshot). Pure
/// bookkeeping. Owner: QuorumHost. Runs on: its strand.
class SnapshotDownload {
public:
    explicit SnapshotDownload(const raft::FetchSnapshotFrom& what)
        : m_what(what)
    {
    }

    /// Whether what has come already is of use for this one: only of the same leader, since others
    /// need not have the same bytes.
    [[nodiscard]] bool servesFor(const raft::FetchSnapshotFrom& what) const
    {
        return m_what.leader == what.leader && m_what.snapshot == what.snapshot;
    }
    void renew(const raft::FetchSnapshotFrom& what) { m_what = what; }

    /// For the piece that comes next.
    [[nodiscard]] QuorumRequest request(BrokerId self, const std::string& clusterId) const;
    /// Rejected or Corrupt when it is not that piece.
    [[nodiscard]] Result<> take(const QuorumResponse& response);

    [[nodiscard]] const raft::FetchSnapshotFrom& what() const { return m_what; }
    [[nodiscard]] bool complete() const { return m_total && m_content.size() == *m_total; }
    [[nodiscard]] const Bytes& content() const { return m_content; }

private:
    raft::FetchSnapshotFrom m_what;
    Bytes m_content;
    std::optional<std::uint64_t> m_total;
};

}  // namespace stormbench::replication
