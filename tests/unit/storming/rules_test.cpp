// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/check/checker.h"
#include "storming/store/text_form.h"

#include <algorithm>

using namespace stormbench::storming;

namespace {

// A process without a finding at any level, to which the rows add what they need. Column by column
// 12 apart.
constexpr const char* kHead = R"(storm 1
title "Test"
domain "shop"
frame 1 "Ordering" at -100,-100 size 6000x3000
)";
constexpr const char* kGood = R"(
readModel 10 "Order status" at 0,0
  field 1 "orderId" uuid
actor 11 "Customer" at 132,18
command 12 "Place order" at 204,0
  field 1 "orderId" uuid
aggregate 13 "Order" at 336,0
  key "orderId"
event 14 "Order placed" at 560,0
  field 1 "orderId" uuid
policy 15 "Collect payment" at 692,0
  rule "whenever an order is placed, then collect its payment"
command 16 "Collect payment" at 916,0
  field 1 "orderId" uuid
system 17 "Payment provider" at 1048,0
event 18 "Payment collected" at 1272,0
  field 1 "orderId" uuid
readModel 19 "Order status" at 1404,0
)";

// Each row: a piece that breaks the rule, and the same piece mended. Both stand far from the good
// process.
struct RuleRow {
    const char* key;
    const char* failing;
    const char* passing;
};
constexpr RuleRow kRows[] = {
    {"empty-name", "event 100 \" \" at 0,900", "event 100 \"Order lost\" at 0,900"},
    {"event-not-past-tense", "event 100 \"Lose order\" at 0,900",
        "event 100 \"Order lost\" at 0,900"},
    {"command-not-imperative", "command 100 \"Order lost\" at 0,900",
        "command 100 \"Lose order\" at 0,900"},
    {"policy-without-whenever", "policy 100 \"Shipping\" at 0,900",
        "policy 100 \"Whenever paid, then ship\" at 0,900"},
    {"alias-differs", "event 100 \"Order placed\" at 0,900\n  field 1 \"other\" string",
        "event 100 \"Order placed\" at 0,900\n  field 1 \"orderId\" uuid"},
    {"two-meanings",
        "frame 2 \"Shipping\" at 7000,0 size 900x900\nreadModel 100 \"Order status\" at 7100,300\n "
        " field 1 \"parcel\" string",
        "frame 2 \"Shipping\" at 7000,0 size 900x900\nreadModel 100 \"Order status\" at 7100,300\n "
        " field 1 \"orderId\" string"},
    {"grammar", "event 100 \"Order lost\" at 0,900\ncommand 101 \"Search order\" at 132,900",
        "event 100 \"Order lost\" at 0,900\npolicy 101 \"Whenever lost, then search\" at 132,900"},
    {"event-without-producer", "event 100 \"Order lost\" at 0,900",
        "event 100 \"Order lost\" at 0,900\n  external true"},
    {"event-without-consumer", "event 100 \"Order lost\" at 0,900",
        "event 100 \"Order lost\" at 0,900\nreadModel 101 \"Losses\" at 132,900"},
    {"command-without-handler", "command 100 \"Search order\" at 0,900",
        "command 100 \"Search order\" at 0,900\nsystem 101 \"Tracker\" at 132,900"},
    {"command-with-two-handlers",
        "command 100 \"Search order\" at 0,900\nsystem 101 \"Tracker\" at 132,900\nsystem 102 "
        "\"Finder\" at 0,1032",
        "command 100 \"Search order\" at 0,900\nsystem 101 \"Tracker\" at 132,900\nsystem 102 "
        "\"Tracker\" at 0,1032"},
    {"command-without-issuer", "command 100 \"Search order\" at 72,900",
        "actor 101 \"Clerk\" at 0,918\ncommand 100 \"Search order\" at 72,900"},
    {"policy-without-trigger", "policy 100 \"Whenever paid, then ship\" at 132,900",
        "event 101 \"Order paid\" at 0,900\npolicy 100 \"Whenever paid, then ship\" at 132,900"},
    {"policy-without-effect", "policy 100 \"Whenever paid, then ship\" at 0,900",
        "policy 100 \"Whenever paid, then ship\" at 0,900\ncommand 101 \"Ship order\" at 224,900"},
    {"read-model-without-source", "readModel 100 \"Losses\" at 132,900",
        "event 101 \"Order lost\" at 0,900\nreadModel 100 \"Losses\" at 132,900"},
    {"aggregate-without-command", "aggregate 100 \"Parcel\" at 132,900",
        "command 101 \"Ship parcel\" at 0,900\naggregate 100 \"Parcel\" at 132,900"},
    {"aggregate-without-event", "aggregate 100 \"Parcel\" at 0,900",
        "aggregate 100 \"Parcel\" at 0,900\nevent 101 \"Parcel shipped\" at 224,900"},
    {"actor-without-part", "actor 100 \"Clerk\" at 0,918",
        "actor 100 \"Clerk\" at 0,918\ncommand 101 \"Ship parcel\" at 72,900"},
    {"actor-without-read-model",
        "actor 100 \"Clerk\" at 132,918\ncommand 101 \"Ship parcel\" at 204,900",
        "readModel 102 \"Picking list\" at 0,900\nactor 100 \"Clerk\" at 132,918\ncommand 101 "
        "\"Ship parcel\" at 204,900"},
    {"system-unconnected", "system 100 \"Tracker\" at 0,900",
        "system 100 \"Tracker\" at 0,900\nevent 101 \"Parcel found\" at 224,900"},
    {"loop-without-guard",
        "event 100 \"Ball thrown\" at 0,900\npolicy 101 \"Whenever thrown, then throw back\" at "
        "132,900\n"
        "command 102 \"Throw ball\" at 356,900\naggregate 103 \"Ball\" at 488,900\nevent 104 "
        "\"Ball thrown\" at 712,900",
        "event 100 \"Ball thrown\" at 0,900\npolicy 101 \"Whenever thrown, then throw back\" at "
        "132,900\n  guard \"rounds < 3\"\n"
        "command 102 \"Throw ball\" at 356,900\naggregate 103 \"Ball\" at 488,900\nevent 104 "
        "\"Ball thrown\" at 712,900"},
    {"timer-without-effect", "timer 100 \"Every night\" at 0,900",
        "timer 100 \"Every night\" at 0,900\nevent 101 \"Day closed\" at 132,900"},
    {"aggregate-without-key", "aggregate 100 \"Parcel\" at 0,900",
        "aggregate 100 \"Parcel\" at 0,900\n  field 1 \"parcelId\" uuid"},
    {"event-without-key",
        "aggregate 100 \"Parcel\" at 0,900\n  key \"parcelId\"\nevent 101 \"Parcel shipped\" at "
        "224,900",
        "aggregate 100 \"Parcel\" at 0,900\n  key \"parcelId\"\nevent 101 \"Parcel shipped\" at "
        "224,900\n  field 1 \"parcelId\" uuid"},
    {"command-without-key",
        "command 101 \"Ship parcel\" at 0,900\naggregate 100 \"Parcel\" at 132,900\n  key "
        "\"parcelId\"",
        "command 101 \"Ship parcel\" at 0,900\n  field 1 \"parcelId\" uuid\naggregate 100 "
        "\"Parcel\" at 132,900\n  key \"parcelId\""},
    {"duplicate-field",
        "event 100 \"Order lost\" at 0,900\n  field 1 \"a\" string\n  field 2 \"a\" int",
        "event 100 \"Order lost\" at 0,900\n  field 1 \"a\" string\n  field 2 \"b\" int"},
    {"view-field-without-source",
        "event 100 \"Order lost\" at 0,900\n  field 1 \"a\" string\nreadModel 101 \"Losses\" at "
        "132,900\n  field 1 \"b\" string",
        "event 100 \"Order lost\" at 0,900\n  field 1 \"a\" string\nreadModel 101 \"Losses\" at "
        "132,900\n  field 1 \"a\" string"},
    {"outside-context", "event 100 \"Order lost\" at 9000,900",
        "event 100 \"Order lost\" at 0,900"},
    {"illegal-topic-name", "aggregate 100 \"Parcel\" at 0,900\n  topic \"parcel events\"",
        "aggregate 100 \"Parcel\" at 0,900\n  topic \"parcel-events\""},
    {"unnamed-context", "frame 2 \" \" at 7000,0 size 900x900",
        "frame 2 \"Shipping\" at 7000,0 size 900x900"},
    {"topic-name-collision",
        "aggregate 100 \"Parcel\" at 0,900\n  topic \"shop_ordering.order.v1\"",
        "aggregate 100 \"Parcel\" at 0,900\n  topic \"shop.ordering.parcel.v1\""},
    {"blocking-hotspot", "hotspot 100 \"Who pays?\" at 0,900\n  blocking true",
        "hotspot 100 \"Who pays?\" at 0,900"},
};

