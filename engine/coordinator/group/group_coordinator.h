// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <memory>
#include <span>

#include "engine/base/result.h"
#include "engine/coordinator/group/group_messages.h"
#include "engine/coordinator/group/group_queries.h"

namespace stormbench::env {
class Random;
}

namespace stormbench::coordinator {

struct GroupShard;
struct StepContext;

/// The partition of `__consumer_offsets` whose leader coordinates the group: Java's
/// String.hashCode, as Kafka has it.
[[nodiscard]] PartitionIndex partitionForGroup(
    std::string_view groupId, std::int32_t partitionCount);

/// The classic group protocol and the committed offsets of every group whose partition this broker
/// leads. A pure state machine: each call takes the time and returns what the host has to do. No
/// I/O, no clock, no thread; member ids by the random seam.
///
/// Replies come by token: at once, or when the group gets on, or when an append has ended. A host
/// appends the records of Outputs::appends in order to the logs of the partitions named, and then
/// calls appended() for each, with the error if one failed. Every parked request is answered in the
/// end; a host that goes away drops its connections anyway.
///
/// Owner: the broker. Runs on: its strand.
class GroupCoordinator {
public:
    GroupCoordinator(GroupConfig config, std::int32_t partitionCount, env::Random& random);
    ~GroupCoordinator();
    GroupCoordinator(const GroupCoordinator&) = delete;
    GroupCoordinator& operator=(const GroupCoordinator&) = delete;

    /// The limits as they hold now; groups that exist go by them from their next request on.
    void setConfig(const GroupConfig& config) { m_config = config; }
    [[nodiscard]] const GroupConfig& config() const { return m_config; }
    /// `__consumer_offsets` was created with this many partitions. Precondition: none is led here
    /// yet.
    void setPartitionCount(std::int32_t count) { m_partitionCount = count; }

    // This broker becomes and ceases to be the leader of a partition. Between startLoading and
    // finishLoading the host replays the partition's records from its log start, in order; requests
    // meanwhile get COORDINATOR_LOAD_IN_PROGRESS.
    void startLoading(PartitionIndex partition);
    /// Corrupt if the bytes are not Kafka's format; unknown kinds of keys are skipped, as Kafka
    /// does.
    [[nodiscard]] Result<> replay(
        PartitionIndex partition, ByteView key, std::optional<ByteView> value);
    void finishLoading(PartitionIndex partition, SteadyTime now);
    /// Parked requests get NOT_COORDINATOR, the partition's groups are forgotten.
    [[nodiscard]] Outputs resign(PartitionIndex partition);

    [[nodiscard]] Outputs handle(
        RequestToken token, const GroupRequest& request, SteadyTime now, WallTime wallNow);
    [[nodiscard]] Outputs appended(AppendId id, WireError error, SteadyTime now, WallTime wallNow);
    /// Ends sessions and rebalances whose time is over.
    [[nodiscard]] Outputs tick(SteadyTime now, WallTime wallNow);
    /// Ends the sessions of a group's members before their time: by member id, group.instance.id or
    /// client id, or all of them ("*"). Rejected with NOT_COORDINATOR and the like; NotFound if
    /// there is no such member.
    [[nodiscard]] Result<Outputs> expireMembers(
        const std::string& groupId, const std::string& member, SteadyTime now, WallTime wallNow);
    /// When tick() is due next; nothing while no member waits or lives.
    [[nodiscard]] std::optional<SteadyTime> nextDeadline() const;

    [[nodiscard]] OffsetFetchReply fetchOffsets(const OffsetFetchRequest& request) const;
    [[nodiscard]] ListGroupsReply listGroups() const;
    [[nodiscard]] GroupDescription describeGroup(const std::string& groupId) const;

    /// Whether this broker coordinates the group: NOT_COORDINATOR, COORDINATOR_LOAD_IN_PROGRESS,
    /// INVALID_GROUP_ID or none.
    [[nodiscard]] WireError check(std::string_view groupId) const;
    /// Topics are gone: their committed offsets go too.
    [[nodiscard]] Outputs topicsDeleted(std::span<const std::string> topics);
    /// Forgets offsets that are past their retention (KIP-211), and groups of which nothing is
    /// left.
    [[nodiscard]] Outputs expireOffsets(WallTime wallNow);

private:
    [[nodiscard]] GroupShard* shardOf(std::string_view groupId) const;
    [[nodiscard]] StepContext context(
        GroupShard& shard, SteadyTime now, WallTime wallNow, Outputs& out);
    void toGroup(RequestToken token, const GroupRequest& request, StepContext& context);
    void deleteGroups(RequestToken token, const DeleteGroupsRequest& request, Outputs& out);
    void deleteOffsets(
        RequestToken token, const OffsetDeleteRequest& request, StepContext& context);

    GroupConfig m_config;
    std::int32_t m_partitionCount;
    env::Random& m_random;
    std::map<PartitionIndex, std::unique_ptr<GroupShard>> m_shards;  ///< of the partitions led here
    std::uint64_t m_lastAppendId = 0;
};

}  // namespace stormbench::coordinator
