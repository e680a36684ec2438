// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/group_host.h"
#include "engine/broker/handlers/handlers.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {

std::string textOf(const std::optional<std::string>& text)
{
    return text.value_or(std::string{});
}

protocol::JoinGroupResponse wireReply(const coordinator::JoinReply& reply, std::int16_t version)
{
    protocol::JoinGroupResponse wire;
    wire.errorCode = reply.error;
    wire.generationId = reply.generation.value();
    wire.protocolType = reply.protocolType;
    // Before v7 the name cannot be null.
    wire.protocolName
        = version >= 7 ? reply.protocolName : std::optional(textOf(reply.protocolName));
    wire.leader = reply.leader;
    wire.memberId = reply.memberId;
    wire.skipAssignment = reply.skipAssignment;
    for (const auto& member : reply.members)
        wire.members.push_back({member.memberId, member.instanceId, member.metadata});
    return wire;
}

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::JoinGroupRequest message)
{
    coordinator::JoinRequest join;
    join.groupId = std::move(message.groupId);
    join.memberId = std::move(message.memberId);
    join.instanceId = std::move(message.groupInstanceId);
    join.client = {request->clientId(), request->client().host};
    join.sessionTimeout = coordinator::Millis{message.sessionTimeoutMs};
    join.rebalanceTimeout = coordinator::Millis{
        request->version() == 0 ? message.sessionTimeoutMs : message.rebalanceTimeoutMs};
    join.protocolType = std::move(message.protocolType);
    for (auto& protocol : message.protocols)
        join.protocols.push_back({std::move(protocol.name), std::move(protocol.metadata)});
    join.memberIdRequired = request->version() >= 4;
    join.skipAssignmentSupported = request->version() >= 9;
    core.groups.submit(std::move(join), [request](const coordinator::GroupReply& reply) {
        request->reply(wireReply(std::get<coordinator::JoinReply>(reply), request->version()));
    });
}

void handle(Core& core, const RequestPtr& request, protocol::SyncGroupRequest message)
{
    coordinator::SyncRequest sync;
    sync.member = {std::move(message.groupId), GenerationId{message.generationId},
        std::move(message.memberId), std::move(message.groupInstanceId)};
    sync.protocolType = std::move(message.protocolType);
    sync.protocolName = std::move(message.protocolName);
    for (auto& assignment : message.assignments)
        sync.assignments.push_back(
            {std::move(assignment.memberId), std::move(assignment.assignment)});
    core.groups.submit(std::move(sync), [request](const coordinator::GroupReply& reply) {
        const auto& synced = std::get<coordinator::SyncReply>(reply);
        protocol::SyncGroupResponse wire;
        wire.errorCode = synced.error;
        wire.protocolType = synced.protocolType;
        wire.protocolName = synced.protocolName;
        wire.assignment = synced.assignment;
        request->reply(wire);
    });
}

void handle(Core& core, const RequestPtr& request, protocol::HeartbeatRequest message)
{
    coordinator::HeartbeatRequest heartbeat;
    heartbeat.member = {std::move(message.groupId), GenerationId{message.generationId},
        std::move(message.memberId), std::move(message.groupInstanceId)};
    core.groups.submit(std::move(heartbeat), [request](const coordinator::GroupReply& reply) {
        protocol::HeartbeatResponse wire;
        wire.errorCode = std::get<coordinator::HeartbeatReply>(reply).error;
        request->reply(wire);
    });
}

void handle(Core& core, const RequestPtr& request, protocol::LeaveGroupRequest message)
{
    coordinator::LeaveRequest leave;
    leave.groupId = std::move(message.groupId);
    const bool batched = request->version() >= 3;
    if (!batched)
        leave.members.push_back({std::move(message.memberId), std::nullopt});
    for (auto& member : message.members)
        leave.members.push_back({std::move(member.memberId), std::move(member.groupInstanceId)});
    core.groups.submit(std::move(leave), [request, batched](const coordinator::GroupReply& reply) {
        const auto& left = std::get<coordinator::LeaveReply>(reply);
        protocol::LeaveGroupResponse wire;
        wire.errorCode = left.error;
        if (!batched && wire.errorCode == WireError::None && !left.members.empty())
            wire.errorCode = left.members.front().error;
        for (const auto& member : left.members)
            wire.members.push_back(
                {member.member.memberId, member.member.instanceId, member.error});
        if (!batched)
            wire.members.clear();
        request->reply(wire);
    });
}

}  // namespace stormbench::broker
