// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "example_board.h"
#include "storming/check/fix.h"
#include "storming/geometry/edges.h"
#include "storming/store/text_form.h"

#include <algorithm>
#include <set>

using namespace stormbench::storming;

namespace {

using Subject = std::pair<RuleId, std::vector<NoteId>>;

std::map<Subject, Severity> gravity(const std::vector<Finding>& findings)
{
    std::map<Subject, Severity> all;
    for (const Finding& finding : findings)
        all[{finding.rule, finding.notes}] = finding.severity;
    return all;
}

const Finding* find(const std::vector<Finding>& findings, RuleId rule)
{
    const auto found = std::ranges::find(findings, rule, &Finding::rule);
    return found == findings.end() ? nullptr : &*found;
}

Board read(const char* body)
{
    auto board = readText(QStringLiteral("storm 1\ntitle \"Test\"\nlevel design\ndomain \"shop\"\n")
        + QString::fromUtf8(body));
    if (!board)
        qFatal("%s", qPrintable(board.error().message));
    return *std::move(board);
}

std::set<std::pair<NoteId, NoteId>> ends(const Board& board)
{
    std::set<std::pair<NoteId, NoteId>> all;
    for (const Edge& edge : edges(board))
        all.emplace(edge.from, edge.to);
    return all;
}

/// Carries the fix out: the finding is gone, and nothing graver has come in its place.
void mend(Board& board, RuleId rule)
{
    const auto before = check(board);
    const Finding* finding = find(before, rule);
    QVERIFY(finding);
    const Subject subject{rule, finding->notes};
    const auto fix = fixOf(board, *finding);
    QVERIFY(fix);
    QCOMPARE(fix->name, fixNameOf(board, *finding));
    const auto applied = applyInvertibly(board, fix->operations);
    QVERIFY2(applied, applied ? "" : qPrintable(applied.error().message));
    const auto known = gravity(before);
    for (const Finding& now : check(board)) {
        const Subject there{now.rule, now.notes};
        QVERIFY2(there != subject, qPrintable(now.message));
        QVERIFY2(
            known.contains(there) || now.severity <= finding->severity, qPrintable(now.message));
    }
}

}  // namespace

class FixesTest : public QObject {
    Q_OBJECT
private slots:
    void everyFixMends_data();
    void everyFixMends();
    void theMatrixMends_data();
    void theMatrixMends();
    void insertsInLineAndKeepsWhatTouches();
    void frameGrowsAndItsNeighbourMovesAlong();
    void insertsBetweenConnectedNotes();
    void aFixIsOneStepBack();
    void asksForNothingWhereOnlyPeopleKnow();
    void newKeysGoToTheMessages();
    void wordsOfNewNotes_data();
    void wordsOfNewNotes();
};

void FixesTest::everyFixMends_data()
{
    QTest::addColumn<int>("id");
    for (const Rule& rule : rules())
        if (*rule.action)
            QTest::newRow(rule.key) << int(rule.id);
}

// The failing example of a rule, mended by the rule's own fix.
void FixesTest::everyFixMends()
{
    QFETCH(int, id);
    Board board = test::exampleBoard(ruleOf(RuleId(id)).failing);
    mend(board, RuleId(id));
}

void FixesTest::theMatrixMends_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<int>("method");
    QTest::addColumn<int>("distance");
    for (const Method method : {Method::EventStorming, Method::EventModeling})
        for (const NotationEntry& from : notation())
            for (const NotationEntry& to : notation())
                if (grammarOf(from.kind, to.kind, method).fix.label)
                    for (const int distance : {12, 300})
                        QTest::addRow("%s to %s %d %d", from.key, to.key, int(method), distance)
                            << int(from.kind) << int(to.kind) << int(method) << distance;
}

// Each cell with a fix, the two notes connected side by side or apart.
void FixesTest::theMatrixMends()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(int, method);
    QFETCH(int, distance);
    Board board;
    BoardSettings settings;
    settings.level = Level::Design;
    settings.method = Method(method);
    (void)apply(board, ChangeSettings{settings});
    const Note first = makeNote(NoteId(1), NoteKind(from), {0, 0}, QStringLiteral("Order placed"));
    Note second = makeNote(NoteId(2), NoteKind(to), {0, 0}, QStringLiteral("Ship parcel"));
    second.rect.moveLeft(first.rect.right() + distance);
    (void)apply(board,
        {AddNote{first}, AddNote{second}, AddConnector{{ConnectorId(3), first.id, second.id}}});
    mend(board, RuleId::GrammarEdge);
    QVERIFY(!ends(board).contains({first.id, second.id}));
}

void FixesTest::insertsInLineAndKeepsWhatTouches()
{
    Board board = read(R"(
aggregate 10 "Order" at -224,0
  key "orderId"
event 11 "Order placed" at 0,0
command 12 "Ship order" at 132,0
aggregate 13 "Shipment" at 264,0
  key "orderId"
event 14 "Order shipped" at 488,0
event 20 "Order lost" at 0,200
readModel 21 "Losses" at 132,200
)");
    const auto before = ends(board);
    mend(board, RuleId::GrammarEdge);
    // The policy stands in line, and everything to its right moved on by as much.
    const auto policy = std::ranges::find_if(
        board.notes(), [](const auto& entry) { return entry.second.kind == NoteKind::Policy; });
    QVERIFY(policy != board.notes().end());
    QCOMPARE(policy->second.text, QStringLiteral("Whenever order placed, then ship order"));
    QCOMPARE(policy->second.rect.left(), 132.0);
    QCOMPARE(board.note(NoteId(12))->rect.left(), 132.0 + 212 + 12);
    QCOMPARE(board.note(NoteId(14))->rect.left(), 488.0 + 212 + 12);
    QCOMPARE(board.note(NoteId(10))->rect.left(), -224.0);
    QCOMPARE(board.note(NoteId(20))->rect.left(), 0.0);
    QVERIFY(board.connectors().empty());
    auto wanted = before;
    wanted.erase({NoteId(11), NoteId(12)});
    wanted.emplace(NoteId(11), policy->first);
    wanted.emplace(policy->first, NoteId(12));
    QVERIFY(ends(board) == wanted);
}

