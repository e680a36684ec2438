// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/log_error.h"

namespace stormbench::storage {

std::string_view toString(LogErrorCode code)
{
    switch (code) {
    case LogErrorCode::CorruptMessage: return "corrupt message";
    case LogErrorCode::InvalidMagic: return "invalid magic";
    case LogErrorCode::NotOneBatch: return "not one batch";
    case LogErrorCode::InvalidBaseOffset: return "invalid base offset";
    case LogErrorCode::MessageTooLarge: return "message too large";
    case LogErrorCode::InvalidOffsetRange: return "invalid offset range";
    case LogErrorCode::InvalidRecordCount: return "invalid record count";
    case LogErrorCode::ControlBatchFromClient: return "control batch from client";
    case LogErrorCode::InvalidSequence: return "invalid sequence";
    case LogErrorCode::UnsupportedCompression: return "unsupported compression";
    case LogErrorCode::InvalidRecord: return "invalid record";
    case LogErrorCode::InvalidTimestamp: return "invalid timestamp";
    case LogErrorCode::RecordListTooLarge: return "record list too large";
    case LogErrorCode::OutOfOrderSequence: return "out of order sequence";
    case LogErrorCode::InvalidProducerEpoch: return "invalid producer epoch";
    case LogErrorCode::InvalidTxnState: return "invalid transaction state";
    case LogErrorCode::NotLeader: return "not leader";
    case LogErrorCode::OffsetOutOfRange: return "offset out of range";
    case LogErrorCode::StorageError: return "storage error";
    }
    return "unknown";
}

}  // namespace stormbench::storage
