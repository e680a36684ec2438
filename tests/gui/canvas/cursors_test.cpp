// SPDX-License-Identifier: GPL-3.0-or-later
// The pointer says what a press would do, and what a drag does.
#include "tests/support/canvas_fixture.h"

#include "storming/geometry/geometry.h"

using namespace stormbench;
using namespace stormbench::storming;

namespace {

// A free note, a locked one, two joined by an arrow, a free frame and a locked one.
constexpr QPointF kFree(-400, -200), kLocked(-400, 0), kFrom(0, 200), kTo(400, 200);
constexpr QPointF kArrow(200, 200), kTable(-100, 50);
constexpr QRectF kFrame(0, -250, 200, 150), kLockedFrame(300, -250, 200, 150);

QPointF tabOf(const QRectF& rect)
{
    return {rect.left() + 20, rect.top() - kFrameTabHeight / 2};
}

Board everything()
{
    Board board;
    (void)apply(board, AddNote{makeNote(NoteId(1), NoteKind::Event, kFree)});
    (void)apply(board, AddNote{makeNote(NoteId(2), NoteKind::Event, kLocked)});
    (void)apply(board, ChangeNote{NoteId(2), NoteProperty::Locked, true});
    (void)apply(board, AddNote{makeNote(NoteId(3), NoteKind::Event, kFrom)});
    (void)apply(board, AddNote{makeNote(NoteId(4), NoteKind::Policy, kTo)});
    (void)apply(board, AddConnector{{ConnectorId(5), NoteId(3), NoteId(4), {}, false}});
    for (const bool locked : {false, true}) {
        Frame frame;
        frame.id = FrameId(locked ? 7 : 6);
        frame.rect = locked ? kLockedFrame : kFrame;
        frame.locked = locked;
        (void)apply(board, AddFrame{frame});
    }
    return board;
}

}  // namespace

class CursorsTest : public QObject {
    Q_OBJECT
private slots:
    void overWhatLiesThere_data()
    {
        QTest::addColumn<QPointF>("point");
        QTest::addColumn<Qt::CursorShape>("hovered");
        QTest::addColumn<Qt::CursorShape>("pressed");
        QTest::addColumn<Qt::CursorShape>("dragged");
        QTest::addColumn<Qt::CursorShape>("copied");  // dragged with Alt
        constexpr auto kArrowShape = Qt::ArrowCursor;
        constexpr auto kOpen = Qt::OpenHandCursor, kClosed = Qt::ClosedHandCursor;
        constexpr auto kCopy = Qt::DragCopyCursor, kNo = Qt::ForbiddenCursor;
        QTest::newRow("the table")
            << kTable << kArrowShape << kArrowShape << kArrowShape << kArrowShape;
        QTest::newRow("a note") << kFree << kOpen << kOpen << kClosed << kCopy;
        QTest::newRow("a locked note") << kLocked << kArrowShape << kNo << kNo << kCopy;
        QTest::newRow("a frame's tab") << tabOf(kFrame) << kOpen << kOpen << kClosed << kCopy;
        QTest::newRow("a locked frame's tab")
            << tabOf(kLockedFrame) << kArrowShape << kNo << kNo << kCopy;
        QTest::newRow("inside of a frame")
            << kFrame.center() << kArrowShape << kArrowShape << kArrowShape << kArrowShape;
        constexpr auto kPoint = Qt::PointingHandCursor;
        QTest::newRow("an arrow") << kArrow << kPoint << kPoint << kPoint << kPoint;
    }
    void overWhatLiesThere()
    {
        QFETCH(QPointF, point);
        CanvasFixture canvas(everything());
        QVERIFY(canvas.ready);
        const auto shape = [&] { return canvas.view.viewport()->cursor().shape(); };
        const auto hover = [&](QPointF at) { canvas.dragTo(at, {}, Qt::NoButton); };
        hover(point);
        QTEST(shape(), "hovered");
        canvas.press(point);
        QTEST(shape(), "pressed");
        const QPointF away = point + QPointF(3, 18);
        canvas.dragTo(away);
        if (point != kArrow)  // is left behind, and nothing is in hand
            QTEST(shape(), "dragged");
        canvas.key(Qt::Key_Escape);
        canvas.release(away);
        hover(point);
        QTEST(shape(), "hovered");
        canvas.press(point, Qt::AltModifier);
        canvas.dragTo(away, Qt::AltModifier);
        if (point != kArrow)
            QTEST(shape(), "copied");
        canvas.key(Qt::Key_Escape);
        canvas.release(away);
        QVERIFY(canvas.board() == everything());
    }

