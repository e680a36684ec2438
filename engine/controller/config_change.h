// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/controller_requests.h"

namespace stormbench::controller {

using CheckedConfigs = std::map<std::string, std::string>;

/// A new topic's configurations: INVALID_CONFIG for an unknown name or a bad value; a null value is
/// left out.
[[nodiscard]] tl::expected<CheckedConfigs, ApiError> checkTopicConfigs(
    const std::vector<std::pair<std::string, std::optional<std::string>>>& configs);

/// The resource that a wire target means: INVALID_REQUEST if it has no configurations here,
/// UNKNOWN_TOPIC_OR_PARTITION, or a broker's name that is no number.
[[nodiscard]] tl::expected<ConfigResource, ApiError> resolveTarget(
    const ConfigTarget& target, const MetadataImage& image);

/// One change of IncrementalAlterConfigs (KIP-339): what the record has to say. `effective` is the
/// value that holds now, from which APPEND and SUBTRACT go on.
[[nodiscard]] tl::expected<ConfigRecord, ApiError> resolveChange(
    const ConfigResource& resource, const ConfigChange& change, const std::string& effective);

}  // namespace stormbench::controller
