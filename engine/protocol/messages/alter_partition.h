// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

#include "engine/base/uuid.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/error_code.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

using AlterPartitionApi = ApiVersionsOf<ApiKey::AlterPartition, 2, 3, 0>;
struct AlterPartitionResponse;

/// A leader's wish to change the in-sync replicas of partitions (KIP-497). Topics by id (KIP-841);
/// from version 3 on each wanted member comes with the broker epoch that its fetches carried
/// (KIP-903).
struct AlterPartitionRequest {
    using Api = AlterPartitionApi;
    using Response = AlterPartitionResponse;
    using Self = AlterPartitionRequest;
    static constexpr const char* kName = "AlterPartitionRequest";

    struct BrokerState {
        using Self = BrokerState;

        std::int32_t brokerId = 0;
        std::int64_t brokerEpoch = -1;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("brokerId", &Self::brokerId);
            v("brokerEpoch", &Self::brokerEpoch);
        }
        friend bool operator==(const BrokerState&, const BrokerState&) = default;
    };

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        std::int32_t leaderEpoch = 0;
        std::vector<std::int32_t> newIsr;
        std::vector<BrokerState> newIsrWithEpochs;
        std::int8_t leaderRecoveryState = 0;
        std::int32_t partitionEpoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("leaderEpoch", &Self::leaderEpoch);
            v("newIsr", &Self::newIsr, until(2));
            v("newIsrWithEpochs", &Self::newIsrWithEpochs, since(3));
            v("leaderRecoveryState", &Self::leaderRecoveryState);
            v("partitionEpoch", &Self::partitionEpoch);
        }
        friend bool operator==(const PartitionData&, const PartitionData&) = default;
    };

    struct TopicData {
        using Self = TopicData;

        Uuid topicId;
        std::vector<PartitionData> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topicId", &Self::topicId);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicData&, const TopicData&) = default;
    };

    std::int32_t brokerId = 0;
    std::int64_t brokerEpoch = -1;
    std::vector<TopicData> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("brokerId", &Self::brokerId);
        v("brokerEpoch", &Self::brokerEpoch);
        v("topics", &Self::topics);
    }
    friend bool operator==(const AlterPartitionRequest&, const AlterPartitionRequest&) = default;
};

struct AlterPartitionResponse {
    using Api = AlterPartitionApi;
    using Self = AlterPartitionResponse;
    static constexpr const char* kName = "AlterPartitionResponse";

    struct PartitionData {
        using Self = PartitionData;

        std::int32_t partitionIndex = 0;
        WireError errorCode = WireError::None;
        std::int32_t leaderId = 0;
        std::int32_t leaderEpoch = 0;
        std::vector<std::int32_t> isr;
        std::int8_t leaderRecoveryState = 0;
        std::int32_t partitionEpoch = 0;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("partitionIndex", &Self::partitionIndex);
            v("errorCode", &Self::errorCode);
            v("leaderId", &Self::leaderId);
            v("leaderEpoch", &Self::leaderEpoch);
            v("isr", &Self::isr);
            v("leaderRecoveryState", &Self::leaderRecoveryState, always().ignorable());
            v("partitionEpoch", &Self::partitionEpoch);
        }
        friend bool operator==(const PartitionData&, const PartitionData&) = default;
    };

    struct TopicData {
        using Self = TopicData;

        Uuid topicId;
        std::vector<PartitionData> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topicId", &Self::topicId);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicData&, const TopicData&) = default;
    };

    std::int32_t throttleTimeMs = 0;
    WireError errorCode = WireError::None;
    std::vector<TopicData> topics;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("throttleTimeMs", &Self::throttleTimeMs);
        v("errorCode", &Self::errorCode);
        v("topics", &Self::topics);
    }
    friend bool operator==(const AlterPartitionResponse&, const AlterPartitionResponse&) = default;
};

}  // namespace stormbench::protocol
