// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/result.h"

namespace stormbench::controller {

inline constexpr std::string_view kOffsetsTopic = "__consumer_offsets";
inline constexpr std::string_view kMetadataTopic = "__cluster_metadata";

/// Kafka's rules: 1 to 249 of [a-zA-Z0-9._-], neither "." nor "..". InvalidArgument with Kafka's
/// sentence.
[[nodiscard]] Result<> checkTopicName(std::string_view name);

/// Two names that become one in metrics, where '.' turns into '_'.
[[nodiscard]] bool topicNamesCollide(std::string_view a, std::string_view b);

/// Not for clients to write to or to create.
[[nodiscard]] bool isInternalTopic(std::string_view name);

}  // namespace stormbench::controller
