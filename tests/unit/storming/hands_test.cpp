// SPDX-License-Identifier: GPL-3.0-or-later
// What helps the hand: slots beside notes, equal gaps, room for pasted lines, walking by arrow
// keys, frames that fit and split.
#include <QtTest>

#include <QRandomGenerator>

#include "storming/geometry/edge_index.h"
#include "storming/geometry/frames.h"
#include "storming/geometry/slots.h"
#include "storming/geometry/snap.h"
#include "storming/geometry/walk.h"
#include "storming/model/operation.h"

using namespace stormbench::storming;
using enum NoteKind;

namespace {

Note at(quint64 id, NoteKind kind, qreal left, qreal top)
{
    Note note = makeNote(NoteId(id), kind, {});
    note.rect.moveTopLeft({left, top});
    return note;
}

Board with(std::initializer_list<Note> notes)
{
    Board board;
    for (const Note& note : notes)
        (void)apply(board, AddNote{note});
    return board;
}

void join(Board& board, quint64 from, quint64 to)
{
    (void)apply(
        board, AddConnector{{ConnectorId(board.nextId()), NoteId(from), NoteId(to), {}, false}});
}

void frame(Board& board, quint64 id, const QRectF& rect)
{
    (void)apply(board, AddFrame{{FrameId(id), QStringLiteral("F"), rect, {}, {}, {}}});
}

}  // namespace

class HandsTest : public QObject {
    Q_OBJECT
private slots:
    void slotsFollowTheGrammar_data();
    void slotsFollowTheGrammar();
    void takenPlacesAreNoSlots();
    void legalSlotsComeFirst();
    void equalGaps_data();
    void equalGaps();
    void gapsAreToldWithTheirSize();
    void pastedLinesFindRoom_data();
    void pastedLinesFindRoom();
    void arrowKeysFindTheNearest();
    void walksAlongTheFlow();
    void framesFitTheirMembers();
    void framesSplitAtAPivotalEvent();
    void aFrameThatCannotGrowIsOnlyCut();
    void whereThereIsRoomASplitMovesNothing();
    void innerFramesGoWithTheirHalf();
};

// Note 1 is a square at the origin; a note in hand is held near its right or left side.
void HandsTest::slotsFollowTheGrammar_data()
{
    QTest::addColumn<int>("method");
    QTest::addColumn<int>("beside");
    QTest::addColumn<int>("inHand");
    QTest::addColumn<QPointF>("held");
    QTest::addColumn<int>("verdict");  // -1 = no slot
    QTest::addColumn<QPointF>("settles");
    QTest::addColumn<QString>("words");
    const auto row
        = [](const char* name, NoteKind beside, NoteKind inHand, QPointF held, int verdict,
              QPointF settles, const char* words, Method method = Method::EventStorming) {
              QTest::newRow(name) << int(method) << int(beside) << int(inHand) << held << verdict
                                  << settles << QString::fromLatin1(words);
          };
    row("legal on the right", Event, Policy, {140, 9}, int(Verdict::Ok), {132, 0}, "activates");
    row("legal on the left", Policy, Event, {-140, 5}, int(Verdict::Ok), {-132, 0}, "activates");
    row("legal below", Command, System, {-40, 140}, int(Verdict::Ok), {-46, 132}, "invoked on");
    row("doubtful", Event, Command, {140, 0}, int(Verdict::Warn), {132, 0},
        "A reaction to an event is a policy. Insert a policy");
    row("illegal", Aggregate, Aggregate, {230, 0}, int(Verdict::Error), {224, 0},
        "Aggregates speak to each other through events and policies. Insert an event and a policy");
    row("too far", Event, Policy, {190, 0}, -1, {}, "");
    row("an annotation", Event, Hotspot, {140, 0}, -1, {}, "");
    row("Event Modeling, read backwards", Event, Command, {140, 0}, int(Verdict::Ok), {132, 0},
        "results in", Method::EventModeling);
    row("Event Modeling", Event, Event, {140, 0}, int(Verdict::Error), {132, 0},
        "In Event Modeling only a command makes an event", Method::EventModeling);
}

