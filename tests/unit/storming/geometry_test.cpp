// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/geometry/arrange.h"
#include "storming/geometry/docking.h"
#include "storming/geometry/edges.h"
#include "storming/geometry/geometry.h"
#include "storming/geometry/snap.h"
#include "storming/model/operation.h"

using namespace stormbench::storming;

namespace {

// Three events: 1 at (0,0), 2 at (200,40), 3 at (500,100); a frame 10 around the first two.
Board threeEvents()
{
    Board board;
    const QPointF places[] = {{0, 0}, {200, 40}, {500, 100}};
    for (quint64 id = 1; id <= 3; ++id) {
        Note note = makeNote(NoteId(id), NoteKind::Event, {});
        note.rect.moveTopLeft(places[id - 1]);
        (void)apply(board, AddNote{note});
    }
    (void)apply(board,
        AddFrame{
            {FrameId(10), QStringLiteral("Ordering"), QRectF(-40, -40, 400, 240), {}, {}, {}}});
    return board;
}

const std::vector<NoteId> kAll{NoteId(1), NoteId(2), NoteId(3)};

}  // namespace

class GeometryTest : public QObject {
    Q_OBJECT
private slots:
    void hits();
    void topmostIsHit();
    void marquee();
    void boundsAndFit();
    void aligns_data();
    void aligns();
    void distributes();
    void snaps_data();
    void snaps();
    void slotsAreFree();
    void dockingMakesNoArrowThatNobodyMeant();
};

void GeometryTest::hits()
{
    const Board board = threeEvents();
    QCOMPARE(hitTest(board, {10, 10}).note, NoteId(1));
    QVERIFY(hitTest(board, {150, 150}).isNothing());          // inside the frame, on no note
    QCOMPARE(hitTest(board, {-40, 100}).frame, FrameId(10));  // its outline
    QCOMPARE(hitTest(board, {-30, -40 - kFrameTabHeight / 2}).frame, FrameId(10));  // its tab
    QVERIFY(hitTest(board, {2000, 0}).isNothing());
}

void GeometryTest::topmostIsHit()
{
    Board board = threeEvents();
    QVERIFY(apply(board, MoveElements{{{NoteId(2), QPointF(10, 10)}}, {}}));
    QCOMPARE(hitTest(board, {50, 50}).note, NoteId(2));
    QVERIFY(apply(board, ChangeNote{NoteId(1), NoteProperty::Z, qint64(1)}));
    QCOMPARE(hitTest(board, {50, 50}).note, NoteId(1));
    QCOMPARE(paintingOrder(board), (std::vector<NoteId>{NoteId(2), NoteId(3), NoteId(1)}));
}

void GeometryTest::marquee()
{
    const Board board = threeEvents();
    const QRectF area(-10, -10, 250, 200);
    QCOMPARE(notesIn(board, area, MarqueeMode::Touch), (std::vector<NoteId>{NoteId(1), NoteId(2)}));
    QCOMPARE(notesIn(board, area, MarqueeMode::Enclose), std::vector<NoteId>{NoteId(1)});
    QCOMPARE(framesIn(board, QRectF(-50, -50, 500, 500)), std::vector<FrameId>{FrameId(10)});
    QVERIFY(framesIn(board, area).empty());
}

void GeometryTest::boundsAndFit()
{
    const Board board = threeEvents();
    QCOMPARE(bounds(board, kAll), QRectF(0, 0, 620, 220));
    QVERIFY(bounds(board).contains(QPointF(-40, -40 - kFrameTabHeight)));
    QVERIFY(bounds(Board()).isNull());
    QCOMPARE(fitScale(QRectF(0, 0, 1000, 500), QSizeF(564, 564)), 0.5);
    QCOMPARE(fitScale(QRectF(0, 0, 10, 10), QSizeF(564, 564)), 1.5);
    QCOMPARE(fitScale(QRectF(), QSizeF(564, 564)), 1.0);
}

void GeometryTest::aligns_data()
{
    QTest::addColumn<int>("alignment");
    QTest::addColumn<QPointF>("first");
    QTest::addColumn<QPointF>("second");
    QTest::newRow("left") << int(Alignment::Left) << QPointF(0, 0) << QPointF(0, 40);
    QTest::newRow("middle across")
        << int(Alignment::HorizontalCenter) << QPointF(250, 0) << QPointF(250, 40);
    QTest::newRow("right") << int(Alignment::Right) << QPointF(500, 0) << QPointF(500, 40);
    QTest::newRow("top") << int(Alignment::Top) << QPointF(0, 0) << QPointF(200, 0);
    QTest::newRow("middle down") << int(Alignment::VerticalCenter) << QPointF(0, 50)
                                 << QPointF(200, 50);
    QTest::newRow("bottom") << int(Alignment::Bottom) << QPointF(0, 100) << QPointF(200, 100);
}

