// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/slots.h"

#include "storming/geometry/edges.h"
#include "storming/geometry/snap.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace stormbench::storming {

namespace {

constexpr std::array kSides{Side::Right, Side::Left, Side::Bottom, Side::Top};

QRectF dockedAt(const QRectF& beside, Side side, QSizeF size)
{
    QRectF rect(QPointF(), size);
    rect.moveCenter(beside.center());
    switch (side) {
    case Side::Right: rect.moveLeft(beside.right() + kNoteGap); break;
    case Side::Left: rect.moveRight(beside.left() - kNoteGap); break;
    case Side::Bottom: rect.moveTop(beside.bottom() + kNoteGap); break;
    case Side::Top: rect.moveBottom(beside.top() - kNoteGap); break;
    }
    return rect;
}

bool isFree(const Board& board, const QRectF& rect, const std::set<NoteId>& moving)
{
    return std::ranges::none_of(board.notes(), [&](const auto& entry) {
        return !moving.contains(entry.first) && entry.second.rect.intersects(rect);
    });
}

// What would arise there. One above the other without a relation is no error, only no slot.
std::optional<Slot> slotAt(const Note& beside, const Note& inHand, Side side, Method method)
{
    Note settled = inHand;
    settled.rect = dockedAt(beside.rect, side, inHand.rect.size());
    Slot slot{beside.id, side, settled.rect, {}, {}, {}};
    if (const auto edge = adjacencyEdge(beside, settled, method)) {
        slot.from = edge->from;
        slot.to = edge->to;
        slot.grammar = edge->grammar();
        return slot;
    }
    if (!isUpright(side) || isAnnotation(inHand.kind) || isAnnotation(beside.kind))
        return std::nullopt;
    const bool after = side == Side::Right;
    slot.from = after ? beside.id : inHand.id;
    slot.to = after ? inHand.id : beside.id;
    slot.grammar = after ? grammarOf(beside.kind, inHand.kind, method)
                         : grammarOf(inHand.kind, beside.kind, method);
    return slot;
}

bool isWithin(const QRectF& area, const QRectF& rect)
{
    return area.left() <= rect.right() && rect.left() <= area.right() && area.top() <= rect.bottom()
        && rect.top() <= area.bottom();
}

}  // namespace

QString Slot::words() const
{
    if (grammar.verdict == Verdict::Ok)
        return QString::fromUtf8(grammar.verb);
    const QString why = QString::fromUtf8(grammar.why);
    if (!grammar.fix.label)
        return why;
    return why + QStringLiteral(". ") + QString::fromUtf8(grammar.fix.label);
}

std::optional<Slot> slotFor(const Board& board, const Note& inHand, const QRectF& rect,
    const std::set<NoteId>& moving, const SlotOptions& options)
{
    const Method method = board.settings().method;
    const qreal around = options.reach + kNoteGap;
    Note held = inHand;
    held.rect = rect;
    std::optional<Slot> best;
    std::pair<Verdict, qreal> bestRank;
    for (const auto& [id, note] : board.notes()) {
        if (id == inHand.id || moving.contains(id)
            || !isWithin(rect.adjusted(-around, -around, around, around), note.rect))
            continue;
        for (const Side side : kSides) {
            if (!options.anySide && !isUpright(side))
                continue;
            auto slot = slotAt(note, held, side, method);
            if (!slot)
                continue;
            const QPointF way = slot->rect.topLeft() - rect.topLeft();
            const qreal distance = std::hypot(way.x(), way.y());
            const std::pair rank{slot->grammar.verdict, distance};
            if (distance <= options.reach && (!best || rank < bestRank)
                && isFree(board, slot->rect, moving)) {
                best = std::move(slot);
                bestRank = rank;
            }
        }
    }
    return best;
}

std::vector<Slot> slotsBeside(const Board& board, const Note& note, NoteKind kind, QSizeF size)
{
    Note next;
    next.kind = kind;
    next.rect.setSize(size);
    std::vector<Slot> found;
    for (const Side side : kSides)
        if (auto slot = slotAt(note, next, side, board.settings().method);
            slot && isFree(board, slot->rect, {}))
            found.push_back(std::move(*slot));
    std::ranges::stable_sort(found, {}, [](const Slot& slot) { return slot.grammar.verdict; });
    return found;
}

}  // namespace stormbench::storming
