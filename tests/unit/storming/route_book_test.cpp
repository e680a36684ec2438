// SPDX-License-Identifier: GPL-3.0-or-later
// Routes of notes that move together.
#include <QtTest>

#include <QRandomGenerator>

#include "storming/geometry/route_book.h"

using namespace stormbench::storming;

namespace {

constexpr int kNotes = 50;

/// Notes in uneven rows, connected here and there.
Board someBoard(quint32 seed)
{
    QRandomGenerator random(seed);
    Board board;
    for (quint64 i = 0; i < kNotes; ++i)
        (void)apply(board,
            AddNote{makeNote(NoteId(i + 1), NoteKind::Event,
                QPointF(qreal(i % 10) * 190 + random.bounded(40),
                    qreal(i / 10) * 180 + random.bounded(30)))});
    for (int i = 0; i < 35; ++i) {
        const NoteId from(1 + quint64(random.bounded(kNotes)));
        const NoteId to(1 + (from.value() + quint64(random.bounded(14))) % kNotes);
        if (from != to)
            (void)apply(board, AddConnector{{ConnectorId(board.nextId()), from, to, {}, false}});
    }
    return board;
}

/// A board with its edges and routes, all of them made.
struct Routed {
    explicit Routed(Board start)
        : board(std::move(start))
        , index(board)
    {
        book.reset(index);
        routeAll();
    }

    void routeAll()
    {
        for (const EdgeKey& key : drawn())
            (void)book.route(index, key);
    }

    std::vector<EdgeKey> drawn() const
    {
        std::vector<EdgeKey> keys;
        for (const auto& [key, edge] : index.edges())
            if (edge.origin == EdgeOrigin::Connector)
                keys.push_back(key);
        return keys;
    }

    RouteChanges move(const std::vector<NoteId>& notes, QPointF by)
    {
        MoveElements step;
        for (const NoteId id : notes)
            step.notes[id] = board.note(id)->rect.topLeft() + by;
        const auto changes = apply(board, step);
        return book.follow(index, index.update(board, changes.value_or(ChangeSet())));
    }

    /// The first edge whose route differs from a fresh book's, or an invalid one.
    EdgeKey firstWrong()
    {
        RouteBook fresh;
        fresh.reset(index);
        for (const EdgeKey& key : drawn())
            if (book.route(index, key) != fresh.route(index, key))
                return key;
        return {};
    }

    Board board;
    EdgeIndex index;
    RouteBook book;
};

std::vector<NoteId> allOf(const Board& board)
{
    std::vector<NoteId> all;
    for (const auto& [id, note] : board.notes())
        all.push_back(id);
    return all;
}

}  // namespace

class RouteBookTest : public QObject {
    Q_OBJECT
private slots:
    void aWholeBoardKeepsItsRoutes_data();
    void aWholeBoardKeepsItsRoutes();
    void groupsThatMoveGiveWhatAFreshBookWould_data();
    void groupsThatMoveGiveWhatAFreshBookWould();
    void whatStaysBesideAGroupMakesItsRoutesStale();
    void aLonelyGroupIsCarriedWhole();
    void whatWaitedStillWaits();
};

void RouteBookTest::aWholeBoardKeepsItsRoutes_data()
{
    QTest::addColumn<QPointF>("by");
    QTest::newRow("whole units") << QPointF(40, 24);
    QTest::newRow("far") << QPointF(-30'000, 12'345);
    QTest::newRow("parts of a unit") << QPointF(1.0 / 3, -17.1);
    QTest::newRow("hardly") << QPointF(0, 0.001);
}

void RouteBookTest::aWholeBoardKeepsItsRoutes()
{
    QFETCH(QPointF, by);
    Routed routed(someBoard(3));
    for (int step = 0; step < 2; ++step) {
        const RouteChanges changes = routed.move(allOf(routed.board), by);
        QVERIFY(changes.stale.empty());
        QCOMPARE(changes.shifted, routed.drawn());
        QVERIFY((changes.by - by).manhattanLength() < 1e-6);
        QCOMPARE(routed.firstWrong(), EdgeKey());
    }
}

void RouteBookTest::groupsThatMoveGiveWhatAFreshBookWould_data()
{
    QTest::addColumn<qreal>("step");
    QTest::newRow("whole units") << 1.0;
    QTest::newRow("thirds") << 1.0 / 3;
}

