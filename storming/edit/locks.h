// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <optional>

namespace stormbench::storming {

/// Whether a property of a locked note can still be changed: the lock itself, what others say about
/// the note (votes, comments), its unfolding, and the order in which notes lie over one another.
[[nodiscard]] bool isFreeOfLock(NoteProperty property);

/// What keeps a step from being done.
struct LockRefusal {
    quint64 element = 0;  ///< the number of the locked note or frame
    QString why;          ///< a sentence that names it
};

/// The locked note or frame that a step would change, if any: its place, size, kind, text,
/// properties or existence. Arrows to it come and go; a step that unlocks it may do the rest, too;
/// what leaves it as it is does not count.
[[nodiscard]] std::optional<LockRefusal> lockRefusal(
    const Board& board, const Operations& operations);

/// The first of these that is locked, as if it had been changed.
[[nodiscard]] std::optional<LockRefusal> lockRefusal(
    const Board& board, const std::set<NoteId>& notes, const std::set<FrameId>& frames = {});

/// Those of the notes that are not locked; all of them where every one is, for edit() to refuse.
[[nodiscard]] std::set<NoteId> unlessLocked(const Board& board, const std::set<NoteId>& notes);

}  // namespace stormbench::storming
