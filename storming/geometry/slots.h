// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/route.h"
#include "storming/model/board.h"
#include "storming/model/grammar.h"

#include <optional>
#include <set>
#include <vector>

namespace stormbench::storming {

/// A place that docks a note beside another one, and what the grammar says to it there.
struct Slot {
    NoteId beside;
    Side side = Side::Right;  ///< of that note
    QRectF rect;              ///< where the note in hand settles
    NoteId from;              ///< how the relation runs; one of the two is `beside`, the other
    NoteId to;                ///< is the note in hand (an invalid id for a note not yet made)
    GrammarEntry grammar;

    /// An edge arises here that the grammar has no objection to.
    [[nodiscard]] bool isLegal() const { return grammar.verdict == Verdict::Ok; }
    /// No edge may arise here; show why and the fix.
    [[nodiscard]] bool isIllegal() const { return grammar.verdict == Verdict::Error; }
    /// What to show beside the pointer: the verb, or the reason and the fix.
    [[nodiscard]] QString words() const;
};

struct SlotOptions {
    qreal reach = 28;     ///< how far the note in hand may be from the slot, in canvas units
    bool anySide = true;  ///< above and below too, not only left and right
};

/// The slot that attracts a note in hand: the nearest legal one within reach, otherwise the nearest
/// doubtful one, otherwise the nearest illegal one. Only free places are slots. `rect` is where the
/// note is held; `moving` are all notes in hand, which neither attract nor take up room.
[[nodiscard]] std::optional<Slot> slotFor(const Board& board, const Note& inHand,
    const QRectF& rect, const std::set<NoteId>& moving, const SlotOptions& options = {});

/// All free slots beside a note for a kind, legal ones first (for Tab, for menus, for the ghost of
/// what could come next).
[[nodiscard]] std::vector<Slot> slotsBeside(
    const Board& board, const Note& note, NoteKind kind, QSizeF size);

/// Rectangles for `count` new notes of one size in rows around a centre, as near to it as they lie
/// over no note: for pasted lines.
[[nodiscard]] std::vector<QRectF> placeLines(
    const Board& board, int count, QPointF center, QSizeF size);

}  // namespace stormbench::storming
