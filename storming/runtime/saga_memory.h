// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/connection.h"
#include "storming/runtime/saga_records.h"

namespace stormbench::storming {

/// All that a state topic tells of. Blocks until it is read.
[[nodiscard]] Result<RememberedSagas> readSagas(
    const api::ConnectionSettings& connection, const std::string& stateTopic);

}  // namespace stormbench::storming
