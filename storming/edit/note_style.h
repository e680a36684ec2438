// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <memory>
#include <optional>
#include <set>

class QMimeData;

namespace stormbench::storming {

/// The clipboard's format of a note's style: the note, without what is its own, in the text form.
inline constexpr const char* kStyleMimeType = "application/x-stormbench-style";

/// Whether a property says how a note is (rates, retries, marks …), not which one it is (its text,
/// place, group, votes, comments, picture, topic …).
[[nodiscard]] bool isStyle(NoteProperty property);

/// Kind, size and properties of a note.
[[nodiscard]] std::unique_ptr<QMimeData> styleToMimeData(const Note& note);
[[nodiscard]] std::optional<Note> styleFromMimeData(const QMimeData& data);

/// Gives notes that kind, size (around their middles) and those properties, and no others.
[[nodiscard]] Operations stylePlan(
    const Board& board, const std::set<NoteId>& notes, const Note& style);

}  // namespace stormbench::storming
