// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

#include "engine/base/ids.h"
#include "engine/env/files.h"

namespace stormbench::storage {

/// The file `.kafka_cleanshutdown`: it says that all logs were closed and synced, by the broker of
/// that epoch (KIP-966).
[[nodiscard]] Result<> writeCleanShutdownMarker(
    env::Files& files, const std::string& directory, BrokerEpoch epoch);
/// Reads the marker and removes it; nullopt if there is none. A damaged one counts as none.
[[nodiscard]] Result<std::optional<BrokerEpoch>> takeCleanShutdownMarker(
    env::Files& files, const std::string& directory);

}  // namespace stormbench::storage
