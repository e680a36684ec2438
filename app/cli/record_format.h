// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/api/types.h"

namespace stormbench::cli {

/// The record by a format: %t topic, %p partition, %o offset, %T timestamp (ms), %k key, %v value,
/// %h headers, %% percent, \n and \t. A null key or value is printed as NULL.
[[nodiscard]] std::string formatRecord(std::string_view format, const api::ReceivedRecord& record);

/// One line of JSON. Bytes that are not UTF-8 are replaced by U+FFFD.
[[nodiscard]] std::string recordAsJson(const api::ReceivedRecord& record);

/// Milliseconds since 1970, a date and time as 2026-11-21T03:00:00 (UTC), or a time ago as 15m, 2h,
/// 1d.
[[nodiscard]] Result<api::WallTime> parseTime(const std::string& text, api::WallTime now);

}  // namespace stormbench::cli
