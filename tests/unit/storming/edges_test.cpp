// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QRandomGenerator>

#include "storming/geometry/edges.h"
#include "storming/geometry/snap.h"
#include "storming/model/operation.h"

using namespace stormbench::storming;
using enum NoteKind;

namespace {

Note at(quint64 id, NoteKind kind, qreal left, qreal top)
{
    Note note = makeNote(NoteId(id), kind, {});
    note.rect.moveTopLeft({left, top});
    return note;
}

QString describe(const std::optional<Edge>& edge)
{
    return edge ? QStringLiteral("%1>%2").arg(edge->from.value()).arg(edge->to.value())
                : QStringLiteral("none");
}

QStringList describe(const std::vector<Edge>& edges)
{
    QStringList all;
    for (const Edge& edge : edges)
        all << describe(std::optional(edge));
    return all;
}

}  // namespace

class EdgesTest : public QObject {
    Q_OBJECT
private slots:
    void adjacency_data();
    void adjacency();
    void chainOnABoard();
    void drawnEdgesTakeThePlaceOfInferredOnes();
    void illegalEdgesCountWhenDrawn();
    void nearNotesAreFoundLikeByLookingAtAll_data();
    void nearNotesAreFoundLikeByLookingAtAll();
};

// Note 1 is a square at the origin (0…120); note 2 as given.
void EdgesTest::adjacency_data()
{
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("second");
    QTest::addColumn<QPointF>("place");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char* name, NoteKind first, NoteKind second, QPointF place,
                         const char* expected) {
        QTest::newRow(name) << int(first) << int(second) << place << QString::fromLatin1(expected);
    };
    row("event then policy", Event, Policy, {132, 0}, "1>2");
    row("touching exactly", Event, Policy, {120, 0}, "1>2");
    row("at the reach", Event, Policy, {120 + kTouchReach, 0}, "1>2");
    row("beyond the reach", Event, Policy, {120 + kTouchReach + 1, 0}, "none");
    row("policy left of its event", Event, Policy, {-224, 0}, "1>2");
    row("shares a third of a side", Event, Policy, {132, 80}, "1>2");
    row("shares less than a third", Event, Policy, {132, 81}, "none");
    row("corner to corner", Event, Policy, {132, 132}, "none");
    row("stacked and legal", Command, Event, {0, 132}, "none");
    row("command above its system", Command, System, {0, 132}, "1>2");
    row("system above a command", Command, System, {0, -132}, "2>1");
    row("event above a read model", Event, ReadModel, {0, 132}, "1>2");
    row("doubtful, side by side", Event, Command, {132, 0}, "1>2");
    row("doubtful, in reading order", Event, Command, {-132, 0}, "2>1");
    row("two events side by side", Event, Event, {132, 0}, "1>2");
    row("two events stacked", Event, Event, {0, 132}, "none");
    row("two policies stacked", Policy, Policy, {0, 132}, "none");
    row("two aggregates", Aggregate, Aggregate, {224, 0}, "none");
    row("a hotspot beside", Event, Hotspot, {132, 0}, "none");
    row("overlapping", Event, Policy, {60, 5}, "1>2");
    row("read model informs an actor", ReadModel, Actor, {132, 18}, "1>2");
    row("actor observes a read model", ReadModel, Actor, {-72, 18}, "2>1");
}

void EdgesTest::adjacency()
{
    QFETCH(int, first);
    QFETCH(int, second);
    QFETCH(QPointF, place);
    QFETCH(QString, expected);
    const Note a = at(1, NoteKind(first), 0, 0);
    const Note b = at(2, NoteKind(second), place.x(), place.y());
    QCOMPARE(describe(adjacencyEdge(a, b)), expected);
    QCOMPARE(describe(adjacencyEdge(b, a)), expected);  // whoever asks
}

void EdgesTest::chainOnABoard()
{
    Board board;
    QVERIFY(apply(board, AddNote{at(5, Event, 700, 0)}));
    QVERIFY(apply(board, AddNote{at(1, Actor, 0, 18)}));
    QVERIFY(apply(board, AddNote{at(3, Command, 72, 0)}));
    QVERIFY(apply(board, AddNote{at(4, Aggregate, 204, 0)}));
    QVERIFY(apply(board, AddNote{at(6, Event, 428, 66)}));
    QCOMPARE(describe(edges(board)), (QStringList{"1>3", "3>4", "4>6"}));
}

