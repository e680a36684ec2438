// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas played by mouse, asserted on the board.
#include "tests/support/canvas_fixture.h"

#include "storming/geometry/edges.h"
#include "storming/geometry/geometry.h"
#include "storming/model/grammar.h"

#include <QUndoStack>

using namespace stormbench;
using namespace stormbench::storming;

class GesturesTest : public QObject {
    Q_OBJECT
private slots:
    void doubleClickMakesANoteAndTypes()
    {
        CanvasFixture canvas;
        QVERIFY(canvas.ready);
        canvas.doubleClick({100, 60});
        QCOMPARE(canvas.board().notes().size(), 1u);
        QVERIFY(canvas.tools.isEditing());
        canvas.type("Order placed");
        canvas.key(Qt::Key_Return);
        QVERIFY(!canvas.tools.isEditing());
        const Note& note = canvas.board().notes().begin()->second;
        QCOMPARE(note.kind, NoteKind::Event);
        QCOMPARE(note.text, QStringLiteral("Order placed"));
        QCOMPARE(note.rect.center(), QPointF(100, 60));
        // Making and typing are two steps, each taken back as a whole.
        canvas.trigger("board.undo");
        QCOMPARE(canvas.board().notes().begin()->second.text, QString());
        canvas.trigger("board.undo");
        QVERIFY(canvas.board().isEmpty());
    }

    void escapeTakesAnUnwrittenNoteBack()
    {
        CanvasFixture canvas;
        canvas.doubleClick({0, 0});
        canvas.key(Qt::Key_Escape);
        QVERIFY(canvas.board().isEmpty());
        QVERIFY(!canvas.controller.undoStack()->canUndo());
        // What was typed and taken back again is nothing either.
        canvas.doubleClick({0, 0});
        canvas.type("x");
        canvas.key(Qt::Key_Backspace);
        canvas.key(Qt::Key_Escape);
        QVERIFY(canvas.board().isEmpty());
    }

