// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/group_host.h"
#include "engine/broker/handlers/authorized_operations.h"
#include "engine/broker/handlers/handlers.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {

constexpr std::string_view kClassic = "classic";

bool equalsIgnoringCase(std::string_view a, std::string_view b)
{
    const auto lower
        = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) {
        return lower(x) == lower(y);
    });
}

/// An empty filter lets everything pass.
bool passes(const std::vector<std::string>& filter, std::string_view value)
{
    return filter.empty() || std::any_of(filter.begin(), filter.end(), [&](const auto& wanted) {
        return equalsIgnoringCase(wanted, value);
    });
}

protocol::DescribeGroupsResponse::DescribedGroup describe(
    const coordinator::GroupDescription& group, const std::string& id, std::int16_t version)
{
    protocol::DescribeGroupsResponse::DescribedGroup wire;
    wire.groupId = id;
    wire.errorCode = group.error;
    if (version >= 6 && group.error == WireError::None
        && group.state == coordinator::GroupState::Dead) {
        wire.errorCode = WireError::GroupIdNotFound;
        wire.errorMessage = "there is no group " + id;
    }
    wire.groupState = group.error == WireError::None
        ? std::string(coordinator::toString(group.state))
        : std::string{};
    wire.protocolType = group.protocolType;
    wire.protocolData = group.protocolName;
    for (const auto& member : group.members)
        wire.members.push_back({member.memberId, member.instanceId, member.clientId, member.host,
            member.metadata, member.assignment});
    return wire;
}

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::ListGroupsRequest message)
{
    const auto listed = core.groups.coordinator().listGroups();
    protocol::ListGroupsResponse response;
    response.errorCode = listed.error;
    for (const auto& group : listed.groups) {
        const auto state = coordinator::toString(group.state);
        if (passes(message.statesFilter, state) && passes(message.typesFilter, kClassic))
            response.groups.push_back(
                {group.groupId, group.protocolType, std::string(state), std::string(kClassic)});
    }
    request->reply(response);
}

void handle(Core& core, const RequestPtr& request, protocol::DescribeGroupsRequest message)
{
    protocol::DescribeGroupsResponse response;
    for (const auto& id : message.groups) {
        auto& group = response.groups.emplace_back(
            describe(core.groups.coordinator().describeGroup(id), id, request->version()));
        if (message.includeAuthorizedOperations)
            group.authorizedOperations = kGroupOperations;
    }
    request->reply(response);
}

void handle(Core& core, const RequestPtr& request, protocol::DeleteGroupsRequest message)
{
    core.groups.submit(coordinator::DeleteGroupsRequest{std::move(message.groupsNames)},
        [request](const coordinator::GroupReply& reply) {
            protocol::DeleteGroupsResponse wire;
            for (const auto& [id, error] : std::get<coordinator::DeleteGroupsReply>(reply).results)
                wire.results.push_back({id, error});
            request->reply(wire);
        });
}

void handle(Core& core, const RequestPtr& request, protocol::OffsetDeleteRequest message)
{
    coordinator::OffsetDeleteRequest values;
    values.groupId = std::move(message.groupId);
    for (const auto& topic : message.topics) {
        for (const auto& partition : topic.partitions)
            values.partitions.push_back({topic.name, PartitionIndex{partition.partitionIndex}});
    }
    core.groups.submit(std::move(values), [request](const coordinator::GroupReply& reply) {
        const auto& deleted = std::get<coordinator::OffsetDeleteReply>(reply);
        protocol::OffsetDeleteResponse wire;
        wire.errorCode = deleted.error;
        for (const auto& [partition, error] : deleted.results) {
            if (wire.topics.empty() || wire.topics.back().name != partition.topic)
                wire.topics.push_back({partition.topic, {}});
            wire.topics.back().partitions.push_back({partition.partition.value(), error});
        }
        request->reply(wire);
    });
}

}  // namespace stormbench::broker