void EdgesTest::drawnEdgesTakeThePlaceOfInferredOnes()
{
    Board board;
    QVERIFY(apply(board, AddNote{at(1, Event, 0, 0)}));
    QVERIFY(apply(board, AddNote{at(2, Policy, 132, 0)}));
    QVERIFY(apply(board, AddNote{at(3, Policy, 900, 0)}));
    QVERIFY(apply(board,
        AddConnector{{ConnectorId(10), NoteId(1), NoteId(2), QStringLiteral("soon"), true}}));
    QVERIFY(apply(board, AddConnector{{ConnectorId(11), NoteId(1), NoteId(3), {}, false}}));
    QVERIFY(apply(board, AddConnector{{ConnectorId(12), NoteId(1), NoteId(3), {}, false}}));
    const auto all = edges(board);
    QCOMPARE(describe(all), (QStringList{"1>2", "1>3"}));
    QCOMPARE(all[0].origin, EdgeOrigin::Connector);
    QCOMPARE(all[0].label, QStringLiteral("soon"));
    QCOMPARE(all[1].connector, ConnectorId(11));
}

void EdgesTest::illegalEdgesCountWhenDrawn()
{
    Board board;
    QVERIFY(apply(board, AddNote{at(1, Aggregate, 0, 0)}));
    QVERIFY(apply(board, AddNote{at(2, Aggregate, 224, 0)}));
    QVERIFY(edges(board).empty());
    QVERIFY(apply(board, AddConnector{{ConnectorId(10), NoteId(2), NoteId(1), {}, false}}));
    QCOMPARE(describe(edges(board)), QStringList{"2>1"});
    QCOMPARE(edges(board).front().grammar().verdict, Verdict::Error);
}

void EdgesTest::nearNotesAreFoundLikeByLookingAtAll_data()
{
    QTest::addColumn<int>("notes");
    QTest::addColumn<qreal>("spread");
    QTest::addColumn<qreal>("middle");
    QTest::addColumn<bool>("large");
    QTest::newRow("a heap") << 60 << 300.0 << 0.0 << false;
    QTest::newRow("a board") << 300 << 3000.0 << 0.0 << false;
    QTest::newRow("scattered") << 300 << 40'000.0 << 0.0 << false;
    QTest::newRow("all sizes") << 200 << 5000.0 << 0.0 << true;
    QTest::newRow("far from the middle") << 200 << 2000.0 << 4e9 << true;
    QTest::newRow("beyond every grid") << 100 << 3e12 << 1e15 << true;
}

void EdgesTest::nearNotesAreFoundLikeByLookingAtAll()
{
    QFETCH(int, notes);
    QFETCH(qreal, spread);
    QFETCH(qreal, middle);
    QFETCH(bool, large);
    int found = 0;
    for (quint32 seed = 1; seed <= 20; ++seed) {
        QRandomGenerator random(seed);
        const auto place
            = [&] { return middle + std::round((random.generateDouble() - 0.5) * spread); };
        const auto length = [&] {
            const qreal usual = 40 + random.bounded(180);
            return large && random.bounded(8) == 0 ? usual + random.generateDouble() * spread
                                                   : usual;
        };
        Board board;
        for (int i = 0; i < notes; ++i) {
            Note note = makeNote(NoteId(board.nextId()),
                notation()[size_t(random.bounded(int(notation().size())))].kind, {});
            note.rect = QRectF(place(), place(), length(), length());
            QVERIFY(apply(board, AddNote{note}));
        }
        std::vector<Edge> expected;
        for (auto a = board.notes().begin(); a != board.notes().end(); ++a)
            for (auto b = std::next(a); b != board.notes().end(); ++b)
                if (const auto edge = adjacencyEdge(a->second, b->second))
                    expected.push_back(*edge);
        std::ranges::sort(
            expected, {}, [](const Edge& edge) { return std::pair(edge.from, edge.to); });
        QVERIFY2(edges(board) == expected, qPrintable(QStringLiteral("seed %1").arg(seed)));
        found += int(expected.size());
    }
    QVERIFY(found > 0);
}

QTEST_GUILESS_MAIN(EdgesTest)
#include "edges_test.moc"
