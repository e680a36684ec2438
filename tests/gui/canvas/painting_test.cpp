// SPDX-License-Identifier: GPL-3.0-or-later
// Notes and arrows are painted where they are, above one another as they lie, and no more of the
// view than has changed.
#include "tests/support/canvas_fixture.h"

#include <QUndoStack>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

/// What the events of a widget have painted since it was last asked.
class PaintedRegion : public QObject {
public:
    explicit PaintedRegion(QWidget& widget) { widget.installEventFilter(this); }

    QRegion take() { return std::exchange(m_region, {}); }

protected:
    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            m_region += static_cast<QPaintEvent*>(event)->region();
        return false;
    }

private:
    QRegion m_region;
};

Board rows(int notes)
{
    constexpr std::array kKinds{
        NoteKind::Event, NoteKind::Hotspot, NoteKind::Policy, NoteKind::Command, NoteKind::Actor};
    Board board;
    for (int i = 0; i < notes; ++i)
        (void)apply(board,
            AddNote{makeNote(NoteId(quint64(i) + 1), kKinds[std::size_t(i) % kKinds.size()],
                QPointF(i % 25 * 230 - 400, i / 25 * 190 - 250),
                QStringLiteral("Note %1").arg(i))});
    for (int i = 0; i + 1 < notes; i += 2)
        (void)apply(board,
            AddConnector{{ConnectorId(board.nextId()), NoteId(quint64(i) + 1),
                NoteId(quint64(i) + 2), i % 4 ? QString() : QStringLiteral("then"), false}});
    return board;
}

QImage pictureOf(CanvasFixture& canvas)
{
    canvas.view.boardScene().settle();
    return canvas.view.grab().toImage();
}

}  // namespace

class PaintingTest : public QObject {
    Q_OBJECT
private slots:
    void looksAsIfJustOpened_data();
    void looksAsIfJustOpened();
    void partsLookAsTheWhole();
    void onlyWhatChangesIsPainted();
    void theHigherNoteLiesAbove();
    void anArrowIsPaintedWhereItWent();
};

void PaintingTest::looksAsIfJustOpened_data()
{
    QTest::addColumn<int>("notes");
    QTest::addColumn<qreal>("zoom");
    QTest::newRow("few") << 20 << 1.0;
    QTest::newRow("few, small") << 20 << 0.5;
    QTest::newRow("more than are followed one by one") << 620 << 1.0;
    QTest::newRow("many from afar") << 620 << 0.2;
}

void PaintingTest::looksAsIfJustOpened()
{
    QFETCH(int, notes);
    QFETCH(qreal, zoom);
    CanvasFixture canvas(rows(notes));
    canvas.view.setMinimapVisible(false);
    canvas.view.setZoom(zoom);
    (void)pictureOf(canvas);
    std::set<NoteId> all;
    for (const auto& [id, note] : canvas.board().notes())
        all.insert(id);
    canvas.controller.moveBy(all, {}, {35, 20});
    canvas.controller.moveBy({NoteId(2), NoteId(3)}, {}, {60, 90});
    (void)canvas.controller.addNote(NoteKind::Aggregate, {100, 120}, "Added");
    canvas.controller.remove({NoteId(5)});
    canvas.controller.moveBy(all, {}, {-300, 10});
    canvas.controller.undoStack()->undo();
    canvas.controller.setKind({NoteId(1)}, NoteKind::ReadModel);
    const QImage picture = pictureOf(canvas);

    CanvasFixture opened(canvas.board());
    opened.view.setMinimapVisible(false);
    opened.view.setZoom(zoom);
    const auto shown
        = [](const CanvasFixture& shownCanvas) { return shownCanvas.view.viewportTransform(); };
    opened.view.pan(shown(canvas).map(QPointF()) - shown(opened).map(QPointF()));
    QCOMPARE(shown(opened), shown(canvas));
    QCOMPARE(picture, pictureOf(opened));
}