Board read(const QString& body)
{
    auto board = readText(QString::fromUtf8(kHead) + body);
    if (!board)
        qFatal("%s", qPrintable(board.error().message));
    return *std::move(board);
}

QStringList keys(const std::vector<Finding>& findings)
{
    QStringList all;
    for (const Finding& finding : findings)
        all << QStringLiteral("%1 %2: %3")
                   .arg(QLatin1StringView(toKey(finding.severity)),
                       QLatin1StringView(ruleOf(finding.rule).key), finding.message);
    return all;
}

bool finds(const Board& board, const Rule& rule, Level level)
{
    return std::ranges::any_of(
        check(board, level), [&](const Finding& f) { return f.rule == rule.id; });
}

}  // namespace

class RulesTest : public QObject {
    Q_OBJECT
private slots:
    void theGoodBoardHasNoFinding();
    void everyRule_data();
    void everyRule();
    void everyRuleHasARow();
    void severitiesFollowTheLevel_data();
    void severitiesFollowTheLevel();
    void orderIsTheSameEveryTime();
    void aliasesAreOneThing();
    void guardedLoopsAreFine();
    void findingsQuoteNotesLiterally();
};

void RulesTest::theGoodBoardHasNoFinding()
{
    for (const LevelEntry& level : levels())
        QCOMPARE(keys(check(read(QString::fromUtf8(kGood)), level.level)), QStringList());
}

