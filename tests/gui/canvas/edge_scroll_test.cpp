// SPDX-License-Identifier: GPL-3.0-or-later
// Gestures carried beyond what is in sight.
#include "tests/support/canvas_fixture.h"

#include <QSignalSpy>
#include <QTimer>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

QPointF seenMiddle(const CanvasFixture& canvas)
{
    return canvas.view.toScene(QRectF(canvas.view.viewport()->rect()).center());
}

// With the button held, to a pixel of the viewport.
void dragToPixel(CanvasFixture& canvas, QPointF pixel, Qt::KeyboardModifiers modifiers = {})
{
    canvas.dragTo(canvas.view.toScene(pixel), modifiers);
}

// Time enough for a view that scrolls to be seen scrolling.
bool framesPass()
{
    QTimer frames;
    const QSignalSpy passed(&frames, &QTimer::timeout);
    frames.start(ui::duration::kFrame);
    return QTest::qWaitFor([&passed] { return passed.count() >= 4; });
}

}  // namespace

class EdgeScrollTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { ui::theme().setMotion(false); }

    void aNoteIsCarriedAlong_data()
    {
        QTest::addColumn<QPointF>("pixel");
        QTest::addColumn<QPointF>("way");  // of the view
        QTest::addColumn<bool>("motion");
        QTest::newRow("right") << QPointF(1190, 400) << QPointF(1, 0) << false;
        QTest::newRow("left") << QPointF(10, 400) << QPointF(-1, 0) << false;
        QTest::newRow("top") << QPointF(600, 10) << QPointF(0, -1) << false;
        QTest::newRow("bottom") << QPointF(600, 790) << QPointF(0, 1) << false;
        QTest::newRow("beyond the corner") << QPointF(1300, 900) << QPointF(1, 1) << false;
        QTest::newRow("with motion") << QPointF(1190, 400) << QPointF(1, 0) << true;
    }
    void aNoteIsCarriedAlong()
    {
        QFETCH(QPointF, pixel);
        QFETCH(QPointF, way);
        QFETCH(bool, motion);
        CanvasFixture canvas;
        QVERIFY(canvas.ready);
        ui::theme().setMotion(motion);
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        const QPointF before = seenMiddle(canvas);
        canvas.press({0, 0});
        dragToPixel(canvas, pixel, Qt::ControlModifier);
        const auto moved = [&](qreal far) {
            const QPointF drift = seenMiddle(canvas) - before;
            const auto asWanted = [far](qreal drift, qreal way) {
                return way == 0 ? qAbs(drift) < 1 : drift * way > far;
            };
            return asWanted(drift.x(), way.x()) && asWanted(drift.y(), way.y());
        };
        QTRY_VERIFY(moved(60));
        QVERIFY(QLineF(canvas.note(note).rect.center(), canvas.view.toScene(pixel)).length() < 1.5);
        canvas.release(canvas.view.toScene(pixel), Qt::ControlModifier);
        const QPointF there = canvas.note(note).rect.center();
        QVERIFY(QLineF(there, canvas.view.toScene(pixel)).length() < 1.5);
        // Nothing goes on by itself.
        const QPointF rest = seenMiddle(canvas);
        QVERIFY(framesPass());
        QCOMPARE(seenMiddle(canvas), rest);
        QCOMPARE(canvas.note(note).rect.center(), there);
        // However far, it is one step.
        canvas.trigger("board.undo");
        QCOMPARE(canvas.note(note).rect.center(), QPointF(0, 0));
    }

    void escapeTakesItBackAndEndsIt()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0});
        const Board before = canvas.board();
        const QPointF seen = seenMiddle(canvas);
        canvas.press({0, 0});
        dragToPixel(canvas, {1195, 400});
        QTRY_VERIFY(seenMiddle(canvas).x() > seen.x() + 40);
        canvas.key(Qt::Key_Escape);
        QVERIFY(canvas.board() == before);
        const QPointF rest = seenMiddle(canvas);
        QVERIFY(framesPass());
        QCOMPARE(seenMiddle(canvas), rest);
        QVERIFY(canvas.board() == before);
    }

    void theWheelMovesTheBoardUnderIt_data()
    {
        QTest::addColumn<Qt::KeyboardModifiers>("modifiers");
        QTest::newRow("scrolled") << Qt::KeyboardModifiers();
        QTest::newRow("zoomed") << Qt::KeyboardModifiers(Qt::ControlModifier);
    }
    void theWheelMovesTheBoardUnderIt()
    {
        QFETCH(Qt::KeyboardModifiers, modifiers);
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.press({0, 0});
        const QPoint pixel(700, 450);
        dragToPixel(canvas, pixel, Qt::ControlModifier);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(100, 50));
        // Not at the pointer: zooming around it would leave it where it is.
        QWheelEvent event(QPoint(300, 200), canvas.view.viewport()->mapToGlobal(QPoint(300, 200)),
            {}, {0, 240}, Qt::LeftButton, modifiers, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(canvas.view.viewport(), &event);
        QVERIFY(QLineF(canvas.view.toScene(pixel), QPointF(100, 50)).length() > 20);
        QTRY_VERIFY(
            QLineF(canvas.note(note).rect.center(), canvas.view.toScene(pixel)).length() < 1.5);
        canvas.key(Qt::Key_Escape);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(0, 0));
    }

    void anArrowReachesANoteOutOfSight()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {300, 0});
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {900, 0});
        canvas.key(Qt::Key_C);
        canvas.press({300, 0});
        dragToPixel(canvas, {1190, 400});
        QTRY_COMPARE(canvas.view.boardScene().hover().note, policy);
        canvas.release(canvas.view.toScene(QPointF(1190, 400)));
        QCOMPARE(canvas.board().connectors().size(), 1u);
        QCOMPARE(canvas.board().connectors().begin()->second.from, event);
    }

    void otherGesturesGoOnToo_data()
    {
        QTest::addColumn<int>("key");  // takes up a tool; 0: none
        QTest::addColumn<QPointF>("from");
        QTest::newRow("marquee") << 0 << QPointF(-300, -200);
        QTest::newRow("a frame drawn") << int(Qt::Key_F) << QPointF(-300, -200);
        QTest::newRow("resizing") << 0 << QPointF(60, 60);
    }
    void otherGesturesGoOnToo()
    {
        QFETCH(int, key);
        QFETCH(QPointF, from);
        CanvasFixture canvas;
        const NoteId near = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId far = canvas.controller.addNote(NoteKind::Event, {900, 0});
        if (key)
            canvas.key(key);
        else
            canvas.click({0, 0});
        canvas.press(from);
        dragToPixel(canvas, {1195, 600});
        QTRY_VERIFY(canvas.view.toScene({1195, 600}).x() > 910);
        if (key)
            QVERIFY(canvas.view.feedback().frame->contains(QPointF(900, 0)));
        else if (from == QPointF(60, 60))
            QVERIFY(canvas.note(near).rect.right() > 890);
        else
            QCOMPARE(canvas.view.selection().current().notes, (std::set<NoteId>{near, far}));
        canvas.key(Qt::Key_Escape);
    }

    void itLeavesTheViewAlone_data()
    {
        QTest::addColumn<QPointF>("from");
        QTest::addColumn<QPointF>("pixel");
        QTest::addColumn<bool>("pans");
        QTest::newRow("in the middle") << QPointF(0, 0) << QPointF(700, 500) << false;
        QTest::newRow("just outside of the band") << QPointF(0, 0) << QPointF(1160, 400) << false;
        QTest::newRow("taken up at the edge, brought in")
            << QPointF(590, 0) << QPointF(1180, 420) << false;
        QTest::newRow("panning") << QPointF(0, 0) << QPointF(1195, 400) << true;
    }
    void itLeavesTheViewAlone()
    {
        QFETCH(QPointF, from);
        QFETCH(QPointF, pixel);
        QFETCH(bool, pans);
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, from);
        const auto button = pans ? Qt::MiddleButton : Qt::LeftButton;
        canvas.press(from, {}, button);
        canvas.dragTo(canvas.view.toScene(pixel), {}, button);
        const QPointF seen = seenMiddle(canvas);
        QVERIFY(framesPass());
        QCOMPARE(seenMiddle(canvas), seen);
        canvas.release(canvas.view.toScene(pixel), {}, button);
    }

    void aLockedNoteTakesNothingAlong()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.click({0, 0});
        canvas.controller.edit("Lock", {ChangeNote{note, NoteProperty::Locked, true}});
        const QPointF seen = seenMiddle(canvas);
        canvas.press({0, 0});
        dragToPixel(canvas, {1195, 400});
        QVERIFY(framesPass());
        QCOMPARE(seenMiddle(canvas), seen);
    }
};

QTEST_MAIN(EdgeScrollTest)
#include "edge_scroll_test.moc"