// Things that change far from each other are painted one by one, not with all between them.
void PaintingTest::partsLookAsTheWhole()
{
    BoardController controller(rows(20));
    BoardView view(controller);
    view.setMinimapVisible(false);
    view.resize(1200, 800);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.pan(QPointF(600, 400) - view.viewportTransform().map(QPointF(0, 0)));
    view.boardScene().settle();
    QCoreApplication::processEvents();
    const auto inWindow = [&] { return view.screen()->grabWindow(view.winId()).toImage(); };
    const auto looksWhole = [&] {
        view.boardScene().settle();
        QCoreApplication::processEvents();
        const QImage parts = inWindow();
        view.viewport()->repaint();
        return parts.size() == view.size() && parts == inWindow();
    };
    PaintedRegion painted(*view.viewport());
    controller.moveBy({NoteId(1), NoteId(4)}, {}, {30, 40});
    QCoreApplication::processEvents();
    QVERIFY(painted.take().rectCount() > 1);
    QVERIFY(looksWhole());
    view.selection().selectNote(NoteId(1));
    QVERIFY(looksWhole());
    view.selection().selectNote(NoteId(4));
    QVERIFY(looksWhole());
    controller.remove({NoteId(1), NoteId(4)});
    QVERIFY(looksWhole());
}

void PaintingTest::onlyWhatChangesIsPainted()
{
    // Without tools, whose handles are painted with all of the view.
    BoardController controller(rows(20));
    BoardView view(controller);
    view.setMinimapVisible(false);
    view.resize(1200, 800);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    view.pan(QPointF(600, 400) - view.viewportTransform().map(QPointF(0, 0)));
    view.boardScene().settle();
    QCoreApplication::processEvents();
    const auto at = [&](NoteId note) {
        return view.viewportTransform().map(controller.board().note(note)->rect.center()).toPoint();
    };
    PaintedRegion painted(*view.viewport());
    const QPoint before = at(NoteId(4));
    controller.moveBy({NoteId(4)}, {}, {0, 150});
    QCoreApplication::processEvents();
    const QRegion moved = painted.take();
    QVERIFY(moved.contains(before));
    QVERIFY(moved.contains(at(NoteId(4))));
    QVERIFY(!moved.contains(at(NoteId(1))));
    view.selection().selectNote(NoteId(1));
    QCoreApplication::processEvents();
    const QRegion marked = painted.take();
    QVERIFY(marked.contains(at(NoteId(1))));
    QVERIFY(!marked.contains(at(NoteId(4))));
}

void PaintingTest::theHigherNoteLiesAbove()
{
    Board board;
    for (const quint64 id : {1, 2})
        (void)apply(board,
            AddNote{makeNote(
                NoteId(id), id == 1 ? NoteKind::Event : NoteKind::Command, {qreal(id) * 30, 0})});
    CanvasFixture canvas(board);
    const auto colorAt
        = [&](QPointF scene) { return canvas.view.grab().toImage().pixelColor(canvas.at(scene)); };
    const QPointF shared = canvas.note(NoteId(2)).rect.bottomLeft() + QPointF(12, -12);
    const QColor second = colorAt(shared);
    canvas.controller.restack({NoteId(1)}, BoardController::Stacking::Front);
    QVERIFY(colorAt(shared) != second);
    canvas.controller.undoStack()->undo();
    QCOMPARE(colorAt(shared), second);
}

void PaintingTest::anArrowIsPaintedWhereItWent()
{
    Board board;
    (void)apply(board, AddNote{makeNote(NoteId(1), NoteKind::Event, {-300, 0})});
    (void)apply(board, AddNote{makeNote(NoteId(2), NoteKind::Policy, {200, 0})});
    (void)apply(board, AddConnector{{ConnectorId(3), NoteId(1), NoteId(2), {}, false}});
    CanvasFixture canvas(board);
    canvas.view.setMinimapVisible(false);
    const auto isArrowAt = [&](QPointF scene) {
        const QImage picture = canvas.view.grab().toImage();
        const QPoint at = canvas.at(scene);
        const QColor table = picture.pixelColor(at + QPoint(0, 12));
        for (int y = -2; y <= 2; ++y)
            if (picture.pixelColor(at + QPoint(0, y)) != table)
                return true;
        return false;
    };
    QVERIFY(isArrowAt({-103, 0}));
    canvas.controller.moveBy({NoteId(1), NoteId(2)}, {}, {0, 207});
    QVERIFY(!isArrowAt({-103, 0}));
    QVERIFY(isArrowAt({-103, 207}));
}

QTEST_MAIN(PaintingTest)
#include "painting_test.moc"
