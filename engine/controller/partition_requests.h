// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/controller_requests.h"

/// What the controller is asked about replicas: in-sync ones, leaders, reassignments.
namespace stormbench::controller {

/// A leader's wish for a partition's ISR.
struct PartitionToAlter {
    struct Member {
        BrokerId id;
        BrokerEpoch epoch{-1};  ///< as its fetches carried it; -1: not checked (KIP-903)
    };

    PartitionIndex index;
    LeaderEpoch leaderEpoch;
    PartitionEpoch partitionEpoch;
    std::vector<Member> isr;
    bool recovering = false;
};
struct AlterPartitionRequest {
    struct Topic {
        Uuid id;
        std::vector<PartitionToAlter> partitions;
    };

    BrokerId broker;
    BrokerEpoch epoch;
    std::vector<Topic> topics;
};
/// The partition as it is now; only the error and the index count if there is one.
struct AlteredPartition {
    PartitionIndex index;
    WireError error = WireError::None;
    BrokerId leader = kNoBroker;
    LeaderEpoch leaderEpoch{-1};
    PartitionEpoch partitionEpoch{-1};
    std::vector<BrokerId> isr;
};
struct AlterPartitionResponse {
    struct Topic {
        Uuid id;
        std::vector<AlteredPartition> partitions;
    };

    ApiError error;
    std::vector<Topic> topics;
};

/// Partitions by their topic's name, in the order of the request.
template <typename Partition> struct NamedPartitions {
    std::string topic;
    std::vector<Partition> partitions;
};
struct PartitionResult {
    PartitionIndex index;
    ApiError error;
};

enum class ElectionType : std::uint8_t { Preferred, Unclean };
struct ElectLeadersRequest {
    ElectionType type = ElectionType::Preferred;
    std::optional<std::vector<NamedPartitions<PartitionIndex>>> topics;  ///< absent: all
};
struct ElectLeadersResponse {
    ApiError error;
    std::vector<NamedPartitions<PartitionResult>> topics;
};

struct PartitionToReassign {
    PartitionIndex index;
    std::optional<std::vector<BrokerId>> replicas;  ///< absent: cancel
};
struct AlterReassignmentsRequest {
    std::vector<NamedPartitions<PartitionToReassign>> topics;
};
struct AlterReassignmentsResponse {
    ApiError error;
    std::vector<NamedPartitions<PartitionResult>> topics;
};

struct ListReassignmentsRequest {
    std::optional<std::vector<NamedPartitions<PartitionIndex>>> topics;  ///< absent: all
};
struct OngoingReassignment {
    PartitionIndex index;
    std::vector<BrokerId> replicas, adding, removing;
};
struct ListReassignmentsResponse {
    ApiError error;
    std::vector<NamedPartitions<OngoingReassignment>> topics;
};

}  // namespace stormbench::controller
