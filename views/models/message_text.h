// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

#include "engine/api/types.h"

namespace stormbench::views {

// Bytes of records as people read them. All total: any bytes give a text.

/// Lays JSON out over lines. Works on the text itself: every number, escape and key stays as it was
/// written (a 64-bit id never passes through a double). Absent when the text is not JSON.
[[nodiscard]] std::optional<QString> prettyJson(const QString& text);

/// "00000010  7b 22 6f …  {"o…": sixteen bytes a line.
[[nodiscard]] QString hexDump(ByteView bytes);

/// The first characters on one line; control characters become spaces.
[[nodiscard]] QString previewText(ByteView bytes, qsizetype most);

/// Whether the bytes are UTF-8 without control characters other than white space.
[[nodiscard]] bool isText(ByteView bytes);
[[nodiscard]] QString textOf(ByteView bytes);

}  // namespace stormbench::views
