// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

#include <QtCore/QJsonObject>

#include "engine/api/producer.h"
#include "storming/generate/topology.h"
#include "storming/runtime/controls.h"
#include "storming/runtime/envelope.h"

namespace stormbench::storming {

struct ServiceCounters {
    std::atomic<std::uint64_t> handled{0};  ///< records taken in and dealt with
    std::atomic<std::uint64_t> sent{0};     ///< acknowledged by the cluster
    std::atomic<std::uint64_t> sendFailures{0};
    std::atomic<std::uint64_t> failures{0};  ///< attempts that failed by the note's failure rate
    std::atomic<std::uint64_t> deadLettered{0};
    std::atomic<std::uint64_t> dropped{
        0};  ///< records given up: retries spent, or more hops than a flow may take
};

/// Builds and sends a service's messages. Runs on: the service's thread.
class Emitter {
public:
    Emitter(std::shared_ptr<const Topology> topology, const ServiceSpec& service,
        api::Producer& producer, KeyPool& keys, ServiceCounters& counters);

    /// Sends what the reaction says: one of its emissions by weight, or all. `cause` is null at the
    /// beginning of a story.
    [[nodiscard]] Result<> react(const Reaction& reaction, const Envelope* cause,
        const QJsonObject& causePayload, const std::string& causeKey);
    [[nodiscard]] Result<> deadLetter(const api::ReceivedRecord& record, const std::string& why);

    [[nodiscard]] IdSource& ids() { return m_ids; }

private:
    Result<> emitOne(const Emission& emission, const Envelope* cause,
        const QJsonObject& causePayload, const std::string& causeKey);
    const Emission& choose(const std::vector<Emission>& emissions);
    std::string freshKey(const std::string& field);
    Result<> send(api::OutgoingRecord record);

    std::shared_ptr<const Topology> m_topology;
    const ServiceSpec& m_service;
    api::Producer& m_producer;
    KeyPool& m_keys;
    ServiceCounters& m_counters;
    IdSource m_ids;
};

}  // namespace stormbench::storming
