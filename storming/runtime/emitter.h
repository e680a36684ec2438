// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <memory>

#include <QtCore/QJsonObject>

#include "engine/api/producer.h"
#include "storming/generate/topology.h"
#include "storming/runtime/controls.h"
#include "storming/runtime/envelope.h"
#include "storming/runtime/saga_records.h"

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
    /// One message, in answer to `cause`; its payload takes what it can from `data`.
    [[nodiscard]] Result<> announce(const Emission& emission, const Envelope& cause,
        const QJsonObject& data, const std::string& key);
    /// A record as it is, under the envelope's subject as its key; without a payload a tombstone.
    [[nodiscard]] Result<> post(const MessageType& message, const Envelope& envelope,
        const std::optional<QJsonObject>& payload);
    /// Tells a saga that its command was given up, if it is a saga's.
    [[nodiscard]] Result<> refuse(
        const Reaction& reaction, const Envelope& command, const std::string& why);
    [[nodiscard]] Result<> deadLetter(const api::ReceivedRecord& record, const std::string& why);

    [[nodiscard]] IdSource& ids() { return m_ids; }

private:
    using Sent = Result<QJsonObject>;  ///< the payload
    Sent emitOne(const Emission& emission, const Envelope* cause, const QJsonObject& causePayload,
        const std::string& causeKey);
    Result<> emitInReaction(const Reaction& reaction, const Emission& emission,
        const Envelope* cause, const QJsonObject& causePayload, const std::string& causeKey);
    Result<> reply(const Reaction& reaction, const Envelope& command, const SagaReply& reply,
        const std::string& why);
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
