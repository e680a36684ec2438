// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/api/types.h"

namespace stormbench::cli {

/// One line to standard output. False when nobody reads it any more.
bool print(std::string_view line);
/// One line to standard error, behind the program's name.
void complain(std::string_view line);
/// Complains and gives the exit code that belongs to the error: wrong usage for an invalid
/// argument.
[[nodiscard]] int exitCodeFor(const Error& error);

/// Columns as wide as their widest cell, a line a row. The first row is the heading; cells that are
/// numbers stand on the right.
[[nodiscard]] std::string formatTable(const std::vector<std::vector<std::string>>& rows);
void printTable(const std::vector<std::vector<std::string>>& rows);

/// "name=value" as --set, --config and --header take it.
[[nodiscard]] Result<std::pair<std::string, std::string>> splitAssignment(const std::string& text);

}  // namespace stormbench::cli
