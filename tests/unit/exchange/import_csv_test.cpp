// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/exchange/csv_layout.h"
#include "storming/exchange/importer.h"

using namespace stormbench::storming;

class ImportCsvTest : public QObject {
    Q_OBJECT
private slots:
    void cells_data();
    void cells();
    void separators_data();
    void separators();
    void columns_data();
    void columns();
    void kindWords_data();
    void kindWords();
    void rowsBecomeNotesInFramesAndLanes();
    void placesAreKept();
    void smallPlacesCountColumnsAndRows();
    void aChosenLayoutGoesBeforeTheGuess();
    void mappedWordsGoBeforeTheGuess();
    void problemsNameTheirLines();
    void nothingTouches();
    void bytesThatAreNoUtf8AreReadAndTold();
};

namespace {

ImportPlan import(const QByteArray& text, const ImportOptions& options = {})
{
    return importerNamed(QStringLiteral("csv"))->run(text, options);
}

const Note* noteNamed(const ImportPlan& plan, const QString& text)
{
    for (const auto& [id, note] : plan.part.notes())
        if (note.text == text)
            return &note;
    return nullptr;
}

QString problemsOf(const ImportPlan& plan)
{
    QStringList lines;
    for (const ImportProblem& problem : plan.problems)
        lines.append(toSentence(problem));
    return lines.join(u'\n');
}

}  // namespace

void ImportCsvTest::cells_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<QStringList>>("rows");
    const auto row = [](const char* name, const char* text, QList<QStringList> rows) {
        QTest::newRow(name) << QString::fromUtf8(text) << std::move(rows);
    };
    row("plain", "a,b\nc,d\n", {{"a", "b"}, {"c", "d"}});
    row("no last line end", "a,b", {{"a", "b"}});
    row("Windows", "a,b\r\nc,d\r\n", {{"a", "b"}, {"c", "d"}});
    row("quotes", "\"a,b\",c", {{"a,b", "c"}});
    row("doubled quotes", "\"say \"\"hi\"\"\",c", {{"say \"hi\"", "c"}});
    row("lines in quotes", "\"a\nb\",c\nd,e", {{"a\nb", "c"}, {"d", "e"}});
    row("empty cells", ",,x\n", {{"", "", "x"}});
    row("blank lines", "a,b\n\n , \nc,d", {{"a", "b"}, {"c", "d"}});
    row("a quote inside a cell", "5\" disk,b", {{"5\" disk", "b"}});
    row("behind a quote", "\"a\"b,c", {{"ab", "c"}});
    row("never closed", "a,\"b\nc,d\n", {{"a", "\"b"}, {"c", "d"}});
}

void ImportCsvTest::cells()
{
    QFETCH(QString, text);
    QFETCH(QList<QStringList>, rows);
    QList<QStringList> read;
    for (const DelimitedRow& row : readDelimited(text, u',').rows)
        read.append(row.cells);
    QCOMPARE(read, rows);
}

void ImportCsvTest::separators_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QChar>("separator");
    QTest::newRow("comma") << "a,b\nc,d" << QChar(u',');
    QTest::newRow("semicolon with commas in it") << "a;1,5\nb;2,5\nc;3" << QChar(u';');
    QTest::newRow("tab") << "a\tb\nc\td" << QChar(u'\t');
    QTest::newRow("bar") << "a|b\nc|d" << QChar(u'|');
    QTest::newRow("said in the first line") << "sep=;\na,b;c\n" << QChar(u';');
    QTest::newRow("sentences") << "Order placed\nPaid, at last\nOrder shipped" << QChar();
    QTest::newRow("nothing") << "" << QChar();
}

void ImportCsvTest::separators()
{
    QFETCH(QString, text);
    QFETCH(QChar, separator);
    QCOMPARE(guessSeparator(text), separator);
}

void ImportCsvTest::columns_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("header");
    QTest::addColumn<QString>("roles");
    QTest::newRow("any order") << "y,Description,Type,X,Title,Lane,Bounded context\n1,,,,,,\n"
                               << true << "y description kind x text lane frame";
    QTest::newRow("unknown titles") << "Effort,Name\n1,A\n" << true << "ignore text";
    QTest::newRow("a title twice") << "name,title\na,b\n" << true << "text ignore";
    QTest::newRow("no text named") << "kind,what\nevent,A\n" << true << "kind text";
    QTest::newRow("no header") << "event,Order placed,10,20\ncommand,Place order,30,40\n"
                               << false << "kind text x y";
    QTest::newRow("colours") << "Order placed,orange\nPlace order,blue\n" << false << "text kind";
    QTest::newRow("one column of kinds") << "Event\nCommand\n" << false << "text";
    QTest::newRow("one number is no place") << "Order placed,1\nPlace order,2\n"
                                            << false << "text ignore";
}