void HandsTest::slotsFollowTheGrammar()
{
    QFETCH(int, method);
    QFETCH(int, beside);
    QFETCH(int, inHand);
    QFETCH(QPointF, held);
    QFETCH(int, verdict);
    QFETCH(QPointF, settles);
    QFETCH(QString, words);
    const Note hand = at(2, NoteKind(inHand), held.x(), held.y());
    Board board = with({at(1, NoteKind(beside), 0, 0), hand});
    BoardSettings settings = board.settings();
    settings.method = Method(method);
    QVERIFY(apply(board, ChangeSettings{settings}));
    const auto slot = slotFor(board, hand, hand.rect, {hand.id});
    QCOMPARE(slot.has_value(), verdict >= 0);
    if (!slot)
        return;
    QCOMPARE(int(slot->grammar.verdict), verdict);
    QCOMPARE(slot->rect.topLeft(), settles);
    QCOMPARE(slot->words(), words);
    // Let go there, it is the relation that was promised.
    QVERIFY(apply(board, MoveElements{{{hand.id, slot->rect.topLeft()}}, {}}));
    const auto edge = edges(board);
    QCOMPARE(edge.empty(), slot->isIllegal());
    if (!edge.empty())
        QCOMPARE(std::pair(edge.front().from, edge.front().to), std::pair(slot->from, slot->to));
}

void HandsTest::takenPlacesAreNoSlots()
{
    const Note hand = at(3, Policy, 140, 9);
    const Board board = with({at(1, Event, 0, 0), at(2, Event, 140, 60), hand});
    const auto slot = slotFor(board, hand, hand.rect, {hand.id});
    QVERIFY(!slot || slot->beside != NoteId(1) || slot->side != Side::Right);
    QVERIFY(!slotFor(board, hand, hand.rect, {NoteId(1), NoteId(2), NoteId(3)}));
}

void HandsTest::legalSlotsComeFirst()
{
    const Board board = with({at(1, Event, 0, 0)});
    const auto slots_ = slotsBeside(board, *board.note(NoteId(1)), Command, kSquareNote);
    QVERIFY(!slots_.empty());
    for (std::size_t i = 1; i < slots_.size(); ++i)
        QVERIFY(slots_[i - 1].grammar.verdict <= slots_[i].grammar.verdict);
}

// Squares at 0 and 200 (a gap of 80) in a row, and one at 700.
void HandsTest::equalGaps_data()
{
    QTest::addColumn<qreal>("held");
    QTest::addColumn<qreal>("settles");
    QTest::addColumn<int>("hints");
    QTest::newRow("as far as the others are apart") << 403.0 << 400.0 << 2;
    QTest::newRow("in the middle between two") << 453.0 << 450.0 << 2;
    QTest::newRow("before the first") << -204.0 << -200.0 << 2;
    QTest::newRow("anywhere else") << 1203.0 << 1204.0 << 0;
}

void HandsTest::equalGaps()
{
    QFETCH(qreal, held);
    QFETCH(qreal, settles);
    QFETCH(int, hints);
    const Board board = with({at(1, Event, 0, 0), at(2, Event, 200, 0), at(3, Event, 700, 0)});
    const Snap found = snap(board, QRectF(held, 1, 120, 120), {});
    QCOMPARE(held + found.offset.x(), settles);
    QCOMPARE(int(found.gaps.size()), hints);
    SnapOptions without;
    without.equalGaps = false;
    QVERIFY(snap(board, QRectF(held, 1, 120, 120), {}, without).gaps.empty());
}

void HandsTest::gapsAreToldWithTheirSize()
{
    const Board board = with({at(1, Event, 0, 0), at(2, Event, 200, 0)});
    const Snap found = snap(board, QRectF(402, 0, 120, 120), {});
    QCOMPARE(found.gaps,
        (std::vector<GapHint>{{Qt::Horizontal, 120, 200, 60}, {Qt::Horizontal, 320, 400, 60}}));
    QCOMPARE(found.gaps.front().size(), 80.0);
}

void HandsTest::pastedLinesFindRoom_data()
{
    QTest::addColumn<int>("count");
    QTest::newRow("one") << 1;
    QTest::newRow("seven") << 7;
    QTest::newRow("fifty") << 50;
}

