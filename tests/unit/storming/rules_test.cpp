// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "example_board.h"
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
    void everyRuleIsComplete();
    void severitiesFollowTheLevel_data();
    void severitiesFollowTheLevel();
    void orderIsTheSameEveryTime();
    void aliasesAreOneThing();
    void privateNotesAreNotTold();
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
    QTest::addColumn<int>("id");
    for (const Rule& rule : rules())
        QTest::newRow(rule.key) << static_cast<int>(rule.id);
}

// The examples that people read are boards, and true: the first breaks the rule wherever it is on,
// the second never.
void RulesTest::everyRule()
{
    QFETCH(int, id);
    const Rule& rule = ruleOf(static_cast<RuleId>(id));
    const Board bad = test::exampleBoard(rule.failing);
    const Board good = test::exampleBoard(rule.passing);
    for (const LevelEntry& level : levels()) {
        const bool isOn = rule.at(level.level) != Severity::Off;
        QVERIFY2(finds(bad, rule, level.level) == isOn,
            qPrintable(keys(check(bad, level.level)).join(QLatin1Char('\n'))));
        QVERIFY2(!finds(good, rule, level.level),
            qPrintable(keys(check(good, level.level)).join(QLatin1Char('\n'))));
    }
}

void RulesTest::everyRuleIsComplete()
{
    std::set<std::string> seen;
    for (const Rule& rule : rules()) {
        QVERIFY2(*rule.message && *rule.explanation && *rule.failing && *rule.passing, rule.key);
        QVERIFY2(*rule.fix || rule.id == RuleId::GrammarEdge, rule.key);
        QVERIFY2(rule.design != Severity::Off, rule.key);
        QVERIFY2(rule.bigPicture <= rule.process && rule.process <= rule.design, rule.key);
        QVERIFY2(seen.insert(rule.key).second, rule.key);
        QCOMPARE(ruleOf(rule.id).key, rule.key);  // no number twice
    }
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
        "warning", "warning");
    row("an illegal edge",
        "aggregate 100 \"Order\" at 0,900\naggregate 101 \"Parcel\" at 224,900\nconnector 102 100 "
        "-> 101\n",
        "hint", "warning", "error");
    row("a command and its event",
        "command 100 \"Search order\" at 0,900\nevent 101 \"Order found\" at 132,900\n", "off",
        "off", "warning");
    row("one event, then another",
        "event 100 \"Order lost\" at 0,900\nevent 101 \"Order found\" at 132,900\n", "off",
        "warning", "warning");
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

void RulesTest::privateNotesAreNotTold()
{
    Board board = read(QStringLiteral("event 90 \"Secret\" at 9000,0\n"));
    const auto tells = [&] {
        return keys(shownFindings(board, check(board)))
            .join(u'\n')
            .contains(QStringLiteral("Secret"));
    };
    QVERIFY(tells());
    const size_t others = check(board).size();
    QVERIFY(apply(board, ChangeNote{NoteId(90), NoteProperty::Hidden, true}));
    QVERIFY(!tells());
    QCOMPARE(check(board).size(), others);
}

QTEST_GUILESS_MAIN(RulesTest)
#include "rules_test.moc"
