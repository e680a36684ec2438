// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/model/naming.h"

using namespace stormbench::storming;

namespace {

Board boardWithTwoNotes()
{
    Board board;
    (void)apply(board,
        AddNote{makeNote(NoteId(1), NoteKind::Event, {0, 0}, QStringLiteral("Order placed"))});
    (void)apply(
        board, AddNote{makeNote(NoteId(2), NoteKind::Policy, {300, 0}, QStringLiteral("Ship"))});
    return board;
}

}  // namespace

class OperationsTest : public QObject {
    Q_OBJECT
private slots:
    void undoAndRedoReturn_data();
    void undoAndRedoReturn();
    void aRefusedBatchChangesNothing();
    void refusals_data();
    void refusals();
    void numbersAreNeverReused();
    void removalTakesConnectorsAlong();
    void membership();
    void changeSetsMerge();
    void topicNames_data();
    void topicNames();
};

void OperationsTest::undoAndRedoReturn_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 300; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void OperationsTest::undoAndRedoReturn()
{
    QFETCH(quint32, seed);
    test::RandomEdits random(seed);
    Board board;
    std::vector<Board> states{board};
    std::vector<std::pair<Operations, Operations>> steps;
    for (int i = 0; i < 40; ++i) {
        const Operations forward{random.next(board)};
        auto applied = applyInvertibly(board, forward);
        QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
        steps.emplace_back(forward, applied->second);
        states.push_back(board);
    }
    for (size_t i = steps.size(); i-- > 0;) {
        QVERIFY(apply(board, steps[i].second));
        QVERIFY(board == states[i]);
    }
    for (size_t i = 0; i < steps.size(); ++i) {
        QVERIFY(apply(board, steps[i].first));
        QVERIFY(board == states[i + 1]);
    }
}

void OperationsTest::aRefusedBatchChangesNothing()
{
    Board board = boardWithTwoNotes();
    const Board before = board;
    const Operations batch{ChangeNote{NoteId(1), NoteProperty::Text, QStringLiteral("Other")},
        RemoveNote{NoteId(2)}, RemoveNote{NoteId(99)}};
    const auto applied = apply(board, batch);
    QVERIFY(!applied);
    QCOMPARE(applied.error().code, BoardErrorCode::NotFound);
    QVERIFY(board == before);
}

void OperationsTest::refusals_data()
{
    QTest::addColumn<Operation>("operation");
    QTest::addColumn<BoardErrorCode>("code");
    const Note taken = makeNote(NoteId(1), NoteKind::Event, {});
    Note flat = makeNote(NoteId(9), NoteKind::Event, {});
    flat.rect = {};
    Note wrong = makeNote(NoteId(9), NoteKind::Event, {});
    wrong.properties.emplace(NoteProperty::Pivotal, QStringLiteral("yes"));
    QTest::newRow("id taken") << Operation(AddNote{taken}) << BoardErrorCode::Conflict;
    QTest::newRow("no id") << Operation(AddNote{makeNote({}, NoteKind::Event, {})})
                           << BoardErrorCode::Conflict;
    QTest::newRow("id of a note") << Operation(
        AddFrame{{FrameId(2), {}, QRectF(0, 0, 9, 9), {}, {}, {}}})
                                  << BoardErrorCode::Conflict;
    QTest::newRow("no size") << Operation(AddNote{flat}) << BoardErrorCode::Invalid;
    QTest::newRow("property of another type")
        << Operation(AddNote{wrong}) << BoardErrorCode::Invalid;
    QTest::newRow("value of another type")
        << Operation(ChangeNote{NoteId(1), NoteProperty::Text, qint64(3)})
        << BoardErrorCode::Invalid;
    QTest::newRow("word that is no choice")
        << Operation(ChangeNote{NoteId(1), NoteProperty::Outcomes, QStringLiteral("some")})
        << BoardErrorCode::Invalid;
    QTest::newRow("text cannot be unset")
        << Operation(ChangeNote{NoteId(1), NoteProperty::Text, {}}) << BoardErrorCode::Invalid;
    QTest::newRow("z beyond an int")
        << Operation(ChangeNote{NoteId(1), NoteProperty::Z, qint64(1) << 40})
        << BoardErrorCode::Invalid;
    QTest::newRow("not a number") << Operation(ChangeNote{NoteId(1), NoteProperty::FailureRate,
        qQNaN()}) << BoardErrorCode::Invalid;
    QTest::newRow("move nowhere") << Operation(MoveElements{{{NoteId(1), QPointF(qInf(), 0)}}, {}})
                                  << BoardErrorCode::NotFound;
    QTest::newRow("connector to itself")
        << Operation(AddConnector{{ConnectorId(9), NoteId(1), NoteId(1), {}, false}})
        << BoardErrorCode::Invalid;
    QTest::newRow("connector to nothing")
        << Operation(AddConnector{{ConnectorId(9), NoteId(1), NoteId(7), {}, false}})
        << BoardErrorCode::NotFound;
    QTest::newRow("note with connector")
        << Operation(RemoveNote{NoteId(2)}) << BoardErrorCode::Conflict;
}

