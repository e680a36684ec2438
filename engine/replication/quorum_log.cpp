// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/quorum_log.h"

namespace stormbench::replication {
namespace {

constexpr std::uint32_t kReadBytes = 1u << 20;

Error toError(const storage::Log& log, const storage::LogError& error)
{
    if (error.code == storage::LogErrorCode::StorageError && log.offlineReason())
        return *log.offlineReason();
    const auto code = error.code == storage::LogErrorCode::CorruptMessage ? ErrorCode::Corrupt
                                                                          : ErrorCode::IoError;
    return {code, error.message, 0};
}

}  // namespace

Result<DescribedBatches> describeBatches(ByteView bytes)
{
    DescribedBatches described;
    auto& range = described.range;
    auto rest = bytes;
    while (!rest.empty()) {
        const auto header = storage::parseBatchHeader(rest);
        const bool cut = header ? header->sizeInBytes > rest.size()
                                : header.error() == storage::HeaderFault::Truncated;
        if (cut)
            break;
        const bool first = range.epochs.empty();
        const bool follows = header
            && (first
                || (header->baseOffset == range.end
                    && header->leaderEpoch >= range.epochs.back().epoch));
        if (!follows || header->lastOffsetDelta < 0 || header->baseOffset < Offset{0}
            || !storage::crcMatches(rest.first(header->sizeInBytes)))
            return fail(ErrorCode::Corrupt, "What was fetched of the metadata log is damaged");
        if (first)
            range.base = header->baseOffset;
        if (first || header->leaderEpoch > range.epochs.back().epoch)
            range.epochs.push_back({header->leaderEpoch, header->baseOffset});
        range.end = header->nextOffset();
        rest = rest.subspan(header->sizeInBytes);
    }
    described.bytes = bytes.first(bytes.size() - rest.size());
    return described;
}

/// Every file, whatever a checkpoint says of it: before a truncation that the last process died
/// after, more of the log was durable than may be now.
Result<> QuorumLog::syncAll()
{
    storage::FlushJob job{{}, m_log.directory(), m_log.logEndOffset()};
    SB_TRY_ASSIGN(const auto entries, m_files.list(m_log.directory()));
    for (const auto& entry : entries) {
        if (entry.isDirectory)
            continue;
        SB_TRY_ASSIGN(auto file,
            m_files.open(m_log.directory() + '/' + entry.name, env::Files::Mode::ReadWrite));
        job.files.push_back(std::move(file));
    }
    return job.run(m_files);
}

Result<bool> QuorumLog::goesOnFrom(const raft::LogPosition& position)
{
    if (position.offset <= startOffset() || position.offset > endOffset())
        return position.offset == startOffset();
    SB_TRY_ASSIGN(const auto bytes, read(position.offset - 1, endOffset(), 1));
    const auto header = storage::parseBatchHeader(bytes);
    if (!header)
        return false;
    // By the batches themselves: the list of epochs may be cut already, or of an older log. Where
    // a power loss undid one part of a deletion and not another, nothing may stand before it.
    if (header->baseOffset < position.offset)
        return header->nextOffset() == position.offset && header->leaderEpoch == position.epoch;
    return header->baseOffset == position.offset && header->leaderEpoch >= position.epoch;
}

Result<Offset> QuorumLog::firstGap(Offset from)
{
    while (from < endOffset()) {
        SB_TRY_ASSIGN(const auto bytes, read(from, endOffset(), kReadBytes));
        if (bytes.empty())
            return from;
        for (auto rest = ByteView(bytes); !rest.empty();) {
            const auto header = storage::parseBatchHeader(rest);
            if (!header || header->baseOffset != from)
                return from;
            from = header->nextOffset();
            rest = rest.subspan(header->sizeInBytes);
        }
    }
    return from;
}

Result<std::vector<raft::EpochStart>> QuorumLog::epochs() const
{
    std::vector<raft::EpochStart> epochs;
    for (const auto& entry : m_log.leaderEpochs().entries())
        if (entry.startOffset < endOffset())
            epochs.push_back({entry.epoch, entry.startOffset});
    const bool covered = epochs.empty() ? endOffset() == startOffset()
                                        : epochs.front().startOffset == startOffset();
    if (!covered)
        return fail(ErrorCode::Corrupt, "The leader epochs do not cover the metadata log");
    return epochs;
}

Result<> QuorumLog::append(ByteView batches)
{
    if (const auto appended = m_log.appendAsFollower(batches); !appended)
        return fail(toError(m_log, appended.error()));
    return {};
}

Result<> QuorumLog::truncateTo(Offset endOffset)
{
    if (const auto truncated = m_log.truncateTo(endOffset); !truncated)
        return fail(toError(m_log, truncated.error()));
    if (m_log.logEndOffset() != endOffset)
        return fail(ErrorCode::Corrupt, "The metadata log was to be cut inside of a batch");
    return {};
}

Result<> QuorumLog::startAnew(Offset offset)
{
    if (const auto begun = m_log.startAnew(offset); !begun)
        return fail(toError(m_log, begun.error()));
    return {};
}

Result<storage::DeletionJob> QuorumLog::moveStart(Offset start)
{
    if (const auto moved = m_log.deleteRecords(start); !moved)
        return fail(toError(m_log, moved.error()));
    return m_log.enforceRetention(start);
}

Result<Bytes> QuorumLog::read(Offset from, Offset end, std::uint32_t maxBytes)
{
    const auto range = m_log.read({from, end, maxBytes, true});
    if (!range)
        return fail(toError(m_log, range.error()));
    return storage::Log::readBytes(*range);
}

Result<> QuorumLog::forEachBatch(Offset from, Offset end, const Visit& visit)
{
    while (from < end) {
        SB_TRY_ASSIGN(const auto bytes, read(from, end, kReadBytes));
        SB_TRY_ASSIGN(const auto described, describeBatches(bytes));
        if (described.range.base != from || described.range.end <= from)
            return fail(ErrorCode::Corrupt, "The metadata log ends before its end offset");
        for (auto rest = described.bytes; !rest.empty();) {
            const auto header = *storage::parseBatchHeader(rest);
            SB_TRY(visit(header, rest.first(header.sizeInBytes)));
            rest = rest.subspan(header.sizeInBytes);
        }
        from = described.range.end;
    }
    return {};
}

Result<std::optional<storage::FlushJob>> QuorumLog::prepareFlush()
{
    auto job = m_log.prepareFlush();
    if (!job && m_log.offlineReason())
        return fail(*m_log.offlineReason());
    return job;
}

}  // namespace stormbench::replication
