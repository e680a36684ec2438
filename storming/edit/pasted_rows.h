// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <vector>

namespace stormbench::storming {

/// One note of pasted text.
struct PastedRow {
    NoteKind kind = NoteKind::Event;
    QString text;
    QString description;
    friend bool operator==(const PastedRow&, const PastedRow&) = default;
};

/// Reads text as notes: one a line; or, where lines have tabs (a spreadsheet's cells, quoted where
/// they hold breaks), one a row. A first cell that is a kind's key or name, also the board's own
/// name of it, gives the kind; the next cell is the text, the rest the description. Lines without
/// words and a heading ("kind", "text", …) fall out.
[[nodiscard]] std::vector<PastedRow> readPasted(
    const QString& text, const BoardSettings& settings, NoteKind kindOfText);

/// The rows as a board of their own: columns, far enough apart that nothing follows from it.
[[nodiscard]] Board boardOfRows(const std::vector<PastedRow>& rows);

}  // namespace stormbench::storming
