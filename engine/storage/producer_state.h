// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <map>
#include <optional>
#include <variant>

#include "engine/storage/batch_header.h"
#include "engine/storage/log_error.h"

namespace stormbench::storage {

/// One of the last batches of an idempotent producer: enough to recognise a retry and to answer it.
struct ProducerBatch {
    Sequence lastSequence{-1};
    Offset lastOffset = kNoOffset;
    std::int32_t offsetDelta = 0;  ///< last offset - first offset = last sequence - first sequence
    Millis timestamp = kNoTimestamp;

    [[nodiscard]] Offset firstOffset() const { return lastOffset - offsetDelta; }
    [[nodiscard]] Sequence firstSequence() const;
    friend bool operator==(const ProducerBatch&, const ProducerBatch&) = default;
};

/// What a partition remembers of one producer. A brokers' restart or a new leader finds it again in
/// the log.
struct ProducerEntry {
    static constexpr std::size_t kCachedBatches
        = 5;  ///< max.in.flight.requests.per.connection of an idempotent producer

    ProducerEpoch epoch{-1};
    Millis lastTimestamp = kNoTimestamp;
    std::array<ProducerBatch, kCachedBatches> batches;  ///< oldest first
    std::size_t batchCount = 0;

    [[nodiscard]] const ProducerBatch* newest() const
    {
        return batchCount ? &batches[batchCount - 1] : nullptr;
    }
    void add(const ProducerBatch& batch);
    friend bool operator==(const ProducerEntry&, const ProducerEntry&) = default;
};

/// The rules of the idempotent producer for one partition (KIP-98, ENGINE §3): pure state, no I/O.
/// check() decides on a batch before it is appended; update() records it afterwards. Also replays
/// the log in recovery.
class ProducerState {
public:
    /// Nothing: append it. A batch: it is a retry of that one, answer success with its offsets and
    /// append nothing. Precondition: header.hasProducerId(), header.baseSequence >= 0.
    [[nodiscard]] LogResult<std::optional<ProducerBatch>> check(const BatchHeader& header) const;

    /// Records an appended batch (no-op without a producer id). `header` has its final base offset.
    void update(const BatchHeader& header);

    /// Forgets producers that have been idle for longer than `maxIdle`. Returns how many.
    std::size_t expire(Millis now, Millis maxIdle);

    [[nodiscard]] const std::map<ProducerId, ProducerEntry>& producers() const
    {
        return m_producers;
    }
    [[nodiscard]] bool empty() const { return m_producers.empty(); }
    void clear() { m_producers.clear(); }

    /// The snapshot file's content (FORMAT.md): the last batches of every producer, with a CRC.
    [[nodiscard]] Bytes serialize() const;
    /// Corrupt if version, CRC or sizes are off.
    [[nodiscard]] static Result<ProducerState> parse(ByteView bytes);

private:
    std::map<ProducerId, ProducerEntry> m_producers;  // ordered: the snapshot's bytes are defined
};

}  // namespace stormbench::storage
