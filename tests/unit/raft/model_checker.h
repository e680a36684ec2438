// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "raft_node.h"

namespace raft_test {

/// The five properties of Raft's figure 3 that a run must never break, held against every output
/// of every node, and one vote an epoch. Knows all that ever happened; remembers the first breach.
class ModelChecker {
public:
    void observe(const RaftNode& node, const Output& output);
    /// `node`, a leader, has appended the record at its log's end.
    void appended(const RaftNode& node);
    void started(const RaftNode& node);

    [[nodiscard]] const std::string& breach() const { return m_breach; }
    [[nodiscard]] Offset committed() const
    {
        return Offset{static_cast<std::int64_t>(m_committed.size())};
    }

private:
    void persisted(BrokerId node, const QuorumState& state);
    void elected(const RaftNode& node, LeaderEpoch epoch);
    void matches(const RaftNode& node, Offset from, Offset to);
    void commits(const RaftNode& node, Offset to);
    void fail(std::string what);

    std::string m_breach;
    std::map<BrokerId, QuorumState> m_persisted;
    std::map<LeaderEpoch, BrokerId> m_leaders;
    std::vector<Record> m_committed;
    std::map<BrokerId, Offset> m_applied;
    /// By log matching a position names all before it: what that is, as a hash.
    std::map<std::pair<Offset, LeaderEpoch>, std::uint64_t> m_prefixes{{{Offset{0}, {}}, 1}};
};

}  // namespace raft_test
