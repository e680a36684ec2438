// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/exchange/importer.h"

using namespace stormbench::storming;

class ImportCmlTest : public QObject {
    Q_OBJECT
private slots:
    void contextsBecomeFrames();
    void declarationsBecomeNotesWithFields();
    void flowsBecomeArrows();
    void namesBecomeWords_data();
    void namesBecomeWords();
    void whatIsSkippedIsTold();
    void badStepsSayHowOneReads_data();
    void badStepsSayHowOneReads();
    void anImportGoesBesideWhatIsThere();
};

namespace {

ImportPlan import(const QByteArray& text)
{
    return importerNamed(QStringLiteral("context-mapper"))->run(text, {});
}

ImportPlan claims()
{
    QFile file(QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/fuzz/corpus/cml_fuzz/claims.cml"));
    return import(file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray());
}

const Note* noteNamed(const ImportPlan& plan, const QString& text, NoteKind kind)
{
    for (const auto& [id, note] : plan.part.notes())
        if (note.text == text && note.kind == kind)
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

void ImportCmlTest::contextsBecomeFrames()
{
    const ImportPlan plan = claims();
    QCOMPARE(plan.part.frames().size(), std::size_t(2));
    for (const auto& [id, note] : plan.part.notes())
        QVERIFY2(plan.part.frameOf(note), qPrintable(note.text));
    const Frame& first = plan.part.frames().begin()->second;
    QCOMPARE(first.name, QStringLiteral("Claims"));
    QVERIFY(noteNamed(plan, "Claims from report to decision.", NoteKind::Definition));
    QCOMPARE(plan.part.frameOf(*noteNamed(plan, "Claim", NoteKind::Aggregate)).value_or(FrameId()),
        first.id);
}

void ImportCmlTest::declarationsBecomeNotesWithFields()
{
    const ImportPlan plan = claims();
    const Note* event = noteNamed(plan, "Claim submitted", NoteKind::Event);
    QVERIFY(event);
    QCOMPARE(event->description, QStringLiteral("Reported by a customer"));
    QCOMPARE(event->fields.size(), std::size_t(4));
    QCOMPARE(event->fields[0], (NoteField{1, "claimId", FieldType::String, false, "", ""}));
    QCOMPARE(
        event->fields[1], (NoteField{2, "customer", FieldType::String, false, "", "Customer"}));
    QCOMPARE(event->fields[2], (NoteField{3, "photos", FieldType::List, true, "", ""}));
    QCOMPARE(event->fields[3], (NoteField{4, "amount", FieldType::Decimal, false, "", ""}));
    const Note* command = noteNamed(plan, "Submit claim", NoteKind::Command);
    QCOMPARE(command->fields.size(), std::size_t(2));
    const Note* aggregate = noteNamed(plan, "Claim", NoteKind::Aggregate);
    QCOMPARE(aggregate->string(NoteProperty::KeyField), QStringLiteral("claimId"));
    QCOMPARE(aggregate->string(NoteProperty::Owner), QStringLiteral("ClaimsTeam"));
    QCOMPARE(aggregate->fields.size(), std::size_t(2));
    QCOMPARE(aggregate->fields[1].type, FieldType::Date);
    QCOMPARE(aggregate->description, QStringLiteral("Keeps a claim whole, Knows its state"));
}

void ImportCmlTest::flowsBecomeArrows()
{
    const ImportPlan plan = claims();
    QStringList arrows;
    for (const auto& [id, connector] : plan.part.connectors())
        arrows.append(plan.part.note(connector.from)->text + QStringLiteral(" > ")
            + plan.part.note(connector.to)->text
            + (connector.label.isEmpty() ? QString() : u' ' + connector.label));
    arrows.sort();
    QCOMPARE(arrows,
        QStringList({"Check claim > Claim",
            QString::fromUtf8("Claim > Claim accepted OPEN → ACCEPTED or REJECTED"),
            QString::fromUtf8("Claim > Claim rejected OPEN → ACCEPTED or REJECTED"),
            QString::fromUtf8("Claim > Claim submitted DRAFT → OPEN"), "Claim accepted > Pay out",
            "Claim submitted > Check claim", "Funds reserved > Pay out", "Pay out > Paid out",
            "Pay out > Paid partly", "Payment > Funds reserved", "Policy holder > Submit claim",
            "Submit claim > Claim"}));
}

void ImportCmlTest::namesBecomeWords_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("words");
    QTest::newRow("camel") << "OrderPlaced"
                           << "Order placed";
    QTest::newRow("acronym") << "URLFetched"
                             << "URL fetched";
    QTest::newRow("acronym at the end") << "OrderID"
                                        << "Order ID";
    QTest::newRow("underscore") << "order_placed"
                                << "order placed";
    QTest::newRow("one word") << "Paid"
                              << "Paid";
    QTest::newRow("escaped") << "^Event"
                             << "Event";
}

void ImportCmlTest::namesBecomeWords()
{
    QFETCH(QString, name);
    QFETCH(QString, words);
    const ImportPlan plan
        = import("BoundedContext A { Aggregate B { DomainEvent " + name.toUtf8() + " } }");
    QVERIFY2(noteNamed(plan, words, NoteKind::Event),
        qPrintable(plan.part.notes().begin()->second.text));
}

void ImportCmlTest::whatIsSkippedIsTold()
{
    const QString problems = problemsOf(claims());
    for (const char* words : {"line 2: \"ContextMap\" has no counterpart", "\"Service\"",
             "\"enum\"", "\"O\" (one or more", "Operations of domain objects"})
        QVERIFY2(problems.contains(QLatin1String(words)), qPrintable(problems));
    QVERIFY(problemsOf(import("Domain X { }")).contains(QLatin1String("no BoundedContext")));
}

void ImportCmlTest::badStepsSayHowOneReads_data()
{
    QTest::addColumn<QByteArray>("step");
    QTest::newRow("no verb") << QByteArray("event A command B");
    QTest::newRow("no command") << QByteArray("event A triggers B");
    QTest::newRow("nothing emitted") << QByteArray("command A emits B");
    QTest::newRow("half a delegation") << QByteArray("command A delegates B");
    QTest::newRow("unknown") << QByteArray("saga A");
    QTest::newRow("sign") << QByteArray("-> A");
}

void ImportCmlTest::badStepsSayHowOneReads()
{
    QFETCH(QByteArray, step);
    const ImportPlan plan = import("BoundedContext A {\nApplication {\nFlow F {\n" + step
        + "\ncommand Go emits event Gone\n} } }");
    QVERIFY2(problemsOf(plan).contains(QLatin1String("line 4: A step of a flow reads")),
        qPrintable(problemsOf(plan)));
    QVERIFY(noteNamed(plan, "Gone", NoteKind::Event));
}

void ImportCmlTest::anImportGoesBesideWhatIsThere()
{
    const ImportPlan plan = claims();
    Board board;
    const auto first = apply(board, operationsFor(board, plan));
    QVERIFY(first);
    const Board before = board;
    QRectF there;
    for (const auto& [id, frame] : before.frames())
        there |= frame.rect;
    const auto second = apply(board, operationsFor(board, plan));
    QVERIFY(second);
    QCOMPARE(second->addedNotes.size(), plan.part.notes().size());
    QCOMPARE(second->addedConnectors.size(), plan.part.connectors().size());
    for (const NoteId id : second->addedNotes) {
        QVERIFY(!before.note(id));
        QVERIFY(board.note(id)->rect.left() > there.right());
    }
}

QTEST_GUILESS_MAIN(ImportCmlTest)
#include "import_cml_test.moc"
