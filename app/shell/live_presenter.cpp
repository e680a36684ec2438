// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/live_presenter.h"

#include <algorithm>

namespace stormbench::app {
namespace {

constexpr std::size_t kWindow = 40;       // ten seconds of samples
constexpr std::int64_t kNoticeable = 20;  // below, a lag comes and goes with every batch

}  // namespace

storming::LiveState LivePresenter::present(const storming::FlowSample& sample)
{
    storming::LiveState state;
    state.stale = !sample.error.empty();
    for (const auto& edge : sample.edges)
        state.edges.push_back({edge.from, edge.to, edge.perSecond, sample.sampled,
            static_cast<qint64>(edge.records)});
    for (const auto& consumer : sample.consumers) {
        const auto lagState = verdict(consumer);
        for (const auto note : consumer.notes)
            state.consumers.push_back({note,
                consumer.lag.known() ? std::optional<qint64>(consumer.lag.value) : std::nullopt,
                lagState, consumer.lag.precision == api::Precision::Estimated});
    }
    return state;
}

/// Stalled: something waits and nothing was committed over the whole window. Rising: clearly more
/// waits than at its start.
storming::LagState LivePresenter::verdict(const storming::ConsumerLag& consumer)
{
    auto& window = m_lags[consumer.group];
    if (!consumer.lag.known()) {
        window.clear();
        return storming::LagState::Steady;
    }
    window.push_back({consumer.lag.value, consumer.consumedPerSecond > 0});
    if (window.size() > kWindow)
        window.pop_front();
    if (window.size() < kWindow || consumer.lag.value < kNoticeable)
        return storming::LagState::Steady;
    const bool moved = std::any_of(
        window.begin(), window.end(), [](const Observation& seen) { return seen.moved; });
    if (!moved)
        return storming::LagState::Stalled;
    return window.back().lag > window.front().lag + std::max(kNoticeable, window.front().lag / 4)
        ? storming::LagState::Rising
        : storming::LagState::Steady;
}

}  // namespace stormbench::app
