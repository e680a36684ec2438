// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/geometry/route_book.h"

using namespace stormbench::storming;

namespace {

std::vector<Edge> edgesOf(const EdgeIndex& index)
{
    std::vector<Edge> all;
    for (const auto& [key, edge] : index.edges())
        all.push_back(edge);
    return all;
}

/// Edits as people make them: notes close to each other, moved by little, connected.
class NearEdits {
public:
    explicit NearEdits(quint32 seed)
        : m_random(seed)
    {
    }

    Operation next(const Board& board)
    {
        const int many = int(board.notes().size());
        if (many < 5)
            return add(board);
        switch (m_random.bounded(11)) {
        case 0:
        case 1: return add(board);
        case 2:
        case 3:
        case 4: return MoveElements{{{pick(board), corner()}}, {}};
        case 5: return ChangeNote{pick(board), NoteProperty::Kind, kind()};
        case 6: return ChangeNote{pick(board), NoteProperty::Text, QStringLiteral("x")};
        case 7:
        case 8:
        case 9: return connect(board);
        default: return disconnect(board);
        }
    }

private:
    QPointF corner() { return QPointF(m_random.bounded(60) * 16, m_random.bounded(40) * 16); }
    NoteKind kind() { return notation()[m_random.bounded(int(notation().size()))].kind; }
    NoteId pick(const Board& board)
    {
        return std::next(board.notes().begin(), m_random.bounded(int(board.notes().size())))->first;
    }
    Operation add(const Board& board)
    {
        Note note = makeNote(NoteId(board.nextId()), kind(), {});
        note.rect.moveTopLeft(corner());
        return AddNote{note};
    }
    Operation connect(const Board& board)
    {
        const NoteId from = pick(board);
        const NoteId to = pick(board);
        if (from == to)
            return add(board);
        return AddConnector{{ConnectorId(board.nextId()), from, to, {}, false}};
    }
    Operation disconnect(const Board& board)
    {
        if (!board.connectors().empty())
            return RemoveConnector{board.connectors().begin()->first};
        for (const auto& [id, note] : board.notes())
            if (board.connectorsOf(id).empty())
                return RemoveNote{id};
        return add(board);
    }

    QRandomGenerator m_random;
};

}  // namespace

class EdgeIndexTest : public QObject {
    Q_OBJECT
private slots:
    void equalsEdgesAfterEveryEdit_data();
    void equalsEdgesAfterEveryEdit();
    void tellsWhatChanged();
    void manyChangesAtOnce();
    void neighboursFollowTheEdges();
    void routesEqualThoseOfAFreshBook();
    void onlyTouchedRoutesAreStale();
    void aFanDoesNotLieUponItself();
};

void EdgeIndexTest::equalsEdgesAfterEveryEdit_data()
{
    QTest::addColumn<bool>("near");
    QTest::newRow("close together") << true;
    QTest::newRow("anything") << false;
}

void EdgeIndexTest::equalsEdgesAfterEveryEdit()
{
    QFETCH(bool, near);
    for (quint32 seed = 1; seed <= 12; ++seed) {
        NearEdits nearEdits(seed);
        test::RandomEdits anyEdits(seed);
        Board board;
        EdgeIndex index(board);
        for (int i = 0; i < 120; ++i) {
            const Operation edit = near ? nearEdits.next(board) : anyEdits.next(board);
            const auto changes = apply(board, edit);
            if (!changes)
                continue;
            (void)index.update(board, *changes);
            QVERIFY2(edgesOf(index) == edges(board), qPrintable(QString::number(seed)));
        }
    }
}

void EdgeIndexTest::tellsWhatChanged()
{
    Board board;
    EdgeIndex index(board);
    const auto run = [&](Operation operation) {
        const auto changes = apply(board, std::move(operation));
        return index.update(board, changes.value_or(ChangeSet()));
    };
    (void)run(AddNote{makeNote(NoteId(1), NoteKind::Event, {0, 0})});
    const EdgeKey pair{NoteId(1), NoteId(2)};
    const EdgeChanges added = run(AddNote{makeNote(NoteId(2), NoteKind::Policy, {180, 0})});
    QCOMPARE(added.added, std::vector{pair});
    QCOMPARE(int(added.moves.size()), 1);
    QVERIFY(!added.moves.front().before && added.moves.front().after);
    QVERIFY(run(ChangeNote{NoteId(1), NoteProperty::Text, QStringLiteral("Paid")}).isEmpty());
    const EdgeChanges drawn = run(AddConnector{{ConnectorId(3), NoteId(1), NoteId(2), {}, true}});
    QCOMPARE(drawn.changed, std::vector{pair});
    const EdgeChanges moved = run(MoveElements{{{NoteId(2), QPointF(600, 0)}}, {}});
    QVERIFY(moved.removed.empty() && moved.changed.empty());
    QCOMPARE(int(moved.moves.size()), 1);
    QCOMPARE(run(RemoveConnector{ConnectorId(3)}).removed, std::vector{pair});
}

void EdgeIndexTest::manyChangesAtOnce()
{
    NearEdits edits(5);
    Board board;
    EdgeIndex index(board);
    for (int round = 0; round < 20; ++round) {
        ChangeSet all;
        for (int i = 0; i < 15; ++i)
            if (const auto changes = apply(board, edits.next(board)))
                all.merge(*changes);
        BoardSettings settings = board.settings();
        settings.method = round % 2 ? Method::EventModeling : Method::EventStorming;
        if (const auto changes = apply(board, ChangeSettings{settings}))
            all.merge(*changes);
        (void)index.update(board, all);
        QVERIFY(edgesOf(index) == edges(board));
    }
}