void OperationsTest::refusals()
{
    QFETCH(Operation, operation);
    QFETCH(BoardErrorCode, code);
    Board board = boardWithTwoNotes();
    QVERIFY(apply(board, AddConnector{{ConnectorId(3), NoteId(1), NoteId(2), {}, false}}));
    const Board before = board;
    const auto applied = apply(board, operation);
    QVERIFY(!applied);
    QCOMPARE(applied.error().code, code);
    QVERIFY(!applied.error().message.isEmpty());
    QVERIFY(board == before);
}

void OperationsTest::numbersAreNeverReused()
{
    Board board = boardWithTwoNotes();
    QCOMPARE(board.nextId(), 3u);
    QVERIFY(apply(board, RemoveNote{NoteId(2)}));
    QCOMPARE(board.nextId(), 3u);
    QVERIFY(apply(board,
        AddFrame{{FrameId(10), QStringLiteral("Ordering"), QRectF(0, 0, 10, 10), {}, {}, {}}}));
    QCOMPARE(board.nextId(), 11u);
}

void OperationsTest::removalTakesConnectorsAlong()
{
    Board board = boardWithTwoNotes();
    QVERIFY(apply(board, AddConnector{{ConnectorId(3), NoteId(1), NoteId(2), {}, false}}));
    auto changes = apply(board, removalOf(board, {NoteId(2)}));
    QVERIFY(changes);
    QCOMPARE(changes->removedNotes, std::set<NoteId>{NoteId(2)});
    QCOMPARE(changes->removedConnectors, std::set<ConnectorId>{ConnectorId(3)});
    QVERIFY(board.connectors().empty());
}

void OperationsTest::membership()
{
    Board board = boardWithTwoNotes();
    QVERIFY(apply(board, AddFrame{{FrameId(10), {}, QRectF(-500, -500, 1000, 1000), {}, {}, {}}}));
    QVERIFY(apply(board, AddFrame{{FrameId(11), {}, QRectF(-100, -100, 200, 200), {}, {}, {}}}));
    QCOMPARE(
        board.frameOf(*board.note(NoteId(1))), std::optional(FrameId(11)));  // the smaller of two
    QCOMPARE(board.frameOf(*board.note(NoteId(2))), std::optional(FrameId(10)));
    QVERIFY(apply(board, ChangeNote{NoteId(1), NoteProperty::Frame, qint64(10)}));
    QCOMPARE(board.frameOf(*board.note(NoteId(1))), std::optional(FrameId(10)));  // said so
    QCOMPARE(board.membersOf(FrameId(10)).size(), 2u);
    QVERIFY(apply(board, ChangeNote{NoteId(1), NoteProperty::Frame, qint64(0)}));
    QVERIFY(!board.frameOf(*board.note(NoteId(1))));
    QVERIFY(apply(
        board, ChangeNote{NoteId(1), NoteProperty::Frame, qint64(77)}));  // a frame that is gone
    QCOMPARE(board.frameOf(*board.note(NoteId(1))), std::optional(FrameId(11)));
}

void OperationsTest::changeSetsMerge()
{
    ChangeSet changes{.addedNotes = {NoteId(1)}, .removedNotes = {NoteId(2)}};
    changes.merge({.addedNotes = {NoteId(2)}, .changedNotes = {NoteId(1), NoteId(3)}});
    changes.merge({.removedNotes = {NoteId(1)}});
    QVERIFY(changes.addedNotes.empty());
    QVERIFY(changes.removedNotes.empty());
    QCOMPARE(changes.changedNotes, (std::set<NoteId>{NoteId(2), NoteId(3)}));
}

void OperationsTest::topicNames_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("expected");
    QTest::newRow("words") << "Order placed"
                           << "order-placed";
    QTest::newRow("capitals") << "OrderPlaced"
                              << "order-placed";
    QTest::newRow("abbreviation") << "VATPaid"
                                  << "vat-paid";
    QTest::newRow("accents") << QStringLiteral("Café geöffnet") << "cafe-geoffnet";
    QTest::newRow("signs") << " Stock, (low)! "
                           << "stock-low";
    QTest::newRow("apostrophe") << "Customer's order"
                                << "customers-order";
    QTest::newRow("nothing latin") << QStringLiteral("注文") << "";
}

void OperationsTest::topicNames()
{
    QFETCH(QString, name);
    QFETCH(QString, expected);
    QCOMPARE(kebab(name), expected);
    const QString topic = topicName(QStringLiteral("{domain}.{context}.{stream}.v{major}"),
        {{}, QStringLiteral("Big Shop"), name, 2});
    QCOMPARE(topic,
        expected.isEmpty() ? QStringLiteral("big-shop.v2")
                           : QStringLiteral("big-shop.%1.v2").arg(expected));
    QVERIFY(isLegalTopicName(topic));
    QVERIFY(!isLegalTopicName(name + QLatin1Char(' ')));
}

QTEST_GUILESS_MAIN(OperationsTest)
#include "operations_test.moc"
