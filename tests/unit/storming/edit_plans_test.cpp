// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/edit/board_controller.h"
#include "storming/edit/clipboard.h"
#include "storming/edit/note_style.h"
#include "storming/edit/plans.h"
#include "storming/geometry/edges.h"
#include "tests/support/board_builder.h"

#include <QtCore/QMimeData>
#include <QtGui/QUndoStack>

using namespace stormbench::storming;

class EditPlansTest : public QObject {
    Q_OBJECT
private slots:
    void aGroupIsSelectedAsAWhole();
    void groupsAreReplacedAndTakenApart();
    void copiesAreAGroupOfTheirOwn();
    void framesCarryTheFramesInThem();
    void whatIsLockedStays();
    void notesMoveIntoAFrame();
    void aFullFrameGrows();
    void arrowsTurnAround();
    void styleIsKindSizeAndProperties();
    void pinningTwiceIsOnce();
    void longTypingStaysShort();
    void whatTouchesStillTouchesAsAnotherKind_data();
    void whatTouchesStillTouchesAsAnotherKind();

private:
    static qint64 groupOf(const Board& board, NoteId id)
    {
        return board.note(id)->integer(NoteProperty::Group);
    }
};

void EditPlansTest::aGroupIsSelectedAsAWhole()
{
    BoardBuilder b;
    const NoteId one = b.note(NoteKind::Event, "One");
    const NoteId two = b.note(NoteKind::Event, "Two");
    const NoteId three = b.note(NoteKind::Event, "Three");
    b.set(one, NoteProperty::Group, qint64(4));
    b.set(two, NoteProperty::Group, qint64(4));
    QCOMPARE(withGroups(b.board(), {one}), (std::set<NoteId>{one, two}));
    QCOMPARE(withGroups(b.board(), {three}), (std::set<NoteId>{three}));
    QCOMPARE(withGroups(b.board(), {two, three}), (std::set<NoteId>{one, two, three}));
}

void EditPlansTest::groupsAreReplacedAndTakenApart()
{
    BoardController c;
    const NoteId one = c.addNote(NoteKind::Event, {0, 0});
    const NoteId two = c.addNote(NoteKind::Event, {200, 0});
    const NoteId three = c.addNote(NoteKind::Event, {400, 0});
    QVERIFY(c.group({one, two}));
    QVERIFY(c.group({two, three}));
    QCOMPARE(groupOf(c.board(), two), groupOf(c.board(), three));
    QVERIFY(groupOf(c.board(), one) != groupOf(c.board(), two));
    QVERIFY(c.ungroup({three}));
    QCOMPARE(groupOf(c.board(), two), 0);
    QCOMPARE(groupOf(c.board(), three), 0);
    const int steps = c.undoStack()->count();
    QVERIFY(c.group({one}));
    QCOMPARE(c.undoStack()->count(), steps);
}

void EditPlansTest::copiesAreAGroupOfTheirOwn()
{
    BoardController c;
    const NoteId one = c.addNote(NoteKind::Event, {0, 0});
    const NoteId two = c.addNote(NoteKind::Event, {200, 0});
    c.group({one, two});
    const auto both = c.duplicate({one, two}, {}, {0, 300});
    const qint64 fresh = groupOf(c.board(), *both.notes.begin());
    QVERIFY(fresh != 0);
    QVERIFY(fresh != groupOf(c.board(), one));
    QCOMPARE(groupOf(c.board(), *both.notes.rbegin()), fresh);
    const auto single = c.duplicate({one}, {}, {0, 600});
    QCOMPARE(groupOf(c.board(), *single.notes.begin()), 0);
}

void EditPlansTest::framesCarryTheFramesInThem()
{
    BoardController c;
    const FrameId outer = c.addFrame(QRectF(0, 0, 1000, 1000), "Outer");
    const FrameId inner = c.addFrame(QRectF(100, 100, 400, 400), "Inner");
    const FrameId beside = c.addFrame(QRectF(900, 900, 400, 400), "Beside");
    const NoteId deep = c.addNote(NoteKind::Event, {300, 300});
    QVERIFY(c.moveBy({}, {outer}, {10, 20}));
    QCOMPARE(c.board().frame(inner)->rect.topLeft(), QPointF(110, 120));
    QCOMPARE(c.board().note(deep)->rect.center(), QPointF(310, 320));
    QCOMPARE(c.board().frame(beside)->rect.topLeft(), QPointF(900, 900));
}

