// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "engine/base/result.h"

namespace stormbench::storage {

/// Why a log refused a batch or a read. One value for each reason; the wire error that Kafka
/// answers stands beside it, and the broker's edge has the one table that maps them.
enum class LogErrorCode {
    CorruptMessage,     ///< CORRUPT_MESSAGE: sizes or CRC are off, or the records do not decompress
    InvalidMagic,       ///< INVALID_RECORD (Produce v3+ takes magic 2 only)
    NotOneBatch,        ///< INVALID_RECORD: none, or more than one batch in the partition's records
    InvalidBaseOffset,  ///< INVALID_RECORD: a client's batch must start at 0
    MessageTooLarge,    ///< MESSAGE_TOO_LARGE: above max.message.bytes
    InvalidOffsetRange,  ///< INVALID_RECORD: last offset delta and count do not agree
    InvalidRecordCount,  ///< INVALID_RECORD: count is 0 or negative, or not the number of records
    ControlBatchFromClient,  ///< INVALID_RECORD
    InvalidSequence,         ///< INVALID_RECORD: producer id without sequence
    UnsupportedCompression,  ///< UNSUPPORTED_COMPRESSION_TYPE: unknown codec, or zstd below Produce
                             ///< v7
    InvalidRecord,       ///< INVALID_RECORD: malformed records, or rejected ones (see recordErrors)
    InvalidTimestamp,    ///< INVALID_TIMESTAMP (see recordErrors)
    RecordListTooLarge,  ///< RECORD_LIST_TOO_LARGE: larger than a segment may be
    OutOfOrderSequence,  ///< OUT_OF_ORDER_SEQUENCE_NUMBER
    InvalidProducerEpoch,  ///< INVALID_PRODUCER_EPOCH
    InvalidTxnState,       ///< INVALID_TXN_STATE: transactional data outside of a transaction
    NotLeader,             ///< NOT_LEADER_OR_FOLLOWER
    OffsetOutOfRange,      ///< OFFSET_OUT_OF_RANGE
    StorageError,          ///< KAFKA_STORAGE_ERROR: the log is offline, or the disk failed
};

[[nodiscard]] std::string_view toString(LogErrorCode code);

/// One rejected record, as Produce v8+ reports them.
struct RecordError {
    std::int32_t batchIndex = 0;  ///< the record's index within the batch
    std::string message;
};

struct LogError {
    LogErrorCode code = LogErrorCode::StorageError;
    std::string message;
    std::vector<RecordError> recordErrors;
};

template <typename T = void> using LogResult = tl::expected<T, LogError>;

[[nodiscard]] inline tl::unexpected<LogError> failLog(LogErrorCode code, std::string message)
{
    return tl::unexpected<LogError>(LogError{code, std::move(message), {}});
}
[[nodiscard]] inline tl::unexpected<LogError> failLog(LogError error)
{
    return tl::unexpected<LogError>(std::move(error));
}
/// An error of the disk, as a log error.
[[nodiscard]] inline tl::unexpected<LogError> failLog(const Error& error)
{
    return tl::unexpected<LogError>(LogError{LogErrorCode::StorageError, error.message, {}});
}

}  // namespace stormbench::storage
