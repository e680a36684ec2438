// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QJsonObject>

#include <string>

#include "storming/generate/topology.h"

namespace stormbench::storming {

/// Builds the JSON payload of a message: each field takes the value of the same name from `cause`
/// where there is one, else its example, else a sample of its type. Fields of identity ("…Id") that
/// no cause carries take `freshId`.
[[nodiscard]] QJsonObject makePayload(
    const MessageType& message, const QJsonObject& cause, const std::string& freshId);

/// The record's key: the value of the message's key field as text, else `fallback`.
[[nodiscard]] std::string keyOf(
    const MessageType& message, const QJsonObject& payload, const std::string& fallback);

}  // namespace stormbench::storming
