// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "engine/base/ids.h"
#include "engine/env/files.h"

namespace stormbench::storage {

/// The identity of a data directory, in its file `meta.properties`.
struct MetaProperties {
    std::string clusterId;
    BrokerId nodeId = kNoBroker;

    friend bool operator==(const MetaProperties&, const MetaProperties&) = default;
};

/// nullopt if the directory has none yet. Lets a host find the cluster id before it opens the
/// directory.
[[nodiscard]] Result<std::optional<MetaProperties>> readMetaProperties(
    env::Files& files, const std::string& directory);
[[nodiscard]] Result<> writeMetaProperties(
    env::Files& files, const std::string& directory, const MetaProperties& properties);

}  // namespace stormbench::storage
