// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/saga_host.h"

#include <QtCore/QDateTime>

#include <algorithm>

#include "storming/runtime/payload.h"

namespace stormbench::storming {
namespace {

constexpr std::size_t kEndedKept = 10'000;  // so that a start that comes twice begins nothing

}  // namespace

SagaHost::SagaHost(std::shared_ptr<const Topology> topology, const ServiceSpec& service,
    Emitter& emitter, RememberedSagas remembered)
    : m_topology(std::move(topology))
    , m_service(service)
    , m_emitter(emitter)
    , m_guard(QString::fromStdString(service.guard))
    , m_process(service.saga, service.id, service.maxRetries)
    , m_sagas(std::move(remembered))
{
    for (const auto& [id, saga] : m_sagas)
        if (saga.state.ended())
            m_ended.push_back(id);
    m_counters.running = m_sagas.size() - m_ended.size();
}

Result<> SagaHost::resume()
{
    for (const auto& [id, saga] : m_sagas)
        if (const auto again = m_process.again(saga.state))
            SB_TRY(sendCommand(*again, saga.envelope));
    return {};
}

Result<> SagaHost::take(
    const Envelope& envelope, const QJsonObject& payload, const std::string& key)
{
    const std::int64_t now = QDateTime::currentMSecsSinceEpoch();
    const SagaPlan& plan = m_service.saga;
    const bool isReply = envelope.type == plan.replyType;
    const std::string id = isReply ? key : idOf(envelope, payload);
    if (std::ranges::find(plan.starts, envelope.type) != plan.starts.end())
        return begin(id, envelope, payload, now);
    const auto saga = m_sagas.find(id);
    if (saga == m_sagas.end())
        return {};
    const SagaReply reply = isReply
        ? replyFromJson(payload, envelope.causationId)
        : SagaReply{envelope.causationId, envelope.type, false, payload};
    const auto next = m_process.onReply(saga->second.state, reply, now);
    return next ? move(*next, envelope) : Result<>();
}

/// One that is under way does not begin anew, nor does one that this very event has begun.
Result<> SagaHost::begin(
    const std::string& id, const Envelope& event, const QJsonObject& payload, std::int64_t now)
{
    const auto known = m_sagas.find(id);
    if (known != m_sagas.end()
        && (!known->second.state.ended() || known->second.state.startedBy == event.id))
        return {};
    if (!m_guard.holds(payload))
        return {};
    return move(m_process.start(id, event.id, payload, now), event);
}

Result<> SagaHost::checkTime(std::int64_t now)
{
    std::vector<std::string> late;
    for (const auto& [id, saga] : m_sagas)
        if (saga.state.deadline && *saga.state.deadline <= now)
            late.push_back(id);
    for (const std::string& id : late) {
        const RememberedSaga saga = m_sagas.at(id);
        if (const auto next = m_process.onTime(saga.state, now))
            SB_TRY(move(*next, saga.envelope));
    }
    return {};
}

void SagaHost::postpone(std::int64_t milliseconds)
{
    for (auto& [id, saga] : m_sagas)
        if (saga.state.deadline)
            *saga.state.deadline += milliseconds;
}

/// The state goes first: a saga that is found again asks again.
Result<> SagaHost::move(const SagaMove& move, const Envelope& cause)
{
    SB_TRY(sendState(move.state, cause));
    if (!move.command.empty())
        SB_TRY(sendCommand(move, cause));
    for (const std::string& end : move.ends)
        SB_TRY(m_emitter.announce({end, 1, false}, cause, move.state.data, move.state.id));
    keep(move.state, cause);
    return {};
}

Result<> SagaHost::sendCommand(const SagaMove& move, const Envelope& cause)
{
    const MessageType* message = m_topology->message(move.command);
    const MessageType* reply = m_topology->message(m_service.saga.replyType);
    if (!message || !reply)
        return {};
    const QJsonObject payload = makePayload(*message, move.state.data, move.state.id);
    Envelope envelope = answer(m_emitter.ids(), cause, m_service.id, move.command);
    envelope.id = move.state.awaited;
    envelope.subject = keyOf(*message, payload, move.state.id);
    envelope.replyTo = reply->topic;
    envelope.sagaId = move.state.id;
    return m_emitter.post(*message, envelope, payload);
}

/// A saga that has ended is told of, and then forgotten: compaction keeps what is under way.
Result<> SagaHost::sendState(const SagaState& state, const Envelope& cause)
{
    const MessageType* message = m_topology->message(m_service.saga.stateType);
    if (!message)
        return {};
    Envelope envelope = answer(m_emitter.ids(), cause, m_service.id, message->type);
    envelope.subject = state.id;
    SB_TRY(m_emitter.post(*message, envelope, stateToJson(state, m_process.awaitedCommand(state))));
    if (state.phase == SagaPhase::Completed || state.phase == SagaPhase::Failed)
        SB_TRY(m_emitter.post(*message, envelope, std::nullopt));
    return {};
}

std::string SagaHost::idOf(const Envelope& envelope, const QJsonObject& payload) const
{
    const QJsonValue value = payload.value(QString::fromStdString(m_service.saga.keyField));
    if (value.isString() && !value.toString().isEmpty())
        return value.toString().toStdString();
    if (value.isDouble())
        return QString::number(value.toInteger()).toStdString();
    return envelope.correlationId.empty() ? envelope.id : envelope.correlationId;
}

void SagaHost::keep(const SagaState& state, const Envelope& envelope)
{
    const auto known = m_sagas.find(state.id);
    const bool wasRunning = known != m_sagas.end() && !known->second.state.ended();
    m_sagas[state.id] = {state, envelope};
    if (wasRunning && state.ended())
        --m_counters.running;
    else if (!wasRunning && !state.ended())
        ++m_counters.running;
    if (!state.ended())
        return;
    ++(state.phase == SagaPhase::Completed     ? m_counters.completed
            : state.phase == SagaPhase::Failed ? m_counters.failed
                                               : m_counters.stuck);
    m_ended.push_back(state.id);
    while (m_ended.size() > kEndedKept) {
        const auto oldest = m_sagas.find(m_ended.front());
        if (oldest != m_sagas.end() && oldest->second.state.ended())
            m_sagas.erase(oldest);
        m_ended.pop_front();
    }
}

}  // namespace stormbench::storming
