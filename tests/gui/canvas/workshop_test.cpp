// SPDX-License-Identifier: GPL-3.0-or-later
// A facilitator's means, played by gestures on the canvas; what counts is on the board.
#include "storming/panels/laser_pointer.h"
#include "storming/panels/presentation_window.h"
#include "storming/panels/replay_window.h"
#include "storming/panels/vote_canvas.h"
#include "storming/panels/votes_panel.h"
#include "storming/panels/workshop.h"
#include "storming/panels/workshop_bar.h"
#include "storming/scene/board_view.h"
#include "storming/store/board_file.h"
#include "storming/workshop/parking.h"
#include "tests/support/canvas_fixture.h"

#include <QPointer>
#include <QTemporaryDir>
#include <QTreeWidget>
#include <QUndoStack>

using namespace stormbench::storming;
using namespace std::chrono_literals;

namespace {

/// A canvas with a workshop going on, on a clock that the test turns.
struct Room : CanvasFixture {
    Room()
        : workshop(controller, view.selection(), [this] { return now; })
        , bar(workshop)
        , votes(std::make_unique<VoteCanvas>(view, workshop))
    {
    }
    NoteId add(NoteKind kind, QPointF at, const QString& text)
    {
        return controller.addNote(kind, at, text);
    }
    [[nodiscard]] qint64 dots(NoteId id) const { return note(id).integer(NoteProperty::Votes); }

    Workshop::Ms now{0};
    Workshop workshop;
    WorkshopBar bar;
    std::unique_ptr<VoteCanvas> votes;
};

}  // namespace

class WorkshopTest : public QObject {
    Q_OBJECT
private slots:
    void theTimerCountsDownAndSaysWhenItIsOver();
    void votesAreGivenByClicksAndHiddenUntilClosed();
    void votesAreGivenByKeys();
    void withoutARoundClicksSelect();
    void theBarNeverWidensTheWindow();
    void hotspotsAreParkedInOneStep();
    void privateNotesAreHiddenUntilRevealed();
    void aPresentationGoesFromFrameToFrame();
    void aPresenterPointsWithLight();
    void aReplayScrubsThroughTheHistory();
};

void WorkshopTest::theTimerCountsDownAndSaysWhenItIsOver()
{
    Room room;
    QVERIFY(room.bar.isHidden());
    QSignalSpy up(&room.workshop, &Workshop::timeUp);
    room.workshop.startTimer(90s);
    QCOMPARE(room.bar.timerText(), QStringLiteral("01:30"));
    room.now = 30s;
    room.workshop.toggleTimer();
    QCOMPARE(room.bar.timerText(), QStringLiteral("01:00"));
    room.now = 60s;
    room.workshop.toggleTimer();
    room.workshop.addMinute();
    QCOMPARE(room.bar.timerText(), QStringLiteral("02:00"));
    room.now = 180s;
    QTRY_COMPARE(up.count(), 1);
    QCOMPARE(room.bar.timerText(), QStringLiteral("00:00"));
    QVERIFY(room.bar.isVisible() && room.workshop.isTimeUp());
    room.workshop.addMinute();
    QCOMPARE(room.bar.timerText(), QStringLiteral("01:00"));
    room.workshop.stopTimer();
    QVERIFY(room.bar.isHidden());
}

void WorkshopTest::votesAreGivenByClicksAndHiddenUntilClosed()
{
    Room room;
    const NoteId a = room.add(NoteKind::Event, {0, 0}, "Order placed");
    const NoteId b = room.add(NoteKind::Event, {300, 0}, "Card charged");
    VotesPanel results(room.workshop);
    results.show();
    const int before = room.controller.undoStack()->count();
    room.workshop.startVoting(2);
    room.click({0, 0});
    room.click({300, 0});
    room.click({300, 0});
    QVERIFY(room.bar.votingText().contains("0 of 2"));
    QCOMPARE(room.workshop.ballot()->mine(b), 1);
    room.click({300, 0}, Qt::ShiftModifier);
    QCOMPARE(room.workshop.ballot()->mine(b), 0);
    room.click({300, 0}, {}, Qt::RightButton);
    QCOMPARE(room.workshop.ballot()->left(), 1);
    room.workshop.nextPerson();
    room.click({0, 0});
    // Nothing on the board, and nothing said of it, before the round is closed.
    QCOMPARE(room.dots(a), 0);
    QCOMPARE(results.list()->topLevelItemCount(), 0);
    QVERIFY(room.view.selection().current().isEmpty());
    room.workshop.closeVoting();
    QCOMPARE(room.dots(a), 2);
    QCOMPARE(room.dots(b), 0);
    QTRY_COMPARE(results.list()->topLevelItemCount(), 1);
    QCOMPARE(results.list()->topLevelItem(0)->text(2), QStringLiteral("Order placed"));
    QCOMPARE(room.controller.undoStack()->count(), before + 1);
    room.controller.undoStack()->undo();
    QCOMPARE(room.dots(a), 0);
}

