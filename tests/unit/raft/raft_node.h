// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "engine/raft/raft.h"

namespace raft_test {

using namespace stormbench;
using namespace stormbench::raft;

struct Record {
    LeaderEpoch epoch;
    std::uint64_t value = 0;  ///< 0 for a LeaderChange
    friend bool operator==(const Record&, const Record&) = default;
};

/// A log's content: what follows its start.
struct LogContent {
    LogPosition start;
    std::vector<Record> records;

    [[nodiscard]] Offset end() const
    {
        return start.offset + static_cast<std::int64_t>(records.size());
    }
    [[nodiscard]] const Record& at(Offset offset) const
    {
        return records.at(static_cast<std::size_t>(offset - start.offset));
    }
    [[nodiscard]] LogPosition positionAt(Offset offset) const
    {
        return offset == start.offset ? start : LogPosition{offset, at(offset - 1).epoch};
    }
    void truncateTo(Offset offset)
    {
        records.resize(static_cast<std::size_t>(offset - start.offset));
    }
    [[nodiscard]] std::vector<EpochStart> epochs(Offset from, Offset to) const;
};

/// All records before a position, for a test's eyes.
struct Snapshot {
    LogPosition position;
    std::vector<Record> state;
};

/// What travels beside the core's message.
struct Payload {
    std::vector<Record> records;
    std::optional<Snapshot> snapshot;
};

/// Mistakes of a host, to prove that the checks see them.
enum class Mistake { None, ForgetsVotes, IgnoresEpochs, SkipsFlush };

/// A host of the core as small as can be: its log is a list in memory, with a copy of what would
/// survive a crash. Performs the core's outputs in order.
class RaftNode {
public:
    struct Links {
        std::function<void(const Send&)> send;
        std::function<void(RequestToken, const Response&, const Payload&)> reply;
        std::function<void(const Output&)> observe;  ///< after an output was performed
    };
    RaftNode(Config config, Links links, Mistake mistake = Mistake::None);

    void start(const Moment& moment);
    /// Stops at once. `random` decides what of the unsynced tail survives.
    void crash(std::uint64_t random);
    [[nodiscard]] bool runs() const { return m_raft != nullptr; }

    /// Stops in the middle, after this many outputs, if there are more.
    void give(const Input& input, const Moment& moment, const Payload& payload = {},
        std::size_t stopAfter = SIZE_MAX);
    void append(std::uint64_t value, const Moment& moment);
    [[nodiscard]] bool needsFlush() const;
    void flush(const Moment& moment);
    /// Of all that is committed here; drops the log before it.
    void takeSnapshot(const Moment& moment);

    [[nodiscard]] const Raft& raft() const { return *m_raft; }
    [[nodiscard]] BrokerId id() const { return m_config.self; }
    [[nodiscard]] const LogContent& log() const { return m_log; }
    [[nodiscard]] const std::optional<Snapshot>& snapshot() const { return m_snapshot; }
    /// All records from offset 0 to `end`.
    [[nodiscard]] std::vector<Record> prefix(Offset end) const;
    [[nodiscard]] std::optional<Time> deadline() const { return m_deadline; }
    /// The deadline if it is a new one since the last call.
    [[nodiscard]] std::optional<Time> takeDeadline()
    {
        return std::exchange(m_newDeadline, std::nullopt);
    }
    void setMaxBatch(std::int64_t records) { m_maxBatch = records; }

private:
    void perform(const Output& output, const Payload& payload, const Moment& moment);
    void reply(const Reply& reply);
    void takeSnapshotBytes(
        const FetchSnapshotResponse& response, const Payload& payload, const Moment& moment);

    Config m_config;
    Links m_links;
    Mistake m_mistake;
    std::int64_t m_maxBatch = 1000;

    // The disk.
    QuorumState m_persisted;
    LogContent m_log, m_durable;
    std::optional<Snapshot> m_snapshot;

    // The process.
    std::unique_ptr<Raft> m_raft;
    std::optional<Time> m_deadline, m_newDeadline;
    std::optional<LogPosition> m_downloading;
};

/// The id that a host's own FetchSnapshot requests carry.
inline constexpr RequestId kSnapshotRequest{0};

}  // namespace raft_test
