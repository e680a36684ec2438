// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/producer_ids.h"

namespace stormbench::broker {

using protocol::WireError;

void handle(Core& core, const RequestPtr& request, protocol::InitProducerIdRequest message)
{
    protocol::InitProducerIdResponse response;
    if (message.transactionalId) {
        response.errorCode = message.transactionalId->empty()
            ? WireError::InvalidRequest
            : WireError::TransactionalIdAuthorizationFailed;
        response.producerEpoch = -1;
        return request->reply(response);
    }
    // An idempotent producer that brings its old id gets a new one all the same, as with Kafka.
    core.producerIds.next([request](WireError error, ProducerId id) {
        protocol::InitProducerIdResponse answer;
        answer.errorCode = error;
        answer.producerId = id.value();
        answer.producerEpoch = error == WireError::None ? 0 : -1;
        request->reply(answer);
    });
}

}  // namespace stormbench::broker
