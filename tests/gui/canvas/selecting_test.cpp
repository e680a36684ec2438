// SPDX-License-Identifier: GPL-3.0-or-later
// Groups, locks, piles, arrows' ends, the eraser, snapping: the canvas by mouse, asserted on the
// board.
#include "tests/support/canvas_fixture.h"

#include "storming/geometry/edges.h"
#include "storming/geometry/geometry.h"

#include <QUndoStack>

using namespace stormbench;
using namespace stormbench::storming;

using Notes = std::set<NoteId>;

class SelectingTest : public QObject {
    Q_OBJECT
private slots:
    void altMarqueeEncloses()
    {
        CanvasFixture canvas;
        const NoteId inside = canvas.controller.addNote(NoteKind::Event, {-150, 0});
        const NoteId touched = canvas.controller.addNote(NoteKind::Event, {150, 0});
        canvas.drag({-300, -150}, {100, 100}, Qt::AltModifier);
        QCOMPARE(canvas.view.selection().current().notes, Notes{inside});
        canvas.drag({-300, -150}, {100, 100});
        QCOMPARE(canvas.view.selection().current().notes, (Notes{inside, touched}));
        QCOMPARE(canvas.board().notes().size(), 2u);
    }

    void aGroupIsOneInTheHand()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {-200, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Event, {100, 0});
        canvas.controller.addNote(NoteKind::Event, {400, 0});
        canvas.view.selection().setNotes({a, b});
        canvas.key(Qt::Key_G, Qt::ControlModifier);
        canvas.click({-400, -300});
        canvas.click({-200, 0});
        QCOMPARE(canvas.view.selection().current().notes, (Notes{a, b}));
        canvas.drag({100, 0}, {100, 200}, Qt::ShiftModifier);
        QCOMPARE(canvas.view.selection().current().notes, Notes());  // Shift takes it out
        canvas.click({-200, 0});
        canvas.drag({100, 0}, {100, 204}, Qt::ControlModifier);
        QCOMPARE(canvas.note(a).rect.center(), QPointF(-200, 204));
        QCOMPARE(canvas.note(b).rect.center(), QPointF(100, 204));
        // Ctrl-click takes the one; a plain click the group again.
        canvas.click({100, 204}, Qt::ControlModifier);
        QCOMPARE(canvas.view.selection().current().notes, Notes{b});
        canvas.click({100, 204});
        QCOMPARE(canvas.view.selection().current().notes, (Notes{a, b}));
        canvas.drag({60, 80}, {140, 240});  // a marquee that touches one
        QCOMPARE(canvas.view.selection().current().notes, (Notes{a, b}));
        canvas.key(Qt::Key_G, Qt::ControlModifier | Qt::ShiftModifier);
        canvas.click({100, 204});
        QCOMPARE(canvas.view.selection().current().notes, Notes{b});
    }

    void controlClickGoesDownThePile()
    {
        CanvasFixture canvas;
        const NoteId bottom = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId middle = canvas.controller.addNote(NoteKind::Event, {10, 10});
        const NoteId top = canvas.controller.addNote(NoteKind::Event, {20, 20});
        canvas.click({10, 10}, Qt::ControlModifier);
        QCOMPARE(canvas.selectedNote(), top);
        canvas.click({10, 10}, Qt::ControlModifier);
        QCOMPARE(canvas.selectedNote(), middle);
        canvas.click({10, 10}, Qt::ControlModifier);
        QCOMPARE(canvas.selectedNote(), bottom);
        canvas.click({10, 10}, Qt::ControlModifier);
        QCOMPARE(canvas.selectedNote(), top);
        canvas.key(Qt::Key_B, Qt::ControlModifier);
        QCOMPARE(canvas.selectedNote(), middle);
    }

    void aClickAmongSeveralSelectsTheOne()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {-150, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Event, {150, 0});
        canvas.view.selection().setNotes({a, b});
        canvas.click({150, 0});
        QCOMPARE(canvas.view.selection().current().notes, Notes{b});
    }

    void lockedNotesAndFramesStay()
    {
        CanvasFixture canvas;
        QSignalSpy said(&canvas.tools, &CanvasTools::statusChanged);
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Stays");
        const FrameId frame = canvas.controller.addFrame({-300, -200, 600, 400}, "Stays too");
        canvas.view.selection().set({{note}, {frame}, {}});
        canvas.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(canvas.note(note).flag(NoteProperty::Locked));
        QVERIFY(canvas.board().frame(frame)->locked);
        const Board locked = canvas.board();
        canvas.drag({0, 0}, {200, 100});
        const QPointF tab = frameTab(*canvas.board().frame(frame)).center();
        canvas.drag(tab, tab + QPointF(50, 50));
        canvas.drag({-300, 200}, {-350, 250});  // a corner
        canvas.view.selection().selectNote(note);
        canvas.key(Qt::Key_Right);
        canvas.key(Qt::Key_2, Qt::AltModifier);
        canvas.key(Qt::Key_Delete);
        said.clear();
        canvas.key(Qt::Key_Return);
        QVERIFY(!canvas.tools.isEditing());
        QCOMPARE(said.count(), 1);
        QVERIFY(canvas.board() == locked);
        // A marquee passes over it, a click does not.
        canvas.drag({-100, -100}, {100, 100});
        QVERIFY(!canvas.view.selection().contains(note));
        canvas.click({0, 0});
        canvas.key(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
        canvas.drag({0, 0}, {40, 0}, Qt::ControlModifier);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(40, 0));
    }

    void anArrowsEndsAreDraggedElsewhere()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {-300, 0});
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {200, 0});
        const NoteId other = canvas.controller.addNote(NoteKind::Policy, {200, 250});
        const ConnectorId arrow = canvas.controller.connectNotes(event, policy);
        canvas.view.selection().set({{}, {}, {arrow}});
        const auto ends = canvas.view.feedback().endHandles;
        QCOMPARE(ends.size(), 2u);
        canvas.press(ends[1]);
        canvas.dragTo({200, 250});
        QVERIFY(canvas.view.feedback().connection.has_value());
        canvas.release({200, 250});
        QCOMPARE(canvas.board().connector(arrow)->to, other);
        QCOMPARE(canvas.board().connector(arrow)->from, event);
        const auto moved = canvas.view.feedback().endHandles;
        canvas.drag(moved[0], {200, 0});
        QCOMPARE(canvas.board().connector(arrow)->from, policy);
        // Let go over nothing, it stays.
        const Board before = canvas.board();
        canvas.drag(canvas.view.feedback().endHandles[0], {-100, -300});
        QVERIFY(canvas.board() == before);
    }

    void theEraserTakesArrows()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {-300, -100});
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {300, -100});
        const NoteId c = canvas.controller.addNote(NoteKind::Event, {-300, 100});
        const NoteId d = canvas.controller.addNote(NoteKind::Policy, {300, 100});
        canvas.controller.connectNotes(a, b);
        canvas.controller.connectNotes(c, d);
        canvas.key(Qt::Key_E);
        canvas.drag({0, -200}, {0, 200});
        QVERIFY(canvas.board().connectors().empty());
        QCOMPARE(canvas.board().notes().size(), 4u);
        canvas.trigger("board.undo");
        QCOMPARE(canvas.board().connectors().size(), 2u);
    }

    void doubleClickLabelsAnArrow()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {-250, 0});
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {250, 0});
        const ConnectorId arrow = canvas.controller.connectNotes(event, policy);
        canvas.doubleClick({0, 0});
        canvas.type("if paid");
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().connector(arrow)->label, QStringLiteral("if paid"));
        QCOMPARE(canvas.board().notes().size(), 2u);
    }

    void aNoteDocksBesideAnother()
    {
        CanvasFixture canvas;
        const NoteId command = canvas.controller.addNote(NoteKind::Command, {0, 0}, "Place order");
        const NoteId aggregate
            = canvas.controller.addNote(NoteKind::Aggregate, {400, 300}, "Order");
        canvas.press({400, 300});
        canvas.dragTo({300, 100});
        canvas.dragTo({60 + 12 + 106 + 14, 12});
        QVERIFY(!canvas.view.feedback().hint.isEmpty());
        canvas.release({60 + 12 + 106 + 14, 12});
        QCOMPARE(canvas.note(aggregate).rect.left(), canvas.note(command).rect.right() + 12);
        QCOMPARE(canvas.note(aggregate).rect.center().y(), 0.0);
        QVERIFY(canvas.view.boardScene().edgeItem(command, aggregate));
    }

    void equalGapsAreShownAndHeld()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Hotspot, {-400, 0});
        canvas.controller.addNote(NoteKind::Hotspot, {-200, 0});
        const NoteId moved = canvas.controller.addNote(NoteKind::Hotspot, {100, 300});
        canvas.press({100, 300});
        canvas.dragTo({50, 100});
        canvas.dragTo({3, 2});
        QVERIFY(canvas.view.feedback().gaps.size() >= 2);
        canvas.release({3, 2});
        QCOMPARE(canvas.note(moved).rect.center(), QPointF(0, 0));
        QVERIFY(canvas.view.feedback().gaps.empty());
    }

    void snappingCanBeSwitchedOff()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId moved = canvas.controller.addNote(NoteKind::Event, {300, 200});
        canvas.trigger("board.snapObjects");
        canvas.drag({300, 200}, {300, 3});
        QCOMPARE(canvas.note(moved).rect.top(), -56.0);  // the grid alone
        canvas.trigger("board.snapGrid");
        canvas.drag({300, 4}, {311, 15});
        QCOMPARE(canvas.note(moved).rect.top(), -45.0);
    }

    void theKindUnderThePointerIsTaken()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::System, {0, 0});
        canvas.hover({0, 0});
        canvas.key(Qt::Key_I);
        QCOMPARE(canvas.tools.currentKind(), NoteKind::System);
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {300, 200});
        canvas.view.selection().selectNote(policy);
        canvas.key(Qt::Key_I, Qt::ControlModifier);
        QCOMPARE(canvas.tools.currentKind(), NoteKind::Policy);
    }

    void aDragBackLeavesNoStep()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const int steps = canvas.controller.undoStack()->count();
        canvas.press({0, 0}, Qt::ControlModifier);
        canvas.dragTo({100, 50}, Qt::ControlModifier);
        canvas.dragTo({0, 0}, Qt::ControlModifier);
        canvas.key(Qt::Key_Escape);
        canvas.release({0, 0});
        QCOMPARE(canvas.controller.undoStack()->count(), steps);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(0, 0));
    }

    void framesOfEveryKindAndInFrames()
    {
        CanvasFixture canvas;
        const std::vector<std::pair<Qt::Key, FrameKind>> kinds{{Qt::Key_F, FrameKind::Context},
            {Qt::Key_W, FrameKind::Swimlane}, {Qt::Key_S, FrameKind::Slice},
            {Qt::Key_P, FrameKind::Parking}};
        for (const auto& [key, kind] : kinds) {
            canvas.key(key);
            canvas.drag({-200, -160}, {200, 160});
            canvas.key(Qt::Key_Escape);
            canvas.key(Qt::Key_Escape);
            const Frame& made = canvas.board().frames().rbegin()->second;
            QCOMPARE(made.kind, kind);
            QVERIFY(!made.name.isEmpty());
            canvas.controller.remove({}, {made.id});
        }
        const FrameId outer = canvas.controller.addFrame({-400, -250, 800, 500}, "Outer");
        const FrameId inner = canvas.controller.addFrame({-100, -100, 200, 200}, "Inner");
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const QPointF tab = frameTab(*canvas.board().frame(outer)).center();
        canvas.drag(tab, tab + QPointF(80, 40), Qt::ControlModifier);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(80, 40));
        QCOMPARE(canvas.board().frame(inner)->rect.topLeft(), QPointF(-20, -60));
        // A copy of a frame holds copies of what is in it.
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(canvas.board().notes().size(), 2u);
        QCOMPARE(canvas.board().frames().size(), 4u);
    }

    void stacking()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Event, {10, 0});
        const NoteId c = canvas.controller.addNote(NoteKind::Event, {20, 0});
        const auto order = [&] { return paintingOrder(canvas.board()); };
        canvas.view.selection().selectNote(a);
        canvas.key(Qt::Key_BracketRight, Qt::ControlModifier);
        QCOMPARE(order(), (std::vector<NoteId>{b, a, c}));
        canvas.trigger("board.front");
        QCOMPARE(order(), (std::vector<NoteId>{b, c, a}));
        canvas.key(Qt::Key_BracketLeft, Qt::ControlModifier);
        QCOMPARE(order(), (std::vector<NoteId>{b, a, c}));
        canvas.trigger("board.back");
        QCOMPARE(order(), (std::vector<NoteId>{a, b, c}));
    }

    void tidyIsOneStep()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {500, 300}, "Order placed");
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {0, 0}, "Ship");
        canvas.controller.connectNotes(a, b);
        const Board before = canvas.board();
        canvas.key(Qt::Key_T, Qt::AltModifier);
        QVERIFY(canvas.note(a).rect.right() < canvas.note(b).rect.left());
        canvas.trigger("board.undo");
        QVERIFY(canvas.board() == before);
    }

    void viewOnlyAndReadOnlySayWhy()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0}, "Shown");
        QSignalSpy said(&canvas.tools, &CanvasTools::statusChanged);
        canvas.key(Qt::Key_R, Qt::AltModifier);
        const Board before = canvas.board();
        canvas.drag({0, 0}, {100, 0});
        canvas.doubleClick({300, 200});
        QVERIFY(canvas.board() == before);
        QVERIFY(said.count() > 0);
        canvas.key(Qt::Key_R, Qt::AltModifier);
        canvas.controller.setReadOnly(true);
        said.clear();
        canvas.doubleClick({300, 200});
        QCOMPARE(said.count(), 1);
        QVERIFY(canvas.board() == before);
    }
};

QTEST_MAIN(SelectingTest)
#include "selecting_test.moc"
