// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include "storming/generate/topology.h"

namespace stormbench::storming {

using Json = nlohmann::ordered_json;

/// The JSON Schema (draft 07, as AsyncAPI has it) of a message's payload, with the notes' examples.
[[nodiscard]] Json payloadSchema(const MessageType& message);
/// The schema of one field's values.
[[nodiscard]] Json fieldSchema(const NoteField& field);

}  // namespace stormbench::storming