void FixesTest::frameGrowsAndItsNeighbourMovesAlong()
{
    Board board = read(R"(
frame 1 "Ordering" at -40,-60 size 440x300
frame 2 "Billing" at 440,-60 size 440x300
event 11 "Order placed" at 0,0
command 12 "Ship order" at 132,0
event 21 "Order paid" at 480,0
  external true
)");
    mend(board, RuleId::GrammarEdge);
    for (const auto& [id, note] : board.notes())
        QCOMPARE(board.frameOf(note)->value(), id == NoteId(21) ? 2u : 1u);
    const QRectF ordering = board.frame(FrameId(1))->rect;
    const QRectF billing = board.frame(FrameId(2))->rect;
    QVERIFY(!ordering.intersects(billing));
    QCOMPARE(billing.left() - ordering.right(), 40.0);
    QCOMPARE(board.note(NoteId(21))->rect.left() - billing.left(), 40.0);
}

void FixesTest::insertsBetweenConnectedNotes()
{
    Board board = read(R"(
frame 1 "Ordering" at -40,-60 size 440x300
frame 2 "Shipping" at 900,-60 size 900x300
event 11 "Order placed" at 0,0
  pivotal true
command 12 "Ship order" at 1300,0
connector 13 11 -> 12
)");
    mend(board, RuleId::GrammarEdge);
    QCOMPARE(board.note(NoteId(12))->rect.left(), 1300.0);
    QCOMPARE(int(board.connectors().size()), 2);
    const auto policy = std::ranges::find_if(
        board.notes(), [](const auto& entry) { return entry.second.kind == NoteKind::Policy; });
    QVERIFY(policy != board.notes().end());
    QCOMPARE(board.frameOf(policy->second)->value(), 2u);  // whoever reacts owns the policy
    QVERIFY(!ends(board).contains({NoteId(11), NoteId(12)}));
}

void FixesTest::aFixIsOneStepBack()
{
    const Board before = test::exampleBoard(ruleOf(RuleId::GrammarEdge).failing);
    Board board = before;
    const auto findings = check(board);
    const auto fix = fixOf(board, *find(findings, RuleId::GrammarEdge));
    QVERIFY(fix);
    const auto done = applyInvertibly(board, fix->operations);
    QVERIFY(done);
    QVERIFY(!(board == before));
    QVERIFY(apply(board, done->second));
    QVERIFY(board == before);
}

void FixesTest::asksForNothingWhereOnlyPeopleKnow()
{
    for (const Rule& rule : rules()) {
        if (*rule.action || rule.id == RuleId::GrammarEdge)
            continue;
        const Board board = test::exampleBoard(rule.failing);
        const auto findings = check(board);
        const Finding* finding = find(findings, rule.id);
        QVERIFY2(finding, rule.key);
        QVERIFY2(!fixOf(board, *finding) && fixNameOf(board, *finding).isEmpty(), rule.key);
    }
    // A finding of notes that are gone meanwhile.
    Finding stale;
    stale.rule = RuleId::EventWithoutProducer;
    stale.notes = {NoteId(7)};
    QVERIFY(!fixOf(Board(), stale));
}

void FixesTest::newKeysGoToTheMessages()
{
    Board board = test::exampleBoard(
        R"(command "Place order" (total) → aggregate "Order" → event "Order placed" (total))");
    mend(board, RuleId::AggregateWithoutKey);
    for (const Finding& finding : check(board))
        QVERIFY2(
            finding.rule != RuleId::EventWithoutKey && finding.rule != RuleId::CommandWithoutKey,
            qPrintable(finding.message));
    for (const auto& [id, note] : board.notes()) {
        QVERIFY(note.field(u"orderId"));
        QCOMPARE(note.field(u"orderId")->number, note.kind == NoteKind::Aggregate ? 1u : 2u);
    }
}

void FixesTest::wordsOfNewNotes_data()
{
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("text");
    const auto row = [](const char* rule, const char* text) {
        QTest::newRow(text) << QString::fromUtf8(rule) << QString::fromUtf8(text);
    };
    row(R"(command "Place order" → event "Order placed")", "Order");
    row(R"(command "Pay invoice" → command "Ship parcel")", "Invoice paid");
    row(R"(aggregate "Order" → command "Ship parcel")", "Order changed");
    row(R"(policy "Whenever paid, then ship" → system "Carrier")", "Notify Carrier");
    row(R"(command "Ship order")", "Order");
    row(R"(command "Ship order" → aggregate "Shipment" (key id))", "Order shipped");
    row(R"(saga "Fulfil order" → command "Ship order" → system "Carrier")", "Order fulfilled");
}

void FixesTest::wordsOfNewNotes()
{
    QFETCH(QString, rule);
    QFETCH(QString, text);
    const Board board = test::ExampleBoard(rule).board;
    QStringList texts;
    for (const Finding& finding : check(board))
        if (const auto fix = fixOf(board, finding))
            for (const Operation& operation : fix->operations)
                if (const auto* add = std::get_if<AddNote>(&operation))
                    texts += add->note.text;
    QVERIFY2(texts.contains(text), qPrintable(texts.join(u',')));
}

QTEST_GUILESS_MAIN(FixesTest)
#include "fixes_test.moc"
