// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/batch_builder.h"

#include <algorithm>

#include "engine/base/assert.h"
#include "engine/base/crc32c.h"
#include "engine/base/cursor.h"
#include "engine/storage/codec.h"

namespace stormbench::storage {
namespace {

std::size_t sizeOfField(const std::optional<ByteView>& field)
{
    return field ? varintSize(static_cast<std::int32_t>(field->size())) + field->size()
                 : varintSize(-1);
}

void writeField(WriteCursor& out, const std::optional<ByteView>& field)
{
    out.writeVarint(field ? static_cast<std::int32_t>(field->size()) : -1);
    if (field)
        out.writeBytes(*field);
}

}  // namespace

BatchBuilder::BatchBuilder(BatchOptions options)
    : m_options(options)
{
}

void BatchBuilder::add(Millis timestamp, std::optional<ByteView> key, std::optional<ByteView> value,
    std::span<const Header> headers)
{
    if (m_count == 0) {
        m_baseTimestamp = timestamp;
        m_maxTimestamp = timestamp;
    }
    m_maxTimestamp = std::max(m_maxTimestamp, timestamp);
    const auto timestampDelta = static_cast<std::int64_t>((timestamp - m_baseTimestamp).count());

    auto length = 1 + varlongSize(timestampDelta) + varintSize(m_count) + sizeOfField(key)
        + sizeOfField(value) + varintSize(static_cast<std::int32_t>(headers.size()));
    for (const auto& [name, content] : headers)
        length += sizeOfField(name) + sizeOfField(content);

    WriteCursor out(m_records);
    out.writeVarint(static_cast<std::int32_t>(length));
    out.write<std::int8_t>(0);
    out.writeVarlong(timestampDelta);
    out.writeVarint(m_count);
    writeField(out, key);
    writeField(out, value);
    out.writeVarint(static_cast<std::int32_t>(headers.size()));
    for (const auto& [name, content] : headers) {
        writeField(out, name);
        writeField(out, content);
    }
    ++m_count;
}

Bytes BatchBuilder::build()
{
    SB_ASSERT(m_count > 0, "a batch has at least one record");
    Bytes records = std::move(m_records);
    if (m_options.codec != Codec::None) {
        auto compressed = compress(m_options.codec, records);
        SB_ASSERT(compressed.has_value(), "compressing bytes in memory does not fail");
        records = *std::move(compressed);
    }

    std::uint16_t attributes = static_cast<std::uint16_t>(m_options.codec);
    if (m_options.timestampType == TimestampType::LogAppendTime)
        attributes |= batch::kTimestampTypeBit;
    if (m_options.isTransactional)
        attributes |= batch::kTransactionalBit;
    if (m_options.isControl)
        attributes |= batch::kControlBit;

    Bytes bytes;
    bytes.reserve(batch::kHeaderSize + records.size());
    WriteCursor out(bytes);
    out.write(m_options.baseOffset.value());
    out.write(
        static_cast<std::int32_t>(batch::kHeaderSize - batch::kLengthOverhead + records.size()));
    out.write(m_options.leaderEpoch.value());
    out.write(batch::kMagicV2);
    out.write<std::uint32_t>(0);
    out.write(attributes);
    out.write<std::int32_t>(m_count - 1);
    out.write(static_cast<std::int64_t>(m_baseTimestamp.count()));
    out.write(static_cast<std::int64_t>(m_maxTimestamp.count()));
    out.write(m_options.producerId.value());
    out.write(m_options.producerEpoch.value());
    out.write(m_options.baseSequence.value());
    out.write(m_count);
    out.writeBytes(records);
    out.patch(batch::kCrc, crc32c(ByteView(bytes).subspan(batch::kAttributes)));

    m_records.clear();
    m_count = 0;
    return bytes;
}

}  // namespace stormbench::storage
