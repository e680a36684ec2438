// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/validate.h"

#include <limits>

#include <fmt/format.h>

#include "engine/storage/record_walk.h"

namespace stormbench::storage {
namespace {

constexpr std::size_t kMaxRecordErrors
    = 1000;  ///< reported one by one; the rest is refused all the same

LogResult<BatchHeader> checkHeader(
    ByteView records, const LogConfig& config, const ValidationOptions& options)
{
    if (records.empty())
        return failLog(
            LogErrorCode::NotOneBatch, "the request holds no record batch for this partition");
    const auto parsed = parseBatchHeader(records);
    if (!parsed) {
        if (parsed.error() == HeaderFault::BadMagic && records[batch::kMagic] < batch::kMagicV2)
            return failLog(LogErrorCode::InvalidMagic,
                fmt::format("message format {} is not supported, only 2", records[batch::kMagic]));
        return failLog(LogErrorCode::CorruptMessage, "the bytes are not a record batch");
    }
    const auto& header = *parsed;
    if (header.sizeInBytes > records.size())
        return failLog(LogErrorCode::CorruptMessage, "the record batch is cut off");
    if (header.sizeInBytes < records.size())
        return failLog(LogErrorCode::NotOneBatch,
            "the request holds more than one record batch for this partition");
    if (header.codecBits() > static_cast<std::uint8_t>(Codec::Zstd))
        return failLog(LogErrorCode::UnsupportedCompression,
            fmt::format("unknown compression type {}", header.codecBits()));
    if (header.codec() == Codec::Zstd && !options.zstdAllowed)
        return failLog(
            LogErrorCode::UnsupportedCompression, "zstd needs Produce version 7 or later");
    if (options.origin == AppendOrigin::Client && header.baseOffset != Offset(0))
        return failLog(LogErrorCode::InvalidBaseOffset,
            fmt::format("the base offset of a produced batch is {} instead of 0",
                header.baseOffset.value()));
    if (header.sizeInBytes > config.maxMessageBytes)
        return failLog(LogErrorCode::MessageTooLarge,
            fmt::format("the record batch has {} bytes, the maximum is {}", header.sizeInBytes,
                config.maxMessageBytes));
    if (!crcMatches(records))
        return failLog(LogErrorCode::CorruptMessage, "the CRC of the record batch is wrong");
    return header;
}

LogResult<> checkCounts(const BatchHeader& header, const ValidationOptions& options)
{
    const auto range = static_cast<std::int64_t>(header.lastOffsetDelta) + 1;
    if (range <= 0)
        return failLog(LogErrorCode::InvalidOffsetRange,
            fmt::format(
                "the last offset delta {} of the batch is negative", header.lastOffsetDelta));
    if (header.recordCount <= 0)
        return failLog(LogErrorCode::InvalidRecordCount,
            fmt::format("the batch claims {} records", header.recordCount));
    if (range != header.recordCount)
        return failLog(LogErrorCode::InvalidOffsetRange,
            fmt::format("the batch claims {} records in {} offsets", header.recordCount, range));
    if (options.origin != AppendOrigin::Client)
        return {};
    if (header.isControl())
        return failLog(
            LogErrorCode::ControlBatchFromClient, "clients may not write control batches");
    if (header.hasProducerId() && header.baseSequence.value() < 0)
        return failLog(LogErrorCode::InvalidSequence,
            fmt::format("producer {} sent the sequence number {}", header.producerId.value(),
                header.baseSequence.value()));
    return {};
}

/// Sees each record once; keeps what the batch needs, and the rejected ones.
class RecordChecks {
public:
    RecordChecks(
        const BatchHeader& header, const LogConfig& config, const ValidationOptions& options)
        : m_header(header)
        , m_needsKey(config.cleanupCompact && !header.isControl())
        , m_checksTime(config.timestampType == TimestampType::CreateTime
              && options.origin == AppendOrigin::Client)
        , m_appendTimeClaimed(header.timestampType() == TimestampType::LogAppendTime)
    {
        m_out.header = header;
        const auto now = options.now.count();
        if (config.timestampAfterMaxMs.count() < LogConfig::kNever - now)
            m_latest = now + config.timestampAfterMaxMs.count();
        if (config.timestampBeforeMaxMs.count() < LogConfig::kNever)
            m_earliest = now - config.timestampBeforeMaxMs.count();
    }

