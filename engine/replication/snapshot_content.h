// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/result.h"
#include "engine/env/clock.h"
#include "engine/raft/raft_types.h"

/// What a snapshot file holds (KIP-630, FORMAT.md): batches of records that count from 0, between a
/// control record that begins it and one that ends it. Pure.
namespace stormbench::replication {

/// `batches` come in order and count from 0; offsets and leader epoch are stamped anew.
/// `lastTimestamp`: of the last record of the log that the snapshot stands for.
[[nodiscard]] Bytes encodeSnapshot(
    const raft::LogPosition& position, std::vector<Bytes> batches, env::WallTime lastTimestamp);

/// The last record's timestamp. Corrupt unless `content` is a whole snapshot of that position, all
/// checksums right.
[[nodiscard]] Result<env::WallTime> checkSnapshot(
    ByteView content, const raft::LogPosition& position);

}  // namespace stormbench::replication
