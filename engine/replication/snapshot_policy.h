// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

#include "engine/raft/raft_types.h"

namespace stormbench::replication {

/// When a node takes a snapshot: Kafka's metadata.log.max.record.bytes.between.snapshots and
/// metadata.log.max.snapshot.interval.ms, with their defaults; the first of the two that is due.
struct SnapshotOptions {
    std::uint64_t maxBytes = 20u << 20;  ///< of committed batches since the last one
    /// Since the last one, if anything was committed in between; zero: never for that reason.
    raft::Duration interval = std::chrono::hours(1);
    std::uint32_t pieceBytes = 1u << 20;  ///< of one answer to who downloads it
};

/// Counts towards the next snapshot. Pure.
class SnapshotPolicy {
public:
    SnapshotPolicy(const SnapshotOptions& options, raft::Time now)
        : m_options(options)
        , m_last(now)
    {
    }

    void committed(std::uint64_t bytes) { m_bytes += bytes; }
    [[nodiscard]] bool due(raft::Time now) const
    {
        const bool late
            = m_options.interval > raft::Duration{0} && now - m_last >= m_options.interval;
        return m_bytes > 0 && (late || m_bytes >= m_options.maxBytes);
    }
    /// One is being made, or was loaded: the count begins anew, also if it fails.
    void begun(raft::Time now)
    {
        m_bytes = 0;
        m_last = now;
    }

private:
    SnapshotOptions m_options;
    std::uint64_t m_bytes = 0;
    raft::Time m_last;
};

}  // namespace stormbench::replication
