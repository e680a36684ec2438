// SPDX-License-Identifier: GPL-3.0-or-later
// Paints the sample board in every scheme. With STORMBENCH_PICTURES=DIR the pictures are kept, to
// be looked at.
#include "resources/ui/theme.h"
#include "storming/check/checker.h"
#include "storming/edit/board_controller.h"
#include "storming/geometry/geometry.h"
#include "storming/panels/inspector_panel.h"
#include "storming/panels/outline_panel.h"
#include "storming/panels/palette_panel.h"
#include "storming/panels/problems_panel.h"
#include "storming/scene/board_view.h"
#include "storming/store/text_form.h"

#include <QSplitter>
#include <QtTest>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

Board sampleBoard()
{
    QFile file(
        QStringLiteral(STORMBENCH_SOURCE_DIR "/resources/boards/order-fulfilment.storm.txt"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    return readText(QString::fromUtf8(file.readAll())).value_or(Board());
}

LiveState flowing(const Board& board)
{
    LiveState live;
    double rate = 18'230;
    for (const Edge& edge : edges(board)) {
        live.edges.push_back({edge.from, edge.to, rate, false, 3});
        rate = rate > 2 ? rate * 0.7 : 90;
    }
    int turn = 0;
    for (const auto& [id, note] : board.notes()) {
        if (note.kind != NoteKind::Policy && note.kind != NoteKind::ReadModel)
            continue;
        const LagState states[] = {LagState::Steady, LagState::Rising, LagState::Stalled};
        live.consumers.push_back({id, 12 + turn * 340, states[turn % 3], turn % 3 == 1});
        ++turn;
    }
    return live;
}

}  // namespace

class PicturesTest : public QObject {
    Q_OBJECT
private slots:
    void paintsTheSample_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::addColumn<bool>("playing");
        QTest::newRow("light") << int(ui::Scheme::Light) << false;
        QTest::newRow("light-playing") << int(ui::Scheme::Light) << true;
        QTest::newRow("dark") << int(ui::Scheme::Dark) << false;
        QTest::newRow("dark-playing") << int(ui::Scheme::Dark) << true;
        QTest::newRow("contrast") << int(ui::Scheme::HighContrast) << false;
    }

    void paintsTheSample()
    {
        QFETCH(int, scheme);
        QFETCH(bool, playing);
        ui::theme().setScheme(static_cast<ui::Scheme>(scheme));
        ui::theme().apply(*qApp);
        BoardController controller(sampleBoard());
        QVERIFY(controller.board().notes().size() >= 25);
        BoardView view(controller);
        view.resize(1600, 1000);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        view.setFindings(check(controller.board(), Level::Design));
        view.fitAll();
        if (playing)
            view.setLive(flowing(controller.board()));
        QTRY_VERIFY(
            qAbs(view.zoom() - fitScale(bounds(controller.board()), view.viewport()->size()))
            < 1e-3);
        keep(view, QString::fromLatin1(QTest::currentDataTag()));

        const QImage image = view.grab().toImage();
        // The paper of each kind is there: as many colours as kinds, at the middle of some note.
        int found = 0;
        for (const auto& [id, note] : controller.board().notes()) {
            const QPoint at
                = view.mapFromScene(note.rect.topRight() + QPointF(-6, note.rect.height() / 3));
            const QColor paper = ui::theme().paper(paperOf(note.kind));
            const QColor seen = image.pixelColor(at);
            if (qAbs(seen.hue() - paper.hue()) < 12 || paper.saturation() < 30)
                ++found;
        }
        QVERIFY2(found * 10 >= int(controller.board().notes().size()) * 8,
            qPrintable(QString::number(found)));
    }

    void paintsCloseUp()
    {
        ui::theme().setScheme(ui::Scheme::Light);
        BoardController controller(sampleBoard());
        BoardView view(controller);
        view.resize(1600, 1000);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view));
        ui::theme().setMotion(false);
        const NoteId first = controller.board().notes().begin()->first;
        view.setZoom(1.25);
        view.selection().selectNote(first);
        view.jumpTo(first);
        view.setFindings(check(controller.board(), Level::Design));
        view.setLive(flowing(controller.board()));
        keep(view, QStringLiteral("close"));
        view.setZoom(0.22);
        keep(view, QStringLiteral("far"));
        ui::theme().setMotion(true);
    }

    void paintsThePanels_data()
    {
        QTest::addColumn<int>("scheme");
        QTest::newRow("light") << int(ui::Scheme::Light);
        QTest::newRow("dark") << int(ui::Scheme::Dark);
    }

    void paintsThePanels()
    {
        QFETCH(int, scheme);
        ui::theme().setScheme(static_cast<ui::Scheme>(scheme));
        ui::theme().apply(*qApp);
        BoardController controller(sampleBoard());
        const Note& event = aNote(controller.board(), NoteKind::Aggregate);
        controller.setProperty(
            {event.id}, NoteProperty::Description, QStringLiteral("What a customer has asked for"));
        controller.addNote(NoteKind::Event, {300, 1500}, QStringLiteral("Do something"));

        QSplitter window;
        auto* view = new BoardView(controller);
        auto* palette = new PalettePanel(controller);
        palette->setCurrentKind(NoteKind::Policy);
        auto* outline = new OutlinePanel(controller, view->selection());
        auto* problems = new ProblemsPanel(controller, view->selection());
        problems->setFindings(check(controller.board(), Level::Design));
        view->setFindings(check(controller.board(), Level::Design));
        auto* middle = new QSplitter(Qt::Vertical);
        middle->addWidget(view);
        middle->addWidget(problems);
        middle->setSizes({700, 220});
        auto* left = new QSplitter(Qt::Vertical);
        left->addWidget(palette);
        left->addWidget(outline);
        window.addWidget(left);
        window.addWidget(middle);
        window.addWidget(new InspectorPanel(controller, view->selection()));
        window.setSizes({220, 1060, 320});
        window.resize(1600, 1000);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        ui::theme().setMotion(false);
        view->fitAll();
        view->selection().selectNote(event.id);
        QTRY_VERIFY(!window.findChildren<QPlainTextEdit*>().isEmpty());
        ui::theme().setMotion(true);
        QVERIFY(problems->shownCount() > 0);
        keep(window, QStringLiteral("panels-%1").arg(QString::fromLatin1(QTest::currentDataTag())));
    }

private:
    static const Note& aNote(const Board& board, NoteKind kind)
    {
        for (const auto& [id, note] : board.notes()) {
            if (note.kind == kind)
                return note;
        }
        qFatal("no such note");
    }

    void keep(QWidget& widget, const QString& name)
    {
        const QString folder = qEnvironmentVariable("STORMBENCH_PICTURES");
        if (!folder.isEmpty())
            widget.grab().save(folder + QStringLiteral("/canvas-%1.png").arg(name));
    }
};

QTEST_MAIN(PicturesTest)
#include "pictures_test.moc"
