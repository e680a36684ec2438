// SPDX-License-Identifier: GPL-3.0-or-later
#include "model_checker.h"

#include <fmt/format.h>

namespace raft_test {

void ModelChecker::fail(std::string what)
{
    if (m_breach.empty())
        m_breach = std::move(what);
}

void ModelChecker::observe(const RaftNode& node, const Output& output)
{
    if (const auto* persist = std::get_if<Persist>(&output))
        persisted(node.id(), persist->state);
    else if (const auto* role = std::get_if<RoleChanged>(&output)) {
        if (role->role == Role::Leader)
            elected(node, role->epoch);
    } else if (const auto* change = std::get_if<AppendLeaderChange>(&output))
        matches(node, change->offset, change->offset + 1);
    else if (const auto* fetched = std::get_if<AppendFetched>(&output))
        matches(node, fetched->records.base, fetched->records.end);
    else if (const auto* advanced = std::get_if<HighWatermarkAdvanced>(&output))
        commits(node, advanced->offset);
    else if (const auto* reset = std::get_if<ResetLog>(&output))
        m_applied[node.id()] = reset->snapshot.offset;
    else if (std::holds_alternative<LogInconsistent>(output))
        fail(fmt::format("{} found its committed log contradicted", node.id().value()));
}

void ModelChecker::started(const RaftNode& node)
{
    // What it applied is forgotten, but for its snapshot, which must be of what was committed.
    const auto& snapshot = node.snapshot();
    m_applied[node.id()] = snapshot ? snapshot->position.offset : Offset{0};
    if (snapshot
        && !std::equal(snapshot->state.begin(), snapshot->state.end(), m_committed.begin()))
        fail(fmt::format("{} has a snapshot of something else", node.id().value()));
}

void ModelChecker::appended(const RaftNode& node)
{
    matches(node, node.log().end() - 1, node.log().end());
}

/// One vote an epoch, and no way back: §5.2.
void ModelChecker::persisted(BrokerId node, const QuorumState& state)
{
    auto& last = m_persisted[node];
    if (state.epoch < last.epoch)
        fail(fmt::format("{} went back to epoch {}", node.value(), state.epoch.value()));
    if (state.epoch == last.epoch && last.votedFor != kNoBroker && state.votedFor != last.votedFor)
        fail(fmt::format("{} voted for {} and {} in epoch {}", node.value(), last.votedFor.value(),
            state.votedFor.value(), state.epoch.value()));
    last = state;
}

/// Election safety (§5.2) and leader completeness (§5.4).
void ModelChecker::elected(const RaftNode& node, LeaderEpoch epoch)
{
    const auto [leader, isNew] = m_leaders.try_emplace(epoch, node.id());
    if (!isNew)
        fail(fmt::format("epoch {} was led by {} and then by {}", epoch.value(),
            leader->second.value(), node.id().value()));
    if (node.log().end() < committed()) {
        fail(fmt::format("leader {} of epoch {} ends at {}, committed is {}", node.id().value(),
            epoch.value(), node.log().end().value(), committed().value()));
        return;
    }
    if (node.prefix(committed()) != m_committed)
        fail(fmt::format(
            "leader {} of epoch {} lacks committed records", node.id().value(), epoch.value()));
}

/// Log matching (§5.3) for records [from, to), when all before is known to match.
void ModelChecker::matches(const RaftNode& node, Offset from, Offset to)
{
    for (auto offset = from; offset < to; ++offset) {
        const auto before = node.log().positionAt(offset);
        const auto& record = node.log().at(offset);
        const auto prefix = m_prefixes.find({before.offset, before.epoch});
        if (prefix == m_prefixes.end())
            return fail(fmt::format("{} appends after {} of epoch {}, which nobody had",
                node.id().value(), before.offset.value(), before.epoch.value()));
        const auto hash = (prefix->second ^ (record.value + 1)) * 0x9E3779B97F4A7C15ull
            + static_cast<std::uint64_t>(record.epoch.value());
        const auto [known, isNew] = m_prefixes.try_emplace({offset + 1, record.epoch}, hash);
        if (!isNew && known->second != hash)
            return fail(fmt::format("{} has another log up to {} of epoch {}", node.id().value(),
                offset.value() + 1, record.epoch.value()));
    }
}

/// State machine safety (§5.4.3): everybody applies the same record at an offset.
void ModelChecker::commits(const RaftNode& node, Offset to)
{
    auto& applied = m_applied[node.id()];
    for (; applied < to; ++applied) {
        const auto& record = node.log().at(applied);
        const auto index = static_cast<std::size_t>(applied.value());
        if (index == m_committed.size())
            m_committed.push_back(record);
        else if (m_committed[index] != record)
            return fail(fmt::format("{} applies another record at {}", node.id().value(), index));
    }
}

}  // namespace raft_test
