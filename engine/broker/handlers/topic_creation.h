// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>

#include "engine/broker/core.h"
#include "engine/protocol/error_code.h"

namespace stormbench::broker {

/// Creates topics that a client only mentioned (Metadata) or that the broker itself needs
/// (`__consumer_offsets`), with the cluster's defaults, and waits until this broker's metadata has
/// them, for at most kAutoCreateLimit. `done` gets the topics that could not be created, with the
/// reason; a topic that exists already is a success.
inline constexpr std::chrono::milliseconds kAutoCreateLimit{2000};
using TopicErrors = std::map<std::string, protocol::WireError>;
void autoCreateTopics(
    Core& core, const std::vector<std::string>& names, std::function<void(TopicErrors)> done);

}  // namespace stormbench::broker
