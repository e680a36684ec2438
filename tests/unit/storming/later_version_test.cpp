// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/store/board_file.h"
#include "storming/store/board_log.h"
#include "storming/store/codec.h"
#include "storming/store/text_form.h"

#include <QCryptographicHash>

using namespace stormbench::storming;

namespace {

// What a later version may write: Protobuf by hand, since board.proto does not know it.
QByteArray varint(quint64 value)
{
    QByteArray bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += char(value | 0x80);
    return bytes + char(value);
}
QByteArray number(int field, quint64 value)
{
    return varint(quint64(field) << 3) + varint(value);
}
QByteArray message(int field, const QByteArray& bytes)
{
    return varint(quint64(field) << 3 | 2) + varint(quint64(bytes.size())) + bytes;
}
// An operation's own bytes; what follows them is merged into it.
QByteArray bytesOf(const Operation& operation)
{
    QByteArray batch = encodeBatch({operation});
    qsizetype head = 1;
    while (batch[head] & 0x80)
        ++head;
    return batch.sliced(head + 1);
}

constexpr int kAddNote = 1, kNoteKind = 2, kNoteFields = 7, kNoteProperties = 8;
constexpr quint64 kLaterKind = 77, kLaterProperty = 999, kLaterType = 99;

Note eventNote(quint64 id, const QString& text)
{
    return makeNote(NoteId(id), NoteKind::Event, {double(id), 0}, text);
}

/// A note of a kind that does not exist yet, and one that says more than notes do today; and what
/// happened to both.
QByteArray laterBatch()
{
    const QByteArray strange = bytesOf(AddNote{eventNote(900, "Strange")})
        + message(kAddNote, number(kNoteKind, kLaterKind));
    const QByteArray known = bytesOf(AddNote{eventNote(901, "Known")})
        + message(kAddNote,
            message(kNoteProperties,
                number(1, kLaterProperty) + message(2, message(4, "a later value")))
                + message(kNoteFields, number(1, 1) + message(2, "x") + number(3, kLaterType)));
    QByteArray batch;
    for (const QByteArray& operation :
        {strange, known, bytesOf(ChangeNote{NoteId(900), NoteProperty::Text, QString("Stranger")}),
            bytesOf(ChangeNote{NoteId(901), NoteProperty::Text, QString("Well known")}),
            bytesOf(AddConnector{{ConnectorId(902), NoteId(900), NoteId(901), {}, true}}),
            bytesOf(MoveElements{{{NoteId(900), {1, 1}}, {NoteId(901), {40, 50}}}, {}}),
            message(60, "a later operation")})
        batch += message(1, operation);
    return batch;
}

Board threeNotes()
{
    Board board;
    for (const quint64 id : {1, 2, 3})
        (void)apply(board, AddNote{eventNote(id, QString::number(id))});
    return board;
}

}  // namespace

