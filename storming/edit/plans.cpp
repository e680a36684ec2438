// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/plans.h"

#include "storming/edit/locks.h"
#include "storming/geometry/edges.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/snap.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

constexpr qreal kInset = 24;  // from a frame's outline to its notes

// A free place for a block of notes within an area, row by row; its lower left where there is none.
QPointF roomFor(const Board& board, QSizeF block, const QRectF& area, const std::set<NoteId>& own)
{
    const auto isFree = [&](const QRectF& place) {
        return std::ranges::none_of(board.notes(), [&](const auto& entry) {
            return !own.contains(entry.first) && entry.second.rect.intersects(place);
        });
    };
    qreal lowest = area.top();
    for (const auto& [id, note] : board.notes())
        if (!own.contains(id) && area.intersects(note.rect))
            lowest = std::max(lowest, note.rect.bottom() + kNoteGap);
    for (qreal y = area.top(); y + block.height() <= area.bottom(); y += kInset)
        for (qreal x = area.left(); x + block.width() <= area.right(); x += kInset)
            if (isFree(QRectF(QPointF(x, y), block)))
                return {x, y};
    return {area.left(), lowest};
}

}  // namespace

std::set<NoteId> withGroups(const Board& board, std::set<NoteId> notes)
{
    std::set<qint64> groups;
    for (const NoteId id : notes)
        if (const Note* note = board.note(id))
            groups.insert(note->integer(NoteProperty::Group));
    groups.erase(0);
    if (groups.empty())
        return notes;
    for (const auto& [id, note] : board.notes())
        if (groups.contains(note.integer(NoteProperty::Group)))
            notes.insert(id);
    return notes;
}

Handful withMembers(const Board& board, Handful chosen)
{
    const std::set<FrameId> outer = chosen.frames;
    for (const FrameId id : outer) {
        const Frame* around = board.frame(id);
        if (!around)
            continue;
        for (const auto& [inner, frame] : board.frames())
            if (frame.rect != around->rect && around->rect.contains(frame.rect))
                chosen.frames.insert(inner);
    }
    for (const FrameId id : chosen.frames)
        for (const NoteId member : board.membersOf(id))
            chosen.notes.insert(member);
    return chosen;
}

Handful withoutLocked(const Board& board, Handful chosen)
{
    std::erase_if(chosen.notes, [&](NoteId id) {
        const Note* note = board.note(id);
        return !note || note->flag(NoteProperty::Locked);
    });
    std::erase_if(chosen.frames, [&](FrameId id) {
        const Frame* frame = board.frame(id);
        return !frame || frame->locked;
    });
    return chosen;
}

Operations groupPlan(const Board& board, const std::set<NoteId>& notes)
{
    if (notes.size() < 2)
        return {};
    qint64 next = 1;
    for (const auto& [id, note] : board.notes())
        next = std::max(next, note.integer(NoteProperty::Group) + 1);
    Operations operations;
    for (const NoteId id : notes)
        if (board.note(id))
            operations.emplace_back(ChangeNote{id, NoteProperty::Group, next});
    return operations;
}

Operations ungroupPlan(const Board& board, const std::set<NoteId>& notes)
{
    Operations operations;
    for (const NoteId id : unlessLocked(board, withGroups(board, notes)))
        if (board.note(id) && board.note(id)->isSet(NoteProperty::Group))
            operations.emplace_back(ChangeNote{id, NoteProperty::Group, {}});
    return operations;
}

Operations lockPlan(const Board& board, const Handful& chosen, bool locked)
{
    Operations operations;
    for (const NoteId id : chosen.notes) {
        const Note* note = board.note(id);
        if (note && note->flag(NoteProperty::Locked) != locked)
            operations.emplace_back(ChangeNote{
                id, NoteProperty::Locked, locked ? PropertyValue(true) : PropertyValue()});
    }
    for (const FrameId id : chosen.frames) {
        const Frame* found = board.frame(id);
        if (!found || found->locked == locked)
            continue;
        Frame frame = *found;
        frame.locked = locked;
        operations.emplace_back(ChangeFrame{frame});
    }
    return operations;
}

Operations flipPlan(const Board& board, const std::set<ConnectorId>& connectors)
{
    Operations operations;
    for (const ConnectorId id : connectors) {
        const Connector* found = board.connector(id);
        if (!found)
            continue;
        Connector connector = *found;
        std::swap(connector.from, connector.to);
        const bool isThere = std::ranges::any_of(board.connectors(), [&](const auto& entry) {
            return !connectors.contains(entry.first) && entry.second.from == connector.from
                && entry.second.to == connector.to;
        });
        if (!isThere)
            operations.emplace_back(ChangeConnector{connector});
    }
    return operations;
}

Operations pinPlan(const Board& board, const std::set<NoteId>& notes)
{
    Operations operations;
    quint64 next = board.nextId();
    for (const Edge& edge : edges(board)) {
        const bool touched = notes.contains(edge.from) || notes.contains(edge.to);
        if (touched && edge.origin == EdgeOrigin::Adjacency)
            operations.emplace_back(
                AddConnector{{ConnectorId(next++), edge.from, edge.to, {}, true}});
    }
    return operations;
}

Operations intoFramePlan(const Board& board, const std::set<NoteId>& notes, FrameId frame)
{
    const Frame* around = board.frame(frame);
    const std::set<NoteId> moving = unlessLocked(board, notes);
    if (!around || moving.empty())
        return {};
    Operations operations;
    const QRectF block = bounds(board, {moving.begin(), moving.end()});
    const QRectF inside = around->rect.adjusted(kInset, kInset, -kInset, -kInset);
    const QPointF to = roomFor(board, block.size(), inside, moving);
    const QRectF needed = QRectF(to, block.size()).adjusted(-kInset, -kInset, kInset, kInset);
    if (!around->rect.contains(needed)) {
        Frame grown = *around;
        grown.rect = around->rect.united(needed);
        operations.emplace_back(ChangeFrame{grown});
    }
    MoveElements move;
    for (const NoteId id : moving) {
        const Note& note = *board.note(id);
        move.notes.emplace(id, note.rect.topLeft() + to - block.topLeft());
        if (note.isSet(NoteProperty::Frame))
            operations.emplace_back(ChangeNote{id, NoteProperty::Frame, {}});
    }
    operations.emplace_back(std::move(move));
    return operations;
}

}  // namespace stormbench::storming
