// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/metadata_batches.h"

#include <fmt/format.h>

#include "engine/controller/record_codec.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/record.h"

namespace stormbench::controller {

Bytes encodeBatch(const std::vector<Record>& records, const MetadataBatchOptions& options)
{
    storage::BatchOptions batch;
    batch.baseOffset = options.baseOffset;
    batch.leaderEpoch = options.leaderEpoch;
    storage::BatchBuilder builder(batch);
    for (const auto& record : records) {
        const auto value = encodeRecord(record);
        builder.add(options.timestamp, std::nullopt, ByteView(value));
    }
    return builder.build();
}

Result<> splitBatches(ByteView bytes, const VisitBatch& visit)
{
    while (!bytes.empty()) {
        const auto header = storage::parseBatchHeader(bytes);
        if (!header || header->sizeInBytes > bytes.size())
            return fail(ErrorCode::Corrupt, "A metadata batch does not decode");
        const auto batch = bytes.first(header->sizeInBytes);
        if (!storage::crcMatches(batch))
            return fail(ErrorCode::Corrupt,
                fmt::format(
                    "The metadata batch at offset {} is damaged", header->baseOffset.value()));
        SB_TRY(visit(*header, batch));
        bytes = bytes.subspan(header->sizeInBytes);
    }
    return {};
}

Result<> applyBatch(ImageBuilder& builder, ByteView batch, const WatchRecord& watch)
{
    SB_TRY_ASSIGN(auto reader, storage::RecordReader::create(batch));
    if (reader.header().isControl()) {
        const auto last = reader.header().lastOffset();
        if (last <= builder.image().offset())
            return fail(ErrorCode::Corrupt,
                fmt::format("The control batch of the metadata log ends at offset {} after {}",
                    last.value(), builder.image().offset().value()));
        builder.skipTo(last);
        return {};
    }
    while (true) {
        SB_TRY_ASSIGN(const auto stored, reader.next());
        if (!stored)
            return {};
        auto record = decodeRecord(stored->value.value_or(ByteView{}));
        if (!record)
            return fail(record.error().withContext(
                fmt::format("metadata offset {}", stored->offset.value())));
        if (watch)
            watch(builder.image(), *record, stored->offset, stored->timestamp);
        SB_TRY(builder.apply(*record, stored->offset));
    }
}

}  // namespace stormbench::controller
