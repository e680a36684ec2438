// SPDX-License-Identifier: GPL-3.0-or-later
// The drawing follows the board, the live state and the motion switch.
#include "tests/support/canvas_fixture.h"

#include "storming/geometry/edges.h"
#include "storming/geometry/geometry.h"
#include "storming/scene/live_overlay.h"
#include "storming/scene/reading_order.h"

#include <QUndoStack>

using namespace stormbench;
using namespace stormbench::storming;

class SceneTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup() { ui::theme().setMotion(true); }

    void aFittedBoardStaysFittedUntilSomebodyMovesIt()
    {
        CanvasFixture canvas;
        ui::theme().setMotion(false);
        (void)canvas.controller.addNote(NoteKind::Event, {0, 0});
        (void)canvas.controller.addNote(NoteKind::Event, {1200, 500});
        auto& view = canvas.view;
        const auto fitted = [&] {
            const QRectF all = bounds(canvas.controller.board());
            return qAbs(view.zoom() / fitScale(all, view.viewport()->size()) - 1) < 0.01
                && view.mapToScene(view.viewport()->rect()).boundingRect().contains(all);
        };
        view.fitAll();
        QTRY_VERIFY(fitted());
        for (const QSize size : {QSize(640, 480), QSize(1300, 500), QSize(900, 800)}) {
            view.resize(size);
            QTRY_VERIFY(fitted());
        }
        view.zoomIn();
        const qreal chosen = view.zoom();
        view.resize(700, 500);
        QTRY_COMPARE(view.width(), 700);
        QCOMPARE(view.zoom(), chosen);
    }

    void itemsFollowEveryChange()
    {
        CanvasFixture canvas;
        const BoardScene& scene = canvas.view.boardScene();
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {400, 0});
        QVERIFY(scene.noteItem(a) && scene.noteItem(b));
        canvas.controller.connectNotes(a, b);
        QVERIFY(scene.edgeItem(a, b));
        canvas.controller.moveBy({b}, {}, {0, 300});
        QCOMPARE(scene.noteItem(b)->noteRect(), canvas.note(b).rect);
        const QPainterPath path = scene.edgeItem(a, b)->route().path;
        QVERIFY(canvas.note(a).rect.adjusted(-1, -1, 1, 1).contains(path.pointAtPercent(0)));
        QVERIFY(canvas.note(b).rect.adjusted(-1, -1, 1, 1).contains(path.pointAtPercent(1)));
        canvas.controller.remove({a});
        QVERIFY(!scene.noteItem(a));
        QVERIFY(!scene.edgeItem(a, b));
        canvas.controller.undoStack()->undo();
        QVERIFY(scene.noteItem(a) && scene.edgeItem(a, b));
        canvas.controller.replaceBoard({});
        QVERIFY(!scene.noteItem(a) && !scene.noteItem(b));
    }

    void anArrowGoesAroundANoteInItsWay()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {700, 0});
        const NoteId between = canvas.controller.addNote(NoteKind::Hotspot, {350, 0});
        canvas.controller.connectNotes(a, b);
        const QPainterPath& path = canvas.view.boardScene().edgeItem(a, b)->route().path;
        for (int i = 0; i <= 100; ++i)
            QVERIFY(!canvas.note(between).rect.contains(path.pointAtPercent(i / 100.0)));
    }

    void tokensTravelOnlyForObservedRecords()
    {
        CanvasFixture canvas;
        ui::theme().setMotion(true);
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {600, 0});
        canvas.controller.connectNotes(a, b);
        LiveState live;
        live.edges = {{a, b, 120.0, false, 0}};
        canvas.view.setLive(live);
        LiveOverlay& overlay = canvas.view.boardScene().live();
        QCOMPARE(overlay.tokensUnderWay(), 0);
        QVERIFY(!overlay.isAnimating());
        live.edges.front().newRecords = 3;
        canvas.view.setLive(live);
        QCOMPARE(overlay.tokensUnderWay(), 3);
        QVERIFY(overlay.isAnimating());
        // They arrive, and the timer rests.
        QTRY_COMPARE(overlay.tokensUnderWay(), 0);
        QTRY_VERIFY(!overlay.isAnimating());
    }

    void withoutMotionNothingTravels()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {600, 0});
        canvas.controller.connectNotes(a, b);
        LiveState live;
        live.edges = {{a, b, 120.0, false, 50}};
        canvas.view.setLive(live);
        QCOMPARE(canvas.view.boardScene().live().tokensUnderWay(), 0);
        QVERIFY(!canvas.view.boardScene().live().isAnimating());
    }

    void aLiveStateOutlivesItsNotes()
    {
        CanvasFixture canvas;
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {600, 0});
        canvas.controller.connectNotes(a, b);
        LiveState live;
        live.edges = {{a, b, 120.0, true, 2}};
        live.consumers = {{b, std::nullopt, LagState::Stalled, false}};
        canvas.view.setLive(live);
        canvas.controller.remove({a, b});
        QVERIFY(!canvas.view.grab().isNull());
        canvas.view.setLive({});
        QVERIFY(!canvas.view.grab().isNull());
    }

    void findingsMarkNotes()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Do something");
        Finding finding;
        finding.severity = Severity::Warning;
        finding.notes = {note};
        finding.message = "Not in the past tense";
        canvas.view.setFindings({finding});
        const NoteItem* item = canvas.view.boardScene().noteItem(note);
        QCOMPARE(item->marks().severity, Severity::Warning);
        QVERIFY(item->marks().messages.contains(finding.message));
        canvas.view.setFindings({});
        QCOMPARE(item->marks().severity, Severity::Off);
        QVERIFY(item->marks().messages.isEmpty());
    }

    void searchFadesTheOthers()
    {
        CanvasFixture canvas;
        const NoteId paid = canvas.controller.addNote(NoteKind::Event, {300, 0}, "Order paid");
        const NoteId placed = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        const NoteId other = canvas.controller.addNote(NoteKind::Event, {600, 0}, "Parcel sent");
        QCOMPARE(canvas.view.boardScene().search("ORDER"), (std::vector<NoteId>{placed, paid}));
        QVERIFY(canvas.view.boardScene().noteItem(other)->marks().dimmed);
        QVERIFY(!canvas.view.boardScene().noteItem(paid)->marks().dimmed);
        canvas.view.boardScene().search({});
        QVERIFY(!canvas.view.boardScene().noteItem(other)->marks().dimmed);
    }

    void readingGoesRowByRow()
    {
        Board board;
        BoardController controller;
        const NoteId c = controller.addNote(NoteKind::Event, {0, 300});
        const NoteId b = controller.addNote(NoteKind::Event, {400, 0});
        const NoteId a = controller.addNote(NoteKind::Actor, {0, 18});
        QCOMPARE(readingOrder(controller.board()), (std::vector<NoteId>{a, b, c}));
    }

    void theViewMayOutliveTheBoard()
    {
        // As in a window, whose members die before its child widgets; here with an editor open.
        auto controller = std::make_unique<BoardController>();
        BoardView view(*controller);
        auto* tools = new CanvasTools(view);
        new CanvasActions(*tools);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        QVERIFY(tools->placeNote(NoteKind::Event, {0, 0}).isValid());
        QVERIFY(tools->isEditing());
        controller.reset();
        QVERIFY(!tools->isEditing());
    }

    void zoomStaysWithinItsLimits()
    {
        CanvasFixture canvas;
        canvas.view.setZoom(100);
        QCOMPARE(canvas.view.zoom(), BoardView::kLargestZoom);
        canvas.view.setZoom(0);
        QCOMPARE(canvas.view.zoom(), BoardView::kSmallestZoom);
    }

    void theMinimapShowsItselfWhenItHelps()
    {
        CanvasFixture canvas;
        QWidget* map = nullptr;
        for (QWidget* child : canvas.view.findChildren<QWidget*>()) {
            if (child->accessibleName().contains("Overview"))
                map = child;
        }
        QVERIFY(map);
        canvas.controller.addNote(NoteKind::Event, {0, 0});
        QTRY_VERIFY(!map->isVisible());
        canvas.controller.addNote(NoteKind::Event, {5000, 0});
        QTRY_VERIFY(map->isVisible());
        canvas.view.setMinimapVisible(false);
        QVERIFY(!map->isVisible());
    }
};

QTEST_MAIN(SceneTest)
#include "scene_test.moc"