void ImportCsvTest::columns()
{
    QFETCH(QString, text);
    QFETCH(bool, header);
    QFETCH(QString, roles);
    const CsvLayout layout = guessLayout(readDelimited(text, guessSeparator(text)));
    QStringList keys;
    for (const CsvColumn column : layout.columns)
        keys.append(QString::fromUtf8(csvColumns()[static_cast<std::size_t>(column)].key));
    QCOMPARE(keys.join(u' '), roles);
    QCOMPARE(layout.header, header);
}

void ImportCsvTest::kindWords_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QString>("key");
    for (const NotationEntry& entry : notation()) {
        QTest::newRow(entry.key) << entry.key << entry.key;
        QTest::newRow(entry.name) << QString::fromUtf8(entry.name).toUpper() << entry.key;
    }
    QTest::newRow("plural") << "Domain events"
                            << "event";
    QTest::newRow("synonym") << "Read_Model"
                             << "readModel";
    QTest::newRow("view") << "view"
                          << "readModel";
    QTest::newRow("constraint") << "Constraint"
                                << "aggregate";
    QTest::newRow("Miro's blue") << "light_blue"
                                 << "command";
    QTest::newRow("lilac") << "lilac"
                           << "policy";
    QTest::newRow("near orange") << "#ffaa44"
                                 << "event";
    QTest::newRow("short") << "#f80"
                           << "event";
    QTest::newRow("nonsense") << "gizmo"
                              << "";
    QTest::newRow("half a colour") << "#12"
                                   << "";
    for (const NotationEntry& entry : notation())
        if (qstrcmp(usualColor(entry.kind), "#FFFFFF") != 0)
            QTest::addRow("own colour of %s", entry.key) << usualColor(entry.kind) << entry.key;
}

void ImportCsvTest::kindWords()
{
    QFETCH(QString, word);
    QFETCH(QString, key);
    const auto kind = guessKind(word);
    QCOMPARE(kind ? QString::fromUtf8(notationOf(*kind).key) : QString(), key);
    QCOMPARE(toneOf(QStringLiteral("light_blue")), QStringLiteral("#a6ccf5"));
    QCOMPARE(toneOf(QStringLiteral("#F80")), QStringLiteral("#ff8800"));
    QVERIFY(toneOf(QStringLiteral("event")).isEmpty());
}

void ImportCsvTest::rowsBecomeNotesInFramesAndLanes()
{
    const ImportPlan plan
        = import("Type,Name,Context,Lane,Description,Owner\n"
                 "event,Order placed,Ordering,Customer,\"What \"\"Buy\"\" does\",A\n"
                 "command,Reserve,Stock,Warehouse,,\n"
                 "event,Paid,Ordering,Warehouse,,\n"
                 "policy,Nowhere,,,,\n");
    QVERIFY2(plan.problems.empty(), qPrintable(problemsOf(plan)));
    QCOMPARE(plan.part.notes().size(), std::size_t(4));
    QCOMPARE(plan.part.frames().size(), std::size_t(4));
    const Note* placed = noteNamed(plan, QStringLiteral("Order placed"));
    QCOMPARE(placed->description, QStringLiteral("What \"Buy\" does"));
    QCOMPARE(placed->string(NoteProperty::Owner), QStringLiteral("A"));
    std::map<QString, FrameId> frames;
    for (const auto& [id, frame] : plan.part.frames())
        frames[frame.name] = id;
    QCOMPARE(plan.part.frameOf(*placed).value_or(FrameId()), frames.at("Ordering"));
    QCOMPARE(
        plan.part.frameOf(*noteNamed(plan, "Reserve")).value_or(FrameId()), frames.at("Stock"));
    QVERIFY(!plan.part.frameOf(*noteNamed(plan, "Nowhere")));
    QCOMPARE(
        plan.part.frameAround(*noteNamed(plan, "Paid"), FrameKind::Swimlane).value_or(FrameId()),
        frames.at("Warehouse"));
    QCOMPARE(plan.part.frame(frames.at("Warehouse"))->kind, FrameKind::Swimlane);
}

void ImportCsvTest::placesAreKept()
{
    const ImportPlan plan
        = import("x;y;kind;text\n\"10,5\";-400;event;A\n2e3;0;command;B\n;;event;C\n");
    QVERIFY2(plan.problems.empty(), qPrintable(problemsOf(plan)));
    QCOMPARE(noteNamed(plan, "A")->rect, QRectF(QPointF(10.5, -400), kSquareNote));
    QCOMPARE(noteNamed(plan, "B")->rect.topLeft(), QPointF(2000, 0));
    QVERIFY(noteNamed(plan, "C")->rect.top() > noteNamed(plan, "B")->rect.bottom());
}

