// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/core.h"
#include "engine/broker/request.h"

namespace stormbench::broker {

/// Decodes a request and hands it to its API's handler (handlers/handlers.h). The table is computed
/// from the protocol's list of APIs: one without a handler does not compile. What does not decode
/// closes its connection, as with Kafka.
void route(Core& core, const RequestPtr& request);

}  // namespace stormbench::broker
