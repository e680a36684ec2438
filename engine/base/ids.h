// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/strong_id.h"

namespace stormbench {

using BrokerId = StrongId<struct BrokerIdTag, std::int32_t>;  ///< node.id; -1 is "none"
using BrokerEpoch
    = StrongId<struct BrokerEpochTag, std::int64_t>;  ///< offset of the registration record
using PartitionIndex = StrongId<struct PartitionIndexTag, std::int32_t>;  ///< from 0 within a topic
using Offset = StrongId<struct OffsetTag, std::int64_t>;  ///< position of a record in a partition
using LeaderEpoch = StrongId<struct LeaderEpochTag, std::int32_t>;  ///< -1 is "unknown"
using ProducerId = StrongId<struct ProducerIdTag, std::int64_t>;    ///< -1 is "none"
using ProducerEpoch = StrongId<struct ProducerEpochTag, std::int16_t>;
using Sequence = StrongId<struct SequenceTag, std::int32_t>;          ///< wraps from 2^31-1 to 0
using GenerationId = StrongId<struct GenerationIdTag, std::int32_t>;  ///< of a consumer group
using CorrelationId = StrongId<struct CorrelationIdTag, std::int32_t>;

inline constexpr BrokerId kNoBroker{-1};
inline constexpr ProducerId kNoProducer{-1};
inline constexpr LeaderEpoch kNoLeaderEpoch{-1};
inline constexpr Offset kNoOffset{-1};

}  // namespace stormbench
