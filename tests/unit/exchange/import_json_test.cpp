// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/exchange/html_text.h"
#include "storming/exchange/importer.h"

using namespace stormbench::storming;

/// Miro and Event Modeling files; the samples are also the seeds of the fuzz targets.
class ImportJsonTest : public QObject {
    Q_OBJECT
private slots:
    void htmlBecomesText_data();
    void htmlBecomesText();
    void formatsAreRecognised_data();
    void formatsAreRecognised();
    void miroItemsBecomeNotes();
    void miroPlacesAreScaledCentres();
    void miroColorsAreMapped();
    void miroProblemsNameTheirPaths();
    void slicesBecomeFrames();
    void modelElementsKeepTheirFields();
    void modelFlowsByDependencyOrPattern();
    void examplesHangOnTheirSlice();
    void brokenJsonSaysWhere();
};

namespace {

QByteArray sample(const char* path)
{
    QFile file(QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/fuzz/corpus/") + QLatin1String(path));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

ImportPlan import(const char* format, const QByteArray& bytes, const ImportOptions& options = {})
{
    return importerNamed(QString::fromLatin1(format))->run(bytes, options);
}

const Note* noteNamed(const ImportPlan& plan, const QString& text, NoteKind kind)
{
    for (const auto& [id, note] : plan.part.notes())
        if (note.name() == text && note.kind == kind)
            return &note;
    return nullptr;
}

const Frame* frameNamed(const ImportPlan& plan, const QString& name)
{
    for (const auto& [id, frame] : plan.part.frames())
        if (frame.name == name)
            return &frame;
    return nullptr;
}

QStringList arrowsOf(const ImportPlan& plan)
{
    QStringList arrows;
    for (const auto& [id, connector] : plan.part.connectors())
        arrows.append(plan.part.note(connector.from)->name() + QStringLiteral(" > ")
            + plan.part.note(connector.to)->name()
            + (connector.label.isEmpty() ? QString() : QStringLiteral(": ") + connector.label));
    arrows.sort();
    return arrows;
}

bool hasProblem(const ImportPlan& plan, const QString& where, const QString& words)
{
    for (const ImportProblem& problem : plan.problems)
        if (problem.where == where && problem.message.contains(words))
            return true;
    for (const ImportProblem& problem : plan.problems)
        qInfo() << toSentence(problem);
    return false;
}

}  // namespace

void ImportJsonTest::htmlBecomesText_data()
{
    QTest::addColumn<QString>("html");
    QTest::addColumn<QString>("text");
    QTest::newRow("plain") << "Order placed"
                           << "Order placed";
    QTest::newRow("paragraphs") << "<p>Order</p><p>placed</p>"
                                << "Order\nplaced";
    QTest::newRow("break") << "a<br>b<br/>c"
                           << "a\nb\nc";
    QTest::newRow("inline") << "<strong>Order</strong> <em class=\"x\">placed</em>"
                            << "Order placed";
    QTest::newRow("list") << "<ul><li>a</li><li>b</li></ul>"
                          << "a\nb";
    QTest::newRow("entities") << "&lt;b&gt; &amp;amp; &#246; &#x20AC;&nbsp;&quot;"
                              << QString::fromUtf8("<b> &amp; ö € \"");
    QTest::newRow("no entity") << "R&D; AT&T &unknown; &#0; &#x110000;"
                               << "R&D; AT&T &unknown; &#0; &#x110000;";
    QTest::newRow("no tag") << "a < b and 3<5"
                            << "a < b and 3<5";
    QTest::newRow("open tag") << "a <b"
                              << "a <b";
    QTest::newRow("comment") << "a<!-- <p>b</p> -->c"
                             << "ac";
    QTest::newRow("style") << "a<style>p { x: y }</style>b"
                           << "ab";
    QTest::newRow("white space") << "  a\n  b <p> </p>"
                                 << "a b";
}

void ImportJsonTest::htmlBecomesText()
{
    QFETCH(QString, html);
    QFETCH(QString, text);
    QCOMPARE(textOfHtml(html), text);
}

void ImportJsonTest::formatsAreRecognised_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("format");
    QTest::newRow("Miro") << "a.json" << sample("miro_fuzz/pages.json") << "miro";
    QTest::newRow("Miro, no name") << "download" << sample("miro_fuzz/pages.json") << "miro";
    QTest::newRow("model") << "a.json" << sample("event_modeling_fuzz/cart.json")
                           << "event-modeling";
    QTest::newRow("CML by content") << "a.txt" << sample("cml_fuzz/claims.cml") << "context-mapper";
    QTest::newRow("CML by name") << "a.CML" << QByteArray() << "context-mapper";
    QTest::newRow("table") << "a.csv" << sample("csv_fuzz/lanes.csv") << "csv";
    QTest::newRow("lines") << "a.txt" << QByteArray("a\nb\n") << "csv";
    QTest::newRow("a board") << "a.storm.txt" << QByteArray("storm 2\ntitle \"A\"\n") << "";
    QTest::newRow("picture") << "a.png" << QByteArray("\x89PNG\r\n\0", 7) << "";
    QTest::newRow("binary named csv") << "a.csv" << QByteArray("a\0b", 3) << "";
}

void ImportJsonTest::formatsAreRecognised()
{
    QFETCH(QString, file);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, format);
    const Importer* importer = importerFor(file, bytes);
    QCOMPARE(importer ? QString::fromUtf8(importer->name) : QString(), format);
}