void EdgeIndexTest::neighboursFollowTheEdges()
{
    NearEdits edits(9);
    Board board;
    EdgeIndex index(board);
    for (int i = 0; i < 150; ++i)
        if (const auto changes = apply(board, edits.next(board)))
            (void)index.update(board, *changes);
    std::size_t count = 0;
    for (const auto& [id, note] : board.notes()) {
        for (const NoteId other : index.after(id))
            QVERIFY(index.edge(id, other));
        for (const NoteId other : index.before(id))
            QVERIFY(index.edge(other, id));
        count += index.after(id).size();
    }
    QCOMPARE(count, index.edges().size());
    QVERIFY(count > 5);
}

void EdgeIndexTest::routesEqualThoseOfAFreshBook()
{
    for (quint32 seed = 1; seed <= 4; ++seed) {
        NearEdits edits(seed);
        Board board;
        EdgeIndex index(board);
        RouteBook book;
        book.reset(index);
        for (int i = 0; i < 140; ++i) {
            const auto changes = apply(board, edits.next(board));
            if (!changes)
                continue;
            (void)book.follow(index, index.update(board, *changes));
            if (i % 10 != 9)
                continue;
            RouteBook fresh;
            fresh.reset(index);
            QCOMPARE(book.size(), fresh.size());
            for (const auto& [key, edge] : index.edges())
                if (edge.origin == EdgeOrigin::Connector)
                    QVERIFY2(book.route(index, key) == fresh.route(index, key),
                        qPrintable(QStringLiteral("%1, %2").arg(seed).arg(i)));
        }
        QVERIFY(book.size() > 3);
    }
}

void EdgeIndexTest::onlyTouchedRoutesAreStale()
{
    Board board;
    // Ten pairs, each connected, far from each other.
    for (quint64 pair = 0; pair < 10; ++pair) {
        const QPointF place(0, qreal(pair) * 1000);
        (void)apply(board, AddNote{makeNote(NoteId(2 * pair + 1), NoteKind::Event, place)});
        (void)apply(board,
            AddNote{makeNote(NoteId(2 * pair + 2), NoteKind::Policy, place + QPointF(600, 0))});
    }
    for (quint64 pair = 0; pair < 10; ++pair)
        (void)apply(board,
            AddConnector{{ConnectorId(board.nextId()), NoteId(2 * pair + 1), NoteId(2 * pair + 2),
                {}, false}});
    EdgeIndex index(board);
    RouteBook book;
    book.reset(index);
    for (const auto& [key, edge] : index.edges())
        QVERIFY(book.route(index, key).clear);
    const EdgeKey third{NoteId(7), NoteId(8)};
    const auto move = [&](NoteId note, QPointF to) {
        const auto changes = apply(board, MoveElements{{{note, to}}, {}});
        return book.follow(index, index.update(board, changes.value_or(ChangeSet()))).stale;
    };
    QCOMPARE(move(NoteId(7), {10, 2900}), std::vector{third});
    const Route before = book.route(index, third);
    // A note of another pair comes to lie upon it, and leaves again.
    const EdgeKey own{NoteId(1), NoteId(2)};
    QCOMPARE(move(NoteId(1), {300, 2900}), (std::vector{own, third}));
    QVERIFY(book.route(index, third).clear);
    QVERIFY(book.route(index, third) != before);
    (void)book.route(index, own);
    QCOMPARE(move(NoteId(1), {0, 0}), (std::vector{own, third}));
    QCOMPARE(book.route(index, third), before);
}

void EdgeIndexTest::aFanDoesNotLieUponItself()
{
    Board board;
    (void)apply(board, AddNote{makeNote(NoteId(1), NoteKind::Event, {0, 0})});
    for (quint64 i = 0; i < 6; ++i)
        (void)apply(
            board, AddNote{makeNote(NoteId(2 + i), NoteKind::Policy, {600, qreal(i) * 200 - 500})});
    for (quint64 i = 0; i < 6; ++i)
        (void)apply(board,
            AddConnector{{ConnectorId(board.nextId()), NoteId(1), NoteId(2 + i), {}, false}});
    EdgeIndex index(board);
    RouteBook book;
    book.reset(index);
    std::vector<QRectF> stretches;
    for (const auto& [key, edge] : index.edges()) {
        const Route route = book.route(index, key);
        std::vector<QRectF> own;
        for (std::size_t i = 1; i < route.points.size(); ++i)
            own.push_back(QRectF(route.points[i - 1], route.points[i]).normalized());
        for (const QRectF& mine : own)
            for (const QRectF& other : stretches) {
                const qreal across
                    = std::min(mine.right(), other.right()) - std::max(mine.left(), other.left());
                const qreal down
                    = std::min(mine.bottom(), other.bottom()) - std::max(mine.top(), other.top());
                QVERIFY2(std::max(across, down) < 1 || std::min(across, down) < 0,
                    qPrintable(QString::number(key.second.value())));
            }
        stretches.insert(stretches.end(), own.begin(), own.end());
    }
}

QTEST_GUILESS_MAIN(EdgeIndexTest)
#include "edge_index_test.moc"
