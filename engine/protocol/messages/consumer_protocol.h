// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/protocol/api_key.h"
#include "engine/protocol/field.h"

namespace stormbench::protocol {

/// The versions of the two blobs that consumers exchange through their group's leader (protocol
/// type "consumer"): a 16-bit version, then the struct. The coordinator never reads them; views and
/// tools do.
struct ConsumerProtocolVersions {
    static constexpr std::int16_t kMin = 0;
    static constexpr std::int16_t kMax = 3;
    static constexpr std::int16_t kFlexibleSince = kNeverFlexible;
};

/// What a member tells the leader: JoinGroupRequest::Protocol::metadata.
struct ConsumerProtocolSubscription {
    using Api = ConsumerProtocolVersions;
    using Self = ConsumerProtocolSubscription;
    static constexpr const char* kName = "ConsumerProtocolSubscription";

    struct TopicPartition {
        using Self = TopicPartition;

        std::string topic;
        std::vector<std::int32_t> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicPartition&, const TopicPartition&) = default;
    };

    std::vector<std::string> topics;
    std::optional<Bytes> userData;
    std::vector<TopicPartition> ownedPartitions;
    std::int32_t generationId = -1;
    std::optional<std::string> rackId;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("topics", &Self::topics);
        v("userData", &Self::userData, always().nullable());
        v("ownedPartitions", &Self::ownedPartitions, since(1).ignorable());
        v("generationId", &Self::generationId, since(2).ignorable());
        v("rackId", &Self::rackId, since(3).nullable().ignorable());
    }
    friend bool operator==(const ConsumerProtocolSubscription&, const ConsumerProtocolSubscription&)
        = default;
};

/// What the leader tells a member: SyncGroupResponse::assignment.
struct ConsumerProtocolAssignment {
    using Api = ConsumerProtocolVersions;
    using Self = ConsumerProtocolAssignment;
    static constexpr const char* kName = "ConsumerProtocolAssignment";

    struct TopicPartition {
        using Self = TopicPartition;

        std::string topic;
        std::vector<std::int32_t> partitions;

        template <class Visitor> static void fields(Visitor& v)
        {
            v("topic", &Self::topic);
            v("partitions", &Self::partitions);
        }
        friend bool operator==(const TopicPartition&, const TopicPartition&) = default;
    };

    std::vector<TopicPartition> assignedPartitions;
    std::optional<Bytes> userData;

    template <class Visitor> static void fields(Visitor& v)
    {
        v("assignedPartitions", &Self::assignedPartitions);
        v("userData", &Self::userData, always().nullable());
    }
    friend bool operator==(const ConsumerProtocolAssignment&, const ConsumerProtocolAssignment&)
        = default;
};

/// The blobs with their version in front. A version newer than ours is read as our newest, as
/// Kafka's clients do.
[[nodiscard]] Result<ConsumerProtocolSubscription> decodeSubscription(ByteView blob);
[[nodiscard]] Result<ConsumerProtocolAssignment> decodeAssignment(ByteView blob);
[[nodiscard]] Bytes encodeSubscription(
    const ConsumerProtocolSubscription& subscription, std::int16_t version);
[[nodiscard]] Bytes encodeAssignment(
    const ConsumerProtocolAssignment& assignment, std::int16_t version);

}  // namespace stormbench::protocol
