// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/snapshot_content.h"

#include "engine/base/assert.h"
#include "engine/base/cursor.h"
#include "engine/replication/quorum_log.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/record.h"

namespace stormbench::replication {
namespace {

constexpr std::int16_t kControlRecordVersion = 0;
constexpr std::int16_t kHeaderType = 3;
constexpr std::int16_t kFooterType = 4;
constexpr std::int16_t kMessageVersion = 0;
constexpr std::uint32_t kNoTaggedFields = 0;

Bytes controlBatch(
    std::int16_t type, ByteView value, Offset base, LeaderEpoch epoch, env::WallTime timestamp)
{
    Bytes key;
    WriteCursor out(key);
    out.write(kControlRecordVersion);
    out.write(type);
    storage::BatchOptions options;
    options.baseOffset = base;
    options.leaderEpoch = epoch;
    options.isControl = true;
    storage::BatchBuilder builder(options);
    builder.add(timestamp, ByteView(key), value);
    return builder.build();
}

/// The value of the one control record of that type which `batch` is to be.
Result<Bytes> controlValue(ByteView batch, std::int16_t type)
{
    SB_TRY_ASSIGN(auto reader, storage::RecordReader::create(batch));
    SB_TRY_ASSIGN(const auto record, reader.next());
    if (!reader.header().isControl() || reader.header().recordCount != 1 || !record || !record->key
        || !record->value)
        return fail(ErrorCode::Corrupt, "A snapshot's first or last record is missing");
    ReadCursor key(*record->key);
    key.skip(sizeof kControlRecordVersion);
    if (key.read<std::int16_t>() != type || !key.ok())
        return fail(ErrorCode::Corrupt, "A snapshot's first or last record is missing");
    return Bytes(record->value->begin(), record->value->end());
}

}  // namespace

Bytes encodeSnapshot(
    const raft::LogPosition& position, std::vector<Bytes> batches, env::WallTime lastTimestamp)
{
    Bytes header, footer;
    WriteCursor headerOut(header), footerOut(footer);
    headerOut.write(kMessageVersion);
    headerOut.write(std::int64_t{lastTimestamp.count()});
    headerOut.writeUnsignedVarint(kNoTaggedFields);
    footerOut.write(kMessageVersion);
    footerOut.writeUnsignedVarint(kNoTaggedFields);

    auto content = controlBatch(kHeaderType, header, Offset(0), position.epoch, lastTimestamp);
    Offset next{1};
    for (auto& batch : batches) {
        const auto parsed = storage::parseBatchHeader(batch);
        SB_ASSERT(parsed && parsed->sizeInBytes == batch.size(), "one whole batch each");
        storage::stampBaseOffset(batch, next);
        storage::stampLeaderEpoch(batch, position.epoch);
        next = next + parsed->lastOffsetDelta + 1;
        content.insert(content.end(), batch.begin(), batch.end());
    }
    const auto end = controlBatch(kFooterType, footer, next, position.epoch, lastTimestamp);
    content.insert(content.end(), end.begin(), end.end());
    return content;
}

Result<env::WallTime> checkSnapshot(ByteView content, const raft::LogPosition& position)
{
    SB_TRY_ASSIGN(const auto described, describeBatches(content));
    const auto& range = described.range;
    const bool whole = described.bytes.size() == content.size() && range.base == Offset(0)
        && range.epochs.size() == 1 && range.epochs.front().epoch == position.epoch;
    if (!whole)
        return fail(ErrorCode::Corrupt, "The snapshot is cut off, or another one's");
    auto last = content;
    while (true) {
        const auto size = storage::parseBatchHeader(last)->sizeInBytes;
        if (size == last.size())
            break;
        last = last.subspan(size);
    }
    SB_TRY(controlValue(last, kFooterType));
    SB_TRY_ASSIGN(const auto header,
        controlValue(content.first(storage::parseBatchHeader(content)->sizeInBytes), kHeaderType));
    ReadCursor in(header);
    const auto version = in.read<std::int16_t>();
    const auto timestamp = in.read<std::int64_t>();
    if (!in.ok() || version != kMessageVersion)
        return fail(ErrorCode::Corrupt, "A snapshot's first record does not read");
    return env::WallTime(timestamp);
}

}  // namespace stormbench::replication
