// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "random_board.h"
#include "storming/geometry/snap.h"
#include "storming/store/codec.h"
#include "storming/store/text_flow.h"
#include "storming/store/text_form.h"

using namespace stormbench::storming;

class TextFormTest : public QObject {
    Q_OBJECT
private slots:
    void roundTrip_data();
    void roundTrip();
    void flowsRoundTrip_data();
    void flowsRoundTrip();
    void readsAsWritten();
    void aFlowIsOneLine();
    void smallEditsGiveSmallDiffs();
    void missingNumbersAreGiven();
    void readsVersionOne();
    void theFormatsExampleIsCanonical();
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

void TextFormTest::flowsRoundTrip_data()
{
    roundTrip_data();
}

// Rows of notes side by side, some of them nudged, resized or lifted: whatever the writer leaves
// out, the reader finds again to the last bit.
void TextFormTest::flowsRoundTrip()
{
    QFETCH(quint32, seed);
    const Board board = test::randomFlows(seed);
    const QString text = writeText(board);
    QVERIFY(text.contains(QStringLiteral("\nflow ")));
    const auto read = readText(text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message + QLatin1Char('\n') + text));
    QVERIFY(*read == board);
    for (const auto& [id, note] : board.notes()) {
        const QRectF rect = read->note(id)->rect;
        QVERIFY(rect.x() == note.rect.x() && rect.y() == note.rect.y()
            && rect.width() == note.rect.width() && rect.height() == note.rect.height());
    }
    QCOMPARE(writeText(*read), text);
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
    QCOMPARE(writeText(board), QStringLiteral(R"(storm 2
title ""
level process
method eventStorming
domain ""
naming "{domain}.{context}.{stream}.v{major}"
next 7

frame 2 "Ordering" at -10,0.5 size 400x300

event 4 "Order placed" at 0,0
policy 5 "a \"b\"\nc" at 194,0

connector 6 4 -> 5 "soon" pinned

event 4
  field 1 "orderId" uuid
  field 3 "gift" bool optional "true"
  weight 2.5
)"));
}

namespace {

// Customer, command, aggregate, event and a reaction, side by side as the keyboard places them.
Board shopFlow()
{
    Board board;
    QRectF at(QPointF(284, 18), notationOf(NoteKind::Actor).size);
    for (const auto& [kind, text] :
        {std::pair(NoteKind::Actor, "Customer"), std::pair(NoteKind::Command, "Place order"),
            std::pair(NoteKind::Aggregate, "Order"), std::pair(NoteKind::Event, "Order placed"),
            std::pair(NoteKind::Policy, "Collect payment"),
            std::pair(NoteKind::Command, "Request payment")}) {
        Note note = makeNote(NoteId(board.nextId()), kind, {}, QString::fromUtf8(text));
        note.rect = board.isEmpty() ? at : nextInFlow(at, note.rect.size());
        at = note.rect;
        (void)apply(board, AddNote{note});
    }
    return board;
}

QStringList changedLines(const Board& before, const Board& after)
{
    const QStringList old = writeText(before).split(QLatin1Char('\n'));
    QStringList changed;
    for (const QString& line : writeText(after).split(QLatin1Char('\n')))
        if (!old.contains(line))
            changed << line;
    return changed;
}

}  // namespace

void TextFormTest::aFlowIsOneLine()
{
    const QString text = writeText(shopFlow());
    QVERIFY2(text.contains(QStringLiteral(R"(
flow 284,18: actor 1 "Customer" > command 2 "Place order" > aggregate 3 "Order" > event 4 "Order placed"
  whenever policy 5 "Collect payment" > command 6 "Request payment"
)")),
        qPrintable(text));
    QCOMPARE(kFlowGap, kNoteGap);  // what the keyboard places is what the format leaves out
}

void TextFormTest::smallEditsGiveSmallDiffs()
{
    const Board before = shopFlow();
    Board after = before;
    QVERIFY(apply(after, ChangeNote{NoteId(3), NoteProperty::KeyField, QStringLiteral("orderId")}));
    QCOMPARE(changedLines(before, after), (QStringList{"aggregate 3", "  key \"orderId\""}));
    after = before;
    QVERIFY(apply(after, MoveElements{{{NoteId(6), QPointF(2000, 0)}}, {}}));
    QCOMPARE(changedLines(before, after),
        (QStringList{
            "  whenever policy 5 \"Collect payment\"", "command 6 \"Request payment\" at 2000,0"}));
    after = before;
    MoveElements all;
    for (const auto& [id, note] : before.notes())
        all.notes.emplace(id, note.rect.topLeft() + QPointF(0, 100));
    QVERIFY(apply(after, all));
    QCOMPARE(changedLines(before, after).size(), 1);
}

void TextFormTest::missingNumbersAreGiven()
{
    const auto parsed = parseText(QStringLiteral(
        "storm 2\nflow 0,0: event 7 \"Order placed\" > policy \"Pay\" > command \"Request\"\n"
        "frame \"Shop\" at 0,0 size 9x9\nconnector 7 -> 3\nevent 3 \"Order sent\" at 0,400\n"));
    QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().message));
    QCOMPARE(parsed->board.note(NoteId(8))->text, QStringLiteral("Pay"));
    QCOMPARE(parsed->board.note(NoteId(9))->text, QStringLiteral("Request"));
    QCOMPARE(parsed->board.frame(FrameId(10))->name, QStringLiteral("Shop"));
    QCOMPARE(parsed->board.connector(ConnectorId(11))->to, NoteId(3));
    QCOMPARE(parsed->given.size(), size_t(4));
    QCOMPARE(parsed->given[0].line, 2);
    QCOMPARE(parsed->given[0].column, 41);
    QCOMPARE(parsed->given[0].id, quint64(8));
    QCOMPARE(parsed->given[3].line, 4);
}