void ImportCsvTest::smallPlacesCountColumnsAndRows()
{
    const ImportPlan plan = import("x,y,kind,text\n1,1,event,A\n2,1,event,B\n1,2,event,C\n");
    const QRectF a = noteNamed(plan, "A")->rect;
    QVERIFY(noteNamed(plan, "B")->rect.left() > a.right());
    QVERIFY(noteNamed(plan, "C")->rect.top() > a.bottom());
    QVERIFY(problemsOf(plan).contains(QLatin1String("columns and rows")));
}

void ImportCsvTest::aChosenLayoutGoesBeforeTheGuess()
{
    const QByteArray text = "Effort,Name\n5,Order placed\n";
    ImportOptions options;
    options.csv = import(text).csv;
    QCOMPARE(options.csv->titles, QStringList({"Effort", "Name"}));
    options.csv->columns = {CsvColumn::Description, CsvColumn::Text};
    options.csv->header = false;
    const ImportPlan plan = import(text, options);
    QCOMPARE(plan.part.notes().size(), std::size_t(2));
    QCOMPARE(noteNamed(plan, "Order placed")->description, QStringLiteral("5"));
    options.csv->separator = QChar();
    QCOMPARE(import(text, options).csv->columns.size(), std::size_t(1));
}

void ImportCsvTest::mappedWordsGoBeforeTheGuess()
{
    ImportOptions options;
    options.kinds[wordKey(QStringLiteral("Gizmo"))] = NoteKind::Timer;
    options.kinds[wordKey(QStringLiteral("noise"))] = std::nullopt;
    const ImportPlan plan = import("kind,text\ngizmo,A\nNoise,B\nevent,C\nevent,D\n", options);
    QVERIFY2(plan.problems.empty(), qPrintable(problemsOf(plan)));
    QCOMPARE(noteNamed(plan, "A")->kind, NoteKind::Timer);
    QVERIFY(!noteNamed(plan, "B"));
    QCOMPARE(plan.kinds.size(), std::size_t(3));
    QCOMPARE(plan.kinds.at(0), (KindUse{QStringLiteral("event"), NoteKind::Event, true, 2}));
}

void ImportCsvTest::problemsNameTheirLines()
{
    const ImportPlan plan = import("kind,text,x,y\n"
                                   "gizmo,\"What\nis it\",0,0\n"
                                   "event,A,left,0\n"
                                   "event,,,\n"
                                   "event,B,1000,0,extra\n");
    const QString problems = problemsOf(plan);
    QVERIFY2(
        problems.contains(QLatin1String("line 2: \"gizmo\" is no kind")), qPrintable(problems));
    QVERIFY2(problems.contains(QLatin1String("line 4: The place \"left\"")), qPrintable(problems));
    QVERIFY2(problems.contains(QLatin1String("line 5: The row has no text")), qPrintable(problems));
    QVERIFY2(problems.contains(QLatin1String("line 6: The row has more")), qPrintable(problems));
    QCOMPARE(plan.part.notes().size(), std::size_t(3));
    QVERIFY(
        problemsOf(import("text\n\"open\nB\n")).contains(QLatin1String("line 2: A quote opens")));
    QVERIFY(!import("").problems.empty());
}

/// Only what is drawn shall connect imported notes, and neighbours must not hide each other.
void ImportCsvTest::nothingTouches()
{
    QByteArray text = "kind,text,frame,lane\n";
    const char* kinds[] = {"event", "policy", "actor", "system", "example"};
    for (int i = 0; i < 60; ++i)
        text += QStringLiteral("%1,N%2,F%3,L%4\n")
                    .arg(QLatin1String(kinds[i % 5]))
                    .arg(i)
                    .arg(i % 3)
                    .arg(i % 4)
                    .toUtf8();
    const ImportPlan plan = import(text);
    QCOMPARE(plan.part.notes().size(), std::size_t(60));
    for (const auto& [a, one] : plan.part.notes())
        for (const auto& [b, other] : plan.part.notes())
            QVERIFY2(a == b
                    || !one.rect.adjusted(-12, -12, 12, 12)
                            .intersects(other.rect.adjusted(-12, -12, 12, 12)),
                qPrintable(one.text + u' ' + other.text));
}

void ImportCsvTest::bytesThatAreNoUtf8AreReadAndTold()
{
    const ImportPlan latin = import("text\nBestellung gepr\xFC"
                                    "ft\n");
    QVERIFY(noteNamed(latin, QString::fromUtf8("Bestellung geprüft")));
    QVERIFY(problemsOf(latin).contains(QLatin1String("Latin-1")));
    const ImportPlan wide = import(QByteArray("\xFF\xFE"
                                              "t\0e\0x\0t\0\n\0\xFC\0",
        14));
    QVERIFY(noteNamed(wide, QString::fromUtf8("ü")));
    QVERIFY(noteNamed(import("\xEF\xBB\xBFtext\n\xC3\xBC\n"), QString::fromUtf8("ü")));
}

QTEST_GUILESS_MAIN(ImportCsvTest)
#include "import_csv_test.moc"