/// Files that a later version has written: what this one knows of them is shown, in a copy, and the
/// rest is counted.
class LaterVersionTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aLaterFileOpensAsACopy()
    {
        QVERIFY(BoardFile::create(path(), threeNotes()));
        makeLater(laterBatch());
        const QByteArray before = fileBytes();
        auto opened = BoardFile::open(path());
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().message));
        QCOMPARE(opened->note, OpenNote::Recovered);
        QVERIFY(!opened->file);
        QCOMPARE(opened->board.notes().size(), std::size_t(4));
        const Note* note = opened->board.note(NoteId(901));
        QVERIFY(note);
        QCOMPARE(note->text, QStringLiteral("Well known"));
        QCOMPARE(note->rect.topLeft(), QPointF(40, 50));
        QVERIFY(note->fields.empty());
        for (const char* words : {"later version", "format 3",
                 "1 note, 1 connector, 2 details and 1 change", "left as it is", "another name"})
            QVERIFY2(opened->why.contains(QLatin1String(words)), qPrintable(opened->why));
        QCOMPARE(fileBytes(), before);
        QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList("later.storm"));
        // Programs that cannot ask stay strict.
        const auto read = readBoard(path());
        QVERIFY(!read);
        QCOMPARE(read.error().code, BoardErrorCode::TooNew);
    }

    void aLaterFileWithNothingNewLosesNothing()
    {
        QVERIFY(BoardFile::create(path(), threeNotes()));
        makeLater(encodeBatch({AddNote{eventNote(4, "Four")}}));
        auto opened = BoardFile::open(path());
        QVERIFY(opened);
        QCOMPARE(opened->board.notes().size(), std::size_t(4));
        QVERIFY2(!opened->why.contains(QLatin1String("without")), qPrintable(opened->why));
    }

    void aLaterFileOfAnotherKindIsRefusedInWords()
    {
        QVERIFY(BoardFile::create(path(), threeNotes()));
        {
            auto database = Database::open(path(), Database::Mode::ReadWrite);
            QVERIFY(database->run("DROP TABLE snapshots; PRAGMA user_version = 9"));
        }
        const QByteArray before = fileBytes();
        const auto opened = openBoard(path());
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, BoardErrorCode::TooNew);
        QVERIFY(opened.error().message.contains(QLatin1String("format 9")));
        QCOMPARE(fileBytes(), before);
    }

    void aSnapshotSaysWhatItLeavesOut()
    {
        const QByteArray bytes = encodeSnapshot(threeNotes())
            + message(3, number(1, 50) + number(kNoteKind, kLaterKind))
            + message(2, number(1, 51) + number(7, kLaterKind))
            + message(1, number(2, kLaterKind) + message(30, "?"));
        QVERIFY(!decodeSnapshot(bytes));
        LeftOut leftOut;
        const auto board = decodeSnapshot(bytes, &leftOut);
        QVERIFY(board);
        QCOMPARE(board->notes().size(), std::size_t(3));
        QCOMPARE(board->settings().level, BoardSettings().level);
        QCOMPARE(leftOut.words(), QStringLiteral("1 note, 1 frame and 1 detail"));
        // What is removed later on is not missing.
        Board further = *board;
        applyWhatFits(further, {RemoveNote{NoteId(50)}, RemoveFrame{FrameId(51)}}, leftOut);
        QCOMPARE(leftOut.words(), QStringLiteral("1 detail"));
    }

    void textsGoWithoutTheLinesThatCannotBeRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("notes");
        QTest::addColumn<QList<int>>("lines");
        const auto row = [](const char* name, const char* text, int notes, QList<int> lines) {
            QTest::newRow(name) << QString::fromUtf8(text) << notes << lines;
        };
        row("whole", "storm 2\nevent 1 \"A\" at 0,0\n", 1, {});
        row("later", "storm 3\nevent 1 \"A\" at 0,0\n", 1, {1});
        row("a header of another kind", "storm ?\nevent 1 \"A\" at 0,0\n", 1, {1});
        row("a kind and its details",
            "storm 2\nevent 1 \"A\" at 0,0\ngizmo 2 \"B\" at 9,9\n  owner \"me\"\nevent 3 \"C\" at "
            "0,9\n",
            2, {3, 4});
        row("a detail", "storm 2\nevent 1 \"A\" at 0,0\n  sparkle \"much\"\n  owner \"me\"\n", 1,
            {3});
        row("the end of a flow",
            "storm 2\nflow 0,0: command 1 \"A\" > event 2 \"B\" > gizmo 3 \"C\"\n", 2, {2});
        row("a quote without an end", "storm 2\nevent 1 \"A at 0,0\nevent 2 \"B\" at 0,0\n", 1,
            {2});
        row("an arrow to nowhere",
            "storm 2\nevent 1 \"A\" at 0,0\nevent 2 \"B\" at 0,0\nconnector 3 1 -> 9\nconnector 4 "
            "1 "
            "-> 2\n",
            2, {4});
        row("a number twice", "storm 2\nevent 1 \"A\" at 0,0\nevent 1 \"B\" at 0,0\n", 1, {3});
        row("a folded note", "storm 2\nflow 0,0: event 1 folded\n", 1, {2});
        row("nothing but words", "storm warning\nfor the north\n", 0, {1, 2});
    }
    void textsGoWithoutTheLinesThatCannotBeRead()
    {
        QFETCH(QString, text);
        QFETCH(int, notes);
        QFETCH(QList<int>, lines);
        const SalvagedText salvaged = salvageText(text);
        QCOMPARE(int(salvaged.board.notes().size()), notes);
        QList<int> found;
        for (const TextMistake& mistake : salvaged.mistakes) {
            found << mistake.line;
            QVERIFY(!mistake.message.isEmpty());
        }
        QCOMPARE(found, lines);

        QFile file(path("board.storm.txt"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text.toUtf8());
        file.close();
        const auto opened = openBoard(file.fileName());
        QCOMPARE(opened.has_value(), notes > 0);
        if (opened) {
            QCOMPARE(opened->note, lines.isEmpty() ? OpenNote::Imported : OpenNote::Recovered);
            QVERIFY(!opened->file);
            QVERIFY(opened->board == salvaged.board);
        }
        if (opened && !lines.isEmpty())
            QVERIFY2(opened->why.contains(QString::number(lines.first()))
                    && opened->why.contains(QLatin1String("left as it is")),
                qPrintable(opened->why));
        QCOMPARE(readBoard(file.fileName()).has_value(), lines.isEmpty());
    }

    void theNoticeNamesTheFirstLines()
    {
        std::vector<TextMistake> mistakes;
        for (int line = 1; line <= 9; ++line)
            mistakes.push_back({line, QStringLiteral("no")});
        QCOMPARE(wordsOf(mistakes),
            QStringLiteral("Lines 1, 2, 3, 4, 5 and 4 more could not be read; line 1: no."));
        mistakes.resize(2);
        QCOMPARE(wordsOf(mistakes), QStringLiteral("Lines 1 and 2 could not be read; line 1: no."));
        mistakes.resize(1);
        QCOMPARE(wordsOf(mistakes), QStringLiteral("Line 1 could not be read: no."));
    }

private:
    QString path(const char* name = "later.storm") const
    {
        return m_folder->filePath(QString::fromLatin1(name));
    }
    QByteArray fileBytes() const
    {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Adds a batch as a later version would have.
    void makeLater(const QByteArray& batch) const
    {
        auto database = Database::open(path(), Database::Mode::ReadWrite);
        QVERIFY(database);
        {
            Statement insert(*database, "INSERT INTO batches VALUES (1, 0, ?1, ?2)");
            insert.bind(1, batch).bind(
                2, QCryptographicHash::hash("1:" + batch, QCryptographicHash::Sha256).first(8));
            QVERIFY(insert.step());
        }
        QVERIFY(database->run("UPDATE head SET seq = 1; PRAGMA user_version = 3"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(LaterVersionTest)
#include "later_version_test.moc"
