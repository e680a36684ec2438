// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <memory>

#include "engine/env/environment.h"
#include "engine/env/executor.h"
#include "engine/replication/snapshot_files.h"

namespace stormbench::replication {

/// The durable snapshots of a node. Stores one at a time, off the strand, in the order in which
/// they were asked for.
///
/// Owner: QuorumHost. Runs on: the strand. May be destroyed while it stores: nobody is told then.
class QuorumSnapshots {
public:
    /// `found`: what recovery left, ascending.
    QuorumSnapshots(
        std::string directory, env::Environment environment, std::vector<raft::LogPosition> found)
        : m_environment(environment)
        , m_files(std::move(directory))
        , m_durable(std::move(found))
    {
    }

    [[nodiscard]] bool has(const raft::LogPosition& position) const;
    [[nodiscard]] Offset newestOffset() const;  ///< of the durable ones; 0 without one
    /// The newest but one: so far the log may go, and a damaged snapshot still costs nothing.
    [[nodiscard]] std::optional<raft::LogPosition> previous() const;
    [[nodiscard]] bool storing() const { return !m_waiting.empty(); }

    /// `make` runs on another thread. `done` comes on the strand, never inside the call.
    using Make = std::function<Bytes()>;
    using Done = std::function<void(const Result<>&)>;
    void store(const raft::LogPosition& position, Make make, Done done);

    [[nodiscard]] Result<SnapshotFiles::Loaded> load(const raft::LogPosition& position) const
    {
        return m_files.load(m_environment.files, position);
    }
    [[nodiscard]] Result<SnapshotFiles::Piece> read(
        const raft::LogPosition& position, std::uint64_t from, std::size_t maxBytes) const
    {
        return m_files.read(m_environment.files, position, from, maxBytes);
    }

    /// Deletes those of positions before `start`, later.
    void dropBefore(Offset start);

private:
    struct Job {
        raft::LogPosition position;
        Make make;
        Done done;
    };
    void run();

    env::Environment m_environment;
    SnapshotFiles m_files;
    std::vector<raft::LogPosition> m_durable;  ///< ascending
    std::deque<Job> m_waiting;                 ///< the first one is being stored
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::replication
