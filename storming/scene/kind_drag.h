// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace stormbench::storming {

/// The drag format of a kind on its way from the palette to the board: its number, as text.
inline constexpr const char* kKindMimeType = "application/x-stormbench-kind";

}  // namespace stormbench::storming
