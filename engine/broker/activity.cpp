// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/broker_parts.h"

namespace stormbench::broker {

namespace {
constexpr std::size_t kClientsTold = 64;
}

ActivityStatisticsPtr Broker::Parts::activity() const
{
    auto out = std::make_shared<ActivityStatistics>();
    out->takenAt = environment.clock.steadyNow();
    out->events = events.events();
    if (purgatory)
        out->waiting = static_cast<std::int64_t>(purgatory->size());
    if (connections) {
        out->requests = connections->meter().statistics();
        out->clients = connections->clients(kClientsTold);
    }
    return out;
}

}  // namespace stormbench::broker
