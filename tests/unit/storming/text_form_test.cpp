// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/store/codec.h"
#include "storming/store/text_form.h"

using namespace stormbench::storming;

class TextFormTest : public QObject {
    Q_OBJECT
private slots:
    void roundTrip_data();
    void roundTrip();
    void readsAsWritten();
    void errors_data();
    void errors();
    void anyBytesGiveAnAnswer();
};

void TextFormTest::roundTrip_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 60; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

// Both forms of a file: the text and the snapshot message.
void TextFormTest::roundTrip()
{
    QFETCH(quint32, seed);
    const Board board = test::randomBoard(seed, 60);
    const QString text = writeText(board);
    const auto read = readText(QString::fromUtf8(text.toUtf8()));
    QVERIFY2(read, read ? "" : qPrintable(read.error().message + QLatin1Char('\n') + text));
    QVERIFY(*read == board);
    QCOMPARE(read->nextId(), board.nextId());
    QCOMPARE(writeText(*read), text);

    const auto decoded = decodeSnapshot(encodeSnapshot(board));
    QVERIFY(decoded);
    QVERIFY(*decoded == board);
    QCOMPARE(decoded->nextId(), board.nextId());

    test::RandomEdits random(seed);
    Board other = board;
    Operations batch;
    for (int i = 0; i < 20; ++i) {
        batch.push_back(random.next(other));
        QVERIFY(apply(other, batch.back()));
    }
    const auto decodedBatch = decodeBatch(encodeBatch(batch));
    QVERIFY(decodedBatch);
    QVERIFY(*decodedBatch == batch);
}

void TextFormTest::readsAsWritten()
{
    Board board;
    Note note = makeNote(NoteId(4), NoteKind::Event, {60, 60}, QStringLiteral("Order placed"));
    note.fields.push_back({1, QStringLiteral("orderId"), FieldType::Uuid, false, {}});
    note.fields.push_back(
        {3, QStringLiteral("gift"), FieldType::Boolean, true, QStringLiteral("true")});
    note.properties.emplace(NoteProperty::Weight, 2.5);
    QVERIFY(apply(board,
        AddFrame{
            {FrameId(2), QStringLiteral("Ordering"), QRectF(-10, 0.5, 400, 300), {}, {}, {}}}));
    QVERIFY(apply(board, AddNote{note}));
    QVERIFY(apply(board,
        AddNote{makeNote(NoteId(5), NoteKind::Policy, {300, 60}, QStringLiteral("a \"b\"\nc"))}));
    QVERIFY(apply(
        board, AddConnector{{ConnectorId(6), NoteId(4), NoteId(5), QStringLiteral("soon"), true}}));
    QCOMPARE(writeText(board), QStringLiteral(R"(storm 1
title ""
level process
method eventStorming
domain ""
naming "{domain}.{context}.{stream}.v{major}"
next 7

frame 2 "Ordering" at -10,0.5 size 400x300

event 4 "Order placed" at 0,0
  field 1 "orderId" uuid
  field 3 "gift" bool optional "true"
  weight 2.5

policy 5 "a \"b\"\nc" at 194,0

connector 6 4 -> 5 "soon" pinned
)"));
}

void TextFormTest::errors_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("message");
    const auto row = [](const char* name, const char* text, const char* message) {
        QTest::newRow(name) << QString::fromLatin1(text) << QString::fromLatin1(message);
    };
    row("empty", "", "not a board");
    row("something else", "hello\n", "not a board");
    row("later version", "storm 2\n", "later version");
    row("unknown word", "storm 1\nblob 3\n", "Line 2");
    row("open quote", "storm 1\n\nevent 1 \"Order\n", "Line 3");
    row("bad escape", "storm 1\nevent 1 \"a\\x\" at 0,0\n", "Line 2");
    row("no place", "storm 1\nevent 1 \"a\"\n", "Line 2");
    row("not finite", "storm 1\nevent 1 \"a\" at inf,0\n", "Line 2");
    row("words too many", "storm 1\nevent 1 \"a\" at 0,0 and more\n", "too many");
    row("same id", "storm 1\nevent 1 \"a\" at 0,0\nevent 1 \"b\" at 0,0\n", "taken");
    row("orphan detail", "storm 1\n  weight 3\n", "indented");
    row("unknown property", "storm 1\nevent 1 \"a\" at 0,0\n  colour 3\n", "no such property");
    row("wrong value", "storm 1\nevent 1 \"a\" at 0,0\n  pivotal 3\n", "does not fit");
    row("unknown choice", "storm 1\nsystem 1 \"a\" at 0,0\n  outcomes \"few\"\n", "does not fit");
    row("connector to nowhere", "storm 1\nevent 1 \"a\" at 0,0\nconnector 2 1 -> 9\n",
        "not on the board");
    row("flat frame", "storm 1\nframe 1 \"a\" at 0,0 size 0x5\n\nlevel process\n",
        "position and a size");
}

void TextFormTest::errors()
{
    QFETCH(QString, text);
    QFETCH(QString, message);
    const auto read = readText(text);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(message), qPrintable(read.error().message));
}

void TextFormTest::anyBytesGiveAnAnswer()
{
    QRandomGenerator random(7);
    const Board board = test::randomBoard(3, 80);
    const QByteArray text = writeText(board).toUtf8();
    const QByteArray snapshot = encodeSnapshot(board);
    for (int i = 0; i < 400; ++i) {
        QByteArray bent = text;
        QByteArray bentSnapshot = snapshot;
        for (int j = 0; j < 3; ++j) {
            bent[random.bounded(int(bent.size()))] = char(random.bounded(256));
            bentSnapshot[random.bounded(int(bentSnapshot.size()))] = char(random.bounded(256));
        }
        // Whatever is accepted is a board that can be written again.
        if (const auto read = readText(QString::fromUtf8(bent)))
            QVERIFY(readText(writeText(*read)).has_value());
        if (const auto decoded = decodeSnapshot(bentSnapshot))
            QVERIFY(decodeSnapshot(encodeSnapshot(*decoded)).has_value());
        (void)decodeBatch(bentSnapshot);
    }
}

QTEST_GUILESS_MAIN(TextFormTest)
#include "text_form_test.moc"
