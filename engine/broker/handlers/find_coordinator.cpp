// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/topic_creation.h"
#include "engine/controller/topic_name.h"
#include "engine/coordinator/group/group_coordinator.h"

namespace stormbench::broker {

using protocol::FindCoordinatorRequest;
using protocol::FindCoordinatorResponse;
using protocol::WireError;

namespace {

constexpr std::int8_t kGroupKey = 0;
constexpr std::int8_t kTransactionKey = 1;
constexpr std::int16_t kFirstBatchedVersion = 4;

FindCoordinatorResponse::Coordinator notFound(
    const std::string& key, WireError error, std::string why)
{
    return {key, -1, {}, -1, error, std::move(why)};
}

FindCoordinatorResponse::Coordinator find(Core& core, const std::string& key)
{
    const auto topic = core.image().topic(controller::kOffsetsTopic);
    if (!topic)
        return notFound(key, WireError::CoordinatorNotAvailable,
            "the topic of committed offsets is not there yet");
    const auto partition
        = coordinator::partitionForGroup(key, static_cast<std::int32_t>(topic->partitions.size()));
    const auto* image = topic->partition(partition);
    const auto* broker = image ? core.image().broker(image->leader) : nullptr;
    const auto* at = broker && !broker->fenced ? broker->endpoint() : nullptr;
    if (!at)
        return notFound(key, WireError::CoordinatorNotAvailable,
            "the coordinator's partition has no leader now");
    return {key, broker->id.value(), at->host, at->port, WireError::None, std::nullopt};
}

FindCoordinatorResponse::Coordinator resolve(
    Core& core, std::int8_t keyType, const std::string& key)
{
    if (keyType == kTransactionKey)
        return notFound(
            key, WireError::TransactionalIdAuthorizationFailed, "transactions are not offered");
    if (keyType != kGroupKey)
        return notFound(key, WireError::InvalidRequest, "this kind of coordinator is not offered");
    return find(core, key);
}

void answer(Core& core, const RequestPtr& request, const FindCoordinatorRequest& message)
{
    FindCoordinatorResponse response;
    if (request->version() >= kFirstBatchedVersion) {
        for (const auto& key : message.coordinatorKeys)
            response.coordinators.push_back(resolve(core, message.keyType, key));
        return request->reply(response);
    }
    auto found = resolve(core, message.keyType, message.key);
    response.errorCode = found.errorCode;
    response.errorMessage = std::move(found.errorMessage);
    response.nodeId = found.nodeId;
    response.host = std::move(found.host);
    response.port = found.port;
    request->reply(response);
}

}  // namespace

void handle(Core& core, const RequestPtr& request, FindCoordinatorRequest message)
{
    if (message.keyType != kGroupKey || core.image().topic(controller::kOffsetsTopic))
        return answer(core, request, message);
    autoCreateTopics(core, {std::string(controller::kOffsetsTopic)},
        [&core, request, message = std::move(message)](
            const TopicErrors&) { answer(core, request, message); });
}

}  // namespace stormbench::broker
