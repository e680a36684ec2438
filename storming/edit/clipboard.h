// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <memory>
#include <optional>
#include <set>

class QMimeData;

namespace stormbench::storming {

/// The clipboard's own format: a part of a board in the text form (storming/store/text_form.h).
inline constexpr const char* kBoardMimeType = "application/x-stormbench-board";

/// The chosen elements as a board of their own, with the connectors among the notes.
[[nodiscard]] Board partOf(
    const Board& board, const std::set<NoteId>& notes, const std::set<FrameId>& frames);

/// The part in our format, and the notes' texts, one a line, for other programs.
[[nodiscard]] std::unique_ptr<QMimeData> toMimeData(const Board& part);

/// A board part from the clipboard; from plain text what pasted_rows.h reads in it, with the
/// board's own names of kinds. Nothing if there is neither.
[[nodiscard]] std::optional<Board> fromMimeData(
    const QMimeData& data, const BoardSettings& settings, NoteKind kindOfText);

/// Operations that put a copy of every element of `part` on `board`, with fresh ids and groups of
/// their own, moved by `delta`.
struct CopyPlan {
    Operations operations;
    std::set<NoteId> notes;
    std::set<FrameId> frames;
};
[[nodiscard]] CopyPlan copyPlan(const Board& board, const Board& part, QPointF delta);

}  // namespace stormbench::storming
