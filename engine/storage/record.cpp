// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/record.h"

#include "engine/base/cursor.h"
#include "engine/storage/codec.h"

namespace stormbench::storage {
namespace {

std::optional<ByteView> readField(ReadCursor& in)
{
    const auto length = in.readVarint();
    if (length < -1)
        in.markFailed();
    if (length < 0)
        return std::nullopt;
    return in.readView(static_cast<std::size_t>(length));
}

}  // namespace

Result<RecordReader> RecordReader::create(ByteView bytes, std::size_t maxUncompressedBytes)
{
    const auto header = parseBatchHeader(bytes);
    if (!header || header->sizeInBytes > bytes.size())
        return fail(ErrorCode::Corrupt, "the bytes are not a record batch");
    RecordReader reader;
    reader.m_header = *header;
    const auto records
        = bytes.subspan(batch::kHeaderSize, header->sizeInBytes - batch::kHeaderSize);
    if (header->codecBits() == 0) {
        reader.m_records = records;
        return reader;
    }
    SB_TRY_ASSIGN(reader.m_buffer, decompress(header->codec(), records, maxUncompressedBytes));
    reader.m_records
        = reader.m_buffer;  // a moved vector keeps its storage, so the view stays valid
    return reader;
}

Result<std::optional<Record>> RecordReader::next()
{
    if (m_read >= m_header.recordCount)
        return std::nullopt;
    ReadCursor in(m_records.subspan(m_position));
    const auto length = in.readVarint();
    const auto start = in.position();
    Record record;
    in.skip(1);
    const auto timestampDelta = in.readVarlong();
    const auto offsetDelta = in.readVarint();
    record.key = readField(in);
    record.value = readField(in);
    const auto headers = in.readVarint();
    if (headers < 0)
        in.markFailed();
    for (std::int32_t i = 0; i < headers && in.ok(); ++i) {
        const auto name = readField(in);
        if (!name)
            in.markFailed();
        record.headers.push_back({name.value_or(ByteView{}), readField(in)});
    }
    if (!in.ok() || length < 0 || in.position() - start != static_cast<std::size_t>(length)) {
        m_read = m_header.recordCount;
        return fail(ErrorCode::Corrupt, "a record of the batch is malformed");
    }
    m_position += in.position();
    ++m_read;
    record.offset = m_header.baseOffset + offsetDelta;
    record.timestamp = m_header.timestampType() == TimestampType::LogAppendTime
        ? m_header.maxTimestamp
        : Millis(
            static_cast<std::int64_t>(static_cast<std::uint64_t>(m_header.baseTimestamp.count())
                + static_cast<std::uint64_t>(timestampDelta)));
    return record;
}

Result<> forEachRecord(
    ByteView batches, const std::function<void(const BatchHeader&, const Record&)>& visit)
{
    while (!batches.empty()) {
        SB_TRY_ASSIGN(auto reader, RecordReader::create(batches));
        for (;;) {
            SB_TRY_ASSIGN(const auto record, reader.next());
            if (!record)
                break;
            visit(reader.header(), *record);
        }
        batches = batches.subspan(reader.header().sizeInBytes);
    }
    return {};
}

}  // namespace stormbench::storage
