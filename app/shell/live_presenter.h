// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <string>

#include "storming/runtime/flow_tap.h"
#include "storming/scene/live_state.h"

namespace stormbench::app {

/// Turns what was observed on the cluster into what the canvas shows: rates of edges, lag badges
/// with their verdict. Pure but for the lags of the last samples, by which it tells rising from
/// steady and stalled.
class LivePresenter {
public:
    [[nodiscard]] storming::LiveState present(const storming::FlowSample& sample);
    void reset() { m_lags.clear(); }

private:
    struct Observation {
        std::int64_t lag = 0;
        bool moved = false;  ///< the group committed something since the sample before
    };
    storming::LagState verdict(const storming::ConsumerLag& consumer);

    std::map<std::string, std::deque<Observation>> m_lags;
};

}  // namespace stormbench::app
