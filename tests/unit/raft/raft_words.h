// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/raft/raft.h"

/// The core's messages and outputs as one reads them aloud.
namespace raft_test {

using namespace stormbench;
using namespace stormbench::raft;

[[nodiscard]] std::string words(const LogPosition& position);  ///< 5 of epoch 2
[[nodiscard]] std::string words(const Request& request);
[[nodiscard]] std::string words(const Response& response);
/// Empty for what a script does not tell: messages, which travel, and deadlines.
[[nodiscard]] std::string words(const Output& output);

}  // namespace raft_test
