// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/group_errors.h"

#include "engine/base/assert.h"

namespace stormbench::coordinator {
namespace {

template <typename... Cases> struct Overloaded : Cases... {
    using Cases::operator()...;
};
template <typename... Cases> Overloaded(Cases...) -> Overloaded<Cases...>;

void failDeletion(const GroupsDeleted& deleted, WireError error, Outputs& out)
{
    auto& request = *deleted.request;
    if (error != WireError::None)
        for (const auto index : deleted.results)
            request.reply.results[index].second = error;
    if (--request.appendsLeft == 0)
        out.replies.push_back({request.token, std::move(request.reply)});
}

void setErrors(CommitReply& reply, WireError error)
{
    for (auto& [partition, result] : reply.results)
        if (result == WireError::None)
            result = error;
}

}  // namespace

const std::string& groupOf(const GroupRequest& request)
{
    static const std::string kNone;
    return std::visit(
        Overloaded{
            [](const JoinRequest& r) -> const std::string& { return r.groupId; },
            [](const LeaveRequest& r) -> const std::string& { return r.groupId; },
            [](const OffsetDeleteRequest& r) -> const std::string& { return r.groupId; },
            [](const DeleteGroupsRequest&) -> const std::string& { return kNone; },
            [](const auto& r) -> const std::string& { return r.member.groupId; },
        },
        request);
}

bool needsGroupId(const GroupRequest& request)
{
    return !std::holds_alternative<CommitRequest>(request)
        && !std::holds_alternative<OffsetDeleteRequest>(request);
}

GroupReply refusal(const GroupRequest& request, WireError error)
{
    return std::visit(
        Overloaded{
            [&](const JoinRequest& r) -> GroupReply {
                JoinReply reply;
                reply.error = error;
                reply.memberId = r.memberId;
                return reply;
            },
            [&](const SyncRequest&) -> GroupReply {
                return SyncReply{error, {}, {}, {}};
            },
            [&](const HeartbeatRequest&) -> GroupReply { return HeartbeatReply{error}; },
            [&](const LeaveRequest& r) -> GroupReply {
                // A group that is not there is each member's problem, not the request's (KIP-345).
                LeaveReply reply;
                const bool perMember = error == WireError::UnknownMemberId;
                reply.error = perMember ? WireError::None : error;
                for (const auto& member : r.members)
                    reply.members.push_back({member, perMember ? error : WireError::None});
                return reply;
            },
            [&](const CommitRequest& r) -> GroupReply {
                CommitReply reply;
                for (const auto& item : r.offsets)
                    reply.results.emplace_back(item.partition, error);
                return reply;
            },
            [&](const DeleteGroupsRequest& r) -> GroupReply {
                DeleteGroupsReply reply;
                for (const auto& groupId : r.groupIds)
                    reply.results.emplace_back(groupId, error);
                return reply;
            },
            [&](const OffsetDeleteRequest&) -> GroupReply {
                return OffsetDeleteReply{error, {}};
            },
        },
        request);
}

WireError errorWithoutGroup(const GroupRequest& request)
{
    return std::visit(Overloaded{
                          [](const JoinRequest& r) {
                              return r.memberId.empty() ? WireError::None
                                                        : WireError::UnknownMemberId;
                          },
                          [](const CommitRequest& r) {
                              return r.member.generation.value() < 0 ? WireError::None
                                                                     : WireError::IllegalGeneration;
                          },
                          [](const OffsetDeleteRequest&) { return WireError::GroupIdNotFound; },
                          [](const auto&) { return WireError::UnknownMemberId; },
                      },
        request);
}

void finishAppend(AfterAppend then, WireError error, StepContext& context)
{
    const auto clientError = error == WireError::None ? error : appendErrorFor(error);
    std::visit(Overloaded{
                   [&](AssignmentStored& stored) {
                       if (auto* group = context.shard.find(stored.groupId)) {
                           GroupStep(*group, context).assignmentStored(stored, error);
                           context.shard.schedule(*group);
                       }
                   },
                   [&](StaticMemberStored& stored) {
                       if (error != WireError::None) {
                           stored.reply = {};
                           stored.reply.error = clientError;
                       }
                       context.reply(stored.token, std::move(stored.reply));
                   },
                   [&](OffsetsStored& stored) {
                       auto* group = context.shard.find(stored.groupId);
                       if (error == WireError::None && group)
                           for (auto& [partition, offset] : stored.offsets)
                               group->offsets[partition] = std::move(offset);
                       setErrors(
                           stored.reply, group ? clientError : WireError::CoordinatorNotAvailable);
                       context.reply(stored.token, std::move(stored.reply));
                   },
                   [&](GroupsDeleted& deleted) { failDeletion(deleted, clientError, context.out); },
                   [&](OffsetsDeleted& deleted) {
                       deleted.reply.error = clientError;
                       context.reply(deleted.token, std::move(deleted.reply));
                   },
                   [](NobodyWaits&) {},
               },
        then);
}

void abandonAppend(AfterAppend then, WireError error, Outputs& out)
{
    std::visit(Overloaded{
                   [&](StaticMemberStored& stored) {
                       stored.reply = {};
                       stored.reply.error = error;
                       out.replies.push_back({stored.token, std::move(stored.reply)});
                   },
                   [&](OffsetsStored& stored) {
                       setErrors(stored.reply, error);
                       out.replies.push_back({stored.token, std::move(stored.reply)});
                   },
                   [&](GroupsDeleted& deleted) { failDeletion(deleted, error, out); },
                   [&](OffsetsDeleted& deleted) {
                       out.replies.push_back({deleted.token, OffsetDeleteReply{error, {}}});
                   },
                   [](auto&) {},
               },
        then);
}

}  // namespace stormbench::coordinator