void EditPlansTest::whatIsLockedStays()
{
    BoardController c;
    const FrameId frame = c.addFrame(QRectF(0, 0, 1000, 1000), "Frame");
    const NoteId note = c.addNote(NoteKind::Event, {300, 300});
    const NoteId locked = c.addNote(NoteKind::Event, {600, 300});
    QVERIFY(c.setLocked({locked}, {}, true));
    QVERIFY(c.moveBy({}, {frame}, {10, 0}));
    QCOMPARE(c.board().note(note)->rect.center(), QPointF(310, 300));
    QCOMPARE(c.board().note(locked)->rect.center(), QPointF(600, 300));
    QVERIFY(c.setLocked({}, {frame}, true));
    QVERIFY(c.board().frame(frame)->locked);
    QVERIFY(!c.moveBy({}, {frame}, {10, 0}));
    QCOMPARE(c.board().frame(frame)->rect.left(), 10.0);
    QVERIFY(c.setLocked({locked}, {frame}, false));
    QVERIFY(!c.board().note(locked)->isSet(NoteProperty::Locked));
}

void EditPlansTest::notesMoveIntoAFrame()
{
    BoardController c;
    const FrameId frame = c.addFrame(QRectF(1000, 0, 800, 400), "Billing");
    c.addNote(NoteKind::Event, {1090, 90});
    const NoteId one = c.addNote(NoteKind::Event, {0, 0});
    const NoteId two = c.addNote(NoteKind::Event, {140, 0});
    c.setProperty({one}, NoteProperty::Frame, qint64(0));
    const int steps = c.undoStack()->count();
    QVERIFY(c.moveInto({one, two}, frame));
    QCOMPARE(c.undoStack()->count(), steps + 1);
    QCOMPARE(c.board().membersOf(frame).size(), 3u);
    QCOMPARE(c.board().note(two)->rect.left() - c.board().note(one)->rect.left(), 140.0);
    for (const auto& [a, first] : c.board().notes())
        for (const auto& [b, second] : c.board().notes())
            QVERIFY(a == b || !first.rect.intersects(second.rect));
}

void EditPlansTest::aFullFrameGrows()
{
    BoardController c;
    const FrameId frame = c.addFrame(QRectF(1000, 0, 200, 160), "Small");
    c.addNote(NoteKind::Event, {1100, 80});
    const NoteId note = c.addNote(NoteKind::Policy, {0, 0});
    QVERIFY(c.moveInto({note}, frame));
    QVERIFY(c.board().frame(frame)->rect.contains(c.board().note(note)->rect));
    QCOMPARE(c.board().membersOf(frame).size(), 2u);
}

void EditPlansTest::arrowsTurnAround()
{
    BoardController c;
    const NoteId event = c.addNote(NoteKind::Event, {0, 0});
    const NoteId policy = c.addNote(NoteKind::Policy, {400, 0});
    const ConnectorId arrow = c.connectNotes(policy, event, "later");
    QVERIFY(c.flip({arrow}));
    QCOMPARE(c.board().connector(arrow)->from, event);
    QCOMPARE(c.board().connector(arrow)->label, QStringLiteral("later"));
    // No second arrow the same way: what would become one stays, or gives way.
    const ConnectorId back = c.connectNotes(policy, event);
    QVERIFY(c.flip({back}));
    QCOMPARE(c.board().connector(back)->from, policy);
    Connector same = *c.board().connector(back);
    std::swap(same.from, same.to);
    QVERIFY(c.changeConnector(same));
    QCOMPARE(c.board().connectors().size(), 1u);
    QVERIFY(c.board().connector(arrow));
}

