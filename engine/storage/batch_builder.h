// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/storage/batch_header.h"

namespace stormbench::storage {

/// What goes into the header of a batch that we make ourselves.
struct BatchOptions {
    Codec codec = Codec::None;
    TimestampType timestampType = TimestampType::CreateTime;
    ProducerId producerId = kNoProducer;
    ProducerEpoch producerEpoch{-1};
    Sequence baseSequence{-1};
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    Offset baseOffset{0};
    bool isTransactional = false;
    bool isControl = false;
};

/// Makes one record batch v2: for our own producers (committed offsets, metadata) and for tests.
/// Clients' batches are stored as they came.
class BatchBuilder {
public:
    using Header = std::pair<ByteView, std::optional<ByteView>>;

    explicit BatchBuilder(BatchOptions options = {});

    /// Copies the record. The first record's timestamp is the batch's base timestamp.
    void add(Millis timestamp, std::optional<ByteView> key, std::optional<ByteView> value,
        std::span<const Header> headers = {});

    [[nodiscard]] std::int32_t count() const { return m_count; }
    [[nodiscard]] std::size_t uncompressedSize() const
    {
        return batch::kHeaderSize + m_records.size();
    }

    /// The whole batch; the builder is empty again, with the same options. Precondition: count() >
    /// 0.
    [[nodiscard]] Bytes build();

private:
    BatchOptions m_options;
    Bytes m_records;
    std::int32_t m_count = 0;
    Millis m_baseTimestamp = kNoTimestamp;
    Millis m_maxTimestamp = kNoTimestamp;
};

}  // namespace stormbench::storage
