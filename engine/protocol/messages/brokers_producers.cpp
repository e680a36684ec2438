// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/instantiate.h"
#include "engine/protocol/messages/allocate_producer_ids.h"
#include "engine/protocol/messages/broker_heartbeat.h"
#include "engine/protocol/messages/broker_registration.h"
#include "engine/protocol/messages/init_producer_id.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_API(BrokerRegistration);
STORMBENCH_INSTANTIATE_API(BrokerHeartbeat);
STORMBENCH_INSTANTIATE_API(AllocateProducerIds);
STORMBENCH_INSTANTIATE_API(InitProducerId);

}  // namespace stormbench::protocol
