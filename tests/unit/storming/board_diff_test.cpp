// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/model/board_diff.h"

using namespace stormbench::storming;

class BoardDiffTest : public QObject {
    Q_OBJECT
private slots:
    void leadsFromOneToTheOther_data();
    void leadsFromOneToTheOther();
    void equalBoardsDifferInNothing();
    void saysNoMoreThanWhatChanged();
    void numbersChangeHands();
    void editsOfBothSidesComeTogether();
};

void BoardDiffTest::leadsFromOneToTheOther_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 200; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Odd seeds: the same board some edits later. Even ones: two boards of separate origin, whose
// numbers stand for different elements.
void BoardDiffTest::leadsFromOneToTheOther()
{
    QFETCH(quint32, seed);
    Board before = test::randomBoard(seed, 60);
    Board after = before;
    test::RandomEdits random(seed + 1000);
    for (int i = 0; i < 25; ++i)
        (void)apply(after, random.next(after));
    if (seed % 2 == 0)
        after = test::randomBoard(seed + 5000, 60);

    const auto done = apply(before, operationsBetween(before, after));
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QVERIFY(before == after);
    for (const auto& [id, note] : after.notes()) {
        const QRectF rect = before.note(id)->rect;
        QVERIFY(rect.x() == note.rect.x() && rect.y() == note.rect.y()
            && rect.width() == note.rect.width() && rect.height() == note.rect.height());
    }
}

void BoardDiffTest::equalBoardsDifferInNothing()
{
    for (quint32 seed = 1; seed <= 20; ++seed) {
        const Board board = test::randomBoard(seed, 60);
        QVERIFY(operationsBetween(board, board).empty());
    }
}

void BoardDiffTest::saysNoMoreThanWhatChanged()
{
    Board before;
    QVERIFY(apply(before, AddNote{makeNote(NoteId(1), NoteKind::Event, {0, 0}, "Order placed")}));
    QVERIFY(apply(before, AddNote{makeNote(NoteId(2), NoteKind::Event, {200, 0}, "Order paid")}));
    Board after = before;
    const MoveElements move{{{NoteId(1), QPointF(5, 7.25)}, {NoteId(2), QPointF(0, 1)}}, {}};
    QVERIFY(apply(after, move));
    QCOMPARE(operationsBetween(before, after), Operations{move});
    const ChangeNote rename{NoteId(2), NoteProperty::Text, QStringLiteral("Order settled")};
    QVERIFY(apply(after, rename));
    QCOMPARE(operationsBetween(before, after), (Operations{rename, move}));
}

// A note's number becomes a frame's, a connector's a note's.
void BoardDiffTest::numbersChangeHands()
{
    const auto event = [](quint64 id) {
        return AddNote{
            makeNote(NoteId(id), NoteKind::Event, {double(id) * 200, 0}, "Order placed")};
    };
    Board before;
    QVERIFY(apply(before, event(1)));
    QVERIFY(apply(before, event(2)));
    QVERIFY(apply(before, event(3)));
    QVERIFY(apply(before, AddConnector{{ConnectorId(4), NoteId(1), NoteId(2), {}, false}}));
    QVERIFY(apply(before, AddConnector{{ConnectorId(5), NoteId(2), NoteId(3), {}, false}}));
    Board after;
    QVERIFY(apply(after, AddFrame{{.id = FrameId(1), .name = "Ordering", .rect = {0, 0, 9, 9}}}));
    QVERIFY(apply(after, event(2)));
    QVERIFY(apply(after, event(4)));
    QVERIFY(apply(after, AddConnector{{ConnectorId(5), NoteId(2), NoteId(4), {}, true}}));
    const auto done = apply(before, operationsBetween(before, after));
    QVERIFY2(done, done ? "" : qPrintable(done.error().message));
    QVERIFY(before == after);
}

void BoardDiffTest::editsOfBothSidesComeTogether()
{
    Board base;
    QVERIFY(apply(base, AddNote{makeNote(NoteId(1), NoteKind::Event, {0, 0}, "Order placed")}));
    Board mine = base;
    QVERIFY(apply(mine, ChangeNote{NoteId(1), NoteProperty::Text, QStringLiteral("Order sent")}));
    Board theirs = base;
    QVERIFY(apply(theirs, MoveElements{{{NoteId(1), QPointF(400, 0)}}, {}}));
    QVERIFY(apply(theirs, operationsBetween(base, mine)));
    QCOMPARE(theirs.note(NoteId(1))->text, QStringLiteral("Order sent"));
    QCOMPARE(theirs.note(NoteId(1))->rect.topLeft(), QPointF(400, 0));
}

QTEST_GUILESS_MAIN(BoardDiffTest)
#include "board_diff_test.moc"