void WorkshopTest::votesAreGivenByKeys()
{
    Room room;
    const NoteId a = room.add(NoteKind::Event, {0, 0}, "Order placed");
    room.view.selection().selectNote(a);
    room.workshop.startVoting(3);
    room.key(Qt::Key_Plus);
    room.key(Qt::Key_Plus);
    room.key(Qt::Key_Minus);
    QCOMPARE(room.workshop.ballot()->mine(a), 1);
    // The dots stay on their notes when the board is panned.
    room.view.pan({50, 30});
    QCOMPARE(room.votes->geometry(), room.view.viewport()->rect());
    room.workshop.closeVoting();
    QCOMPARE(room.dots(a), 1);
    room.workshop.clearVotes();
    QVERIFY(!room.note(a).isSet(NoteProperty::Votes));
}

void WorkshopTest::withoutARoundClicksSelect()
{
    Room room;
    const NoteId a = room.add(NoteKind::Event, {0, 0}, "Order placed");
    room.workshop.startVoting(3);
    room.click({0, 0});
    room.workshop.cancelVoting();
    room.view.selection().clear();
    room.click({0, 0});
    QCOMPARE(room.selectedNote(), a);
    QCOMPARE(room.dots(a), 0);
}

void WorkshopTest::theBarNeverWidensTheWindow()
{
    Room room;
    room.workshop.startTimer(300s);
    room.workshop.startVoting(3);
    room.workshop.setWritingPrivately(true);
    QVERIFY2(room.bar.minimumSizeHint().width() < 640,
        qPrintable(QString::number(room.bar.minimumSizeHint().width())));
    room.bar.resize(1600, 60);
    QCoreApplication::processEvents();
    const int low = room.bar.sizeHint().height();
    room.bar.resize(700, 60);
    QCoreApplication::processEvents();
    QVERIFY(room.bar.sizeHint().height() > 2 * low);
}

void WorkshopTest::hotspotsAreParkedInOneStep()
{
    Room room;
    QSignalSpy said(&room.workshop, &Workshop::said);
    room.workshop.park();
    QCOMPARE(said.count(), 1);
    const NoteId why = room.add(NoteKind::Hotspot, {0, 0}, "Why?");
    const QRectF from = room.note(why).rect;
    const Board before = room.board();
    room.view.selection().selectNote(why);
    room.workshop.park();
    QVERIFY(isParked(room.note(why)));
    QCOMPARE(room.board().frames().size(), 1u);
    room.controller.undoStack()->undo();
    QVERIFY(room.board() == before);
    room.controller.undoStack()->redo();
    room.view.selection().clear();
    room.workshop.takeBack();
    QCOMPARE(room.note(why).rect, from);
    QVERIFY(!isParked(room.note(why)));
}

void WorkshopTest::privateNotesAreHiddenUntilRevealed()
{
    Room room;
    room.workshop.setAuthor("Ann");
    room.workshop.setWritingPrivately(true);
    room.doubleClick({0, 0});
    room.type("Order placed");
    room.key(Qt::Key_Escape);
    QCOMPARE(room.board().notes().size(), 1u);
    const NoteId id = room.board().notes().begin()->first;
    QVERIFY(room.note(id).flag(NoteProperty::Hidden));
    QCOMPARE(room.note(id).string(NoteProperty::Author), QStringLiteral("Ann"));
    QCOMPARE(room.note(id).text, QStringLiteral("Order placed"));
    QVERIFY(room.bar.writingText().contains("1 private note"));
    room.workshop.setWritingPrivately(false);
    const NoteId open = room.add(NoteKind::Event, {400, 0}, "Seen");
    QVERIFY(!room.note(open).flag(NoteProperty::Hidden));
    const int before = room.controller.undoStack()->count();
    room.workshop.reveal();
    QVERIFY(!room.note(id).flag(NoteProperty::Hidden));
    QCOMPARE(room.controller.undoStack()->count(), before + 1);
    QVERIFY(room.bar.isHidden());
    room.controller.undoStack()->undo();
    QVERIFY(room.note(id).flag(NoteProperty::Hidden));
}

