// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/authorized_operations.h"
#include "engine/broker/handlers/controller_to_tell.h"
#include "engine/broker/handlers/handlers.h"

namespace stormbench::broker {

using protocol::WireError;

void handle(Core& core, const RequestPtr& request, protocol::DescribeClusterRequest message)
{
    constexpr std::int8_t kBrokers = 1;
    constexpr std::int8_t kControllers = 2;
    protocol::DescribeClusterResponse response;
    response.clusterId = core.options.clusterId;
    response.endpointType = message.endpointType;
    if (message.endpointType != kBrokers) {
        response.errorCode = message.endpointType == kControllers
            ? WireError::MismatchedEndpointType
            : WireError::UnsupportedEndpointType;
        response.errorMessage = "this listener describes brokers";
        return request->reply(response);
    }
    response.controllerId = controllerToTell(core).value();
    for (const auto& [id, broker] : core.image().brokers()) {
        const auto* at = broker.endpoint();
        if (at && (!broker.fenced || message.includeFencedBrokers))
            response.brokers.push_back(
                {id.value(), at->host, at->port, broker.rack, broker.fenced});
    }
    if (message.includeClusterAuthorizedOperations)
        response.clusterAuthorizedOperations = kClusterOperations;
    request->reply(response);
}

}  // namespace stormbench::broker
