// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/lag.h"

namespace stormbench::client {

Lag lagOf(const LagInput& input)
{
    if (!input.logEnd.known())
        return {};
    const auto end = input.logEnd.value;
    // Without a known start the log is taken to begin at 0, which makes what depends on it an
    // estimate.
    const auto start = input.logStart.known() ? std::min(input.logStart.value, end) : 0;
    const auto precise = input.logEnd.precision;
    const auto fromStart = input.logStart.known() ? precise : api::Precision::Estimated;

    if (!input.committed)
        return {{end - start, fromStart}, LagState::Uncommitted, 0};
    const auto committed = input.committed->value();
    if (committed > end)
        return {{0, api::Precision::Unknown}, LagState::BeyondEnd, 0};
    if (committed < start)
        return {{end - start, precise}, LagState::DataLost, start - committed};
    return {{end - committed, precise}, LagState::Known, 0};
}

api::Figure<std::int64_t> totalLag(const std::vector<api::Figure<std::int64_t>>& lags)
{
    api::Figure<std::int64_t> total{0, api::Precision::Exact};
    bool anyKnown = lags.empty();
    for (const auto& lag : lags) {
        if (!lag.known()) {
            total.precision = api::Precision::Estimated;
            continue;
        }
        anyKnown = true;
        total.value += lag.value;
        if (lag.precision == api::Precision::Estimated)
            total.precision = api::Precision::Estimated;
    }
    return anyKnown ? total : api::Figure<std::int64_t>{};
}

}  // namespace stormbench::client
