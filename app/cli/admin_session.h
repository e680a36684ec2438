// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "app/cli/connection_options.h"
#include "engine/api/admin.h"

namespace stormbench::cli {

/// Connects and runs the body; the value is its exit code, or that of the failure to connect.
[[nodiscard]] int withAdmin(
    const ConnectionOptions& connection, const std::function<int(api::Admin&)>& body);

/// Prints one line (or one JSON object) an item; kFailed when any of them failed.
[[nodiscard]] int reportItems(
    const Result<std::vector<api::ItemResult>>& items, std::string_view done, bool json);

[[nodiscard]] std::string_view configSourceName(api::ConfigSource source);

}  // namespace stormbench::cli
