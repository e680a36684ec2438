// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/fetch_operation.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/quorum_fetch.h"

namespace stormbench::broker {

void handle(Core& core, const RequestPtr& request, protocol::FetchRequest message)
{
    if (isQuorumFetch(message)) {
        request->client().ofBroker = true;
        return answerQuorumFetch(core, request, std::move(message));
    }
    auto context
        = core.fetchSessions.open(message, request->version(), core.environment.clock.steadyNow());
    if (context.error != protocol::WireError::None) {
        protocol::FetchResponse response;
        response.errorCode = context.error;
        return request->reply(response);
    }
    std::make_shared<FetchOperation>(core, request, message, std::move(context))->begin();
}

}  // namespace stormbench::broker
