// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/storage/batch_rebuild.h"
#include "engine/storage/log.h"
#include "engine/storage/log_recovery.h"

namespace stormbench::storage {

Result<> Log::store(const BatchHeader& header, ByteView bytes)
{
    const auto write = [&]() -> Result<> {
        SB_TRY(rollIfNeeded(header));
        if (m_epochs.assign(header.leaderEpoch, header.baseOffset))
            SB_TRY(writeEpochs());
        return active().append(header, bytes, m_config.indexIntervalBytes);
    };
    if (auto written = write(); !written) {
        // Of an epoch without a record the next leader would be asked for the end for ever.
        m_epochs.truncateFromEnd(m_logEndOffset);
        return written;
    }
    m_logEndOffset = header.nextOffset();
    m_producers.update(header);
    return {};
}

/// Copies the batch, under the topic's own codec if it has one; `header` is then the copy's.
LogResult<> Log::prepareBatch(ByteView records, BatchHeader& header, Bytes& copy) const
{
    if (m_config.compression && header.codec() != *m_config.compression && !header.isControl()) {
        auto made = recompress(records, header, *m_config.compression, m_config.compressionLevel);
        if (!made)
            return failLog(LogErrorCode::CorruptMessage, made.error().message);
        copy = *std::move(made);
        header = *parseBatchHeader(copy);
        if (header.sizeInBytes > m_config.maxMessageBytes)
            return failLog(LogErrorCode::MessageTooLarge,
                fmt::format(
                    "the record batch has {} bytes under the topic's codec, the maximum is {}",
                    header.sizeInBytes, m_config.maxMessageBytes));
    } else {
        copy.assign(records.begin(), records.end());
    }
    if (header.sizeInBytes > m_config.segmentBytes)
        return failLog(LogErrorCode::RecordListTooLarge,
            fmt::format("the record batch has {} bytes, a segment at most {}", header.sizeInBytes,
                m_config.segmentBytes));
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
    if (auto prepared = prepareBatch(records, header, stamped); !prepared)
        return failLog(std::move(prepared).error());
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
        // Begun anew in the middle of a batch: it has to be kept whole.
        const auto start = m_logStartOffset;
        if (start == m_logEndOffset && header->baseOffset < start && crcMatches(bytes)) {
            if (auto moved = startAnew(header->baseOffset); !moved)
                return failLog(std::move(moved).error());
        }
        if (!crcMatches(bytes) || header->baseOffset < m_logEndOffset
            || header->leaderEpoch < m_epochs.latest())
            return failLog(LogErrorCode::CorruptMessage,
                fmt::format("the leader's batch at {} does not continue this log, which ends at {}",
                    header->baseOffset.value(), m_logEndOffset.value()));
        if (auto stored = store(*header, bytes); !stored) {
            goOffline(stored.error());
            return failLog(stored.error());
        }
        moveLogStart(start);
        appended.lastOffset = header->lastOffset();
    }
    return appended;
}

LogResult<> Log::startAnew(Offset offset)
{
    if (auto online = checkOnline(); !online)
        return online;
    auto dropped = LogRecovery(*this, false).dropAll(offset);
    if (dropped)
        dropped = writeAdoptedId();
    return settleCut(dropped);
}

LogResult<> Log::truncateTo(Offset offset)
{
    if (auto online = checkOnline(); !online)
        return online;
    if (offset >= m_logEndOffset) {
        m_epochs.truncateFromEnd(m_logEndOffset);
        return {};
    }
    return settleCut(LogRecovery(*this, false).cutTo(offset));
}

/// The checkpoint must not vouch for what will stand where something was cut off.
LogResult<> Log::settleCut(const Result<>& cut)
{
    ++m_cuts;
    auto settled = cut ? checkpointCut() : cut;
    if (settled)
        return {};
    m_cutPending = true;
    if (m_segments.empty() || settled.error().code != ErrorCode::OutOfSpace)
        m_needsRestart = true;
    goOffline(settled.error());
    return failLog(settled.error());
}

Result<> Log::checkpointCut()
{
    return m_recoveryPoint < m_checkpointedPoint && m_context.checkpoint ? m_context.checkpoint()
                                                                         : Result<>{};
}

/// What a cut on a full disk could not write.
Result<> Log::finishCut()
{
    if (!m_cutPending)
        return {};
    SB_TRY(writeEpochs());
    SB_TRY(m_gaps == Gaps::None ? writeAdoptedId() : Result<>{});
    SB_TRY(LogRecovery(*this, false).makeCutDurable(active()));
    SB_TRY(checkpointCut());
    m_cutPending = false;
    return {};
}

}  // namespace stormbench::storage
