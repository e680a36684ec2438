// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/base/crc32c.h"
#include "engine/base/cursor.h"
#include "engine/storage/checkpoint.h"
#include "engine/storage/leader_epoch_cache.h"
#include "engine/storage/offset_index.h"
#include "engine/storage/producer_state.h"
#include "engine/storage/time_index.h"

using namespace stormbench;
using namespace stormbench::storage;

namespace {

void check(bool holds)
{
    if (!holds)
        __builtin_trap();
}

void tryOffsetIndex(ByteView bytes, Offset base, std::uint32_t logSize)
{
    auto index = OffsetIndex::parse(base, bytes, logSize);
    if (!index)
        return;
    check(std::ranges::equal(index->serialize(), bytes));
    for (const auto& entry : index->entries()) {
        check(entry.position < logSize && index->floorPosition(entry.position) == entry.position);
        check(index->lookup(base + std::int64_t{entry.relativeOffset}) == entry.position);
    }
    check(index->lookup(base) == 0);
    if (index->entries().empty())
        return;
    const auto middle = index->entries()[index->entries().size() / 2].position;
    index->truncateTo(middle);
    check(index->floorPosition(0xFFFF'FFFF) < middle);
    index->add(base + 0x7FFF'FFFF, logSize);
}

void tryTimeIndex(ByteView bytes, Offset base, Offset next)
{
    auto index = TimeIndex::parse(base, bytes, next);
    if (!index)
        return;
    check(std::ranges::equal(index->serialize(), bytes));
    for (const auto& entry : index->entries())
        check(index->lookup(entry.timestamp) <= base + std::int64_t{entry.relativeOffset});
    check(index->lookup(Millis(0)) == base && index->lookup(Millis::max()) <= next);
    index->truncateTo(base);
    check(index->entries().empty());
}

/// Once as it is, once with a right CRC, which no mutation would hit.
void tryProducers(ByteView input)
{
    constexpr std::size_t kCrc = 2;
    constexpr std::size_t kBody = 6;
    Bytes bytes(input.begin(), input.end());
    for (int round = 0; round < 2; ++round) {
        if (const auto state = ProducerState::parse(bytes)) {
            const auto again = ProducerState::parse(state->serialize());
            check(again && again->producers() == state->producers());
        }
        if (bytes.size() >= kBody)
            storeBigEndian(bytes.data() + kCrc, crc32c(ByteView(bytes).subspan(kBody)));
    }
}

void tryCheckpoints(ByteView bytes)
{
    if (auto epochs = LeaderEpochCache::parse(bytes)) {
        const auto again = LeaderEpochCache::parse(epochs->serialize());
        check(again && again->entries() == epochs->entries());
        for (const auto& [epoch, start] : epochs->entries())
            check(epochs->epochAt(start) == epoch);
        epochs->truncateFromEnd(Offset(0));
        check(epochs->entries().empty());
    }
    if (const auto offsets = parseOffsets(bytes)) {
        const auto again = parseOffsets(formatOffsets(*offsets));
        check(again && *again == *offsets);
    }
}

}  // namespace

/// Any bytes as each of the files that stand beside a segment. The first two bytes say where the
/// segment starts and how large it is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t kHead = 2;
    if (size < kHead)
        return 0;
    const Offset base(std::int64_t{data[0]} << (data[0] % 54));
    const auto length = std::uint32_t{data[1]} << (data[1] % 24);
    const auto bytes = ByteView(data, size).subspan(kHead);
    tryOffsetIndex(bytes, base, length);
    tryTimeIndex(bytes, base, base + std::int64_t{length});
    tryProducers(bytes);
    tryCheckpoints(bytes);
    return 0;
}