void RulesTest::everyRule_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("failing");
    QTest::addColumn<QString>("passing");
    for (const RuleRow& row : kRows)
        QTest::newRow(row.key) << QString::fromLatin1(row.key) << QString::fromUtf8(row.failing)
                               << QString::fromUtf8(row.passing);
}

void RulesTest::everyRule()
{
    QFETCH(QString, key);
    QFETCH(QString, failing);
    QFETCH(QString, passing);
    const auto rule
        = std::ranges::find(rules(), key, [](const Rule& r) { return QString::fromLatin1(r.key); });
    QVERIFY(rule != rules().end());
    const Board bad = read(QString::fromUtf8(kGood) + failing + QLatin1Char('\n'));
    const Board good = read(QString::fromUtf8(kGood) + passing + QLatin1Char('\n'));
    for (const LevelEntry& level : levels()) {
        const bool isOn = rule->at(level.level) != Severity::Off;
        // The grammar's own severity depends on the edge; event → command, as here, is told at
        // every level.
        QVERIFY2(finds(bad, *rule, level.level) == isOn, level.name);
        QVERIFY2(!finds(good, *rule, level.level),
            qPrintable(keys(check(good, level.level)).join(QLatin1Char('\n'))));
    }
}

void RulesTest::everyRuleHasARow()
{
    QStringList declared;
    for (const Rule& rule : rules()) {
        declared << QString::fromLatin1(rule.key);
        QVERIFY2(*rule.message && *rule.explanation, rule.key);
        QCOMPARE(ruleOf(rule.id).key, rule.key);
    }
    QStringList tested;
    for (const RuleRow& row : kRows)
        tested << QString::fromLatin1(row.key);
    declared.sort();
    tested.sort();
    QCOMPARE(tested, declared);
}