    void overHandles_data()
    {
        QTest::addColumn<QPointF>("offset");  // from the middle of the selected note
        QTest::addColumn<Qt::CursorShape>("shape");
        QTest::newRow("top left") << QPointF(-60, -60) << Qt::SizeFDiagCursor;
        QTest::newRow("top right") << QPointF(60, -60) << Qt::SizeBDiagCursor;
        QTest::newRow("bottom right") << QPointF(60, 60) << Qt::SizeFDiagCursor;
        QTest::newRow("bottom left") << QPointF(-60, 60) << Qt::SizeBDiagCursor;
        QTest::newRow("dot of arrows")
            << QPointF(60 + kConnectDistancePixels, 0) << Qt::CrossCursor;
    }
    void overHandles()
    {
        QFETCH(QPointF, offset);
        CanvasFixture canvas(everything());
        canvas.click(kFree);
        const auto shape = [&] { return canvas.view.viewport()->cursor().shape(); };
        canvas.dragTo(kFree + offset, {}, Qt::NoButton);
        QTEST(shape(), "shape");
        // Over whatever the pointer comes meanwhile.
        canvas.press(kFree + offset);
        canvas.dragTo(kFree);
        QTEST(shape(), "shape");
        canvas.dragTo(kTable);
        QTEST(shape(), "shape");
        canvas.key(Qt::Key_Escape);
        QCOMPARE(shape(), Qt::ArrowCursor);
        canvas.release(kTable);
    }

    void anArrowsEndIsAHandful()
    {
        CanvasFixture canvas(everything());
        canvas.click(kArrow);
        const QPointF end = canvas.view.feedback().endHandles.at(1);
        canvas.dragTo(end, {}, Qt::NoButton);
        QCOMPARE(canvas.view.viewport()->cursor().shape(), Qt::OpenHandCursor);
        canvas.press(end);
        canvas.dragTo(kTable);
        QCOMPARE(canvas.view.viewport()->cursor().shape(), Qt::ClosedHandCursor);
        canvas.release(kTable);
    }

    void aBoardThatIsOnlyShownOffersNothingToMove()
    {
        CanvasFixture canvas(everything());
        canvas.tools.setViewOnly(true);
        for (const QPointF point : {kFree, tabOf(kFrame)}) {
            canvas.dragTo(point, {}, Qt::NoButton);
            QCOMPARE(canvas.view.viewport()->cursor().shape(), Qt::ArrowCursor);
            canvas.press(point);
            QCOMPARE(canvas.view.viewport()->cursor().shape(), Qt::ArrowCursor);
            canvas.release(point);
        }
    }

    void panningAndTypingHaveTheirOwn()
    {
        CanvasFixture canvas(everything());
        const auto shape = [&] { return canvas.view.viewport()->cursor().shape(); };
        QTest::keyPress(&canvas.view, Qt::Key_Space);
        QCOMPARE(shape(), Qt::OpenHandCursor);
        canvas.press(kTable);
        QCOMPARE(shape(), Qt::ClosedHandCursor);
        canvas.release(kTable);
        QCOMPARE(shape(), Qt::OpenHandCursor);
        QTest::keyRelease(&canvas.view, Qt::Key_Space);
        QCOMPARE(shape(), Qt::ArrowCursor);
        canvas.doubleClick(kFree);
        QVERIFY(canvas.tools.isEditing());
        QCOMPARE(shape(), Qt::IBeamCursor);
    }
};

QTEST_MAIN(CursorsTest)
#include "cursors_test.moc"
