// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/batch_header.h"

#include <limits>

#include "engine/base/crc32c.h"
#include "engine/base/cursor.h"

namespace stormbench::storage {

namespace {

// Leaves room for the largest offset delta and for the offset after it.
constexpr Offset kMaxBaseOffset(
    std::numeric_limits<std::int64_t>::max() - std::numeric_limits<std::int32_t>::max() - 1);

}  // namespace

Sequence advance(Sequence sequence, std::int32_t distance)
{
    const auto sum = std::uint32_t(sequence.value()) + std::uint32_t(distance);
    return Sequence(static_cast<std::int32_t>(sum & 0x7FFF'FFFFu));
}

Sequence BatchHeader::lastSequence() const
{
    return baseSequence.value() < 0 ? baseSequence : advance(baseSequence, lastOffsetDelta);
}

tl::expected<BatchHeader, HeaderFault> parseBatchHeader(ByteView bytes)
{
    if (bytes.size() < batch::kHeaderSize)
        return tl::unexpected(HeaderFault::Truncated);
    const auto* at = bytes.data();
    const auto length = loadBigEndian<std::int32_t>(at + batch::kLength);
    if (length < static_cast<std::int32_t>(batch::kHeaderSize - batch::kLengthOverhead)
        || length > std::numeric_limits<std::int32_t>::max()
                - static_cast<std::int32_t>(batch::kLengthOverhead))
        return tl::unexpected(HeaderFault::BadLength);
    if (static_cast<std::int8_t>(at[batch::kMagic]) != batch::kMagicV2)
        return tl::unexpected(HeaderFault::BadMagic);

    BatchHeader header;
    header.baseOffset = Offset(loadBigEndian<std::int64_t>(at + batch::kBaseOffset));
    if (header.baseOffset < Offset(0) || header.baseOffset > kMaxBaseOffset)
        return tl::unexpected(HeaderFault::BadOffset);
    header.sizeInBytes = static_cast<std::uint32_t>(length) + batch::kLengthOverhead;
    header.leaderEpoch = LeaderEpoch(loadBigEndian<std::int32_t>(at + batch::kLeaderEpoch));
    header.crc = loadBigEndian<std::uint32_t>(at + batch::kCrc);
    header.attributes = loadBigEndian<std::uint16_t>(at + batch::kAttributes);
    header.lastOffsetDelta = loadBigEndian<std::int32_t>(at + batch::kLastOffsetDelta);
    header.baseTimestamp = Millis(loadBigEndian<std::int64_t>(at + batch::kBaseTimestamp));
    header.maxTimestamp = Millis(loadBigEndian<std::int64_t>(at + batch::kMaxTimestamp));
    header.producerId = ProducerId(loadBigEndian<std::int64_t>(at + batch::kProducerId));
    header.producerEpoch = ProducerEpoch(loadBigEndian<std::int16_t>(at + batch::kProducerEpoch));
    header.baseSequence = Sequence(loadBigEndian<std::int32_t>(at + batch::kBaseSequence));
    header.recordCount = loadBigEndian<std::int32_t>(at + batch::kRecordCount);
    return header;
}

bool crcMatches(ByteView batch)
{
    return crc32c(batch.subspan(batch::kAttributes))
        == loadBigEndian<std::uint32_t>(batch.data() + batch::kCrc);
}

void stampBaseOffset(std::span<std::uint8_t> batch, Offset baseOffset)
{
    storeBigEndian(batch.data() + batch::kBaseOffset, baseOffset.value());
}

void stampLeaderEpoch(std::span<std::uint8_t> batch, LeaderEpoch epoch)
{
    storeBigEndian(batch.data() + batch::kLeaderEpoch, epoch.value());
}

void rewriteTimestamps(std::span<std::uint8_t> batch, TimestampType type, Millis maxTimestamp)
{
    auto attributes = loadBigEndian<std::uint16_t>(batch.data() + batch::kAttributes);
    attributes = static_cast<std::uint16_t>(attributes & ~batch::kTimestampTypeBit);
    if (type == TimestampType::LogAppendTime)
        attributes = static_cast<std::uint16_t>(attributes | batch::kTimestampTypeBit);
    storeBigEndian(batch.data() + batch::kAttributes, attributes);
    storeBigEndian(
        batch.data() + batch::kMaxTimestamp, static_cast<std::int64_t>(maxTimestamp.count()));
    storeBigEndian(batch.data() + batch::kCrc, crc32c(batch.subspan(batch::kAttributes)));
}

}  // namespace stormbench::storage