void HandsTest::pastedLinesFindRoom()
{
    QFETCH(int, count);
    QRandomGenerator random(3);
    Board board;
    for (quint64 i = 1; i <= 30; ++i)
        (void)apply(board, AddNote{at(i, Event, random.bounded(1200), random.bounded(800))});
    const auto places = placeLines(board, count, {600, 400}, kSquareNote);
    QCOMPARE(int(places.size()), count);
    for (std::size_t i = 0; i < places.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j)
            QVERIFY(!places[i].intersects(places[j]));
        for (const auto& [id, note] : board.notes())
            QVERIFY(!note.rect.intersects(places[i]));
    }
    // Alone they lie around the centre, and no flow arises among them.
    const auto alone = placeLines({}, count, {600, 400}, kSquareNote);
    QRectF all;
    Board pasted;
    for (const QRectF& place : alone) {
        all |= place;
        (void)apply(pasted, AddNote{at(pasted.nextId(), Event, place.left(), place.top())});
    }
    QVERIFY((all.center() - QPointF(600, 400)).manhattanLength() < 1);
    QVERIFY(edges(pasted).empty());
    QVERIFY(placeLines({}, 0, {}, kSquareNote).empty());
}

void HandsTest::arrowKeysFindTheNearest()
{
    const Board board = with({at(1, Event, 0, 0), at(2, Event, 300, 30), at(3, Event, 200, 400),
        at(4, Event, -10, 300), at(5, Event, 900, 0)});
    const auto from = [&](quint64 id, Direction direction) {
        return nearestInDirection(board, NoteId(id), direction).value_or(NoteId()).value();
    };
    QCOMPARE(from(1, Direction::Right), 2u);
    QCOMPARE(from(1, Direction::Down), 4u);
    QCOMPARE(from(1, Direction::Up), 0u);
    QCOMPARE(from(2, Direction::Left), 1u);
    QCOMPARE(from(2, Direction::Right), 5u);
    QCOMPARE(from(3, Direction::Left), 4u);
    QCOMPARE(from(77, Direction::Left), 0u);
}

void HandsTest::walksAlongTheFlow()
{
    Board board = with({at(1, Event, 0, 0), at(2, Policy, 600, 0), at(3, Policy, 600, 300),
        at(4, Command, -500, 100), at(5, Event, 200, 20)});
    join(board, 1, 2);
    join(board, 1, 3);
    join(board, 2, 4);  // back to the left
    const auto all = edges(board);
    const EdgeIndex index(board);
    const auto from = [&](quint64 id, Direction direction) {
        const auto found = walk(board, all, NoteId(id), direction);
        return found == walk(board, index, NoteId(id), direction) ? found.value_or(NoteId()).value()
                                                                  : quint64(999);
    };
    QCOMPARE(from(1, Direction::Right), 2u);  // not 5, which lies nearer
    QCOMPARE(from(2, Direction::Down), 3u);   // the other one after the same event
    QCOMPARE(from(3, Direction::Up), 2u);
    QCOMPARE(from(3, Direction::Left), 1u);
    QCOMPARE(from(2, Direction::Right), 4u);  // wherever it lies
    QCOMPARE(from(4, Direction::Left), 2u);
    QCOMPARE(from(5, Direction::Right), 2u);  // no edges: the nearest
}

void HandsTest::framesFitTheirMembers()
{
    Board board = with({at(1, Event, 100, 100), at(2, Event, 300, 100), at(3, Event, 700, 100)});
    frame(board, 10, {0, 0, 500, 500});
    QCOMPARE(memberBounds(board, FrameId(10)), QRectF(100, 100, 320, 120));
    QCOMPARE(fitFrameToMembers(board, FrameId(10)), QRectF(76, 76, 368, 168));
    frame(board, 11, {2000, 0, 500, 500});
    QVERIFY(!fitFrameToMembers(board, FrameId(11)));         // nobody in it
    QVERIFY(!fitFrameToMembers(board, FrameId(10), 400.0));  // would take note 3 in
    Frame locked = *board.frame(FrameId(10));
    locked.locked = true;
    QVERIFY(apply(board, ChangeFrame{locked}));
    QVERIFY(!fitFrameToMembers(board, FrameId(10)));
}

