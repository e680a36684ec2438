// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/base/ids.h"
#include "engine/env/clock.h"

namespace stormbench::broker {

/// Whether clients may be answered from what this broker knows. One that stood still for a good
/// part of its session (SIGSTOP, a machine that swaps) may have been fenced meanwhile, and others
/// lead what it believes to lead:
///
///   open ──stood still──▶ closed ──a heartbeat sent since then is answered──▶ closed, until the
///    ▲                      │                                       image has what the answer
///    tells └──── patience ────────┴──────────────────────────────────────────────────────┘
///
/// Kafka has no such rule. A client without leader epochs (KIP-320) believes what it hears first:
/// an old leader's metadata, its log's end, its producers' sequence numbers. Patience ends in
/// answers, as Kafka gives them: a broker that does not reach its controller goes on serving.
///
/// Pure: it only counts. Owned by the Broker. Runs on: its strand.
class StandstillGate {
public:
    struct Limits {
        env::SteadyTime standstill;  ///< the longest that it may not have run
        env::SteadyTime patience;    ///< the longest that it stays closed
    };
    explicit StandstillGate(Limits limits)
        : m_limits(limits)
    {
    }

    /// The broker runs: to be called before each request, since these may come before the timers
    /// that are due, and often besides. True if it closes now: the controller is to be asked.
    [[nodiscard]] bool onTurn(env::SteadyTime now);
    /// As after a standstill.
    void close(env::SteadyTime now);
    /// The controller took a heartbeat that was sent then; its metadata ended at `end`.
    void onHeartbeat(env::SteadyTime sentAt, Offset end);
    /// What the broker acts on.
    void onImage(Offset offset);

    [[nodiscard]] bool isOpen() const { return !m_closedAt; }

private:
    void openIfCaughtUp();

    Limits m_limits;
    std::optional<env::SteadyTime> m_lastTurn;
    std::optional<env::SteadyTime> m_closedAt;
    std::optional<Offset> m_needed;  ///< told by a heartbeat since the standstill
    Offset m_image{-1};
};

}  // namespace stormbench::broker
