// SPDX-License-Identifier: GPL-3.0-or-later
// Arrows on the canvas go around the notes, also while these move.
#include "tests/support/canvas_fixture.h"

#include <QRandomGenerator>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

// Notes in rows, connected here and there.
Board boardOf(int notes, int connectors)
{
    QRandomGenerator random(5);
    Board board;
    Operations steps;
    for (int i = 0; i < notes; ++i)
        steps.emplace_back(AddNote{makeNote(NoteId(quint64(i) + 1), NoteKind::Event,
            QPointF(i % 20 * 190 + random.bounded(30), i / 20 * 200 + random.bounded(30)))});
    for (int i = 0; i < connectors; ++i) {
        const int from = random.bounded(notes);
        const int to = (from + 1 + random.bounded(25)) % notes;
        steps.emplace_back(AddConnector{{ConnectorId(quint64(notes + i) + 1),
            NoteId(quint64(from) + 1), NoteId(quint64(to) + 1), {}, false}});
    }
    (void)apply(board, std::move(steps));
    return board;
}

// A painted stretch is level, upright, or a short piece of a rounded corner.
bool crosses(const QPolygonF& way, const QRectF& rect)
{
    for (qsizetype i = 1; i < way.size(); ++i) {
        const QRectF piece = QRectF(way.at(i - 1), way.at(i)).normalized();
        if (piece.left() < rect.right() && rect.left() < piece.right() + 0.01
            && piece.top() < rect.bottom() && rect.top() < piece.bottom() + 0.01)
            return true;
    }
    return false;
}

/// The first arrow that a third note lies upon, or that does not lead from note to note.
QString firstWrong(const CanvasFixture& canvas)
{
    for (const auto& [id, connector] : canvas.board().connectors()) {
        const EdgeItem* item = canvas.view.boardScene().edgeItem(connector.from, connector.to);
        if (!item || item->route().path.isEmpty())
            return QStringLiteral("%1 is not drawn").arg(id.value());
        const QPainterPath& path = item->route().path;
        const auto touches = [&](NoteId note, qreal at) {
            return canvas.note(note).rect.adjusted(-1, -1, 1, 1).contains(path.pointAtPercent(at));
        };
        if (!touches(connector.from, 0) || !touches(connector.to, 1))
            return QStringLiteral("%1 hangs in the air").arg(id.value());
        const QPolygonF way = path.toSubpathPolygons().constFirst();
        for (const auto& [other, note] : canvas.board().notes())
            if (other != connector.from && other != connector.to
                && crosses(way, note.rect.adjusted(1, 1, -1, -1)))
                return QStringLiteral("%1 crosses %2").arg(id.value()).arg(other.value());
    }
    return {};
}

}  // namespace

class RoutesTest : public QObject {
    Q_OBJECT
private slots:
    void arrowsGoAroundNotes()
    {
        CanvasFixture canvas(boardOf(60, 40));
        QCOMPARE(firstWrong(canvas), QString());
    }

    void theyDoSoWhileANoteMoves()
    {
        CanvasFixture canvas(boardOf(40, 20));
        for (int step = 0; step < 6; ++step) {
            // Down a channel between two columns, close to both.
            canvas.controller.moveTo({{NoteId(1), QPointF(700 + step, 1000 + step * 40)}});
            QCOMPARE(firstWrong(canvas), QString());
        }
    }

    void manyAtOnceFindTheirWaySoon()
    {
        CanvasFixture canvas(boardOf(400, 300));
        std::map<NoteId, QPointF> corners;
        for (const auto& [id, note] : canvas.board().notes())
            corners.emplace(id, note.rect.topLeft() + QPointF(300, 40));
        canvas.controller.moveTo(corners);
        // At once they are where their notes are.
        const auto& [id, connector] = *canvas.board().connectors().rbegin();
        const QPainterPath path
            = canvas.view.boardScene().edgeItem(connector.from, connector.to)->route().path;
        QVERIFY(canvas.note(connector.from)
                    .rect.adjusted(-1, -1, 1, 1)
                    .contains(path.pointAtPercent(0)));
        QTRY_COMPARE(firstWrong(canvas), QString());
    }

    void settlingWaitsForNobody()
    {
        CanvasFixture canvas(boardOf(400, 300));
        std::map<NoteId, QPointF> corners;
        for (const auto& [id, note] : canvas.board().notes())
            if (id.value() % 2)
                corners.emplace(id, note.rect.topLeft() + QPointF(0, 30));
        canvas.controller.moveTo(corners);
        canvas.view.boardScene().settle();
        QCOMPARE(firstWrong(canvas), QString());
    }
};

QTEST_MAIN(RoutesTest)
#include "routes_test.moc"
