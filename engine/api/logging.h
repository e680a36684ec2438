// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stormbench::api {

/// How much the engine tells on standard error. Default: Warnings. Thread-safe.
enum class LogDetail { Warnings, Info, Debug };
void setLogDetail(LogDetail detail);

}  // namespace stormbench::api
