// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/core.h"
#include "engine/broker/request.h"
#include "engine/protocol/messages/all.h"

namespace stormbench::broker {

// One handler an API, found by overloading on its request: answers now or keeps the request and
// answers later.
#define STORMBENCH_DECLARE_HANDLER(name, number)                                                   \
    void handle(Core& core, const RequestPtr& request, protocol::name##Request message);
STORMBENCH_APIS(STORMBENCH_DECLARE_HANDLER)
#undef STORMBENCH_DECLARE_HANDLER

/// ApiVersions in a version that we do not have (KIP-511): the v0 body with UNSUPPORTED_VERSION and
/// our own range.
void answerUnknownApiVersions(const RequestPtr& request);

}  // namespace stormbench::broker
