// SPDX-License-Identifier: GPL-3.0-or-later
// What notes and frames show follows from the board: legends, tapes, stages, signs, and the picture
// from afar.
#include "storming/scene/accessible_tree.h"
#include "storming/scene/paper_sprite.h"
#include "storming/scene/pivotal_tapes.h"
#include "tests/support/canvas_fixture.h"
#include "tests/support/picture_compare.h"

#include <QPainter>
#include <QRandomGenerator>
#include <QToolTip>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

QStringList legendNames(const BoardScene& scene)
{
    QStringList names;
    for (const LegendRow& row : scene.legendRows())
        names.append(row.name);
    return names;
}

QImage picture(BoardView& view)
{
    return view.grab().toImage().convertToFormat(QImage::Format_RGB32);
}

}  // namespace

class LooksTest : public QObject {
    Q_OBJECT
private slots:
    void cleanup()
    {
        ui::theme().setScheme(ui::Scheme::Light);
        ui::theme().setMotion(true);
    }

    void anExampleIsReadByItsStages_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("parts");
        QTest::newRow("plain") << "Given a\nWhen b\nThen c" << QStringList{"", "a", "b", "c"};
        QTest::newRow("title, and, any case")
            << "Sold out\nGIVEN: one\nand two\nwhen b\nthen c\nbut not d"
            << QStringList{"Sold out", "one\nand two", "b", "c\nbut not d"};
        QTest::newRow("bullets") << "- given a\n* then c" << QStringList{"", "a", "", "c"};
        QTest::newRow("a word that only starts so")
            << "Givenness matters" << QStringList{"Givenness matters", "", "", ""};
        QTest::newRow("empty") << "" << QStringList{"", "", "", ""};
    }
    void anExampleIsReadByItsStages()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, parts);
        const ExampleText parsed = parseExample(text);
        QCOMPARE((QStringList{parsed.title, parsed.stages[0], parsed.stages[1], parsed.stages[2]}),
            parts);
        QCOMPARE(parsed.hasStages(), !(parts[1] + parts[2] + parts[3]).isEmpty());
    }

    void aLegendShowsTheKindsInUse()
    {
        CanvasFixture canvas;
        auto& board = canvas.controller;
        const NoteId legend = board.addNote(NoteKind::Legend, {0, 0});
        const NoteId policy = board.addNote(NoteKind::Policy, {400, 0}, "Whenever");
        board.addNote(NoteKind::Event, {800, 0}, "Placed");
        const BoardScene& scene = canvas.view.boardScene();
        QCOMPARE(legendNames(scene), (QStringList{"Domain event", "Policy"}));
        QCOMPARE(scene.noteItem(legend)->legend(), scene.legendRows());
        BoardSettings settings = canvas.board().settings();
        settings.kinds[NoteKind::Policy] = {"Business rule", "#123456"};
        board.changeSettings(settings);
        QCOMPARE(legendNames(scene), (QStringList{"Domain event", "Business rule"}));
        QCOMPARE(scene.noteItem(legend)->legend().back().own, QColor("#123456"));
        QCOMPARE(scene.noteItem(policy)->face().own, QColor("#123456"));
        board.remove({policy});
        QCOMPARE(scene.noteItem(legend)->legend().size(), std::size_t(1));
    }

    void writingCanBeReadOnAnyPaper()
    {
        for (const auto scheme : {ui::Scheme::Light, ui::Scheme::Dark, ui::Scheme::HighContrast}) {
            ui::theme().setScheme(scheme);
            for (const NotationEntry& entry : notation()) {
                const QColor paper = paperColor(entry.kind);
                QVERIFY(ui::contrastRatio(inkOn(paper), paper) >= 4.5);
            }
            for (const char* own : {"#000000", "#1F5F5B", "#FFFFFF", "#7A0060", "#777777"}) {
                const QColor paper = paperColor(NoteKind::Event, false, QColor(own));
                QVERIFY(ui::contrastRatio(inkOn(paper), paper) >= 4.4);
            }
        }
    }

    void aTapeCrossesItsContextOrTheBoard()
    {
        CanvasFixture canvas;
        auto& board = canvas.controller;
        const NoteId inside = board.addNote(NoteKind::Event, {100, 100}, "Placed");
        const NoteId outside = board.addNote(NoteKind::Event, {900, 500}, "Paid");
        const FrameId frame = board.addFrame({0, 0, 400, 300}, "Ordering");
        board.setProperty({inside, outside}, NoteProperty::Pivotal, true);
        const auto& tapes = canvas.view.boardScene().tapes().tapes();
        QCOMPARE(tapes.size(), std::size_t(2));
        QCOMPARE(tapes[0].top(), 0.0);
        QCOMPARE(tapes[0].bottom(), 300.0);
        QCOMPARE(tapes[0].center().x(), 100.0);
        const QRectF all = canvas.view.boardScene().contentBounds();
        QVERIFY(tapes[1].top() < all.top() && tapes[1].bottom() > all.bottom());
        board.remove({}, {frame});
        QVERIFY(canvas.view.boardScene().tapes().tapes()[0].bottom() > 300);
        board.setProperty({inside, outside}, NoteProperty::Pivotal, false);
        QVERIFY(canvas.view.boardScene().tapes().tapes().empty());
    }

    void aFrameUnderThePointerShowsItsMembers()
    {
        CanvasFixture canvas;
        auto& board = canvas.controller;
        const NoteId inside = board.addNote(NoteKind::Event, {100, 100}, "Placed");
        const NoteId byHand = board.addNote(NoteKind::Event, {900, 500}, "Paid");
        const NoteId other = board.addNote(NoteKind::Event, {900, 900}, "Sent");
        const FrameId frame = board.addFrame({0, 0, 400, 300}, "Ordering");
        board.setProperty({byHand}, NoteProperty::Frame, qint64(frame.value()));
        BoardScene& scene = canvas.view.boardScene();
        scene.setHover({{}, frame, {}});
        QVERIFY(scene.noteItem(inside)->marks().member);
        QVERIFY(scene.noteItem(byHand)->marks().member);
        QVERIFY(!scene.noteItem(other)->marks().member);
        scene.setHover({});
        QVERIFY(!scene.noteItem(inside)->marks().member);
    }

    void textFitsThenEndsInAnEllipsis()
    {
        const QRectF area(0, 0, 100, 86);
        NoteText text;
        text.fit("Paid", area, 11);
        QCOMPARE(text.pixels(), ui::type::kNoteLargest);
        text.fit("A customer has paid the whole order with a card", area, 11);
        QVERIFY(text.pixels() < ui::type::kNoteLargest && text.pixels() >= 11);
        QVERIFY(!text.isElided());
        text.fit(QString("many words ").repeated(40), area, 11);
        QCOMPARE(text.pixels(), 11);
        QVERIFY(text.isElided());
        QVERIFY(text.neededHeight() > area.height());
        // Grown by that much it is whole again.
        const QRectF grown
            = grownFor(NoteKind::Event, {0, 0, 120, 120}, QString("many words ").repeated(40));
        text.fit(QString("many words ").repeated(40), textArea(NoteKind::Event, grown), 11);
        QVERIFY(!text.isElided());
    }

    void whatCannotBeReadIsToldByATip()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        const auto tip = [&] {
            const QPoint at = canvas.at({0, 0});
            QHelpEvent event(QEvent::ToolTip, at, canvas.view.viewport()->mapToGlobal(at));
            QToolTip::hideText();
            QCoreApplication::sendEvent(canvas.view.viewport(), &event);
            return QToolTip::text();
        };
        (void)picture(canvas.view);
        QCOMPARE(tip(), QString());
        canvas.view.setZoom(0.2);
        canvas.view.pan(QPointF(600, 400) - canvas.view.viewportTransform().map(QPointF(0, 0)));
        QCOMPARE(tip(), QString("Domain event: Order placed"));
    }

    void copiedPaperIsTheDrawnOne_data()
    {
        QTest::addColumn<qreal>("scale");
        QTest::addColumn<qreal>("degrees");
        QTest::newRow("upright") << 0.75 << 0.0;
        QTest::newRow("upright, large") << 1.0 << 0.0;
        QTest::newRow("turned as a hotspot") << 0.75 << turnOf(NoteKind::Hotspot);
        QTest::newRow("turned far") << 0.6 << 125.0;
    }

    void copiedPaperIsTheDrawnOne()
    {
        QFETCH(qreal, scale);
        QFETCH(qreal, degrees);
        for (const NotationEntry& entry : notation()) {
            PaperFace face;
            face.kind = entry.kind;
            face.rect = QRectF(QPointF(0, 0), entry.size);
            const auto draw = [&](bool fast) {
                QImage image(360, 360, QImage::Format_RGB32);
                image.fill(Qt::white);
                QPainter painter(&image);
                painter.setRenderHint(QPainter::Antialiasing);
                painter.translate(180, 180);
                painter.rotate(degrees);
                painter.scale(scale, scale);
                // Where the paper's corner lies on a pixel, both have the same.
                const QPointF corner = painter.worldTransform().map(-face.rect.center());
                const QPointF off = QPointF(corner.toPoint()) - corner;
                painter.setWorldTransform(
                    painter.worldTransform() * QTransform::fromTranslate(off.x(), off.y()));
                painter.translate(-face.rect.center());
                fast ? paintPaperFast(painter, face) : paintPaper(painter, face, Detail::Full);
                return image;
            };
            QVERIFY2(difference(draw(false), draw(true)).isSmall(), entry.key);
        }
    }

    void thePictureFromAfarIsAsNew()
    {
        // However one pans, what is copied and what is added give what a fresh view would paint.
        CanvasFixture canvas;
        QRandomGenerator random(7);
        for (int i = 0; i < 60; ++i) {
            const auto kind = notation()[static_cast<std::size_t>(i) % notation().size()].kind;
            canvas.controller.addNote(
                kind, QPointF(random.bounded(12000), random.bounded(8000)), "x");
        }
        canvas.view.setMinimapVisible(false);
        canvas.view.setZoom(0.15);
        for (int step = 0; step < 12; ++step) {
            canvas.view.pan(QPointF(random.bounded(900) - 450, random.bounded(700) - 350));
            const QImage panned = picture(canvas.view);
            emit canvas.view.boardScene().pictureChanged();  // draws it anew
            QCOMPARE(panned, picture(canvas.view));
        }
    }

    void thePictureFromAfarFollowsTheBoard()
    {
        CanvasFixture canvas;
        canvas.view.setMinimapVisible(false);
        canvas.view.setZoom(0.2);
        const NoteId note = canvas.controller.addNote(NoteKind::Hotspot, {0, 0}, "Why?");
        const auto colorAt
            = [&](QPointF place) { return picture(canvas.view).pixelColor(canvas.at(place)); };
        const QColor paper = paperColor(NoteKind::Hotspot);
        const QColor table = ui::theme().color(ui::Token::Board);
        QCOMPARE(colorAt({0, 0}), paper);
        canvas.controller.moveBy({note}, {}, {800, 0});
        QCOMPARE(colorAt({0, 0}), table);
        QCOMPARE(colorAt({800, 0}), paper);
        canvas.controller.setKind({note}, NoteKind::Event);
        QCOMPARE(colorAt({800, 0}), paperColor(NoteKind::Event));
        canvas.view.boardScene().search("nowhere");
        QVERIFY(colorAt({800, 0}) != paperColor(NoteKind::Event));
    }

    void whoExplainsStepsBack()
    {
        QCOMPARE(recession(NoteKind::Command, false, 0.3), 0.0);
        QVERIFY(recession(NoteKind::Command, false, 0.12) > 0.4);
        QCOMPARE(recession(NoteKind::Event, false, 0.12), 0.0);
        QVERIFY(recession(NoteKind::Event, false, 0.06) > 0.3);
        QCOMPARE(recession(NoteKind::Event, true, 0.05), 0.0);
    }

    void anEmptyBoardSaysWhatToDo()
    {
        CanvasFixture canvas;
        const QColor table = ui::theme().color(ui::Token::Board);
        const QImage empty = picture(canvas.view);
        int drawn = 0;
        for (int x = 300; x < 900; ++x)
            drawn += empty.pixelColor(x, 360) != table ? 1 : 0;
        QVERIFY(drawn > 200);
    }

    void aNoteIsInOnePlaceOfTheTree()
    {
        BoardController board;
        const NoteId both = board.addNote(NoteKind::Event, {100, 100}, "Placed");
        const NoteId lane = board.addNote(NoteKind::Event, {700, 100}, "Paid");
        const FrameId context = board.addFrame({0, 0, 400, 300}, "Ordering");
        const FrameId band = board.addFrame({-50, 20, 1000, 160}, "Sales");
        Frame changed = *board.board().frame(band);
        changed.kind = FrameKind::Swimlane;
        board.changeFrame(changed);
        const AccessibleTree tree(board.board());
        QCOMPARE(tree.parentOf(both), context);
        QCOMPARE(tree.parentOf(lane), band);
        QCOMPARE(tree.membersOf(context), std::vector<NoteId>{both});
        QCOMPARE(tree.membersOf(band), std::vector<NoteId>{lane});
        QCOMPARE(tree.top().size(), std::size_t(2));
    }
};

QTEST_MAIN(LooksTest)
#include "looks_test.moc"
