// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/protocol/error_code.h"
#include "engine/replication/partition_log.h"

namespace stormbench::broker {

/// The one table from a log's refusal to what Kafka answers on the wire.
[[nodiscard]] protocol::WireError wireErrorOf(storage::LogErrorCode code);
/// The same for a request's leader epoch (KIP-320).
[[nodiscard]] protocol::WireError wireErrorOf(replication::EpochCheck check);

}  // namespace stormbench::broker
