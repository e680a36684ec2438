// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/request_meter.h"

#include <algorithm>

namespace stormbench::broker {

RequestCounters& RequestMeter::of(protocol::ApiKey api)
{
    auto& counters = m_counters[std::min(static_cast<std::size_t>(api), kKeys - 1)];
    if (!counters)
        counters = std::make_unique<RequestCounters>();
    return *counters;
}

void RequestMeter::arrived(protocol::ApiKey api, std::size_t bytes)
{
    auto& counters = of(api);
    ++counters.count;
    ++counters.inFlight;
    counters.bytesIn += static_cast<std::int64_t>(bytes);
}

void RequestMeter::answered(protocol::ApiKey api, std::size_t bytes, std::chrono::nanoseconds took)
{
    auto& counters = of(api);
    --counters.inFlight;
    counters.bytesOut += static_cast<std::int64_t>(bytes);
    counters.latency.add(took);
}

void RequestMeter::abandoned(protocol::ApiKey api)
{
    --of(api).inFlight;
}

std::vector<RequestStatistics> RequestMeter::statistics() const
{
    std::vector<RequestStatistics> all;
    for (std::size_t key = 0; key < kKeys; ++key) {
        if (m_counters[key])
            all.push_back({static_cast<std::int16_t>(key), *m_counters[key]});
    }
    return all;
}

}  // namespace stormbench::broker
