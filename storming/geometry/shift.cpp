// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/shift.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

constexpr qreal kNoise = 1e-6;  // sums of large numbers are not exact

}  // namespace

std::optional<Shift> Shift::of(const std::vector<EdgeChanges::Move>& moves)
{
    Shift shift;
    shift.m_notes.reserve(moves.size());
    for (const EdgeChanges::Move& move : moves) {
        if (!move.before || !move.after || move.before->size() != move.after->size())
            return std::nullopt;
        const QPointF by = move.after->topLeft() - move.before->topLeft();
        if (shift.m_notes.empty())
            shift.m_by = by;
        else if ((by - shift.m_by).manhattanLength() > kNoise)
            return std::nullopt;
        shift.m_notes.push_back(move.note);
    }
    if (shift.m_notes.empty())
        return std::nullopt;
    std::ranges::sort(shift.m_notes);
    return shift;
}

bool Shift::takes(NoteId note) const
{
    return std::ranges::binary_search(m_notes, note);
}

}  // namespace stormbench::storming
