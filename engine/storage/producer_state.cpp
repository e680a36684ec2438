// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/producer_state.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/crc32c.h"
#include "engine/base/cursor.h"

namespace stormbench::storage {
namespace {

constexpr std::int16_t kSnapshotVersion = 1;
constexpr std::size_t kSnapshotHeader = 6;  ///< version and CRC; the CRC covers what follows

}  // namespace

Sequence ProducerBatch::firstSequence() const
{
    const auto first
        = (std::uint32_t(lastSequence.value()) - std::uint32_t(offsetDelta)) & 0x7FFF'FFFFu;
    return Sequence(static_cast<std::int32_t>(first));
}

void ProducerEntry::add(const ProducerBatch& batch)
{
    if (batchCount == kCachedBatches)
        std::rotate(batches.begin(), batches.begin() + 1, batches.end());
    else
        ++batchCount;
    batches[batchCount - 1] = batch;
    lastTimestamp = batch.timestamp;
}

LogResult<std::optional<ProducerBatch>> ProducerState::check(const BatchHeader& header) const
{
    const auto found = m_producers.find(header.producerId);
    if (found == m_producers.end() || !found->second.newest())
        return std::nullopt;  // never seen, or forgotten with its records: any sequence may go on
    const auto& entry = found->second;
    if (header.producerEpoch < entry.epoch)
        return failLog(LogErrorCode::InvalidProducerEpoch,
            fmt::format("producer {} sent epoch {}, the current one is {}",
                header.producerId.value(), header.producerEpoch.value(), entry.epoch.value()));
    if (header.producerEpoch > entry.epoch) {
        if (header.baseSequence == Sequence(0))
            return std::nullopt;
        return failLog(LogErrorCode::OutOfOrderSequence,
            fmt::format("producer {} began epoch {} with sequence {} instead of 0",
                header.producerId.value(), header.producerEpoch.value(),
                header.baseSequence.value()));
    }
    const auto cached = std::span(entry.batches).first(entry.batchCount);
    const auto retry = std::find_if(cached.begin(), cached.end(), [&](const ProducerBatch& batch) {
        return batch.firstSequence() == header.baseSequence
            && batch.lastSequence == header.lastSequence();
    });
    if (retry != cached.end())
        return *retry;
    const auto expected = advance(entry.newest()->lastSequence, 1);
    if (header.baseSequence == expected)
        return std::nullopt;
    return failLog(LogErrorCode::OutOfOrderSequence,
        fmt::format("producer {} sent sequence {}, expected {}", header.producerId.value(),
            header.baseSequence.value(), expected.value()));
}

void ProducerState::update(const BatchHeader& header)
{
    if (!header.hasProducerId() || header.isControl() || header.baseSequence.value() < 0)
        return;
    auto& entry = m_producers[header.producerId];
    if (entry.epoch != header.producerEpoch) {
        entry.epoch = header.producerEpoch;
        entry.batchCount = 0;
    }
    entry.add(
        {header.lastSequence(), header.lastOffset(), header.lastOffsetDelta, header.maxTimestamp});
}

std::size_t ProducerState::expire(Millis now, Millis maxIdle)
{
    return std::erase_if(
        m_producers, [&](const auto& item) { return now - item.second.lastTimestamp >= maxIdle; });
}

Bytes ProducerState::serialize() const
{
    Bytes bytes;
    WriteCursor out(bytes);
    out.write(kSnapshotVersion);
    out.write<std::uint32_t>(0);
    std::int32_t count = 0;
    for (const auto& [id, entry] : m_producers)
        count += static_cast<std::int32_t>(entry.batchCount);
    out.write(count);
    for (const auto& [id, entry] : m_producers) {
        for (const auto& batch : std::span(entry.batches).first(entry.batchCount)) {
            out.write(id.value());
            out.write(entry.epoch.value());
            out.write(batch.lastSequence.value());
            out.write(batch.lastOffset.value());
            out.write(batch.offsetDelta);
            out.write(static_cast<std::int64_t>(batch.timestamp.count()));
            out.write<std::int32_t>(-1);  // coordinator epoch
            out.write<std::int64_t>(-1);  // first offset of the open transaction
        }
    }
    out.patch(2, crc32c(ByteView(bytes).subspan(kSnapshotHeader)));
    return bytes;
}

Result<ProducerState> ProducerState::parse(ByteView bytes)
{
    ReadCursor in(bytes);
    const auto version = in.read<std::int16_t>();
    const auto crc = in.read<std::uint32_t>();
    if (!in.ok() || version != kSnapshotVersion || crc != crc32c(bytes.subspan(kSnapshotHeader)))
        return fail(ErrorCode::Corrupt, "the producer snapshot is damaged");
    ProducerState state;
    const auto count = in.read<std::int32_t>();
    for (std::int32_t i = 0; i < count && in.ok(); ++i) {
        const ProducerId id(in.read<std::int64_t>());
        const ProducerEpoch epoch(in.read<std::int16_t>());
        ProducerBatch last;
        last.lastSequence = Sequence(in.read<std::int32_t>());
        last.lastOffset = Offset(in.read<std::int64_t>());
        last.offsetDelta = in.read<std::int32_t>();
        last.timestamp = Millis(in.read<std::int64_t>());
        in.skip(sizeof(std::int32_t) + sizeof(std::int64_t));
        auto& entry = state.m_producers[id];
        if (entry.epoch != epoch)
            entry = ProducerEntry{.epoch = epoch};
        entry.add(last);
    }
    if (!in.ok() || !in.atEnd() || count < 0)
        return fail(ErrorCode::Corrupt, "the producer snapshot is damaged");
    return state;
}

}  // namespace stormbench::storage
