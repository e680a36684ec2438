// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"
#include "storming/model/operation.h"

namespace stormbench::storming {

/// A copy of a board on which a fix is tried out: what was done to it is the fix.
class Draft {
public:
    explicit Draft(const Board& board)
        : m_board(board)
    {
    }

    [[nodiscard]] const Board& board() const { return m_board; }
    [[nodiscard]] const Operations& operations() const { return m_operations; }

    /// False, and nothing done, if the board refuses.
    bool run(Operation operation);

    NoteId add(NoteKind kind, const QPointF& topLeft, const QString& text);
    void connect(NoteId from, NoteId to, bool pinned = false);
    void set(NoteId note, NoteProperty property, PropertyValue value);
    /// Adds a field to a note, with the next number, unless it has one of that name.
    void addField(NoteId note, NoteField field);

private:
    Board m_board;
    Operations m_operations;
};

// What a finding's rule asks for; false where it cannot be done.

/// Notes in between two others, by the grammar.
bool insertBetween(Draft& draft, NoteId from, NoteId to);
/// A note beside another one, connected with it: to its right and after it.
NoteId addAfter(Draft& draft, NoteId note, NoteKind kind, const QString& text);
/// Gives an aggregate a key if it has none; it is called after the aggregate, unless the notes
/// around it agree on an id of theirs.
void ensureKey(Draft& draft, NoteId aggregate);
/// Where a note of that size fits beside another one, without touching any, in the same context.
[[nodiscard]] QPointF freeSpot(const Board& board, const Note& beside, QSizeF size, bool toTheLeft);

/// Moves `to`, and all that is in its way or hangs on it, away from `from` (push.h).
void pushAway(Draft& draft, NoteId from, NoteId to, qreal distance);

}  // namespace stormbench::storming
