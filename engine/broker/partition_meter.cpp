// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/partition_meter.h"

namespace stormbench::broker {

void PartitionMeter::acknowledged(std::chrono::nanoseconds took)
{
    if (!m_latency)
        m_latency = std::make_unique<LatencyHistogram>();
    m_latency->add(took);
    m_told.reset();
}

LatencyHistogramPtr PartitionMeter::acknowledgements()
{
    if (m_latency && !m_told)
        m_told = std::make_shared<const LatencyHistogram>(*m_latency);
    return m_told;
}

}  // namespace stormbench::broker
