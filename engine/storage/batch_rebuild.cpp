// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/batch_rebuild.h"

#include "engine/base/crc32c.h"
#include "engine/base/cursor.h"
#include "engine/storage/codec.h"
#include "engine/storage/record_walk.h"

namespace stormbench::storage {

Bytes rebuildBatch(const BatchHeader& header, ByteView records)
{
    Bytes bytes;
    bytes.reserve(batch::kHeaderSize + records.size());
    WriteCursor out(bytes);
    out.write(header.baseOffset.value());
    out.write(
        static_cast<std::int32_t>(batch::kHeaderSize - batch::kLengthOverhead + records.size()));
    out.write(header.leaderEpoch.value());
    out.write(batch::kMagicV2);
    out.write<std::uint32_t>(0);
    out.write(header.attributes);
    out.write(header.lastOffsetDelta);
    out.write(static_cast<std::int64_t>(header.baseTimestamp.count()));
    out.write(static_cast<std::int64_t>(header.maxTimestamp.count()));
    out.write(header.producerId.value());
    out.write(header.producerEpoch.value());
    out.write(header.baseSequence.value());
    out.write(header.recordCount);
    out.writeBytes(records);
    out.patch(batch::kCrc, crc32c(ByteView(bytes).subspan(batch::kAttributes)));
    return bytes;
}

Result<Bytes> recompress(
    ByteView batch, const BatchHeader& header, Codec codec, std::optional<int> level)
{
    SB_TRY_ASSIGN(const auto plain,
        decompress(header.codec(), batch.subspan(batch::kHeaderSize), kMaxUncompressedBatch));
    SB_TRY_ASSIGN(const auto records, compress(codec, plain, level));
    auto other = header;
    other.attributes = static_cast<std::uint16_t>(
        (header.attributes & ~batch::kCodecMask) | static_cast<std::uint16_t>(codec));
    return rebuildBatch(other, records);
}

}  // namespace stormbench::storage
