// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace stormbench::ui {

enum class Face : std::uint8_t { Body, Strong, Small, Heading, Display, Mono, Note };

/// The application's fonts: Inter where it is installed, else the system's sans; tabular figures
/// where the font has them.
[[nodiscard]] QFont font(Face face);
/// Note text at `pixels` (kNoteSmallest … kNoteLargest).
[[nodiscard]] QFont noteFont(qreal pixels);

}  // namespace stormbench::ui