void RouteBookTest::groupsThatMoveGiveWhatAFreshBookWould()
{
    QFETCH(qreal, step);
    std::size_t kept = 0;
    std::size_t again = 0;
    for (quint32 seed = 1; seed <= 3; ++seed) {
        QRandomGenerator random(seed);
        Routed routed(someBoard(seed));
        for (int round = 0; round < 8; ++round) {
            // A block of notes, a few of them left behind.
            const QRectF block(random.bounded(1500), random.bounded(800), 700, 500);
            std::vector<NoteId> group;
            for (const auto& [id, note] : routed.board.notes())
                if (block.intersects(note.rect) && random.bounded(8) > 0)
                    group.push_back(id);
            const QPointF by(
                (random.bounded(400) - 200) * step, (random.bounded(300) - 150) * step);
            const RouteChanges changes = routed.move(group, by);
            for (const EdgeKey& key : changes.shifted)
                ++(routed.book.isStale(key) ? again : kept);
            const EdgeKey wrong = routed.firstWrong();
            QVERIFY2(wrong == EdgeKey(),
                qPrintable(QStringLiteral("seed %1, round %2: %3 to %4")
                               .arg(seed)
                               .arg(round)
                               .arg(wrong.first.value())
                               .arg(wrong.second.value())));
        }
    }
    QVERIFY2(kept >= 5 && again >= 10,
        qPrintable(QStringLiteral("%1 kept, %2 again").arg(kept).arg(again)));
}

void RouteBookTest::whatStaysBesideAGroupMakesItsRoutesStale()
{
    Board board;
    (void)apply(board, AddNote{makeNote(NoteId(1), NoteKind::Event, {0, 0})});
    (void)apply(board, AddNote{makeNote(NoteId(2), NoteKind::Event, {800, 0})});
    (void)apply(board, AddNote{makeNote(NoteId(3), NoteKind::Event, {400, 600})});
    (void)apply(board, AddConnector{{ConnectorId(4), NoteId(1), NoteId(2), {}, false}});
    Routed routed(board);
    const EdgeKey edge{NoteId(1), NoteId(2)};
    const std::vector<NoteId> pair{NoteId(1), NoteId(2)};
    // Free before and after: carried.
    QVERIFY(routed.move(pair, {0, 100}).stale.empty());
    // Onto the third note, and off it again.
    QCOMPARE(routed.move(pair, {0, 500}).stale, std::vector{edge});
    QVERIFY(routed.book.route(routed.index, edge).points.size() > 2);
    QCOMPARE(routed.move(pair, {0, -500}).stale, std::vector{edge});
    QCOMPARE(int(routed.book.route(routed.index, edge).points.size()), 2);
}

void RouteBookTest::aLonelyGroupIsCarriedWhole()
{
    Board board = someBoard(2);
    // Two notes and an arrow, far from everything else.
    const NoteId a(board.nextId());
    (void)apply(board, AddNote{makeNote(a, NoteKind::Event, {9000, 9000})});
    const NoteId b(board.nextId());
    (void)apply(board, AddNote{makeNote(b, NoteKind::Policy, {9500, 9300})});
    (void)apply(board, AddConnector{{ConnectorId(board.nextId()), a, b, {}, false}});
    Routed routed(board);
    const Route before = routed.book.route(routed.index, {a, b});
    const RouteChanges changes = routed.move({a, b}, {100, 50});
    QVERIFY(changes.stale.empty());
    QCOMPARE(changes.shifted, (std::vector<EdgeKey>{{a, b}}));
    const Route after = routed.book.route(routed.index, {a, b});
    QCOMPARE(after.points.front(), before.points.front() + QPointF(100, 50));
    QCOMPARE(after.corridor, before.corridor.translated(100, 50));
}

void RouteBookTest::whatWaitedStillWaits()
{
    Routed routed(someBoard(5));
    const EdgeKey first = routed.drawn().front();
    (void)routed.move({first.first}, {0, 15});
    QVERIFY(routed.book.isStale(first));
    const RouteChanges changes = routed.move(allOf(routed.board), {10, 10});
    QVERIFY(std::ranges::binary_search(changes.shifted, first));
    QVERIFY(routed.book.isStale(first));
    QCOMPARE(routed.firstWrong(), EdgeKey());
}

QTEST_GUILESS_MAIN(RouteBookTest)
#include "route_book_test.moc"
