// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/env/files.h"
#include "engine/raft/raft_types.h"

namespace stormbench::replication {

/// `quorum-state` beside the metadata log: epoch, vote and leader, which a voter must never forget
/// (FORMAT.md). Stateless; store() may run on any thread, one at a time.
class QuorumStateFile {
public:
    explicit QuorumStateFile(const std::string& directory)
        : m_path(directory + "/quorum-state")
    {
    }

    /// That of a node which never voted, if there is no file. Corrupt if it does not read: the
    /// node must not guess whom it has voted for.
    [[nodiscard]] Result<raft::QuorumState> load(env::Files& files) const;
    /// Durable when it returns; after a crash there is the old state or the new one.
    [[nodiscard]] Result<> store(env::Files& files, const raft::QuorumState& state) const;

    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

}  // namespace stormbench::replication