void WorkshopTest::aPresentationGoesFromFrameToFrame()
{
    Room room;
    room.controller.addFrame({0, 0, 800, 400}, "Ordering");
    room.controller.addFrame({1000, 0, 800, 400}, "Billing");
    QPointer<PresentationWindow> window = new PresentationWindow(room.controller);
    window->resize(1280, 800);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window));
    QCOMPARE(window->slideCount(), 2);
    const auto sees = [&](QPointF point) {
        return window->view()
            .mapToScene(window->view().viewport()->rect())
            .boundingRect()
            .contains(point);
    };
    QTRY_VERIFY(sees({400, 200}) && !sees({1400, 200}));
    QTest::keyClick(window, Qt::Key_Right);
    QCOMPARE(window->current(), 1);
    QTRY_VERIFY(sees({1400, 200}) && !sees({400, 200}));
    QTest::keyClick(window, Qt::Key_Right);
    QCOMPARE(window->current(), 1);
    QTest::keyClick(window, Qt::Key_Home);
    QTest::mouseClick(window->view().viewport(), Qt::LeftButton);
    QCOMPARE(window->current(), 1);
    QTest::keyClick(window, Qt::Key_Escape);
    QTRY_VERIFY(!window);
}

void WorkshopTest::aPresenterPointsWithLight()
{
    Room room;
    room.controller.addFrame({0, 0, 800, 400}, "Ordering");
    QPointer<PresentationWindow> window = new PresentationWindow(room.controller);
    window->resize(1280, 800);
    window->show();
    QVERIFY(QTest::qWaitForWindowExposed(window));
    LaserPointer& pointer = window->pointer();
    QWidget* canvas = window->view().viewport();
    QVERIFY(!pointer.isVisible());
    QTest::keyClick(window, Qt::Key_L);
    QVERIFY(pointer.isVisible());
    QCOMPARE(pointer.geometry(), canvas->geometry());
    QCOMPARE(canvas->cursor().shape(), Qt::BlankCursor);
    stormbench::ui::theme().setMotion(true);
    for (int i = 0; i < 5; ++i)
        pointer.moveTo(QPointF(300 + i * 20, 300));
    QVERIFY(pointer.tailLength() >= 5);
    const QColor light = stormbench::ui::tokenColor(
        stormbench::ui::theme().scheme(), stormbench::ui::Token::Laser);
    QCOMPARE(window->grab().toImage().pixelColor(380, 300), light);
    // The tail fades, the dot stays; without motion there is no tail.
    QTRY_COMPARE(pointer.tailLength(), 1);
    QCOMPARE(window->grab().toImage().pixelColor(380, 300), light);
    stormbench::ui::theme().setMotion(false);
    pointer.moveTo({500, 300});
    QCOMPARE(pointer.tailLength(), 1);
    // A click goes through it to the slides.
    QTest::mouseClick(canvas, Qt::LeftButton);
    QTest::keyClick(window, Qt::Key_L);
    QVERIFY(!pointer.isVisible());
    QTest::keyClick(window, Qt::Key_Escape);
    QTRY_VERIFY(!window);
}

void WorkshopTest::aReplayScrubsThroughTheHistory()
{
    QTemporaryDir directory;
    const QString path = directory.filePath("board.storm");
    BoardController controller;
    auto file = BoardFile::create(path, controller.board());
    QVERIFY(file);
    controller.setJournal(
        [&](const Operations& operations) { QVERIFY((*file)->append(operations)); });
    std::vector<Board> was{controller.board()};
    for (int i = 0; i < 30; ++i) {
        controller.addNote(NoteKind::Event, QPointF(i * 200, 0), QString::number(i));
        was.push_back(controller.board());
    }
    auto history = BoardHistory::read(path);
    QVERIFY(history);
    ReplayWindow window(std::move(*history));
    window.setAttribute(Qt::WA_DeleteOnClose, false);
    window.show();
    QCOMPARE(window.length(), 30);
    for (const int at : {30, 0, 5, 4, 29, 12, 13}) {
        window.seek(at);
        QCOMPARE(window.position(), at);
        QVERIFY(window.board() == was[static_cast<size_t>(at)]);
    }
    QTest::keyClick(&window, Qt::Key_Left);
    QCOMPARE(window.position(), 12);
    QTest::keyClick(&window, Qt::Key_Space);
    QVERIFY(window.isPlaying());
    QTRY_VERIFY(window.position() > 12);
    QTest::keyClick(&window, Qt::Key_Space);
    QVERIFY(!window.isPlaying());
    // The open board is another one.
    QVERIFY(controller.board() == was.back());
}

QTEST_MAIN(WorkshopTest)
#include "workshop_test.moc"
