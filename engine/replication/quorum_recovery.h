// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replication/snapshot_files.h"
#include "engine/storage/log.h"

namespace stormbench::replication {

/// What a node of the quorum finds on its disk.
struct RecoveredQuorum {
    raft::StoredLog log;
    std::vector<raft::LogPosition> snapshots;  ///< ascending; the last one is log.snapshot
    SnapshotFiles::Loaded newest;              ///< its content, if there is one
};

/// Makes log and snapshots agree, whatever moment the last process ended at, and all that it left
/// durable:
///
///   the newest snapshot that reads  ─ log leads over it ──► log begins at the one before it, if
///   (damaged ones are dropped)      │                       there is one
///                                   └ it does not ────────► a fetched one: the log is given up
///
/// Corrupt if the log begins above 0 and no snapshot that reads covers what is missing.
[[nodiscard]] Result<RecoveredQuorum> recoverQuorum(storage::Log& log, env::Files& files);

}  // namespace stormbench::replication
