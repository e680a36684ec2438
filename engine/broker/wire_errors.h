// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/protocol/error_code.h"
#include "engine/storage/log_error.h"

namespace stormbench::broker {

/// The one table from a log's refusal to what Kafka answers on the wire.
[[nodiscard]] protocol::WireError wireErrorOf(storage::LogErrorCode code);

}  // namespace stormbench::broker
