// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/storage/log.h"
#include "engine/storage/relaxed_file.h"

namespace stormbench::storage {

Result<> DeletionJob::run(env::Files& files) const
{
    for (const auto& path : paths)
        SB_TRY(files.removeAll(path));
    return {};
}

void Log::moveLogStart(Offset offset)
{
    m_logStartOffset = std::max(m_logStartOffset, offset);
    if (!m_epochs.truncateFromStart(m_logStartOffset))
        return;
    if (auto written = writeEpochs(); !written)
        log::warn("storage", "{}: {}", m_directory,
            written.error().message);  // the old file stays a valid superset
}

LogResult<> Log::deleteRecords(Offset newLogStart)
{
    if (newLogStart > m_logEndOffset)
        return failLog(LogErrorCode::OffsetOutOfRange,
            fmt::format(
                "offset {} is above the log end {}", newLogStart.value(), m_logEndOffset.value()));
    moveLogStart(newLogStart);
    return {};
}

Result<std::size_t> Log::countExpiredSegments(Offset stableEnd)
{
    const auto now = m_context.clock.wallNow();
    auto excess = m_config.retentionBytes < 0
        ? std::int64_t{0}
        : static_cast<std::int64_t>(sizeInBytes()) - m_config.retentionBytes;
    std::size_t count = 0;
    for (; count < m_segments.size(); ++count) {
        auto& segment = *m_segments[count];
        const bool isActive = count + 1 == m_segments.size();
        const auto nextBase = isActive ? m_logEndOffset : m_segments[count + 1]->baseOffset();
        if ((segment.empty() && isActive) || nextBase > stableEnd)
            break;
        bool expired = nextBase <= m_logStartOffset;
        if (!expired && m_config.cleanupDelete) {
            SB_TRY_ASSIGN(const auto newest, segment.maxTimestamp());
            const bool tooOld = m_config.retentionMs.count() >= 0 && newest != kNoTimestamp
                && now - newest > m_config.retentionMs;
            const bool tooMuch = m_config.retentionBytes >= 0
                && excess >= static_cast<std::int64_t>(segment.size());
            expired = tooOld || (tooMuch && !isActive);
        }
        if (!expired)
            break;
        excess -= static_cast<std::int64_t>(segment.size());
    }
    return count;
}

void Log::dropFirstSegments(std::size_t count, DeletionJob& job)
{
    std::vector<std::string> paths;
    for (std::size_t i = 0; i < count; ++i) {
        const auto& segment = *m_segments[i];
        paths.insert(paths.end(), {segment.path(), segment.indexPath(), segment.timeIndexPath()});
    }
    ++m_layout;
    m_segments.erase(m_segments.begin(), m_segments.begin() + static_cast<std::ptrdiff_t>(count));
    for (const auto& path : paths) {
        if (!m_context.files.exists(path))
            continue;
        const auto renamed = m_context.files.rename(path, path + ".deleted");
        job.paths.push_back(renamed ? path + ".deleted" : path);
    }
    moveLogStart(m_segments.front()->baseOffset());
}

Result<DeletionJob> Log::enforceRetention(Offset stableEnd)
{
    DeletionJob job;
    if (m_offline || m_closed)
        return job;
    SB_TRY_ASSIGN(const auto count, countExpiredSegments(stableEnd));
    if (count == 0)
        return job;
    if (count == m_segments.size()) {
        if (auto rolled = roll(); !rolled) {
            goOffline(rolled.error());
            return fail(std::move(rolled).error());
        }
    }
    dropFirstSegments(count, job);
    return job;
}

}  // namespace stormbench::storage
