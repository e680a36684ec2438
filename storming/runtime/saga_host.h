// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <deque>

#include "storming/runtime/emitter.h"
#include "storming/runtime/guard.h"
#include "storming/runtime/saga_records.h"

namespace stormbench::storming {

struct SagaCounters {
    std::atomic<std::uint64_t> completed{0};
    std::atomic<std::uint64_t> failed{0};  ///< all that was done is taken back
    std::atomic<std::uint64_t> stuck{0};   ///< something could not be taken back
    std::atomic<std::uint64_t> running{0};
};

/// Plays the sagas of one service: keeps the state of each, in memory and in the state topic, sends
/// commands and the events of the ends. Owned by ServiceRunner; runs on the service's thread.
class SagaHost {
public:
    /// `remembered`: what an earlier run has left under way.
    SagaHost(std::shared_ptr<const Topology> topology, const ServiceSpec& service, Emitter& emitter,
        RememberedSagas remembered);

    /// Asks again what an earlier run may not have asked for any more: the ids are the same.
    [[nodiscard]] Result<> resume();
    /// A record of one of the service's topics.
    [[nodiscard]] Result<> take(
        const Envelope& envelope, const QJsonObject& payload, const std::string& key);
    /// Goes on with the sagas whose replies are late.
    [[nodiscard]] Result<> checkTime(std::int64_t now);
    /// The time stood still for so long.
    void postpone(std::int64_t milliseconds);

    [[nodiscard]] const SagaCounters& counters() const { return m_counters; }

private:
    [[nodiscard]] Result<> begin(
        const std::string& id, const Envelope& event, const QJsonObject& payload, std::int64_t now);
    [[nodiscard]] Result<> move(const SagaMove& move, const Envelope& cause);
    [[nodiscard]] Result<> sendCommand(const SagaMove& move, const Envelope& cause);
    [[nodiscard]] Result<> sendState(const SagaState& state, const Envelope& cause);
    [[nodiscard]] std::string idOf(const Envelope& envelope, const QJsonObject& payload) const;
    void keep(const SagaState& state, const Envelope& envelope);

    std::shared_ptr<const Topology> m_topology;
    const ServiceSpec& m_service;
    Emitter& m_emitter;
    Guard m_guard;
    SagaProcess m_process;
    RememberedSagas m_sagas;          ///< those that have ended too, the newest of them
    std::deque<std::string> m_ended;  ///< ids, the oldest first
    SagaCounters m_counters;
};

}  // namespace stormbench::storming
