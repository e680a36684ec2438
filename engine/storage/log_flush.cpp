// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/storage/log.h"
#include "engine/storage/log_recovery.h"
#include "engine/storage/partition_metadata.h"

namespace stormbench::storage {

Result<> FlushJob::run(env::Files& fileSystem) const
{
    for (const auto& file : files)
        SB_TRY(file->sync());
    return fileSystem.syncDirectory(directory);
}

bool Log::flushDue() const
{
    const auto unflushed = m_logEndOffset - m_recoveryPoint;
    if (unflushed <= 0 || m_flushing || m_offline)
        return false;
    if (unflushed >= m_config.flushMessages)
        return true;
    return m_config.flushMs.count() != LogConfig::kNever
        && m_context.clock.steadyNow() - m_lastFlush >= m_config.flushMs;
}

Offset Log::firmEnd() const
{
    return m_logEndOffset - m_recoveryPoint < m_config.flushMessages ? m_logEndOffset
                                                                     : m_recoveryPoint;
}

std::optional<FlushJob> Log::prepareFlush()
{
    if (m_logEndOffset <= m_recoveryPoint || m_flushing || m_offline)
        return std::nullopt;
    FlushJob job{{}, m_directory, m_logEndOffset, m_instance, m_cuts};
    const auto collect = [&]() -> Result<> {
        const auto add = [&](const std::string& path) -> Result<> {
            if (!m_context.files.exists(path))
                return {};
            SB_TRY_ASSIGN(auto file, m_context.files.open(path, env::Files::Mode::ReadWrite));
            job.files.push_back(std::move(file));
            return {};
        };
        for (auto i = segmentIndexFor(m_recoveryPoint); i < m_segments.size(); ++i) {
            SB_TRY_ASSIGN(auto file, m_segments[i]->file().get());
            job.files.push_back(std::move(file));
            SB_TRY(add(m_segments[i]->indexPath()));
            SB_TRY(add(m_segments[i]->timeIndexPath()));
        }
        // Whoever finds the records has to know whose they are.
        SB_TRY(add(m_directory + '/' + std::string(kPartitionMetadataFile)));
        return add(m_directory + '/' + std::string(kLeaderEpochFile));
    };
    if (auto collected = collect(); !collected) {
        goOffline(collected.error());
        return std::nullopt;
    }
    m_flushing = true;
    return job;
}

void Log::completeFlush(const FlushJob& job, const Result<>& outcome)
{
    if (job.instance != m_instance)
        return;
    m_flushing = false;
    m_lastFlush = m_context.clock.steadyNow();
    if (!outcome) {
        // The kernel may have dropped the pages: a second sync would say nothing about them.
        m_needsRestart = true;
        goOffline(outcome.error());
    } else if (job.cuts == m_cuts)  // otherwise it knows nothing of what stands there now
        m_recoveryPoint = std::max(m_recoveryPoint, std::min(job.upTo, m_logEndOffset));
}

Result<> Log::close()
{
    if (m_closed)
        return {};
    if (m_offline)
        return fail(*m_offline);
    m_closed = true;
    if (m_logEndOffset > m_segments.front()->baseOffset()) {
        SB_TRY(active().writeIndexes());
        SB_TRY(writeProducerSnapshot(m_logEndOffset));
    }
    m_flushing = false;
    const auto job = prepareFlush();
    if (!job)
        return m_offline ? Result<>(fail(*m_offline)) : Result<>{};
    auto outcome = job->run(m_context.files);
    completeFlush(*job, outcome);
    return outcome;
}

}  // namespace stormbench::storage