    void doubleClickEditsANote()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Command, {0, 0}, "Place order");
        canvas.doubleClick({0, 0});
        QVERIFY(canvas.tools.isEditing());
        canvas.type("Cancel order");
        canvas.click({300, 300});
        QVERIFY(!canvas.tools.isEditing());
        QCOMPARE(canvas.note(note).text, QStringLiteral("Cancel order"));
    }

    void longTextGrowsTheNote()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const QRectF before = canvas.note(note).rect;
        canvas.doubleClick({0, 0});
        canvas.type(
            QStringLiteral("many words that do not fit onto one small note at all ").repeated(4));
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.note(note).rect.topLeft(), before.topLeft());
        QVERIFY(canvas.note(note).rect.height() > before.height());
    }

    void noFrameIsDrawnAroundWhatIsTyped()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.doubleClick({0, 0});
        canvas.type("x");
        const QGraphicsItem* const editor = canvas.view.boardScene().focusItem();
        QVERIFY(editor);
        const QRectF text = editor->sceneBoundingRect();
        const QImage picture = canvas.view.grab().toImage();
        const qreal scale = picture.devicePixelRatio();
        const auto colorAt
            = [&](QPointF scene) { return picture.pixelColor((canvas.at(scene) * scale)); };
        // At both ends of the line there is nothing but paper.
        const QColor paper = colorAt(text.center() + QPointF(20, 0));
        for (const qreal side : {text.left(), text.right()})
            for (qreal x = side - 2; x <= side + 2; ++x)
                for (qreal y = text.top(); y < text.bottom(); ++y) {
                    const QColor seen = colorAt({x, y});
                    QVERIFY2(qAbs(seen.lightness() - paper.lightness()) < 12,
                        qPrintable(QStringLiteral("%1 %2: ").arg(x).arg(y) + seen.name()));
                }
    }

    void dragMovesAndSnaps()
    {
        CanvasFixture canvas;
        const NoteId still = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Still");
        const NoteId moved = canvas.controller.addNote(NoteKind::Event, {300, 200}, "Moved");
        // Let go three units off the line of the other's top: it settles on it.
        canvas.drag({300, 200}, {300, 3});
        QCOMPARE(canvas.note(moved).rect.top(), canvas.note(still).rect.top());
        QCOMPARE(canvas.selectedNote(), moved);
        canvas.trigger("board.undo");
        QCOMPARE(canvas.note(moved).rect.center(), QPointF(300, 200));
        canvas.trigger("board.redo");
        QCOMPARE(canvas.note(moved).rect.top(), canvas.note(still).rect.top());
    }

    void controlHeldDoesNotSnap()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0}, "Still");
        const NoteId moved = canvas.controller.addNote(NoteKind::Event, {300, 200}, "Moved");
        canvas.drag({300, 200}, {300, 3}, Qt::ControlModifier);
        QCOMPARE(canvas.note(moved).rect.center(), QPointF(300, 3));
    }

    void aClickDoesNotMove()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {1, 1});
        const int steps = canvas.controller.undoStack()->count();
        canvas.click({0, 0});
        QCOMPARE(canvas.selectedNote(), note);
        QCOMPARE(canvas.controller.undoStack()->count(), steps);
    }

    void escapeEndsADragWithoutATrace()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const Board before = canvas.board();
        canvas.press({0, 0});
        canvas.dragTo({200, 90});
        QVERIFY(canvas.note(note).rect.center() != QPointF(0, 0));
        canvas.key(Qt::Key_Escape);
        canvas.release({200, 90});
        QVERIFY(canvas.board() == before);
    }

    void altDragCopies()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Policy, {0, 0}, "Whenever");
        canvas.drag({0, 0}, {0, 240}, Qt::AltModifier);
        QCOMPARE(canvas.board().notes().size(), 2u);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(0, 0));
        const Note& copy = canvas.note(canvas.selectedNote());
        QVERIFY(copy.id != note);
        QCOMPARE(copy.text, QStringLiteral("Whenever"));
        QCOMPARE(copy.rect.center().y(), 240.0);
        canvas.trigger("board.undo");
        QCOMPARE(canvas.board().notes().size(), 1u);
    }

    void marqueeAndShiftClick()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {-150, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Event, {150, 0});
        const NoteId c = canvas.controller.addNote(NoteKind::Event, {150, 300});
        canvas.drag({-300, -150}, {100, 100});
        QCOMPARE(canvas.view.selection().current().notes, (std::set<NoteId>{a, b}));
        canvas.click({150, 300}, Qt::ShiftModifier);
        QCOMPARE(canvas.view.selection().current().notes, (std::set<NoteId>{a, b, c}));
        canvas.click({-150, 0}, Qt::ShiftModifier);
        QCOMPARE(canvas.view.selection().current().notes, (std::set<NoteId>{b, c}));
        canvas.click({-400, -300});
        QVERIFY(canvas.view.selection().current().isEmpty());
    }

    void resizeByACorner()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {60, 60});
        canvas.click({60, 60});
        canvas.drag({120, 120}, {202, 161});
        QCOMPARE(canvas.note(note).rect, QRectF(0, 0, 204, 160));
        canvas.trigger("board.undo");
        QCOMPARE(canvas.note(note).rect, QRectF(0, 0, 120, 120));
    }

    void connectToolDrawsAnArrow()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {-250, 0});
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {250, 0});
        canvas.key(Qt::Key_C);
        QCOMPARE(canvas.tools.toolId(), Tool::Id::Connect);
        canvas.press({-250, 0});
        canvas.dragTo({250, 0});
        QCOMPARE(canvas.view.feedback().hint,
            QString::fromUtf8(grammarOf(NoteKind::Event, NoteKind::Policy).verb));
        canvas.release({250, 0});
        QCOMPARE(canvas.board().connectors().size(), 1u);
        const Connector& made = canvas.board().connectors().begin()->second;
        QCOMPARE(made.from, event);
        QCOMPARE(made.to, policy);
        QCOMPARE(canvas.view.selection().singleConnector(), std::optional(made.id));
        canvas.key(Qt::Key_Delete);
        QVERIFY(canvas.board().connectors().empty());
    }

    void theDotBesideANoteDrawsAnArrow()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {-250, 0});
        canvas.controller.addNote(NoteKind::Policy, {250, 0});
        canvas.click({-250, 0});
        canvas.drag({-190 + kConnectDistancePixels, 0}, {250, 0});
        QCOMPARE(canvas.board().connectors().size(), 1u);
    }

    void anArrowIsSelectedByAClickOnIt()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {-250, 0});
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {250, 0});
        const ConnectorId arrow = canvas.controller.connectNotes(event, policy);
        canvas.click({0, 2});
        QCOMPARE(canvas.view.selection().singleConnector(), std::optional(arrow));
    }

    void frameToolDrawsAFrameThatCarriesItsNotes()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.key(Qt::Key_F);
        canvas.drag({-200, -150}, {200, 150});
        QCOMPARE(canvas.board().frames().size(), 1u);
        QVERIFY(canvas.tools.isEditing());
        canvas.type("Ordering");
        canvas.key(Qt::Key_Return);
        const Frame frame = canvas.board().frames().begin()->second;
        QCOMPARE(frame.name, QStringLiteral("Ordering"));
        QCOMPARE(frame.rect, QRectF(-200, -152, 400, 304));
        QCOMPARE(canvas.board().membersOf(frame.id), std::vector<NoteId>{note});
        const QPointF tab = frameTab(frame).center();
        canvas.drag(tab, tab + QPointF(80, 40), Qt::ControlModifier);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(80, 40));
    }

    void notesThatTouchAreConnected()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Command, {0, 0}, "Place order");
        const NoteId aggregate
            = canvas.controller.addNote(NoteKind::Aggregate, {400, 200}, "Order");
        QCOMPARE(canvas.view.boardScene().edgeCount(), 0);
        canvas.drag({400, 200}, {60 + 12 + 106 + 2, 1});
        QCOMPARE(canvas.note(aggregate).rect.left(), 72.0);
        QCOMPARE(canvas.view.boardScene().edgeCount(), 1);
        QVERIFY(
            canvas.view.boardScene().edgeItem(canvas.board().notes().begin()->first, aggregate));
    }

    void middleDragAndSpaceDragPan()
    {
        CanvasFixture canvas;
        const QPointF before = canvas.view.toScene({0, 0});
        canvas.drag({0, 0}, {50, 30}, {}, Qt::MiddleButton);
        const QPointF after = canvas.view.toScene({0, 0});
        QVERIFY(after != before);
        QTest::keyPress(&canvas.view, Qt::Key_Space);
        canvas.drag({0, 0}, {-60, 0});
        QTest::keyRelease(&canvas.view, Qt::Key_Space);
        QVERIFY(canvas.view.toScene({0, 0}).x() > after.x());
        QVERIFY(canvas.board().isEmpty());
    }

    void wheelScrollsAndControlWheelZoomsAroundThePointer()
    {
        CanvasFixture canvas;
        const QPoint pointer(300, 200);
        const QPointF under = canvas.view.toScene(pointer);
        const auto wheel = [&](int notches, Qt::KeyboardModifiers modifiers) {
            QWheelEvent event(pointer, canvas.view.viewport()->mapToGlobal(pointer), {},
                {0, 120 * notches}, {}, modifiers, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(canvas.view.viewport(), &event);
        };
        wheel(2, Qt::ControlModifier);
        QCOMPARE(canvas.view.zoom(), 1.5625);
        const QPointF drift = canvas.view.toScene(pointer) - under;
        QVERIFY2(drift.manhattanLength() < 2, qPrintable(QString::number(drift.manhattanLength())));
        const QPointF before = canvas.view.toScene(pointer);
        wheel(-1, {});
        QVERIFY(canvas.view.toScene(pointer).y() > before.y());
        QCOMPARE(canvas.view.zoom(), 1.5625);
    }

    void aReadOnlyBoardRefusesEveryGesture()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        canvas.controller.setReadOnly(true);
        const Board before = canvas.board();
        canvas.drag({0, 0}, {200, 0});
        canvas.doubleClick({0, 0});
        canvas.doubleClick({300, 300});
        canvas.click({0, 0});
        canvas.key(Qt::Key_Delete);
        canvas.key(Qt::Key_Tab);
        canvas.key(Qt::Key_Right);
        canvas.type("x");
        QVERIFY(!canvas.tools.isEditing());
        QVERIFY(canvas.board() == before);
    }

    void aKindDraggedFromThePaletteLands()
    {
        CanvasFixture canvas;
        QMimeData data;
        data.setData("application/x-stormbench-kind", QByteArray::number(int(NoteKind::System)));
        const QPoint at = canvas.at({40, 20});
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas.view.viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas.view.viewport(), &drop);
        QCOMPARE(canvas.board().notes().size(), 1u);
        QCOMPARE(canvas.board().notes().begin()->second.kind, NoteKind::System);
        QCOMPARE(canvas.board().notes().begin()->second.rect.topLeft(),
            QPointF(-68, -40));  // on the grid
        canvas.key(Qt::Key_Escape);
        // Beside another note it docks.
        canvas.controller.addNote(NoteKind::Command, {-400, 200}, "Place order");
        const QPoint beside = canvas.at({-400 + 60 + 12 + 106 + 9, 205});
        QDragEnterEvent again(beside, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas.view.viewport(), &again);
        QDropEvent next(beside, Qt::CopyAction, &data, Qt::LeftButton, {});
        QCoreApplication::sendEvent(canvas.view.viewport(), &next);
        QCOMPARE(canvas.note(canvas.selectedNote()).rect.topLeft(), QPointF(-328, 140));
    }
};

QTEST_MAIN(GesturesTest)
#include "gestures_test.moc"
