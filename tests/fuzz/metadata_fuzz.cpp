// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cursor.h"
#include "engine/controller/image_records.h"
#include "engine/controller/metadata_batches.h"
#include "engine/controller/metadata_delta.h"
#include "engine/controller/record_codec.h"
#include "engine/replication/snapshot_content.h"
#include "right_crcs.h"

using namespace stormbench;
using namespace stormbench::controller;

namespace {

void check(bool holds)
{
    if (!holds)
        __builtin_trap();
}

/// An image that any accepted records have made holds together.
void checkImage(const ImagePtr& before, const ImagePtr& image)
{
    for (const auto& [name, topic] : image->topics())
        check(topic->name == name && image->topic(topic->id) == topic);
    for (const auto& [id, broker] : image->brokers())
        check(broker.id == id);
    for (const auto& [name, level] : image->features())
        check(level != 0);
    check(MetadataDelta::between(before, image).after == image);
    for (const auto self : {BrokerId(0), BrokerId(1)}) {
        const auto changes = localChanges(MetadataDelta::fromScratch(image), self);
        for (const auto& partition : changes.toLead)
            check(partition.image().leader == self && partition.image().hasReplica(self));
        check(changes.toDelete.empty());
    }
    Bytes snapshot;
    for (const auto& batch : batchesOf(*image, env::WallTime(1)))
        snapshot.insert(snapshot.end(), batch.begin(), batch.end());
    const auto again = imageOf(snapshot, image->offset());
    check(again && **again == *image);
}

/// A run of records, each behind its length in two bytes, on top of the empty image.
void tryRecords(ByteView bytes)
{
    const auto empty = std::make_shared<const MetadataImage>();
    ImageBuilder builder(empty);
    ReadCursor cursor(bytes);
    for (Offset offset(0); !cursor.atEnd(); ++offset) {
        const auto value = cursor.readView(cursor.read<std::uint16_t>());
        if (!cursor.ok())
            break;
        const auto record = decodeRecord(value);
        if (!record)
            continue;
        const auto again = decodeRecord(encodeRecord(*record));
        check(again && *again == *record && !toString(*record).empty());
        if (!builder.apply(*record, offset))
            return;
    }
    checkImage(empty, std::move(builder).build().after);
}

/// Batches as the log or another broker would give them.
void tryBatches(ByteView bytes)
{
    const auto empty = std::make_shared<const MetadataImage>();
    ImageBuilder builder(empty);
    const auto applied = splitBatches(bytes,
        [&](const storage::BatchHeader&, ByteView batch) { return applyBatch(builder, batch); });
    if (applied)
        checkImage(empty, std::move(builder).build().after);
    const auto header = storage::parseBatchHeader(bytes);
    const auto epoch = header ? header->leaderEpoch : kNoLeaderEpoch;
    (void)replication::checkSnapshot(bytes, {Offset(0), epoch});
}

}  // namespace

/// Any bytes as records of the metadata log, then as its batches, those also with a right CRC,
/// which no mutation would hit.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Bytes bytes(data, data + size);
    tryRecords(bytes);
    tryBatches(bytes);
    storage::rightCrcs(bytes);
    tryBatches(bytes);
    return 0;
}
