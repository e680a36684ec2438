// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/arrange.h"

#include "storming/geometry/geometry.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

QPointF aligned(QRectF rect, const QRectF& all, Alignment alignment)
{
    switch (alignment) {
    case Alignment::Left: rect.moveLeft(all.left()); break;
    case Alignment::HorizontalCenter: rect.moveLeft(all.center().x() - rect.width() / 2); break;
    case Alignment::Right: rect.moveRight(all.right()); break;
    case Alignment::Top: rect.moveTop(all.top()); break;
    case Alignment::VerticalCenter: rect.moveTop(all.center().y() - rect.height() / 2); break;
    case Alignment::Bottom: rect.moveBottom(all.bottom()); break;
    }
    return rect.topLeft();
}

std::vector<const Note*> existing(const Board& board, const std::vector<NoteId>& ids)
{
    std::vector<const Note*> notes;
    for (const NoteId id : ids)
        if (const Note* note = board.note(id))
            notes.push_back(note);
    return notes;
}

}  // namespace

MovePlan align(const Board& board, const std::vector<NoteId>& notes, Alignment alignment)
{
    const QRectF all = bounds(board, notes);
    MovePlan plan;
    for (const Note* note : existing(board, notes))
        if (const QPointF to = aligned(note->rect, all, alignment); to != note->rect.topLeft())
            plan.emplace(note->id, to);
    return plan;
}

MovePlan distribute(const Board& board, const std::vector<NoteId>& notes, Axis axis)
{
    const bool across = axis == Axis::Horizontal;
    auto row = existing(board, notes);
    if (row.size() < 3)
        return {};
    const auto start
        = [&](const Note* note) { return across ? note->rect.left() : note->rect.top(); };
    const auto length
        = [&](const Note* note) { return across ? note->rect.width() : note->rect.height(); };
    std::ranges::sort(row, [&](const Note* a, const Note* b) {
        return std::pair(start(a), a->id) < std::pair(start(b), b->id);
    });

    qreal paper = 0;
    for (const Note* note : row)
        paper += length(note);
    const qreal span = start(row.back()) + length(row.back()) - start(row.front());
    const qreal gap = (span - paper) / static_cast<qreal>(row.size() - 1);

    MovePlan plan;
    qreal at = start(row.front());
    for (const Note* note : row) {
        QPointF to = note->rect.topLeft();
        (across ? to.rx() : to.ry()) = at;
        if (note != row.back() && to != note->rect.topLeft())
            plan.emplace(note->id, to);
        at += length(note) + gap;
    }
    return plan;
}

}  // namespace stormbench::storming
