// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/controller_quorum.h"
#include "engine/broker/core.h"

namespace stormbench::broker {

/// Whom a client is told to send administrative requests to. Any broker passes them on, so it is
/// this one while the controller is unknown or fenced.
[[nodiscard]] inline BrokerId controllerToTell(const Core& core)
{
    const auto id = core.quorum.leader();
    const auto* controller = core.image().broker(id);
    return controller && !controller->fenced ? id : core.options.id;
}

}  // namespace stormbench::broker
