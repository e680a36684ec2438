// SPDX-License-Identifier: GPL-3.0-or-later
// Comments and blank lines of the text form outlive every reading, writing and edit.
#include <QtTest>

#include "random_board.h"
#include "storming/model/board_diff.h"
#include "storming/store/codec.h"
#include "storming/store/text_form.h"

using namespace stormbench::storming;

namespace {

Board read(const QString& text)
{
    const auto board = readText(text);
    if (!board)
        qWarning().noquote() << board.error().message << '\n' << text;
    return board.value_or(Board());
}

Board after(const Board& board, const Operations& operations)
{
    Board changed = board;
    if (const auto done = apply(changed, operations); !done)
        qWarning().noquote() << done.error().message;
    return changed;
}

QString indentOf(const QString& line)
{
    return line.startsWith(u' ') ? QStringLiteral("  ") : QString();
}

const QString kHead = QStringLiteral("storm 2\ntitle \"\"\nlevel process\nmethod eventStorming\n"
                                     "domain \"\"\nnaming \"\"\nnext 9\n");

}  // namespace

class TextRemarksTest : public QObject {
    Q_OBJECT
private slots:
    void everyLineTakesComments_data()
    {
        QTest::addColumn<quint32>("seed");
        for (quint32 seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %u", seed) << seed;
    }

    // Comments and blank lines in random places of a canonical text, or at every one of them.
    void everyLineTakesComments()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        const int rarity = seed % 4 == 0 ? 1 : 4;
        const Board plain = seed % 2 ? test::randomBoard(seed, 60) : test::randomFlows(seed);
        const QStringList lines = writeText(plain).chopped(1).split(u'\n');
        QString text;
        int count = 0;
        for (const QString& line : lines) {
            const QString name = QStringLiteral("# %1 \"é # \\").arg(++count);
            if (count > 1 && !line.isEmpty() && random.bounded(rarity) == 0)
                text += indentOf(line) + name + QStringLiteral("\n\n") + indentOf(line) + "#\n";
            const bool says = !line.isEmpty() && !line.contains(u'#');
            text += line + (says && random.bounded(rarity) == 0 ? u' ' + name : QString()) + u'\n';
        }
        text += QStringLiteral("\n# the end\n");
        const Board board = read(text);
        QCOMPARE(writeText(board), text);
        QVERIFY(read(writeText(board)) == board);
        const auto decoded = decodeSnapshot(encodeSnapshot(board));
        QVERIFY(decoded && *decoded == board);
        QVERIFY(after(plain, operationsBetween(plain, board)) == board);
    }

