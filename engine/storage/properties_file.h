// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace stormbench::storage {

/// Lines "name=value" or "name: value"; empty lines and those that begin with '#' are skipped.
[[nodiscard]] std::map<std::string, std::string> parseProperties(std::string_view text);

}  // namespace stormbench::storage
