// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/controller_quorum.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/quorum_fetch.h"
#include "engine/broker/handlers/relay.h"

namespace stormbench::broker {

namespace {

/// What the nodes of the quorum ask each other.
template <class Message> void askQuorum(Core& core, const RequestPtr& request, Message message)
{
    core.quorum.receive(std::move(message), [request](const replication::QuorumResponse& response) {
        request->reply(std::get<typename Message::Response>(response));
    });
}

}  // namespace

bool isQuorumFetch(const protocol::FetchRequest& message)
{
    return message.replicaState.replicaId >= 0 && message.topics.size() == 1
        && message.topics.front().topicId == kMetadataTopicId;
}

bool isQuorumFetch(const Request& request)
{
    if (request.api().key != protocol::ApiKey::Fetch)
        return false;
    const auto message
        = protocol::decode<protocol::FetchRequest>(request.body(), request.version());
    return message && isQuorumFetch(*message);
}

void answerQuorumFetch(Core& core, const RequestPtr& request, protocol::FetchRequest message)
{
    askQuorum(core, request, std::move(message));
}

void handle(Core& core, const RequestPtr& request, protocol::VoteRequest message)
{
    askQuorum(core, request, std::move(message));
}
void handle(Core& core, const RequestPtr& request, protocol::BeginQuorumEpochRequest message)
{
    askQuorum(core, request, std::move(message));
}
void handle(Core& core, const RequestPtr& request, protocol::EndQuorumEpochRequest message)
{
    askQuorum(core, request, std::move(message));
}
void handle(Core& core, const RequestPtr& request, protocol::FetchSnapshotRequest message)
{
    askQuorum(core, request, std::move(message));
}

/// Only the leader knows how far the others are; where the voters are, all do.
void handle(Core& core, const RequestPtr& request, protocol::DescribeQuorumRequest message)
{
    constexpr std::chrono::milliseconds kLimit{5000};
    constexpr std::int16_t kFirstWithNodes = 2;
    using Response = protocol::DescribeQuorumResponse;
    core.controller.send(
        message, request->version(), kLimit, [&core, request](Result<Response> answer) {
            Response response;
            if (answer) {
                response = std::move(*answer);
            } else {
                response.errorCode = protocol::WireError::NotLeaderOrFollower;
                response.errorMessage = kNoController;
            }
            response.nodes.clear();
            if (request->version() >= kFirstWithNodes)
                for (const auto& [id, at] : core.quorum.voters())
                    response.nodes.push_back({id.value(), {{"CONTROLLER", at.host, at.port}}});
            request->reply(response);
        });
}

}  // namespace stormbench::broker
