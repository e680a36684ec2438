// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_snapshots.h"

#include <algorithm>

namespace stormbench::replication {

bool QuorumSnapshots::has(const raft::LogPosition& position) const
{
    return std::ranges::find(m_durable, position) != m_durable.end();
}

Offset QuorumSnapshots::newestOffset() const
{
    return m_durable.empty() ? Offset(0) : m_durable.back().offset;
}

std::optional<raft::LogPosition> QuorumSnapshots::previous() const
{
    if (m_durable.size() < 2)
        return std::nullopt;
    return m_durable.rbegin()[1];
}

void QuorumSnapshots::store(const raft::LogPosition& position, Make make, Done done)
{
    m_waiting.push_back({position, std::move(make), std::move(done)});
    if (m_waiting.size() == 1)
        run();
}

void QuorumSnapshots::run()
{
    auto outcome = std::make_shared<Result<>>();
    const auto& job = m_waiting.front();
    m_environment.executor.runBlocking(
        [outcome, make = job.make, position = job.position, files = m_files,
            &disk = m_environment.files] { *outcome = files.store(disk, position, make()); },
        [this, alive = std::weak_ptr(m_alive), outcome] {
            if (alive.expired())
                return;
            const auto stored = std::move(m_waiting.front());
            m_waiting.pop_front();
            if (*outcome && !has(stored.position)) {
                m_durable.push_back(stored.position);
                std::ranges::sort(m_durable, {}, &raft::LogPosition::offset);
            }
            if (!m_waiting.empty())
                run();
            stored.done(*outcome);
        });
}

void QuorumSnapshots::dropBefore(Offset start)
{
    const auto keep = std::ranges::lower_bound(m_durable, start, {}, &raft::LogPosition::offset);
    if (keep == m_durable.begin())
        return;
    std::vector<raft::LogPosition> old(m_durable.begin(), keep);
    m_durable.erase(m_durable.begin(), keep);
    m_environment.executor.runBlocking(
        [old, files = m_files, &disk = m_environment.files] {
            // What stays is deleted by the next start.
            for (const auto& position : old)
                (void)files.remove(disk, position);
        },
        [] {});
}

}  // namespace stormbench::replication