void TextFormTest::readsVersionOne()
{
    const auto board = readText(QStringLiteral(
        "storm 1\ntitle \"Tea\"\nnext 9\n\nevent 3 \"Order placed\" at 132,0\n"
        "  field 1 \"orderId\" uuid\n  pivotal true\n\npolicy 4 \"Pack\" at 600,0 size 90x90 z 2\n"
        "\nconnector 5 3 -> 4 \"same day\"\n"));
    QVERIFY2(board, board ? "" : qPrintable(board.error().message));
    QCOMPARE(board->nextId(), quint64(9));
    QVERIFY(board->note(NoteId(3))->flag(NoteProperty::Pivotal));
    QCOMPARE(board->note(NoteId(4))->z, 2);
    QVERIFY(writeText(*board).startsWith(QStringLiteral("storm 2\n")));
}

// FORMAT.md's worked example, as a writer would write it.
void TextFormTest::theFormatsExampleIsCanonical()
{
    QFile file(QStringLiteral(STORMBENCH_SOURCE_DIR "/storming/store/FORMAT.md"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString document = QString::fromUtf8(file.readAll());
    const QString example = QStringLiteral("```\n") + QLatin1StringView(kTextFormWord);
    const qsizetype from = document.indexOf(example) + 4;
    QVERIFY(from > 4);
    const QString text = document.mid(from, document.indexOf(QStringLiteral("```"), from) - from);
    const auto board = readText(text);
    QVERIFY2(board, board ? "" : qPrintable(board.error().message));
    QCOMPARE(writeText(*board), text);
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
    row("later version", "storm 3\n", "later version");
    row("unknown word", "storm 1\nblob 3\n", "Line 2");
    row("open quote", "storm 1\n\nevent 1 \"Order\n", "Line 3");
    row("bad escape", "storm 1\nevent 1 \"a\\x\" at 0,0\n", "Line 2");
    row("no place", "storm 1\nevent 1 \"a\"\n", "Line 2");
    row("not finite", "storm 1\nevent 1 \"a\" at inf,0\n", "Line 2");
    row("words too many", "storm 1\nevent 1 \"a\" at 0,0 and more\n", "too many");
    row("same id", "storm 1\nevent 1 \"a\" at 0,0\nevent 1 \"b\" at 0,0\n", "taken");
    row("unknown kind in a flow", "storm 2\nflow 0,0: event 1 \"a\" > evnt 2 \"b\"\n", "kinds are");
    row("flow without a place", "storm 2\nflow 5: event 1 \"a\"\n", "flow X,Y:");
    row("flow without >", "storm 2\nflow 0,0: event 1 \"a\" event 2 \"b\"\n", "stands >");
    row("detail below a flow", "storm 2\nflow 0,0: event 1 \"a\" > event 2 \"b\"\n  weight 3\n",
        "below a line KIND NUMBER");
    row("whenever alone", "storm 2\n  whenever policy 1 \"a\"\n", "Line 2");
    row("details of nobody", "storm 2\nevent 4\n  weight 3\n", "no note 4");
    row("details of another kind", "storm 2\nevent 4 \"a\" at 0,0\n\npolicy 4\n",
        "kind event in line 2");
    row("connector's number taken",
        "storm 2\nevent 4 \"a\" at 0,0\nevent 5 \"a\" at 9,9\nconnector 4 4 -> 5\n",
        "Line 4: the number 4 is taken");
    row("no colour", "storm 2\nkind event \"Fact\" color \"red\"\n", "Line 2");
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
