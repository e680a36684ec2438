// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/parking.h"

#include "storming/geometry/geometry.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

constexpr qreal kPitch = 140;  // of a hotspot and the gap beside it
constexpr qreal kPadding = 24;
constexpr qreal kAway = 120;  // between the board and a new lot
constexpr int kColumns = 3;
constexpr int kRows = 4;

const Frame* lotOf(const Board& board)
{
    for (const auto& [id, frame] : board.frames())
        if (frame.kind == FrameKind::Parking)
            return &frame;
    return nullptr;
}

Frame newLot(const Board& board, const QString& name)
{
    Frame lot;
    lot.id = FrameId(board.nextId());
    lot.kind = FrameKind::Parking;
    lot.name = name;
    const QRectF content = bounds(board);
    lot.rect = QRectF(content.right() + kAway, content.top(), kColumns * kPitch + 2 * kPadding,
        kRows * kPitch + 2 * kPadding);
    return lot;
}

/// Places of the lot's grid, in reading order, that no note covers; the rows never end.
class Places {
public:
    Places(const Board& board, const QRectF& lot, const std::set<NoteId>& leaving)
        : m_lot(lot)
        , m_columns(std::max(1, static_cast<int>((lot.width() - 2 * kPadding) / kPitch)))
    {
        for (const auto& [id, note] : board.notes())
            if (!leaving.contains(id))
                m_taken.push_back(note.rect);
    }

    QRectF next(QSizeF size)
    {
        for (;; ++m_index) {
            const QPointF corner(m_lot.left() + kPadding + m_index % m_columns * kPitch,
                m_lot.top() + kPadding + m_index / m_columns * kPitch);
            const QRectF place(corner, size);
            const bool free = std::ranges::none_of(
                m_taken, [&](const QRectF& taken) { return taken.intersects(place); });
            if (free) {
                m_taken.push_back(place);
                return place;
            }
        }
    }

private:
    QRectF m_lot;
    int m_columns;
    int m_index = 0;
    std::vector<QRectF> m_taken;
};

}  // namespace

bool isParked(const Note& note)
{
    return note.isSet(NoteProperty::ParkedFrom);
}

std::set<NoteId> parkedNotes(const Board& board)
{
    std::set<NoteId> parked;
    for (const auto& [id, note] : board.notes())
        if (isParked(note))
            parked.insert(id);
    return parked;
}

Operations parkingPlan(const Board& board, const std::set<NoteId>& notes, const QString& lotName)
{
    std::set<NoteId> wanted;
    for (const NoteId id : notes) {
        const Note* note = board.note(id);
        if (note && note->kind == NoteKind::Hotspot && !isParked(*note)
            && !note->flag(NoteProperty::Locked))
            wanted.insert(id);
    }
    if (wanted.empty())
        return {};
    const Frame* found = lotOf(board);
    Frame lot = found ? *found : newLot(board, lotName);
    Places places(board, lot.rect, wanted);
    MoveElements move;
    Operations operations;
    QRectF grown = lot.rect;
    for (const NoteId id : wanted) {
        const Note& note = *board.note(id);
        const QRectF place = places.next(note.rect.size());
        move.notes.emplace(id, place.topLeft());
        operations.emplace_back(ChangeNote{id, NoteProperty::ParkedFrom, note.rect});
        grown.setBottom(std::max(grown.bottom(), place.bottom() + kPadding));
    }
    lot.rect = grown;
    if (!found)
        operations.emplace_back(AddFrame{lot});
    else if (lot.rect != found->rect && !found->locked)
        operations.emplace_back(ChangeFrame{lot});
    operations.emplace_back(std::move(move));
    return operations;
}

Operations unparkingPlan(const Board& board, const std::set<NoteId>& notes)
{
    MoveElements move;
    Operations operations;
    for (const NoteId id : notes) {
        const Note* note = board.note(id);
        if (!note || !isParked(*note) || note->flag(NoteProperty::Locked))
            continue;
        const PropertyValue value = note->value(NoteProperty::ParkedFrom);
        if (const auto* from = std::get_if<QRectF>(&value))
            move.notes.emplace(id, from->topLeft());
        operations.emplace_back(ChangeNote{id, NoteProperty::ParkedFrom, {}});
    }
    if (!move.notes.empty())
        operations.emplace_back(std::move(move));
    return operations;
}

}  // namespace stormbench::storming
