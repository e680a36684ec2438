// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/storage/log.h"
#include "engine/storage/log_recovery.h"

namespace stormbench::storage {

Result<> Log::store(const BatchHeader& header, ByteView bytes)
{
    SB_TRY(rollIfNeeded(header));
    if (m_epochs.assign(header.leaderEpoch, header.baseOffset))
        SB_TRY(writeEpochs());
    SB_TRY(active().append(header, bytes, m_config.indexIntervalBytes));
    m_logEndOffset = header.nextOffset();
    m_producers.update(header);
    return {};
}

LogResult<AppendedBatch> Log::appendAsLeader(ByteView records, const AppendOptions& options)
{
    if (auto online = checkOnline(); !online)
        return failLog(std::move(online).error());
    const auto now = m_context.clock.wallNow();
    auto valid = validateForProduce(records, m_config, {options.origin, now, options.zstdAllowed});
    if (!valid)
        return failLog(std::move(valid).error());
    auto header = valid->header;
    if (header.sizeInBytes > m_config.segmentBytes)
        return failLog(LogErrorCode::RecordListTooLarge,
            fmt::format("the record batch has {} bytes, a segment at most {}", header.sizeInBytes,
                m_config.segmentBytes));
    if (header.isTransactional() && options.origin == AppendOrigin::Client)
        return failLog(
            LogErrorCode::InvalidTxnState, "there is no open transaction on this partition");
    if (header.hasProducerId() && !header.isControl()) {
        auto retry = m_producers.check(header);
        if (!retry)
            return failLog(std::move(retry).error());
        if (const auto& earlier = *retry)
            return AppendedBatch{
                earlier->firstOffset(), earlier->lastOffset, kNoTimestamp, m_logStartOffset, true};
    }

    auto& stamped = m_context.scratch;
    stamped.assign(records.begin(), records.end());
    header.baseOffset = m_logEndOffset;
    header.leaderEpoch = options.leaderEpoch;
    stampBaseOffset(stamped, header.baseOffset);
    stampLeaderEpoch(stamped, header.leaderEpoch);
    const bool appendTime = m_config.timestampType == TimestampType::LogAppendTime;
    const auto maximum = appendTime ? now : valid->maxTimestamp;
    if (appendTime || maximum != header.maxTimestamp) {
        rewriteTimestamps(stamped, m_config.timestampType, maximum);
        header = *parseBatchHeader(stamped);
    }
    if (auto stored = store(header, stamped); !stored) {
        goOffline(stored.error());
        return failLog(stored.error());
    }
    return AppendedBatch{header.baseOffset, header.lastOffset(), appendTime ? now : kNoTimestamp,
        m_logStartOffset, false};
}

LogResult<AppendedBatch> Log::appendAsFollower(ByteView batches)
{
    if (auto online = checkOnline(); !online)
        return failLog(std::move(online).error());
    AppendedBatch appended{
        m_logEndOffset, m_logEndOffset - 1, kNoTimestamp, m_logStartOffset, false};
    while (!batches.empty()) {
        const auto header = parseBatchHeader(batches);
        if (!header || header->sizeInBytes > batches.size() || header->lastOffsetDelta < 0)
            return failLog(
                LogErrorCode::CorruptMessage, "the leader's bytes are not record batches");
        const auto bytes = batches.first(header->sizeInBytes);
        batches = batches.subspan(header->sizeInBytes);
        if (header->lastOffset() < m_logEndOffset)
            continue;
        if (!crcMatches(bytes) || header->baseOffset < m_logEndOffset
            || header->leaderEpoch < m_epochs.latest())
            return failLog(LogErrorCode::CorruptMessage,
                fmt::format("the leader's batch at {} does not continue this log, which ends at {}",
                    header->baseOffset.value(), m_logEndOffset.value()));
        if (auto stored = store(*header, bytes); !stored) {
            goOffline(stored.error());
            return failLog(stored.error());
        }
        appended.lastOffset = header->lastOffset();
    }
    return appended;
}

LogResult<> Log::startAnew(Offset offset)
{
    if (auto online = checkOnline(); !online)
        return online;
    if (auto dropped = LogRecovery(*this, false).dropAll(offset); !dropped) {
        goOffline(dropped.error());
        return failLog(dropped.error());
    }
    return {};
}

LogResult<> Log::truncateTo(Offset offset)
{
    if (auto online = checkOnline(); !online)
        return online;
    if (offset >= m_logEndOffset)
        return {};
    if (auto cut = LogRecovery(*this, false).cutTo(offset); !cut) {
        goOffline(cut.error());
        return failLog(cut.error());
    }
    return {};
}

}  // namespace stormbench::storage
