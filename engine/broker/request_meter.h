// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

#include "engine/broker/activity_statistics.h"
#include "engine/protocol/api_key.h"

namespace stormbench::broker {

/// Counts requests by their type. Owned by the ConnectionSet, whose connections tell it of every
/// request; it outlives them. Runs on: the broker's strand.
class RequestMeter {
public:
    void arrived(protocol::ApiKey api, std::size_t bytes);
    void answered(protocol::ApiKey api, std::size_t bytes, std::chrono::nanoseconds took);
    void abandoned(protocol::ApiKey api);  ///< its connection has gone

    /// Of those that ever came, by API key.
    [[nodiscard]] std::vector<RequestStatistics> statistics() const;

private:
    static constexpr std::size_t kKeys = 128;  ///< beyond: counted together, under the last one
    [[nodiscard]] RequestCounters& of(protocol::ApiKey api);

    std::array<std::unique_ptr<RequestCounters>, kKeys> m_counters;
};

}  // namespace stormbench::broker