void ImportJsonTest::miroItemsBecomeNotes()
{
    const ImportPlan plan = import("miro", sample("miro_fuzz/pages.json"));
    QCOMPARE(plan.part.notes().size(), std::size_t(5));
    const Note* placed = noteNamed(plan, "Order placed & paid", NoteKind::Event);
    QVERIFY(placed);
    const Note* place = noteNamed(plan, "Place order now", NoteKind::Command);
    QVERIFY(place);
    QCOMPARE(place->text, QStringLiteral("Place order\nnow"));
    QVERIFY(noteNamed(plan, QString::fromUtf8("a < b 3 ≥ 2"), NoteKind::Hotspot));
    QVERIFY(noteNamed(plan, "Only words", NoteKind::Definition));
    QCOMPARE(
        noteNamed(plan, "Refund", NoteKind::Command)->description, QStringLiteral("After 14 days"));
    QCOMPARE(arrowsOf(plan), QStringList{"Place order now > Order placed & paid: same day"});
    QCOMPARE(plan.part.frameOf(*placed).value_or(FrameId()), frameNamed(plan, "Ordering")->id);
}

void ImportJsonTest::miroPlacesAreScaledCentres()
{
    const ImportPlan plan = import("miro", sample("miro_fuzz/pages.json"));
    const qreal scale = 120.0 / 199.0;
    const Note* placed = noteNamed(plan, "Order placed & paid", NoteKind::Event);
    // The frame's top left corner is (200, 50), the note's centre (400, 300) within it.
    QVERIFY(QLineF(placed->rect.center(), QPointF(600, 350) * scale).length() < 0.01);
    QCOMPARE(placed->rect.size(), kSquareNote);
    const Note* wide = noteNamed(plan, QString::fromUtf8("a < b 3 ≥ 2"), NoteKind::Hotspot);
    QVERIFY(qAbs(wide->rect.width() - 700 * scale) < 0.01);
}

void ImportJsonTest::miroColorsAreMapped()
{
    ImportOptions options;
    options.kinds[wordKey(QStringLiteral("orange"))] = NoteKind::Timer;
    options.kinds[wordKey(QStringLiteral("text"))] = std::nullopt;
    const ImportPlan plan = import("miro", sample("miro_fuzz/pages.json"), options);
    QVERIFY(noteNamed(plan, "Order placed & paid", NoteKind::Timer));
    QVERIFY(!noteNamed(plan, "Only words", NoteKind::Definition));
    QStringList words;
    for (const KindUse& use : plan.kinds)
        words.append(use.word);
    QCOMPARE(words, QStringList({"#2d9bf0", "#ff7a8a", "light_blue", "orange", "text"}));
}

void ImportJsonTest::miroProblemsNameTheirPaths()
{
    const ImportPlan plan = import("miro", sample("miro_fuzz/pages.json"));
    QVERIFY(hasProblem(plan, "page 2: data[2]", "\"image\" has no counterpart here (\"Sketch\")"));
    QVERIFY(hasProblem(plan, "page 2: data[3].position", "no place"));
    QVERIFY(hasProblem(plan, "page 3: data[1]", "does not join two different notes"));
    QCOMPARE(plan.problems.size(), std::size_t(3));
    QVERIFY(hasProblem(import("miro", "{\"data\": []}"), "", "no item of a Miro board"));
}