void HandsTest::framesSplitAtAPivotalEvent()
{
    Board board = with({at(1, Command, 68, 40), at(2, Event, 200, 40), at(3, Policy, 332, 40),
        at(4, Event, 700, 200), at(5, Event, 1000, 200)});
    frame(board, 10, {0, 0, 900, 400});
    frame(board, 11, {920, 0, 300, 400});
    const std::vector<Edge> before = edges(board);
    const auto split = splitFrameAt(board, FrameId(10), NoteId(2), "Late");
    QVERIFY(split);
    QCOMPARE(split->toRight, (std::vector{NoteId(3), NoteId(4)}));
    QVERIFY(apply(board, split->operations));
    QCOMPARE(board.membersOf(FrameId(10)), (std::vector{NoteId(1), NoteId(2)}));
    QCOMPARE(board.membersOf(FrameId(11)), std::vector{NoteId(5)});
    QCOMPARE(board.membersOf(split->right), split->toRight);
    QCOMPARE(board.frame(split->right)->name, QStringLiteral("Late"));
    for (const auto& [id, note] : board.notes())
        QVERIFY(board.frame(*board.frameOf(note))->rect.contains(note.rect));
    for (const auto& [a, first] : board.frames())
        for (const auto& [b, second] : board.frames())
            QVERIFY(a == b || !first.rect.intersects(second.rect));
    const std::vector<Edge> after = edges(board);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i)
        QVERIFY(after[i].from == before[i].from && after[i].to == before[i].to);
    QVERIFY(!splitFrameAt(board, split->right, NoteId(4)));  // nothing after it
    QVERIFY(!splitFrameAt(board, FrameId(10), NoteId(3)));   // not in it
}

void HandsTest::aFrameThatCannotGrowIsOnlyCut()
{
    Note locked = at(3, Policy, 400, 40);
    locked.properties[NoteProperty::Locked] = true;
    Board board = with({at(1, Command, 30, 40), at(2, Event, 200, 40), locked});
    frame(board, 10, {0, 0, 900, 400});
    const auto split = splitFrameAt(board, FrameId(10), NoteId(2));
    QVERIFY(split);
    QVERIFY(apply(board, split->operations));
    QCOMPARE(board.note(NoteId(3))->rect, locked.rect);
    QCOMPARE(board.membersOf(split->right), std::vector{NoteId(3)});
    QCOMPARE(board.frame(split->right)->rect.right(), 900.0);
    QVERIFY(!board.frame(split->right)->rect.intersects(board.frame(FrameId(10))->rect));
}

void HandsTest::whereThereIsRoomASplitMovesNothing()
{
    Board board = with({at(1, Event, 30, 40), at(2, Policy, 400, 40)});
    frame(board, 10, {0, 0, 900, 400});
    const auto split = splitFrameAt(board, FrameId(10), NoteId(1));
    QVERIFY(split);
    QVERIFY(apply(board, split->operations));
    QCOMPARE(board.note(NoteId(2))->rect.left(), 400.0);
    QVERIFY(board.connectors().empty());
    QCOMPARE(board.frame(FrameId(10))->rect, QRectF(0, 0, 178, 400));
    QCOMPARE(board.frame(split->right)->rect, QRectF(372, 0, 528, 400));
}

void HandsTest::innerFramesGoWithTheirHalf()
{
    Board board = with({at(1, Event, 40, 100), at(2, Policy, 172, 100), at(3, Event, 500, 100)});
    frame(board, 10, {0, 0, 900, 400});
    frame(board, 11, {460, 60, 200, 200});
    const auto split = splitFrameAt(board, FrameId(10), NoteId(1));
    QVERIFY(split);
    QCOMPARE(split->toRight, std::vector{NoteId(2)});
    QVERIFY(apply(board, split->operations));
    QVERIFY(board.frame(split->right)->rect.contains(board.frame(FrameId(11))->rect));
    QCOMPARE(board.membersOf(FrameId(11)), std::vector{NoteId(3)});
    QVERIFY(board.note(NoteId(3))->rect.left() > 500);
    QCOMPARE(board.note(NoteId(3))->rect.left() - board.frame(FrameId(11))->rect.left(), 40.0);
}

QTEST_GUILESS_MAIN(HandsTest)
#include "hands_test.moc"
