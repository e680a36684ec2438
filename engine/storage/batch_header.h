// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"
#include "engine/env/clock.h"

namespace stormbench::storage {

using env::Millis;

enum class Codec : std::uint8_t { None = 0, Gzip = 1, Snappy = 2, Lz4 = 3, Zstd = 4 };
enum class TimestampType : std::uint8_t { CreateTime = 0, LogAppendTime = 1 };

inline constexpr Millis kNoTimestamp{-1};

/// Where the fields of a record batch v2 stand (FORMAT.md). The CRC covers the bytes from
/// kAttributes to the end, so base offset and leader epoch can be stamped without touching it.
namespace batch {
inline constexpr std::size_t kBaseOffset = 0;
inline constexpr std::size_t kLength = 8;
inline constexpr std::size_t kLeaderEpoch = 12;
inline constexpr std::size_t kMagic = 16;
inline constexpr std::size_t kCrc = 17;
inline constexpr std::size_t kAttributes = 21;
inline constexpr std::size_t kLastOffsetDelta = 23;
inline constexpr std::size_t kBaseTimestamp = 27;
inline constexpr std::size_t kMaxTimestamp = 35;
inline constexpr std::size_t kProducerId = 43;
inline constexpr std::size_t kProducerEpoch = 51;
inline constexpr std::size_t kBaseSequence = 53;
inline constexpr std::size_t kRecordCount = 57;
inline constexpr std::size_t kHeaderSize = 61;
inline constexpr std::size_t kLengthOverhead
    = 12;  ///< bytes before and in the length field, which it does not count
inline constexpr std::int8_t kMagicV2 = 2;
inline constexpr std::uint16_t kCodecMask = 0x07;
inline constexpr std::uint16_t kTimestampTypeBit = 0x08;
inline constexpr std::uint16_t kTransactionalBit = 0x10;
inline constexpr std::uint16_t kControlBit = 0x20;
inline constexpr std::uint16_t kDeleteHorizonBit = 0x40;
}  // namespace batch

/// The 61 bytes before the records of a v2 batch, decoded. Says nothing about the records
/// themselves.
struct BatchHeader {
    Offset baseOffset;
    std::uint32_t sizeInBytes = 0;  ///< of the whole batch: the length field + 12
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::uint32_t crc = 0;
    std::uint16_t attributes = 0;
    std::int32_t lastOffsetDelta = 0;
    Millis baseTimestamp = kNoTimestamp;
    Millis maxTimestamp = kNoTimestamp;
    ProducerId producerId = kNoProducer;
    ProducerEpoch producerEpoch{-1};
    Sequence baseSequence{-1};
    std::int32_t recordCount = 0;

    [[nodiscard]] Offset lastOffset() const { return baseOffset + lastOffsetDelta; }
    [[nodiscard]] Offset nextOffset() const { return lastOffset() + 1; }
    [[nodiscard]] std::uint8_t codecBits() const { return attributes & batch::kCodecMask; }
    [[nodiscard]] Codec codec() const
    {
        return static_cast<Codec>(codecBits());
    }  ///< only if codecBits() <= 4
    [[nodiscard]] TimestampType timestampType() const
    {
        return (attributes & batch::kTimestampTypeBit) ? TimestampType::LogAppendTime
                                                       : TimestampType::CreateTime;
    }
    [[nodiscard]] bool isTransactional() const
    {
        return (attributes & batch::kTransactionalBit) != 0;
    }
    [[nodiscard]] bool isControl() const { return (attributes & batch::kControlBit) != 0; }
    /// From when on a compaction may drop the batch's tombstones (KIP-534); the base timestamp then
    /// holds this time, and the records' deltas count from it.
    [[nodiscard]] std::optional<Millis> deleteHorizon() const
    {
        return (attributes & batch::kDeleteHorizonBit) ? std::optional(baseTimestamp)
                                                       : std::nullopt;
    }
    [[nodiscard]] bool hasProducerId() const { return producerId.value() >= 0; }
    [[nodiscard]] Sequence lastSequence() const;  ///< wraps from 2^31-1 to 0
};

/// `sequence` + `distance` in the sequence space, which wraps from 2^31-1 to 0. Precondition: both
/// >= 0.
[[nodiscard]] Sequence advance(Sequence sequence, std::int32_t distance);

enum class HeaderFault {
    Truncated,  ///< fewer than 61 bytes
    BadLength,  ///< the length field is below the smallest possible batch
    BadMagic,   ///< not version 2
    BadOffset,  ///< the base offset is negative, or so high that those of the records may overflow
};

/// Decodes the header at the start of `bytes`. The batch itself may be longer than `bytes`.
[[nodiscard]] tl::expected<BatchHeader, HeaderFault> parseBatchHeader(ByteView bytes);

/// Whether the stored CRC is that of the bytes. Precondition: `batch` is exactly one batch of at
/// least 61 bytes.
[[nodiscard]] bool crcMatches(ByteView batch);

/// What a leader writes into a batch before it stores it. Outside of the CRC: the bytes stay valid.
/// Preconditions of all below: `batch` holds at least the header.
void stampBaseOffset(std::span<std::uint8_t> batch, Offset baseOffset);
void stampLeaderEpoch(std::span<std::uint8_t> batch, LeaderEpoch epoch);
/// Sets maximum timestamp and timestamp type and computes the CRC anew: `batch` is exactly one
/// batch.
void rewriteTimestamps(std::span<std::uint8_t> batch, TimestampType type, Millis maxTimestamp);

}  // namespace stormbench::storage