void GeometryTest::aligns()
{
    QFETCH(int, alignment);
    QFETCH(QPointF, first);
    QFETCH(QPointF, second);
    Board board = threeEvents();
    QVERIFY(apply(board, MoveElements{align(board, kAll, Alignment(alignment)), {}}));
    QCOMPARE(board.note(NoteId(1))->rect.topLeft(), first);
    QCOMPARE(board.note(NoteId(2))->rect.topLeft(), second);
    QVERIFY(align(board, kAll, Alignment(alignment)).empty());  // nothing left to move
}

void GeometryTest::distributes()
{
    const Board board = threeEvents();
    const MovePlan plan = distribute(board, kAll, Axis::Horizontal);
    QCOMPARE(plan, (MovePlan{{NoteId(2), QPointF(250, 40)}}));
    QVERIFY(distribute(board, {NoteId(1), NoteId(2)}, Axis::Horizontal).empty());
    QCOMPARE(distribute(board, kAll, Axis::Vertical), (MovePlan{{NoteId(2), QPointF(200, 50)}}));
}

// A square in hand near note 3 (500…620, 100…220).
void GeometryTest::snaps_data()
{
    QTest::addColumn<QPointF>("place");
    QTest::addColumn<QPointF>("settles");
    QTest::addColumn<int>("guides");
    QTest::newRow("docks beside, top aligned") << QPointF(635, 103) << QPointF(632, 100) << 2;
    QTest::newRow("left edges") << QPointF(497, 303) << QPointF(500, 304) << 1;
    QTest::newRow("only the grid") << QPointF(753, 301) << QPointF(752, 300) << 0;
    QTest::newRow("far away only the grid") << QPointF(2001, 99) << QPointF(2000, 100) << 0;
}

void GeometryTest::snaps()
{
    QFETCH(QPointF, place);
    QFETCH(QPointF, settles);
    QFETCH(int, guides);
    Board board = threeEvents();
    QVERIFY(apply(board, removalOf(board, {NoteId(1), NoteId(2)})));
    const Snap found = snap(board, QRectF(place, kSquareNote), {});
    QCOMPARE(place + found.offset, settles);
    QCOMPARE(int(found.guides.size()), guides);
    QVERIFY(snap(board, QRectF(place, kSquareNote), {NoteId(3)}).guides.empty());  // not to itself
}

void GeometryTest::slotsAreFree()
{
    Board board = threeEvents();
    const Note& first = *board.note(NoteId(1));
    const QRectF beside = dock(board, first, NoteKind::Policy, Dock::Right);
    QCOMPARE(beside.left(), first.rect.right() + kNoteGap);
    QVERIFY(notesIn(board, beside, MarqueeMode::Touch).empty());
    QVERIFY(beside.top() > first.rect.top());  // note 2 is in the way
    const QRectF left = dock(board, first, NoteKind::Actor, Dock::Left);
    QCOMPARE(left.right(), first.rect.left() - kNoteGap);
    QCOMPARE(left.center().y(), first.rect.center().y());
    QCOMPARE(dock(board, first, NoteKind::Event, Dock::Below).topLeft(), QPointF(0, 132));
    QCOMPARE(dock(board, first, NoteKind::Event, Dock::Above).topLeft(), QPointF(0, -132));
}

// A row of events apart; what follows the first one goes below the row, clear of the others.
void GeometryTest::dockingMakesNoArrowThatNobodyMeant()
{
    Board board;
    const NoteId first(1);
    for (quint64 id = 1; id <= 3; ++id)
        QVERIFY(
            apply(board, AddNote{makeNote(NoteId(id), NoteKind::Event, {156 * qreal(id - 1), 0})}));
    Note policy = makeNote(NoteId(board.nextId()), NoteKind::Policy, {});
    policy.rect = dock(board, *board.note(first), NoteKind::Policy, Dock::Right);
    QVERIFY(policy.rect.top() > board.note(first)->rect.bottom() + kTouchReach);
    QVERIFY(apply(board, AddNote{policy}));
    QVERIFY(edges(board).empty());
    const QRectF another = dock(board, *board.note(first), NoteKind::Policy, Dock::Right);
    QCOMPARE(another.top(), policy.rect.bottom() + kNoteGap);
    const QRectF command = dock(board, policy, NoteKind::Command, Dock::Right);
    QCOMPARE(command.center().y(), policy.rect.center().y());
    QCOMPARE(command.left(), policy.rect.right() + kNoteGap);
}

QTEST_GUILESS_MAIN(GeometryTest)
#include "geometry_test.moc"
