// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/batch_filter.h"

#include <algorithm>
#include <limits>
#include <vector>

#include "engine/base/cursor.h"
#include "engine/storage/batch_rebuild.h"
#include "engine/storage/codec.h"
#include "engine/storage/record_walk.h"

namespace stormbench::storage {
namespace {

/// One record as it stands in its batch.
struct RawRecord {
    ByteView whole;        ///< with its length
    ByteView afterDeltas;  ///< from the offset delta on
    std::int64_t timestampDelta = 0;
    std::int32_t offsetDelta = 0;
    std::optional<ByteView> key;
    bool hasValue = false;
};

tl::unexpected<Error> undecodable(const BatchHeader& header)
{
    return fail(ErrorCode::Corrupt,
        "the batch at offset " + std::to_string(header.baseOffset.value()) + " does not decode");
}

/// The uncompressed records; `buffer` holds them if the batch is compressed.
Result<ByteView> plainRecords(ByteView batch, const BatchHeader& header, Bytes& buffer)
{
    const auto records = batch.subspan(batch::kHeaderSize);
    if (header.codecBits() == 0)
        return records;
    if (header.recordCount == 0)
        return ByteView{};
    SB_TRY_ASSIGN(buffer, decompress(header.codec(), records, kMaxUncompressedBatch));
    return ByteView(buffer);
}

bool readRecord(ReadCursor& in, ByteView records, RawRecord& record)
{
    const auto start = in.position();
    const auto length = in.readVarint();
    const auto body = in.position();
    in.skip(1);
    record.timestampDelta = in.readVarlong();
    const auto deltas = in.position();
    record.offsetDelta = in.readVarint();
    const auto keyLength = in.readVarint();
    record.key.reset();
    if (keyLength >= 0)
        record.key = in.readView(static_cast<std::size_t>(keyLength));
    const auto valueLength = in.readVarint();
    record.hasValue = valueLength >= 0;
    if (!in.ok() || length < 0 || in.position() - body > static_cast<std::size_t>(length))
        return false;
    in.skip(body + static_cast<std::size_t>(length) - in.position());
    if (!in.ok())
        return false;
    record.whole = records.subspan(start, in.position() - start);
    record.afterDeltas = records.subspan(deltas, in.position() - deltas);
    return true;
}

template <typename Visit>
Result<> forEachRaw(ByteView records, const BatchHeader& header, Visit&& visit)
{
    ReadCursor in(records);
    RawRecord record;
    for (std::int32_t i = 0; i < header.recordCount; ++i) {
        if (!readRecord(in, records, record))
            return undecodable(header);
        visit(record);
    }
    return {};
}

std::int64_t plus(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

std::int64_t minus(std::int64_t a, std::int64_t b)
{
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

Millis horizonOf(const FilterRules& rules)
{
    const auto most = std::numeric_limits<std::int64_t>::max() - rules.now.count();
    return rules.now + Millis(std::min<std::int64_t>(rules.deleteRetention.count(), most));
}

/// The record with its timestamp counted from another base.
void writeShifted(WriteCursor& out, const RawRecord& record, std::int64_t timestampDelta)
{
    out.writeVarint(
        static_cast<std::int32_t>(1 + varlongSize(timestampDelta) + record.afterDeltas.size()));
    out.write<std::int8_t>(0);
    out.writeVarlong(timestampDelta);
    out.writeBytes(record.afterDeltas);
}

FilteredBatch withoutRecords(const BatchHeader& header, const FilterRules& rules)
{
    const auto producer = rules.producers.find(header.producerId);
    const bool needed = header.hasProducerId() && producer != rules.producers.end()
        && producer->second.epoch == header.producerEpoch
        && producer->second.lastOffset == header.lastOffset();
    if (!needed)
        return {FilteredBatch::Fate::Drop, {}};
    if (header.recordCount == 0)
        return {};
    auto shell = header;
    shell.attributes = static_cast<std::uint16_t>(
        header.attributes & ~(batch::kCodecMask | batch::kDeleteHorizonBit));
    shell.baseTimestamp = kNoTimestamp;
    shell.recordCount = 0;
    return {FilteredBatch::Fate::Replace, rebuildBatch(shell, {})};
}

/// Which records of a batch stay.
struct Selection {
    std::vector<RawRecord> kept;
    bool hasTombstone = false;
};

Result<Bytes> assemble(
    const BatchHeader& header, const Selection& selection, const FilterRules& rules)
{
    const bool setHorizon = selection.hasTombstone && !header.deleteHorizon();
    const auto oldBase = header.baseTimestamp.count();
    const auto base = setHorizon ? horizonOf(rules).count() : oldBase;
    Bytes records;
    WriteCursor out(records);
    auto newest = kNoTimestamp;
    for (const auto& record : selection.kept) {
        const auto timestamp = plus(oldBase, record.timestampDelta);
        newest = std::max(newest, Millis(timestamp));
        if (base == oldBase)
            out.writeBytes(record.whole);
        else
            writeShifted(out, record, minus(timestamp, base));
    }
    if (header.codecBits() != 0) {
        SB_TRY_ASSIGN(records, compress(header.codec(), records));
    }
    auto smaller = header;
    if (setHorizon)
        smaller.attributes |= batch::kDeleteHorizonBit;
    smaller.baseTimestamp = Millis(base);
    if (header.timestampType() == TimestampType::CreateTime)
        smaller.maxTimestamp = newest;
    smaller.recordCount = static_cast<std::int32_t>(selection.kept.size());
    return rebuildBatch(smaller, records);
}

}  // namespace

Result<> collectKeys(ByteView batch, const BatchHeader& header, OffsetMap& map)
{
    Bytes buffer;
    SB_TRY_ASSIGN(const auto records, plainRecords(batch, header, buffer));
    return forEachRaw(records, header, [&](const RawRecord& record) {
        if (record.key)
            map.put(*record.key, header.baseOffset + record.offsetDelta);
    });
}

Result<FilteredBatch> filterBatch(
    ByteView batch, const BatchHeader& header, const FilterRules& rules)
{
    if (header.nextOffset() > rules.mappedUpTo || header.isControl())
        return FilteredBatch{};
    const auto horizon = header.deleteHorizon();
    const bool tombstonesGo = horizon && *horizon <= rules.now;
    Bytes buffer;
    SB_TRY_ASSIGN(const auto records, plainRecords(batch, header, buffer));
    Selection selection;
    SB_TRY(forEachRaw(records, header, [&](const RawRecord& record) {
        const bool newest = record.key
            && header.baseOffset + record.offsetDelta >= rules.newest.find(*record.key);
        if (!newest || (!record.hasValue && tombstonesGo))
            return;
        selection.kept.push_back(record);
        selection.hasTombstone = selection.hasTombstone || !record.hasValue;
    }));
    if (selection.kept.empty())
        return withoutRecords(header, rules);
    const bool all = static_cast<std::int32_t>(selection.kept.size()) == header.recordCount;
    if (all && (!selection.hasTombstone || horizon))
        return FilteredBatch{};
    SB_TRY_ASSIGN(auto bytes, assemble(header, selection, rules));
    return FilteredBatch{FilteredBatch::Fate::Replace, std::move(bytes)};
}

}  // namespace stormbench::storage
