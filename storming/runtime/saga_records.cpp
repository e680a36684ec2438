// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/saga_records.h"

#include <QtCore/QDateTime>
#include <QtCore/QJsonDocument>

#include <algorithm>

namespace stormbench::storming {
namespace {

QJsonValue text(const std::string& value)
{
    return QString::fromStdString(value);
}

std::string textAt(const QJsonObject& json, const char* name)
{
    return json.value(QLatin1String(name)).toString().toStdString();
}

}  // namespace

QJsonObject jsonOf(const api::ReceivedRecord& record)
{
    if (!record.value)
        return {};
    const QByteArray value(reinterpret_cast<const char*>(record.value->data()),
        static_cast<qsizetype>(record.value->size()));
    return QJsonDocument::fromJson(value).object();
}

QJsonObject stateToJson(const SagaState& state, const std::string& command)
{
    QJsonObject json{{"sagaId", text(state.id)}, {"phase", toString(state.phase)},
        {"step", static_cast<qint64>(state.step)}, {"startedBy", text(state.startedBy)},
        {"tries", state.tries}, {"data", state.data}};
    if (!command.empty())
        json["command"] = text(command);
    if (!state.awaited.empty())
        json["commandId"] = text(state.awaited);
    if (state.deadline)
        json["deadline"]
            = QDateTime::fromMSecsSinceEpoch(*state.deadline, Qt::UTC).toString(Qt::ISODateWithMs);
    return json;
}

std::optional<SagaState> stateFromJson(const QJsonObject& json)
{
    SagaState state;
    const auto phase = sagaPhaseFrom(textAt(json, "phase"));
    state.id = textAt(json, "sagaId");
    if (!phase || state.id.empty())
        return std::nullopt;
    state.phase = *phase;
    state.step = static_cast<std::size_t>(std::max(0, json.value(QLatin1String("step")).toInt()));
    state.startedBy = textAt(json, "startedBy");
    state.awaited = textAt(json, "commandId");
    state.tries = json.value(QLatin1String("tries")).toInt();
    state.data = json.value(QLatin1String("data")).toObject();
    const auto deadline = QDateTime::fromString(
        json.value(QLatin1String("deadline")).toString(), Qt::ISODateWithMs);
    if (deadline.isValid())
        state.deadline = deadline.toMSecsSinceEpoch();
    return state;
}

QJsonObject replyToJson(
    const std::string& sagaId, const std::string& command, const SagaReply& reply)
{
    QJsonObject json{{"sagaId", text(sagaId)}, {"command", text(command)}, {"failed", reply.failed},
        {"data", reply.data}};
    if (!reply.event.empty())
        json["event"] = text(reply.event);
    return json;
}

SagaReply replyFromJson(const QJsonObject& json, const std::string& commandId)
{
    return {commandId, textAt(json, "event"), json.value(QLatin1String("failed")).toBool(),
        json.value(QLatin1String("data")).toObject()};
}

void remember(RememberedSagas& sagas, const api::ReceivedRecord& record)
{
    const std::string id = record.key ? toText(*record.key) : std::string();
    const auto envelope = Envelope::from(record);
    auto state = stateFromJson(jsonOf(record));
    if (state && envelope && state->id == id)
        sagas[id] = {std::move(*state), *envelope};
    else if (!record.value)
        sagas.erase(id);
}

}  // namespace stormbench::storming