    void stayWithTheirLine_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<Operations>("edit");
        QTest::addColumn<QStringList>("inOrder");
        const QString note = kHead
            + QStringLiteral("\n# one\nevent 1 \"A\" at 0,0 # behind one\n"
                             "# two\nevent 2 \"B\" at 0,500\n\nevent 1\n"
                             "  # first field\n  field 1 \"a\" uuid\n  weight 2 # heavy\n");
        QTest::newRow("a note moves away")
            << note << Operations{MoveElements{{{NoteId(1), {4000, 40}}}, {}}}
            << QStringList{"# one", "at 4000,40 # behind one", "# two", "# first field", "# heavy"};
        QTest::newRow("a note is renamed")
            << note << Operations{ChangeNote{NoteId(1), NoteProperty::Text, QString("C")}}
            << QStringList{"# one", "\"C\"", "# behind one", "# two"};
        QTest::newRow("a note docks to another")
            << note << Operations{MoveElements{{{NoteId(2), {132, 0}}}, {}}}
            << QStringList{"# one\n# two\nflow", "\"B\" # behind one\n", "# first field"};
        QTest::newRow("a detail goes")
            << note
            << Operations{ChangeNote{NoteId(1), NoteProperty::Fields, std::vector<NoteField>()},
                   ChangeNote{NoteId(1), NoteProperty::Weight, {}},
                   ChangeNote{NoteId(1), NoteProperty::Partitions, qint64(3)}}
            << QStringList{"# one", "# first field\n# heavy\nevent 1\n  partitions"};
        QTest::newRow("all details go")
            << note
            << Operations{ChangeNote{NoteId(1), NoteProperty::Fields, std::vector<NoteField>()},
                   ChangeNote{NoteId(1), NoteProperty::Weight, {}}}
            << QStringList{"# one\n# first field\n# heavy\nevent 1 \"A\" at 0,0 # behind one\n"};
        QTest::newRow("an element goes behind the model's back")
            << note << Operations{RemoveNote{NoteId(2)}}
            << QStringList{"# one", "weight 2 # heavy\n# two\n"};
        QTest::newRow("a style of a kind goes")
            << kHead + QStringLiteral("# says law\nkind policy \"Rule\"\n")
            << Operations{ChangeSettings{
                   {.remarks = {{{0, "kind policy"}, {.above = "# says law\n", .behind = {}}}}}}}
            << QStringList{"# says law\nnext"};
    }

    void stayWithTheirLine()
    {
        QFETCH(QString, text);
        QFETCH(Operations, edit);
        QFETCH(QStringList, inOrder);
        Board board = read(text);
        const auto done = applyInvertibly(board, edit);
        QVERIFY(done);
        const QString changed = writeText(board);
        qsizetype at = 0;
        for (const QString& part : inOrder) {
            at = changed.indexOf(part, at);
            QVERIFY2(at >= 0, qPrintable(part + u'\n' + changed));
        }
        QCOMPARE(writeText(read(changed)), changed);
        QVERIFY(apply(board, done->second));
        QVERIFY(board == read(text));
    }

    void goWithWhatIsRemoved()
    {
        Board board = read(kHead
            + QStringLiteral("\n# the shop\nframe 3 \"Shop\" at 0,0 size 90x90\n\n# one\n"
                             "event 1 \"A\" at 0,0\nevent 2 \"B\" at 0,500\n\n"
                             "connector 4 1 -> 2 # why\n\nevent 1\n  weight 2 # heavy\n\n# end\n"));
        const Board before = board;
        const auto done = applyInvertibly(board, removalOf(board, {NoteId(1)}, {FrameId(3)}));
        QVERIFY(done);
        QVERIFY2(writeText(board).endsWith(QStringLiteral("event 2 \"B\" at 0,500\n\n# end\n")),
            qPrintable(writeText(board)));
        QCOMPARE(board.settings().remarks.size(), size_t(1));
        QVERIFY(apply(board, done->second));
        QVERIFY(board == before);
    }

    void elementsWithoutNumbersHaveThemToo()
    {
        const Board board = read(QStringLiteral(
            "storm 2 # by hand\n# who?\nflow 0,0: event \"A\" > policy \"B\" # then\n"
            "  # and so\n  whenever command \"C\"\n#tail"));
        QCOMPARE(board.settings().remarks,
            (Remarks{{{0, "storm"}, {{}, "# by hand"}}, {{0, ""}, {"#tail\n", {}}},
                {{1, ""}, {"# who?\n", {}}}, {{2, ""}, {{}, "# then"}},
                {{3, ""}, {"# and so\n", {}}}}));
    }

    void whatIsNoComment()
    {
        const Board board = read(kHead + "\nevent 1 \"no # comment\" at 0,0\n\n\n\n");
        QVERIFY(board.settings().remarks.empty());
        QCOMPARE(board.note(NoteId(1))->text, QStringLiteral("no # comment"));
        // Version 1 set every note apart.
        QVERIFY(read("storm 1\n\nevent 1 \"A\" at 0,0\n\nevent 2 \"B\" at 0,300\n")
                    .settings()
                    .remarks.empty());
        // Characters that would end a line elsewhere do not get in, and no others come back.
        const Board odd = read(kHead + QString("# a%1b\r\n").arg(QChar(0x2028)));
        QCOMPARE(odd.settings().remarks.begin()->second.above, QStringLiteral("# a b\n"));
        for (const Remark& bad : {Remark{"no comment\n", {}}, Remark{"# open", {}},
                 Remark{{}, "behind"}, Remark{"# a\rb\n", {}}, Remark{}}) {
            Board refused;
            QVERIFY(!apply(refused, ChangeSettings{{.remarks = {{{1, {}}, bad}}}}));
        }
    }
};

QTEST_GUILESS_MAIN(TextRemarksTest)
#include "text_remarks_test.moc"