void RulesTest::severitiesFollowTheLevel_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("bigPicture");
    QTest::addColumn<QString>("process");
    QTest::addColumn<QString>("design");
    const auto row = [](const char* name, const char* body, const char* bigPicture,
                         const char* process, const char* design) {
        QTest::newRow(name) << QString::fromUtf8(body) << bigPicture << process << design;
    };
    row("a doubtful edge",
        "event 100 \"Order lost\" at 0,900\ncommand 101 \"Search order\" at 132,900\n", "hint",
        "hint", "warning");
    row("an illegal edge",
        "aggregate 100 \"Order\" at 0,900\naggregate 101 \"Parcel\" at 224,900\nconnector 102 100 "
        "-> 101\n",
        "hint", "warning", "error");
    row("a command and its event",
        "command 100 \"Search order\" at 0,900\nevent 101 \"Order found\" at 132,900\n", "off",
        "off", "warning");
    row("one event, then another",
        "event 100 \"Order lost\" at 0,900\nevent 101 \"Order found\" at 132,900\n", "off", "hint",
        "warning");
}

void RulesTest::severitiesFollowTheLevel()
{
    QFETCH(QString, body);
    const Board board = read(body);
    const auto severity = [&](Level level) {
        for (const Finding& finding : check(board, level))
            if (finding.rule == RuleId::GrammarEdge)
                return QString::fromLatin1(toKey(finding.severity));
        return QStringLiteral("off");
    };
    QTEST(severity(Level::BigPicture), "bigPicture");
    QTEST(severity(Level::Process), "process");
    QTEST(severity(Level::Design), "design");
}

void RulesTest::orderIsTheSameEveryTime()
{
    const Board board = read(QStringLiteral(
        "event 105 \"Lose\" at 0,900\npolicy 104 \"X\" at 900,900\nevent 103 \"\" at 1900,900\n"
        "aggregate 102 \"A\" at 2900,900\nsystem 101 \"S\" at 3900,900\n"));
    const auto findings = check(board, Level::Design);
    QVERIFY(findings.size() > 6);
    QCOMPARE(keys(check(board, Level::Design)), keys(findings));
    QVERIFY(std::ranges::is_sorted(findings, std::ranges::greater{}, &Finding::severity));
    QCOMPARE(worst(findings), Severity::Error);
    QCOMPARE(worst({}), Severity::Off);
}

void RulesTest::aliasesAreOneThing()
{
    const Board board
        = read(QString::fromUtf8(kGood) + QStringLiteral("event 100 \"OrderPlaced\" at 0,900\n"));
    QCOMPARE(keys(check(board, Level::Design)), QStringList());  // its twin has the producer
}

void RulesTest::guardedLoopsAreFine()
{
    // One aggregate in two rows is no loop: each of its notes says what leads to what.
    const Board board = read(QString::fromUtf8(kGood)
        + QStringLiteral(
            "event 100 \"Payment collected\" at 0,900\npolicy 101 \"Whenever collected, then "
            "confirm\" at 132,900\n"
            "command 102 \"Confirm order\" at 356,900\n  field 1 \"orderId\" uuid\n"
            "aggregate 103 \"Order\" at 488,900\nevent 104 \"Order confirmed\" at 712,900\n"
            "  field 1 \"orderId\" uuid\nreadModel 105 \"Order status\" at 844,900\n"));
    QCOMPARE(keys(check(board, Level::Design)), QStringList());
}

void RulesTest::findingsQuoteNotesLiterally()
{
    const Board board = read(QStringLiteral("event 100 \"100 %1 sure %2\" at 0,900\n"));
    for (const Finding& finding : check(board, Level::Design))
        QVERIFY2(finding.message.contains(QStringLiteral("\"100 %1 sure %2\"")),
            qPrintable(finding.message));
}

QTEST_GUILESS_MAIN(RulesTest)
#include "rules_test.moc"
