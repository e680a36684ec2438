// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/controller_calls.h"
#include "engine/broker/controller_quorum.h"
#include "engine/broker/handlers/handlers.h"

namespace stormbench::broker {

namespace {

/// What the brokers of a cluster ask their controller: answered only where that is.
template <class Message> void askHere(Core& core, const RequestPtr& request, const Message& message)
{
    using Response = typename Message::Response;
    auto* controller = core.quorum.controller();
    if (!controller) {
        Response response;
        response.errorCode = protocol::WireError::NotController;
        return request->reply(response);
    }
    askController(
        *controller, message, [request](const Response& response) { request->reply(response); });
}

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::BrokerRegistrationRequest message)
{
    askHere(core, request, message);
}
void handle(Core& core, const RequestPtr& request, protocol::BrokerHeartbeatRequest message)
{
    askHere(core, request, message);
}
void handle(Core& core, const RequestPtr& request, protocol::AllocateProducerIdsRequest message)
{
    askHere(core, request, message);
}
void handle(Core& core, const RequestPtr& request, protocol::AlterPartitionRequest message)
{
    askHere(core, request, message);
}

}  // namespace stormbench::broker
