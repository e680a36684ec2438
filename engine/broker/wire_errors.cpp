// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/wire_errors.h"

namespace stormbench::broker {

protocol::WireError wireErrorOf(storage::LogErrorCode code)
{
    using protocol::WireError;
    using storage::LogErrorCode;
    switch (code) {
    case LogErrorCode::CorruptMessage: return WireError::CorruptMessage;
    case LogErrorCode::InvalidMagic:
    case LogErrorCode::NotOneBatch:
    case LogErrorCode::InvalidBaseOffset:
    case LogErrorCode::InvalidOffsetRange:
    case LogErrorCode::InvalidRecordCount:
    case LogErrorCode::ControlBatchFromClient:
    case LogErrorCode::InvalidSequence:
    case LogErrorCode::InvalidRecord: return WireError::InvalidRecord;
    case LogErrorCode::MessageTooLarge: return WireError::MessageTooLarge;
    case LogErrorCode::UnsupportedCompression: return WireError::UnsupportedCompressionType;
    case LogErrorCode::InvalidTimestamp: return WireError::InvalidTimestamp;
    case LogErrorCode::RecordListTooLarge: return WireError::RecordListTooLarge;
    case LogErrorCode::OutOfOrderSequence: return WireError::OutOfOrderSequenceNumber;
    case LogErrorCode::InvalidProducerEpoch: return WireError::InvalidProducerEpoch;
    case LogErrorCode::InvalidTxnState: return WireError::InvalidTxnState;
    case LogErrorCode::NotLeader: return WireError::NotLeaderOrFollower;
    case LogErrorCode::OffsetOutOfRange: return WireError::OffsetOutOfRange;
    case LogErrorCode::StorageError: return WireError::KafkaStorageError;
    }
    return WireError::UnknownServerError;
}

protocol::WireError wireErrorOf(replication::EpochCheck check)
{
    using protocol::WireError;
    using replication::EpochCheck;
    switch (check) {
    case EpochCheck::Current: return WireError::None;
    case EpochCheck::Fenced: return WireError::FencedLeaderEpoch;
    case EpochCheck::Unknown: return WireError::UnknownLeaderEpoch;
    }
    return WireError::UnknownServerError;
}

}  // namespace stormbench::broker
