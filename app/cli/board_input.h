// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "engine/api/types.h"
#include "storming/generate/topology.h"

namespace stormbench::cli {

/// Reads a .storm or .storm.txt, or complains and gives nothing.
[[nodiscard]] std::optional<storming::Board> readBoardOrComplain(const std::string& path);

/// What a board's file generates. Complains about all that generation has to say, and gives nothing
/// if there are errors among it.
[[nodiscard]] std::optional<storming::Topology> readTopologyOrComplain(const std::string& path);

/// "500ms", "15s", "2m", "1h", or a number of seconds.
[[nodiscard]] Result<std::chrono::milliseconds> parseDuration(const std::string& text);

}  // namespace stormbench::cli
