// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/env/clock.h"
#include "engine/env/files.h"
#include "engine/raft/raft_types.h"

namespace stormbench::replication {

/// The snapshots of the metadata beside its log, with Kafka's names: `<offset>-<epoch>.checkpoint`
/// (FORMAT.md). Stateless; any thread, but one at a time for one position.
class SnapshotFiles {
public:
    explicit SnapshotFiles(std::string directory)
        : m_directory(std::move(directory))
    {
    }

    /// 20 and 10 digits: the names sort as the positions do.
    [[nodiscard]] static std::string fileName(const raft::LogPosition& position);
    [[nodiscard]] static std::optional<raft::LogPosition> parseName(std::string_view name);

    /// Ascending.
    [[nodiscard]] Result<std::vector<raft::LogPosition>> list(env::Files& files) const;
    /// Durable when it returns; after a crash there is the whole snapshot or none.
    [[nodiscard]] Result<> store(
        env::Files& files, const raft::LogPosition& position, ByteView content) const;
    /// Corrupt, with the file's name, unless it is whole.
    struct Loaded {
        Bytes content;
        env::WallTime lastTimestamp;
    };
    [[nodiscard]] Result<Loaded> load(env::Files& files, const raft::LogPosition& position) const;

    /// A piece, and how much there is in all. At most `maxBytes`, but one byte if there is any;
    /// empty beyond the end.
    struct Piece {
        Bytes bytes;
        std::uint64_t total = 0;
    };
    [[nodiscard]] Result<Piece> read(env::Files& files, const raft::LogPosition& position,
        std::uint64_t from, std::size_t maxBytes) const;

    [[nodiscard]] Result<> remove(env::Files& files, const raft::LogPosition& position) const;
    /// What a process left that stopped while it stored one.
    [[nodiscard]] Result<> removeUnfinished(env::Files& files) const;

    [[nodiscard]] std::string path(const raft::LogPosition& position) const
    {
        return m_directory + '/' + fileName(position);
    }

private:
    std::string m_directory;
};

}  // namespace stormbench::replication
