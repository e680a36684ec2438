// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "storming/runtime/envelope.h"
#include "storming/runtime/saga_process.h"

namespace stormbench::storming {

/// One that is told again when a saga's service starts: its state, and the record that told it.
struct RememberedSaga {
    SagaState state;
    Envelope envelope;
};
using RememberedSagas = std::map<std::string, RememberedSaga>;  ///< by id

/// The payload of a state's record; `command` is the type that it waits for the reply to.
[[nodiscard]] QJsonObject stateToJson(const SagaState& state, const std::string& command);
/// Nothing where it is not one.
[[nodiscard]] std::optional<SagaState> stateFromJson(const QJsonObject& json);

/// What a participant sends in reply.
[[nodiscard]] QJsonObject replyToJson(
    const std::string& sagaId, const std::string& command, const SagaReply& reply);
/// The other way round; the id of the saga stands under "sagaId".
[[nodiscard]] SagaReply replyFromJson(const QJsonObject& json, const std::string& commandId);

/// Takes in one record of the state topic, the newer after the older.
void remember(RememberedSagas& sagas, const api::ReceivedRecord& record);

/// A record's value as a JSON object; empty if it is none.
[[nodiscard]] QJsonObject jsonOf(const api::ReceivedRecord& record);

}  // namespace stormbench::storming
