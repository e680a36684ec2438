// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/api/lag.h"

namespace stormbench::api {

Figure<std::int64_t> lagOf(const LagInput& input)
{
    if (!input.logEnd.known())
        return {};
    const auto end = input.logEnd.value;
    // Without a known start the log is taken to begin at 0, which makes what depends on it an
    // estimate.
    const auto start = input.logStart.known() ? std::min(input.logStart.value, end) : 0;
    if (!input.committed)
        return {
            end - start, input.logStart.known() ? input.logEnd.precision : Precision::Estimated};
    const auto committed = input.committed->value();
    if (committed > end)
        return {};
    return {end - std::max(committed, start), input.logEnd.precision};
}

Figure<std::int64_t> totalLag(const std::vector<GroupPartitionStatus>& partitions)
{
    if (partitions.empty())
        return {0, Precision::Exact};
    FigureSum<std::int64_t> sum;
    for (const auto& partition : partitions)
        sum.add(partition.lag);
    return sum.total();
}

}  // namespace stormbench::api
