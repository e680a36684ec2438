// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/record.h"
#include "engine/storage/validate.h"
#include "right_crcs.h"

using namespace stormbench;
using namespace stormbench::storage;

/// Any bytes as a produced batch: once as they are, once with a right CRC, which no mutation would
/// hit.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    Bytes bytes(data, data + size);
    for (int round = 0; round < 2; ++round) {
        const auto verdict = validateForProduce(
            bytes, {.cleanupCompact = size % 2 == 0}, {.now = Millis(1'700'000'000'000)});
        std::int64_t records = 0;
        auto reader = RecordReader::create(bytes, 1 << 20);
        while (reader) {
            const auto record = reader->next();
            if (!record || !*record)
                break;
            ++records;
        }
        // What the walk has accepted, the reader must be able to read.
        if (verdict && verdict->header.codec() == Codec::None
            && records != verdict->header.recordCount)
            __builtin_trap();
        rightCrcs(bytes);
    }
    return 0;
}
