// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/broker/latency_histogram.h"

namespace stormbench::broker {

using LatencyHistogramPtr = std::shared_ptr<const LatencyHistogram>;

/// How long producers waited for this partition. A partition that nobody writes to costs two
/// pointers; one that is at rest costs an observer nothing. Owned by its HostedPartition. Runs on:
/// the broker's strand.
class PartitionMeter {
public:
    /// Records were acknowledged: `took` since their request had arrived.
    void acknowledged(std::chrono::nanoseconds took);

    /// All so far, unchanging once given out; null: none yet.
    [[nodiscard]] LatencyHistogramPtr acknowledgements();

private:
    std::unique_ptr<LatencyHistogram> m_latency;
    LatencyHistogramPtr m_told;  ///< null: older than m_latency
};

}  // namespace stormbench::broker
