// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/storage/log_config.h"
#include "engine/storage/log_error.h"

namespace stormbench::storage {

enum class AppendOrigin {
    Client,       ///< a Produce request: every check applies
    Coordinator,  ///< the broker's own records: may hold control batches
};

struct ValidationOptions {
    AppendOrigin origin = AppendOrigin::Client;
    Millis now{0};            ///< wall time, for the timestamp limits
    bool zstdAllowed = true;  ///< false for Produce below v7
};

/// A batch that passed, and what the walk over its records found out.
struct ValidatedBatch {
    BatchHeader header;                  ///< as it came
    Millis maxTimestamp = kNoTimestamp;  ///< of its records; the header's own claim may be wrong
    std::int32_t maxTimestampDelta = 0;  ///< offset delta of the first record with that timestamp
};

/// Kafka's checks of one partition's records in a Produce request, in Kafka's order (ENGINE §2.1):
/// one batch, magic, base offset, size, CRC, counts, control, sequence, codec, then each record:
/// structure, dense offset deltas, key, timestamp. Compressed batches are walked by streaming in a
/// fixed window. Allocates nothing per record while all is well. `records` is what the request
/// holds for the partition. Not checked here: sequences against the producer's state.
[[nodiscard]] LogResult<ValidatedBatch> validateForProduce(
    ByteView records, const LogConfig& config, const ValidationOptions& options);

}  // namespace stormbench::storage
