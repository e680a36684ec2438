// SPDX-License-Identifier: GPL-3.0-or-later
// While notes are carried, the frame shows itself that will take them.
#include "tests/support/canvas_fixture.h"

#include "storming/geometry/geometry.h"

using namespace stormbench;
using namespace stormbench::storming;

namespace {

constexpr FrameId kOrdering(10), kInner(11), kParking(12);
constexpr NoteId kNote(1), kOther(2), kBound(3);
constexpr QPointF kOutside(-450, -250), kOtherPlace(-450, -50), kBoundPlace(-450, 250);

// A context with another one in it, and a parking lot below; three notes outside of them, one of
// which somebody has given to the inner context.
Board frames()
{
    Board board;
    const auto add = [&board](FrameId id, FrameKind kind, const QRectF& rect) {
        Frame frame;
        frame.id = id;
        frame.kind = kind;
        frame.rect = rect;
        (void)apply(board, AddFrame{frame});
    };
    add(kOrdering, FrameKind::Context, {-200, -300, 700, 400});
    add(kInner, FrameKind::Context, {200, -250, 250, 300});
    add(kParking, FrameKind::Parking, {-200, 150, 300, 200});
    (void)apply(board, AddNote{makeNote(kNote, NoteKind::Event, kOutside)});
    (void)apply(board, AddNote{makeNote(kOther, NoteKind::Policy, kOtherPlace)});
    (void)apply(board, AddNote{makeNote(kBound, NoteKind::Event, kBoundPlace)});
    (void)apply(board, ChangeNote{kBound, NoteProperty::Frame, qint64(kInner.value())});
    return board;
}

FrameId marked(const CanvasFixture& canvas)
{
    return canvas.view.boardScene().hover().frame;
}

bool isShownAsMember(const CanvasFixture& canvas, NoteId note)
{
    return canvas.view.boardScene().noteItem(note)->marks().member;
}

}  // namespace

class ReceiversTest : public QObject {
    Q_OBJECT
private slots:
    void theFrameAroundIsMarked_data()
    {
        QTest::addColumn<QPointF>("to");
        QTest::addColumn<quint64>("frame");  // 0: none
        QTest::addColumn<bool>("escapes");
        QTest::newRow("a context") << QPointF(-50, -100) << kOrdering.value() << false;
        QTest::newRow("the smaller of two") << QPointF(320, -100) << kInner.value() << false;
        QTest::newRow("the parking lot") << QPointF(-60, 250) << kParking.value() << false;
        QTest::newRow("none") << QPointF(-450, 100) << quint64(0) << false;
        QTest::newRow("given up") << QPointF(-50, -100) << kOrdering.value() << true;
    }
    void theFrameAroundIsMarked()
    {
        QFETCH(QPointF, to);
        QFETCH(quint64, frame);
        QFETCH(bool, escapes);
        CanvasFixture canvas(frames());
        QVERIFY(canvas.ready);
        canvas.press(kOutside);
        canvas.dragTo(to, Qt::ControlModifier);
        QCOMPARE(marked(canvas), FrameId(frame));
        QCOMPARE(isShownAsMember(canvas, kNote), frame != 0);
        if (escapes)
            canvas.key(Qt::Key_Escape);
        canvas.release(to, Qt::ControlModifier);
        QCOMPARE(marked(canvas), FrameId());
        QVERIFY(!isShownAsMember(canvas, kNote));
    }

    void theMarkGoesWithTheNote()
    {
        CanvasFixture canvas(frames());
        canvas.press(kOutside);
        for (const auto& [to, frame] :
            {std::pair(QPointF(-50, -100), kOrdering), std::pair(QPointF(320, -100), kInner),
                std::pair(QPointF(0, -100), kOrdering), std::pair(kOutside, FrameId())}) {
            canvas.dragTo(to, Qt::ControlModifier);
            QCOMPARE(marked(canvas), frame);
        }
        canvas.release(kOutside);
    }

    void aGivenFrameStays()
    {
        CanvasFixture canvas(frames());
        canvas.press(kBoundPlace);
        canvas.dragTo({-50, -100}, Qt::ControlModifier);
        QCOMPARE(marked(canvas), kInner);
        canvas.release({-50, -100});
    }

    void ofSeveralThatOneThatIsTaken()
    {
        CanvasFixture canvas(frames());
        canvas.view.selection().setNotes({kNote, kOther});
        canvas.press(kOutside);
        // The note in hand stays above of the frame, the other one gets in.
        canvas.dragTo({-100, -340}, Qt::ControlModifier);
        QCOMPARE(marked(canvas), kOrdering);
        QVERIFY(!isShownAsMember(canvas, kNote));
        QVERIFY(isShownAsMember(canvas, kOther));
        // Then both: the same frame has one member more.
        canvas.dragTo({-100, -240}, Qt::ControlModifier);
        QCOMPARE(marked(canvas), kOrdering);
        QVERIFY(isShownAsMember(canvas, kNote));
        QVERIFY(isShownAsMember(canvas, kOther));
        canvas.release({-100, -240});
    }

    void aCopyIsTakenToo()
    {
        CanvasFixture canvas(frames());
        canvas.press(kOutside, Qt::AltModifier);
        canvas.dragTo({-50, -100}, Qt::AltModifier | Qt::ControlModifier);
        QCOMPARE(marked(canvas), kOrdering);
        canvas.release({-50, -100}, Qt::AltModifier);
        QCOMPARE(marked(canvas), FrameId());
    }

    void aFrameThatIsCarriedTakesNothing()
    {
        CanvasFixture canvas(frames());
        const QPointF tab = frameTab(*canvas.board().frame(kInner)).center();
        canvas.press(tab);
        canvas.dragTo(tab + QPointF(-60, 40), Qt::ControlModifier);
        QCOMPARE(marked(canvas), FrameId());
        canvas.release(tab + QPointF(-60, 40));
    }
};

QTEST_MAIN(ReceiversTest)
#include "receivers_test.moc"
