// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/draft.h"
#include "storming/check/words.h"
#include "storming/geometry/snap.h"

#include <algorithm>
#include <map>

namespace stormbench::storming {

namespace {

using enum NoteKind;
QString commandText(const Note& from, const Note& to)
{
    if (to.kind == System)
        return QStringLiteral("Notify %1").arg(to.name());
    if (to.kind == Aggregate)
        return QStringLiteral("Update %1").arg(inSentence(to.name()));
    return QStringLiteral("Record what %1 did").arg(inSentence(from.name()));
}

QString eventText(const Note& from)
{
    switch (from.kind) {
    case Command: return asEvent(from.name());
    case Aggregate: return QStringLiteral("%1 changed").arg(from.name());
    case System: return QStringLiteral("%1 answered").arg(from.name());
    default: return QStringLiteral("%1 done").arg(from.name());
    }
}

/// What to write on a note between two others; the next one is what it leads to.
QString textOf(NoteKind kind, const Note& from, const Note& to, const QString& next)
{
    switch (kind) {
    case Policy: {
        const QString when = inSentence(from.name());
        return QStringLiteral("Whenever %1, then %2").arg(when, inSentence(next));
    }
    case Command: return commandText(from, to);
    case Aggregate: return subjectOf(from.kind == Command ? from.name() : to.name());
    case Event: return eventText(from);
    case ReadModel:
        return QStringLiteral("%1 list").arg(
            subjectOf(from.kind == Command ? asEvent(from.name()) : from.name()));
    default: return {};
    }
}

struct Piece {
    NoteKind kind = Event;
    QString text;
    QSizeF size;
};

std::vector<Piece> piecesOf(const GrammarFix& fix, const Note& from, const Note& to)
{
    std::vector<NoteKind> kinds{fix.first};
    if (fix.count > 1)
        kinds.push_back(fix.second);
    std::vector<Piece> pieces(kinds.size());
    QString next = to.name();
    for (std::size_t i = kinds.size(); i-- > 0;) {
        pieces[i] = {kinds[i], textOf(kinds[i], from, to, next), notationOf(kinds[i]).size};
        next = pieces[i].text;
    }
    return pieces;
}

/// In line between two notes that touch, which the second makes room for.
std::vector<NoteId> placeInLine(
    Draft& draft, NoteId from, NoteId to, const std::vector<Piece>& pieces)
{
    const QRectF start = draft.board().note(from)->rect;
    const QRectF end = draft.board().note(to)->rect;
    const QPointF between = end.center() - start.center();
    const bool isAcross = std::abs(between.x()) >= std::abs(between.y());
    const bool isForward = (isAcross ? between.x() : between.y()) >= 0;
    qreal room = 0;
    for (const Piece& piece : pieces)
        room += (isAcross ? piece.size.width() : piece.size.height()) + kNoteGap;
    pushAway(draft, from, to, room);

    std::vector<NoteId> placed;
    QPointF at = isAcross ? QPointF(isForward ? start.right() : start.left(), start.center().y())
                          : QPointF(start.center().x(), isForward ? start.bottom() : start.top());
    for (const Piece& piece : pieces) {
        const qreal length = isAcross ? piece.size.width() : piece.size.height();
        const qreal step = (kNoteGap + length / 2) * (isForward ? 1 : -1);
        at += isAcross ? QPointF(step, 0) : QPointF(0, step);
        QRectF rect({}, piece.size);
        rect.moveCenter(at);
        placed.push_back(draft.add(piece.kind, rect.topLeft(), piece.text));
        const qreal rest = length / 2 * (isForward ? 1 : -1);
        at += isAcross ? QPointF(rest, 0) : QPointF(0, rest);
    }
    return placed;
}

/// Where there is space, beside the end that a note belongs to, and connected.
std::vector<NoteId> placeApart(
    Draft& draft, NoteId from, NoteId to, const std::vector<Piece>& pieces)
{
    std::vector<NoteId> placed(pieces.size());
    NoteId right = to;
    for (std::size_t i = pieces.size(); i-- > 0;) {
        const Piece& piece = pieces[i];
        const bool belongsToFirst = piece.kind == Event || piece.kind == Aggregate;
        const Note& beside = *draft.board().note(belongsToFirst ? from : right);
        placed[i] = draft.add(
            piece.kind, freeSpot(draft.board(), beside, piece.size, !belongsToFirst), piece.text);
        right = belongsToFirst ? right : placed[i];
    }
    return placed;
}

/// The edges that shall be there: the old ones, with a chain in place of one of them.
std::set<EdgeEnds> wantedEdges(
    std::set<EdgeEnds> edges, NoteId from, NoteId to, const std::vector<NoteId>& chain)
{
    edges.erase({from, to});
    NoteId last = from;
    for (const NoteId id : chain) {
        edges.emplace(last, id);
        last = id;
    }
    edges.emplace(last, to);
    return edges;
}

bool isConnected(const Board& board, NoteId a, NoteId b)
{
    return std::ranges::any_of(board.connectors(),
        [&](const auto& entry) { return entry.second.from == a && entry.second.to == b; });
}

/// Connects what no longer touches. False if notes touch now that had nothing to do with each
/// other.
bool settle(Draft& draft, const std::set<EdgeEnds>& wanted)
{
    const std::set<EdgeEnds> there = edgeEnds(draft.board());
    for (const auto& [from, to] : wanted)
        if (!there.contains({from, to}) && !isConnected(draft.board(), from, to))
            draft.connect(from, to, true);
    return std::ranges::includes(wanted, there);
}

void giveKeys(Draft& draft, const std::vector<NoteId>& notes)
{
    for (const NoteId id : notes)
        if (draft.board().note(id)->kind == Aggregate)
            ensureKey(draft, id);
}

}  // namespace

QPointF freeSpot(const Board& board, const Note& beside, QSizeF size, bool toTheLeft)
{
    constexpr qreal kAway = kTouchReach + 16;
    const auto isFree = [&](const QRectF& spot) {
        const QRectF reach
            = spot.adjusted(-kTouchReach - 1, -kTouchReach - 1, kTouchReach + 1, kTouchReach + 1);
        Note note = makeNote({}, beside.kind, spot.center());
        return std::ranges::none_of(board.notes(), [&](const auto& entry) {
            return entry.second.rect.intersects(reach);
        }) && board.frameOf(note) == board.frameOf(beside);
    };
    const qreal left
        = toTheLeft ? beside.rect.left() - kAway - size.width() : beside.rect.right() + kAway;
    QRectF spot(QPointF(left, beside.rect.center().y() - size.height() / 2), size);
    constexpr int kTries = 8;
    for (int ring = 0; ring < kTries; ++ring)
        for (const int side : {1, -1})
            for (const int along : {0, -1, 1})
                if (const QRectF there = spot.translated(
                        along * (size.width() + kAway), side * ring * (size.height() + kAway) / 2);
                    isFree(there))
                    return there.topLeft();
    qreal bottom = beside.rect.bottom();
    for (const auto& [id, note] : board.notes())
        bottom = std::max(bottom, note.rect.bottom());
    return {left, bottom + kAway};
}

bool insertBetween(Draft& draft, NoteId from, NoteId to)
{
    const Note* first = draft.board().note(from);
    const Note* second = draft.board().note(to);
    if (!first || !second)
        return false;
    const Method method = draft.board().settings().method;
    const GrammarFix fix = grammarOf(first->kind, second->kind, method).fix;
    if (!fix.label)
        return false;
    const auto pieces = piecesOf(fix, *first, *second);
    const auto before = edgeEnds(draft.board());
    const bool touches = adjacencyEdge(*first, *second, method).has_value();
    Operations drawn;
    for (const auto& [id, connector] : draft.board().connectors())
        if (connector.from == from && connector.to == to)
            drawn.emplace_back(RemoveConnector{id});
    for (const Operation& removal : drawn)
        draft.run(removal);

    if (touches) {
        Draft inLine = draft;
        const auto chain = placeInLine(inLine, from, to, pieces);
        if (settle(inLine, wantedEdges(before, from, to, chain))) {
            giveKeys(inLine, chain);
            draft = std::move(inLine);
            return true;
        }
        pushAway(draft, from, to, 2 * kTouchReach);
    }
    const auto chain = placeApart(draft, from, to, pieces);
    settle(draft, wantedEdges(before, from, to, chain));
    giveKeys(draft, chain);
    return true;
}

NoteId addAfter(Draft& draft, NoteId note, NoteKind kind, const QString& text)
{
    const Note& beside = *draft.board().note(note);
    const NoteId added
        = draft.add(kind, freeSpot(draft.board(), beside, notationOf(kind).size, false), text);
    draft.connect(note, added);
    return added;
}

}  // namespace stormbench::storming