void ImportJsonTest::slicesBecomeFrames()
{
    const ImportPlan plan = import("event-modeling", sample("event_modeling_fuzz/cart.json"));
    QCOMPARE(plan.method, Method::EventModeling);
    QCOMPARE(plan.part.frames().size(), std::size_t(3));
    const Frame* first = frameNamed(plan, "Add item");
    const Frame* second = frameNamed(plan, "Cart items");
    QCOMPARE(first->kind, FrameKind::Slice);
    QVERIFY(first->rect.right() < second->rect.left());  // by index, not by place in the file
    for (const auto& [id, note] : plan.part.notes())
        QVERIFY2(plan.part.frameAround(note, FrameKind::Slice), qPrintable(note.text));
    const Note* command = noteNamed(plan, "Add item", NoteKind::Command);
    const Note* event = noteNamed(plan, "Item added", NoteKind::Event);
    QVERIFY(event->rect.top() > command->rect.bottom());
    QVERIFY(command->rect.top() > noteNamed(plan, "Product page", NoteKind::Screen)->rect.bottom());
    QVERIFY(hasProblem(plan, "slices[2].tables", "Tables"));
    Board board;
    QVERIFY(apply(board, operationsFor(board, plan)));
    QCOMPARE(board.settings().method, Method::EventModeling);
}

void ImportJsonTest::modelElementsKeepTheirFields()
{
    const ImportPlan plan = import("event-modeling", sample("event_modeling_fuzz/cart.json"));
    const Note* command = noteNamed(plan, "Add item", NoteKind::Command);
    QCOMPARE(command->description, QStringLiteral("Aggregate: Cart"));
    QCOMPARE(command->fields.size(), std::size_t(3));
    QCOMPARE(command->fields[0], (NoteField{1, "cartId", FieldType::Uuid, false, "", "generated"}));
    QCOMPARE(command->fields[2], (NoteField{3, "itemTags", FieldType::List, true, "", ""}));
    const Note* view = noteNamed(plan, "Cart items", NoteKind::ReadModel);
    QCOMPARE(view->string(NoteProperty::KeyField), QStringLiteral("cartId"));
    QCOMPARE(
        view->fields[1], (NoteField{2, "total", FieldType::Decimal, false, "", "sum of prices"}));
    QCOMPARE(
        noteNamed(plan, "Item added", NoteKind::Event)->fields[0].example, QStringLiteral("c-1"));
    QVERIFY(hasProblem(plan, "slices[1].events[0].fields[1]", "no name"));
    QVERIFY(noteNamed(plan, "Cart published", NoteKind::Event)->flag(NoteProperty::External));
}

void ImportJsonTest::modelFlowsByDependencyOrPattern()
{
    const ImportPlan plan = import("event-modeling", sample("event_modeling_fuzz/cart.json"));
    QStringList flow;
    for (const QString& arrow : arrowsOf(plan))
        if (!arrow.startsWith(QLatin1String("shows")))
            flow.append(arrow);
    QCOMPARE(flow,
        QStringList({"Add item > Item added", "Cart items > Cart", "Carts to publish > Publisher",
            "Item added > Cart items", "Product page > Add item", "Publish cart > Cart published",
            "Publisher > Publish cart"}));
    QVERIFY(hasProblem(plan, "slices[0].readmodels[0].dependencies[1]", "\"Item archived\""));
}

void ImportJsonTest::examplesHangOnTheirSlice()
{
    const ImportPlan plan = import("event-modeling", sample("event_modeling_fuzz/cart.json"));
    const Note* example = nullptr;
    for (const auto& [id, note] : plan.part.notes())
        if (note.kind == NoteKind::Example)
            example = &note;
    QVERIFY(example);
    QCOMPARE(example->text,
        QStringLiteral(
            "shows the item\nGiven Item added (price = 9.90)\nWhen nothing\nThen Cart items"));
    const auto arrows = plan.part.connectorsOf(example->id);
    QCOMPARE(arrows.size(), std::size_t(1));
    QCOMPARE(plan.part.connector(arrows.front())->to,
        noteNamed(plan, "Cart items", NoteKind::ReadModel)->id);
}

void ImportJsonTest::brokenJsonSaysWhere()
{
    const ImportPlan plan = import("miro", sample("miro_fuzz/broken.json"));
    QVERIFY(noteNamed(plan, "kept", NoteKind::Event));
    QVERIFY(hasProblem(plan, "page 1: [0].style.fillColor", "\"chartreuse\"")
        || hasProblem(plan, "[0].style.fillColor", "\"chartreuse\""));
    QVERIFY(std::ranges::any_of(plan.problems, [](const ImportProblem& problem) {
        return problem.where.startsWith(QLatin1String("line 2, column"))
            && problem.message.contains(QLatin1String("broken"));
    }) || std::ranges::any_of(plan.problems, [](const ImportProblem& problem) {
        return problem.where.startsWith(QLatin1String("line 3, column"));
    }));
    QVERIFY(hasProblem(import("miro", "hello"), "line 1, column 1", "no JSON"));
    QVERIFY(hasProblem(import("event-modeling", "{}"), "", "no slice"));
}

QTEST_GUILESS_MAIN(ImportJsonTest)
#include "import_json_test.moc"