    bool operator()(const WalkedRecord& record)
    {
        if (record.offsetDelta != m_index) [[unlikely]] {
            m_offsetsDense = false;
            return false;
        }
        const auto timestamp
            = static_cast<std::int64_t>(static_cast<std::uint64_t>(m_header.baseTimestamp.count())
                + static_cast<std::uint64_t>(record.timestampDelta));
        if (m_needsKey && !record.hasKey) [[unlikely]]
            reject("a compacted topic takes no record without a key", false);
        else if (m_checksTime && timestampRefused(timestamp)) [[unlikely]]
            reject(fmt::format("the timestamp {} is out of range", timestamp), true);
        if (timestamp > m_out.maxTimestamp.count()) {
            m_out.maxTimestamp = Millis(timestamp);
            m_out.maxTimestampDelta = record.offsetDelta;
        }
        ++m_index;
        return true;
    }

    [[nodiscard]] bool offsetsDense() const { return m_offsetsDense; }
    [[nodiscard]] std::int32_t index() const { return m_index; }
    [[nodiscard]] LogResult<ValidatedBatch> verdict()
    {
        if (m_errors.empty())
            return m_out;
        return failLog(
            LogError{m_timeRefused ? LogErrorCode::InvalidTimestamp : LogErrorCode::InvalidRecord,
                "one or more records have been rejected", std::move(m_errors)});
    }

private:
    bool timestampRefused(std::int64_t timestamp) const
    {
        return m_appendTimeClaimed
            || (timestamp != kNoTimestamp.count()
                && (timestamp > m_latest || timestamp < m_earliest));
    }
    void reject(std::string why, bool isTime)
    {
        m_timeRefused = m_timeRefused || isTime;
        if (m_errors.size() < kMaxRecordErrors)
            m_errors.push_back({m_index, std::move(why)});
    }

    const BatchHeader& m_header;
    const bool m_needsKey;
    const bool m_checksTime;
    const bool m_appendTimeClaimed;
    std::int64_t m_latest = std::numeric_limits<std::int64_t>::max();
    std::int64_t m_earliest = std::numeric_limits<std::int64_t>::min();
    ValidatedBatch m_out;
    std::int32_t m_index = 0;
    bool m_offsetsDense = true;
    bool m_timeRefused = false;
    std::vector<RecordError> m_errors;
};

LogError describe(WalkFault fault, std::int32_t index)
{
    switch (fault) {
    case WalkFault::TooLarge:
        return {LogErrorCode::MessageTooLarge,
            fmt::format("the batch holds more than {} bytes", kMaxUncompressedBatch), {}};
    case WalkFault::Undecodable:
        return {LogErrorCode::CorruptMessage, "the records do not decompress", {}};
    case WalkFault::Malformed:
    case WalkFault::None: break;
    }
    return {
        LogErrorCode::InvalidRecord, fmt::format("record {} of the batch is malformed", index), {}};
}

}  // namespace

LogResult<ValidatedBatch> validateForProduce(
    ByteView records, const LogConfig& config, const ValidationOptions& options)
{
    auto header = checkHeader(records, config, options);
    if (!header)
        return failLog(std::move(header).error());
    if (auto counts = checkCounts(*header, options); !counts)
        return failLog(std::move(counts).error());

    RecordChecks checks(*header, config, options);
    bool trailing = false;
    const auto fault = walkRecords(records, *header, checks, trailing);
    if (!checks.offsetsDense())
        return failLog(LogErrorCode::InvalidRecord,
            fmt::format("record {} of the batch does not have that offset delta", checks.index()));
    if (fault != WalkFault::None)
        return failLog(describe(fault, checks.index()));
    if (trailing)
        return failLog(
            LogErrorCode::InvalidRecordCount, "the batch holds more bytes than its records");
    return checks.verdict();
}

}  // namespace stormbench::storage
