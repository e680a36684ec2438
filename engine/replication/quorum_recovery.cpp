// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_recovery.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/replication/quorum_log.h"

namespace stormbench::replication {
namespace {

class Recovery {
public:
    Recovery(storage::Log& log, env::Files& files)
        : m_files(files)
        , m_log(log, files)
        , m_snapshotFiles(log.directory())
    {
    }

    Result<RecoveredQuorum> run()
    {
        SB_TRY(m_log.syncAll());
        SB_TRY(m_snapshotFiles.removeUnfinished(m_files));
        SB_TRY_ASSIGN(m_found.snapshots, m_snapshotFiles.list(m_files));
        SB_TRY(loadNewest());
        auto& snapshots = m_found.snapshots;
        bool leadsOver = true;
        if (!snapshots.empty()) {
            SB_TRY_ASSIGN(leadsOver, m_log.goesOnFrom(snapshots.back()));
        }
        if (!leadsOver) {
            SB_TRY(m_log.startAnew(snapshots.back().offset));
            SB_TRY(startAt(snapshots.size() - 1));
        } else if (snapshots.size() > 1 && snapshots.rbegin()[1].offset >= m_log.startOffset()) {
            SB_TRY(startAt(snapshots.size() - 2));
        } else if (!snapshots.empty() && m_log.startOffset() > Offset(0)) {
            SB_TRY(startAt(snapshots.size() - 1));
        }
        SB_TRY(closeGaps());
        auto& stored = m_found.log;
        stored.endOffset = m_log.endOffset();
        SB_TRY_ASSIGN(stored.epochs, m_log.epochs());
        if (!snapshots.empty())
            stored.snapshot = snapshots.back();
        return std::move(m_found);
    }

private:
    /// Drops what does not read once there is something to go on from.
    Result<> loadNewest()
    {
        auto& snapshots = m_found.snapshots;
        std::vector<raft::LogPosition> damaged;
        std::string why = "there is no snapshot";
        for (; !snapshots.empty(); snapshots.pop_back()) {
            auto loaded = m_snapshotFiles.load(m_files, snapshots.back());
            if (loaded) {
                m_found.newest = *std::move(loaded);
                break;
            }
            if (loaded.error().code != ErrorCode::Corrupt)
                return fail(loaded.error());
            why = loaded.error().message;
            log::warn("storage", "{}", why);
            damaged.push_back(snapshots.back());
        }
        const auto covered = snapshots.empty() ? Offset(0) : snapshots.back().offset;
        if (covered < m_log.startOffset())
            return fail(ErrorCode::Corrupt,
                fmt::format("The metadata log begins at offset {}, and what was before it is lost: "
                            "{}",
                    m_log.startOffset().value(), why));
        for (const auto& position : damaged)
            SB_TRY(m_snapshotFiles.remove(m_files, position));
        return {};
    }

    /// A power loss may keep a later segment and lose an earlier one, if neither was synced, or if
    /// both were to be deleted.
    Result<> closeGaps()
    {
        SB_TRY_ASSIGN(auto gap, m_log.firstGap(m_log.startOffset()));
        auto& snapshots = m_found.snapshots;
        if (!snapshots.empty() && gap < snapshots.back().offset) {
            SB_TRY(startAt(snapshots.size() - 1));
            SB_TRY_ASSIGN(gap, m_log.firstGap(m_log.startOffset()));
        }
        if (gap == m_log.endOffset())
            return {};
        log::warn("storage",
            "the metadata log is cut from {} to {}: behind that a record is missing",
            m_log.endOffset().value(), gap.value());
        return m_log.truncateTo(gap);
    }

    /// The log begins at that snapshot; older ones, and what the log has before it, go.
    Result<> startAt(std::size_t index)
    {
        auto& snapshots = m_found.snapshots;
        const auto begin = snapshots.begin() + static_cast<std::ptrdiff_t>(index);
        m_found.log.start = *begin;
        SB_TRY_ASSIGN(const auto job, m_log.moveStart(begin->offset));
        SB_TRY(job.run(m_files));
        for (auto old = snapshots.begin(); old != begin; ++old)
            SB_TRY(m_snapshotFiles.remove(m_files, *old));
        snapshots.erase(snapshots.begin(), begin);
        return {};
    }

    env::Files& m_files;
    QuorumLog m_log;
    SnapshotFiles m_snapshotFiles;
    RecoveredQuorum m_found;
};

}  // namespace

Result<RecoveredQuorum> recoverQuorum(storage::Log& log, env::Files& files)
{
    return Recovery(log, files).run();
}

}  // namespace stormbench::replication
