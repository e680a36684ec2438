// SPDX-License-Identifier: GPL-3.0-or-later
// Copy, paste, duplicate and stacking of the BoardController.
#include "storming/edit/board_controller.h"
#include "storming/edit/clipboard.h"
#include "storming/edit/locks.h"
#include "storming/edit/note_style.h"
#include "storming/edit/pictures.h"
#include "storming/edit/plans.h"
#include "storming/geometry/geometry.h"

#include <QtCore/QMimeData>

#include <algorithm>

namespace stormbench::storming {

namespace {

// What comes from elsewhere lies on nothing: further down, if need be.
QPointF clearOfNotes(const Board& board, const Board& part, QPointF delta)
{
    constexpr qreal kStep = 48;
    const auto covers = [&](QPointF by) {
        const QRectF area = bounds(part).translated(by);
        for (const auto& [id, note] : board.notes())
            if (area.intersects(note.rect))
                for (const auto& [other, added] : part.notes())
                    if (added.rect.translated(by).intersects(note.rect))
                        return true;
        return false;
    };
    while (covers(delta))
        delta.ry() += kStep;
    return delta;
}

}  // namespace

BoardController::Pasted BoardController::insertCopies(
    const QString& name, const Board& source, QPointF delta)
{
    CopyPlan plan = copyPlan(m_board, source, delta);
    if (!edit(name, std::move(plan.operations)))
        return {};
    return {std::move(plan.notes), std::move(plan.frames)};
}

BoardController::Pasted BoardController::duplicate(
    const std::set<NoteId>& notes, const std::set<FrameId>& frames, QPointF delta)
{
    return insertCopies(tr("Duplicate"), partOf(m_board, notes, frames), delta);
}

BoardController::Pasted BoardController::paste(
    const QMimeData& data, QPointF center, NoteKind kindOfText, const Fit& fit)
{
    Board part;
    const bool ours = data.hasFormat(QString::fromLatin1(kBoardMimeType));
    if (!ours && hasPicture(data)) {
        for (Note& note : picturesFrom(data, {0, 0})) {
            note.id = NoteId(part.nextId());
            (void)apply(part, AddNote{std::move(note)});
        }
    }
    if (part.isEmpty())
        part = fromMimeData(data, m_board.settings(), kindOfText).value_or(Board());
    if (part.isEmpty())
        return {};
    Operations fitting;
    if (fit)
        for (const auto& [id, note] : part.notes())
            fitting.emplace_back(ChangeNote{id, NoteProperty::Rect, fit(note)});
    (void)apply(part, std::move(fitting));
    const QPointF delta = center - bounds(part).center();
    return insertCopies(tr("Paste"), part, ours ? delta : clearOfNotes(m_board, part, delta));
}

bool BoardController::pasteStyle(const QMimeData& data, const std::set<NoteId>& notes)
{
    const std::optional<Note> style = styleFromMimeData(data);
    return style
        && edit(tr("Paste style"), stylePlan(m_board, unlessLocked(m_board, notes), *style));
}

std::unique_ptr<QMimeData> BoardController::copy(
    const std::set<NoteId>& notes, const std::set<FrameId>& frames) const
{
    return toMimeData(partOf(m_board, notes, frames));
}

bool BoardController::restack(const std::set<NoteId>& notes, Stacking stacking)
{
    const std::set<NoteId> moving = withoutLocked(m_board, {notes, {}}).notes;
    if (moving.empty()) {
        const auto refusal = lockRefusal(m_board, notes);
        if (refusal)
            emit refused(refusal->why);
        return !refusal;
    }
    std::vector<NoteId> order = paintingOrder(m_board);
    const auto chosen = [&](NoteId id) { return moving.contains(id); };
    switch (stacking) {
    case Stacking::Front: std::ranges::stable_partition(order, std::not_fn(chosen)); break;
    case Stacking::Back: std::ranges::stable_partition(order, chosen); break;
    case Stacking::Forward:
        for (size_t i = order.size(); i-- > 1;)
            if (chosen(order[i - 1]) && !chosen(order[i]))
                std::swap(order[i - 1], order[i]);
        break;
    case Stacking::Backward:
        for (size_t i = 1; i < order.size(); ++i)
            if (chosen(order[i]) && !chosen(order[i - 1]))
                std::swap(order[i - 1], order[i]);
        break;
    }
    Operations operations;
    for (size_t i = 0; i < order.size(); ++i)
        if (m_board.note(order[i])->z != static_cast<int>(i))
            operations.emplace_back(ChangeNote{order[i], NoteProperty::Z, qint64(i)});
    return edit(tr("Change stacking"), std::move(operations));
}

}  // namespace stormbench::storming