void EditPlansTest::styleIsKindSizeAndProperties()
{
    BoardController c;
    const NoteId from = c.addNote(NoteKind::Aggregate, {0, 0}, "Order");
    c.resize(from, QRectF(0, 0, 300, 160));
    c.setProperty({from}, NoteProperty::Partitions, qint64(12));
    c.setProperty({from}, NoteProperty::TopicName, QStringLiteral("orders"));
    const NoteId to = c.addNote(NoteKind::Event, {1000, 1000}, "Stock");
    c.setProperty({to}, NoteProperty::Pivotal, true);
    const auto data = styleToMimeData(*c.board().note(from));
    const int steps = c.undoStack()->count();
    QVERIFY(c.pasteStyle(*data, {to}));
    QCOMPARE(c.undoStack()->count(), steps + 1);
    const Note& styled = *c.board().note(to);
    QCOMPARE(styled.kind, NoteKind::Aggregate);
    QCOMPARE(styled.rect.size(), QSizeF(300, 160));
    QCOMPARE(styled.rect.center(), QPointF(1000, 1000));
    QCOMPARE(styled.text, QStringLiteral("Stock"));
    QCOMPARE(styled.integer(NoteProperty::Partitions), 12);
    QVERIFY(!styled.flag(NoteProperty::Pivotal));
    QVERIFY(!styled.isSet(NoteProperty::TopicName));
    QMimeData nothing;
    QVERIFY(!c.pasteStyle(nothing, {to}));
}

void EditPlansTest::pinningTwiceIsOnce()
{
    BoardController c;
    const NoteId command = c.addNote(NoteKind::Command, {0, 0});
    c.addNote(NoteKind::Aggregate, {60 + 12 + 106, 0});
    QVERIFY(c.pinEdges({command}));
    QCOMPARE(c.board().connectors().size(), 1u);
    QVERIFY(c.board().connectors().begin()->second.pinned);
    QVERIFY(c.pinEdges({command}));
    QCOMPARE(c.board().connectors().size(), 1u);
}

// A note that grows while somebody types is a step of two operations, however long the text.
void EditPlansTest::longTypingStaysShort()
{
    BoardController c;
    const NoteId note = c.addNote(NoteKind::Event, {60, 60});
    const Board before = c.board();
    const MergeKey typing{c.beginGesture()};
    QString text;
    for (int i = 0; i < 300; ++i) {
        text += u'x';
        Operations operations{ChangeNote{note, NoteProperty::Text, text}};
        if (i % 3 == 0)
            operations.emplace_back(
                ChangeNote{note, NoteProperty::Rect, QRectF(0, 0, 120, 120 + i)});
        c.edit(QStringLiteral("Type"), std::move(operations), typing);
    }
    Operations told;
    c.setJournal([&](const Operations& operations) { told = operations; });
    c.undoStack()->undo();
    QVERIFY(c.board() == before);
    QCOMPARE(told.size(), 2u);
    c.undoStack()->redo();
    QCOMPARE(c.board().note(note)->text, text);
    QCOMPARE(c.board().note(note)->rect.height(), 120.0 + 297);
}

void EditPlansTest::whatTouchesStillTouchesAsAnotherKind_data()
{
    QTest::addColumn<QPointF>("commandAt");  // as seen from the policy, 212 x 120 around 0,0
    QTest::newRow("right") << QPointF(178, 0);
    QTest::newRow("left") << QPointF(-178, 0);
    QTest::newRow("below") << QPointF(0, 132);
    QTest::newRow("above") << QPointF(0, -132);
}

void EditPlansTest::whatTouchesStillTouchesAsAnotherKind()
{
    QFETCH(const QPointF, commandAt);
    BoardController c;
    const NoteId rider = c.addNote(NoteKind::Policy, {0, 0}, "Rider");
    const NoteId alone = c.addNote(NoteKind::Policy, {2000, 0}, "Alone");
    const NoteId command = c.addNote(NoteKind::Command, commandAt, "Reserve bike");
    const auto touches = [&] {
        return adjacencyEdge(*c.board().note(rider), *c.board().note(command)).has_value();
    };
    QVERIFY(touches());
    QVERIFY(c.setKind({rider, alone}, NoteKind::Actor));
    QCOMPARE(c.board().note(rider)->rect.size(), notationOf(NoteKind::Actor).size);
    QVERIFY(touches());
    QCOMPARE(c.board().note(alone)->rect.center(), QPointF(2000, 0));
    QVERIFY(c.setKind({rider}, NoteKind::Policy));
    QVERIFY(touches());
}

QTEST_GUILESS_MAIN(EditPlansTest)
#include "edit_plans_test.moc"
