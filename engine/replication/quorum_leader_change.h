// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/base/bytes.h"
#include "engine/env/clock.h"
#include "engine/raft/raft_output.h"

namespace stormbench::replication {

/// The control batch with which a leader's epoch begins: one record, key (version 0, type 2), value
/// Kafka's LeaderChangeMessage version 0 (KIP-595). `leader` is who writes it.
[[nodiscard]] Bytes encodeLeaderChange(
    const raft::AppendLeaderChange& change, BrokerId leader, env::WallTime now);

/// Who wrote it; nothing if that control batch is another one.
[[nodiscard]] std::optional<BrokerId> decodeLeaderChange(ByteView batch);

}  // namespace stormbench::replication
