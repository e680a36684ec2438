// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

// clang-format off
// Every API that a broker answers: X(name, key). Requests and responses are called <name>Request and <name>Response.
#define STORMBENCH_APIS(X)             \
    X(Produce, 0)                      \
    X(Fetch, 1)                        \
    X(ListOffsets, 2)                  \
    X(Metadata, 3)                     \
    X(OffsetCommit, 8)                 \
    X(OffsetFetch, 9)                  \
    X(FindCoordinator, 10)             \
    X(JoinGroup, 11)                   \
    X(Heartbeat, 12)                   \
    X(LeaveGroup, 13)                  \
    X(SyncGroup, 14)                   \
    X(DescribeGroups, 15)              \
    X(ListGroups, 16)                  \
    X(ApiVersions, 18)                 \
    X(CreateTopics, 19)                \
    X(DeleteTopics, 20)                \
    X(DeleteRecords, 21)               \
    X(InitProducerId, 22)              \
    X(OffsetForLeaderEpoch, 23)        \
    X(DescribeConfigs, 32)             \
    X(AlterConfigs, 33)                \
    X(DescribeLogDirs, 35)             \
    X(CreatePartitions, 37)            \
    X(DeleteGroups, 42)                \
    X(ElectLeaders, 43)                \
    X(IncrementalAlterConfigs, 44)     \
    X(AlterPartitionReassignments, 45) \
    X(ListPartitionReassignments, 46)  \
    X(OffsetDelete, 47)                \
    X(Vote, 52)                        \
    X(BeginQuorumEpoch, 53)            \
    X(EndQuorumEpoch, 54)              \
    X(DescribeQuorum, 55)              \
    X(AlterPartition, 56)              \
    X(FetchSnapshot, 59)               \
    X(DescribeCluster, 60)             \
    X(BrokerRegistration, 62)          \
    X(BrokerHeartbeat, 63)             \
    X(AllocateProducerIds, 67)         \
    X(DescribeTopicPartitions, 75)
// clang-format on

namespace stormbench::protocol {

#define STORMBENCH_API_ENUMERATOR(name, key) name = key,
enum class ApiKey : std::int16_t { STORMBENCH_APIS(STORMBENCH_API_ENUMERATOR) };
#undef STORMBENCH_API_ENUMERATOR

/// Past every version: a message with this as its first flexible version never uses compact
/// encodings.
inline constexpr std::int16_t kNeverFlexible = 0x7fff;

/// What a request and its response share. `min` to `max` are the versions that can be encoded and
/// decoded, those of Apache Kafka 4.0; from `flexibleSince` on, lengths are varints and structs end
/// in tagged fields (KIP-482).
template <ApiKey Key, std::int16_t Min, std::int16_t Max, std::int16_t FlexibleSince>
struct ApiVersionsOf {
    static constexpr ApiKey kKey = Key;
    static constexpr std::int16_t kMin = Min;
    static constexpr std::int16_t kMax = Max;
    static constexpr std::int16_t kFlexibleSince = FlexibleSince;
};

}  // namespace stormbench::protocol
