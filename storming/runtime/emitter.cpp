// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/emitter.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

#include "storming/runtime/payload.h"

namespace stormbench::storming {
namespace {

api::WallTime wallNow()
{
    return api::WallTime(QDateTime::currentMSecsSinceEpoch());
}

}  // namespace

Emitter::Emitter(std::shared_ptr<const Topology> topology, const ServiceSpec& service,
    api::Producer& producer, KeyPool& keys, ServiceCounters& counters)
    : m_topology(std::move(topology))
    , m_service(service)
    , m_producer(producer)
    , m_keys(keys)
    , m_counters(counters)
    , m_ids(std::random_device{}())
{
}

Result<> Emitter::react(const Reaction& reaction, const Envelope* cause,
    const QJsonObject& causePayload, const std::string& causeKey)
{
    if (reaction.emissions.empty())
        return cause ? reply(reaction, *cause, {}, {}) : Result<>();
    if (!reaction.all)
        return emitInReaction(reaction, choose(reaction.emissions), cause, causePayload, causeKey);
    for (const Emission& emission : reaction.emissions)
        SB_TRY(emitInReaction(reaction, emission, cause, causePayload, causeKey));
    return {};
}

Result<> Emitter::announce(const Emission& emission, const Envelope& cause, const QJsonObject& data,
    const std::string& key)
{
    SB_TRY(emitOne(emission, &cause, data, key));
    return {};
}

Result<> Emitter::emitInReaction(const Reaction& reaction, const Emission& emission,
    const Envelope* cause, const QJsonObject& causePayload, const std::string& causeKey)
{
    SB_TRY_ASSIGN(const auto payload, emitOne(emission, cause, causePayload, causeKey));
    if (!cause)
        return {};
    return reply(reaction, *cause, {{}, emission.type, false, payload}, {});
}

Result<> Emitter::refuse(const Reaction& reaction, const Envelope& command, const std::string& why)
{
    return reply(reaction, command, {{}, {}, true, {}}, why);
}

/// Where the command says, if that is one of the reply topics that the reaction knows.
Result<> Emitter::reply(const Reaction& reaction, const Envelope& command, const SagaReply& reply,
    const std::string& why)
{
    for (const std::string& type : reaction.replies) {
        const MessageType* message = m_topology->message(type);
        if (!message || command.replyTo.empty() || message->topic != command.replyTo)
            continue;
        Envelope envelope = answer(m_ids, command, m_service.id, type);
        envelope.id = derivedId(m_service.id + "/" + type + "/" + reply.event, command.id);
        envelope.subject = command.sagaId;
        QJsonObject json = replyToJson(command.sagaId, command.type, reply);
        if (!why.empty())
            json[QLatin1String("reason")] = QString::fromStdString(why);
        SB_TRY(post(*message, envelope, json));
    }
    return {};
}

const Emission& Emitter::choose(const std::vector<Emission>& emissions)
{
    double total = 0;
    for (const Emission& emission : emissions)
        total += emission.weight;
    double left = m_ids.unit() * total;
    for (const Emission& emission : emissions) {
        left -= emission.weight;
        if (left < 0)
            return emission;
    }
    return emissions.back();
}

/// "orderId" gives "order-4k7q2z": short enough to read in a table, long enough not to repeat.
std::string Emitter::freshKey(const std::string& field)
{
    std::string stem = field;
    if (stem.size() > 2 && stem.ends_with("Id"))
        stem.resize(stem.size() - 2);
    return (stem.empty() || stem == "id" ? "key" : stem) + "-" + m_ids.hex(8);
}

Emitter::Sent Emitter::emitOne(const Emission& emission, const Envelope* cause,
    const QJsonObject& causePayload, const std::string& causeKey)
{
    const MessageType* message = m_topology->message(emission.type);
    if (!message)
        return QJsonObject();
    std::string identity = causeKey;
    if (!cause) {
        identity = emission.freshKey ? std::string() : m_keys.pick(message->keyField, m_ids.unit());
        if (identity.empty())
            identity = freshKey(message->keyField);
    }
    const QJsonObject payload = makePayload(*message, causePayload, identity);
    Envelope envelope = cause ? answer(m_ids, *cause, m_service.id, emission.type)
                              : beginStory(m_ids, m_service.id, emission.type);
    envelope.subject
        = keyOf(*message, payload, identity.empty() ? envelope.correlationId : identity);
    m_keys.add(message->keyField, envelope.subject);
    SB_TRY(post(*message, envelope, payload));
    return payload;
}

Result<> Emitter::post(
    const MessageType& message, const Envelope& envelope, const std::optional<QJsonObject>& payload)
{
    api::OutgoingRecord record;
    record.topic = message.topic;
    record.key = toBytes(envelope.subject);
    if (payload)
        record.value
            = toBytes(QJsonDocument(*payload).toJson(QJsonDocument::Compact).toStdString());
    record.headers = envelope.headers(wallNow());
    return send(std::move(record));
}

Result<> Emitter::deadLetter(const api::ReceivedRecord& source, const std::string& why)
{
    if (m_service.deadLetterTopic.empty())
        return {};
    api::OutgoingRecord record;
    record.topic = m_service.deadLetterTopic;
    record.key = source.key;
    record.value = source.value;
    record.headers = source.headers;
    const auto add = [&](const char* name, const std::string& value) {
        record.headers.push_back({name, toBytes(value)});
    };
    add("dlq_topic", source.topic);
    add("dlq_partition", std::to_string(source.partition.value()));
    add("dlq_offset", std::to_string(source.offset.value()));
    add("dlq_group", m_service.id);
    add("dlq_error", why);
    SB_TRY(send(std::move(record)));
    ++m_counters.deadLettered;
    return {};
}

Result<> Emitter::send(api::OutgoingRecord record)
{
    return m_producer.send(
        std::move(record), [&counters = m_counters](const Result<api::Delivery>& delivery) {
            ++(delivery ? counters.sent : counters.sendFailures);
        });
}

}  // namespace stormbench::storming
