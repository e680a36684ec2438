// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/runtime/saga_process.h"

using namespace stormbench::storming;

/// What a saga does with each answer, written as a story: "Charge ok, Ship no" and what it sends.
class SagaProcessTest : public QObject {
    Q_OBJECT
private slots:
    void stories_data();
    void stories();
    void theDeadlineIsTheSteps();
    void onlyTheAwaitedReplyCounts();
    void anEventWithoutACauseIsKnownByItsType();
    void whatRepliesTellIsKept();
    void theSameSagaAsksWithTheSameIds();
    void itAsksAgainWhileItIsUnderWay();
};

namespace {

constexpr std::int64_t kNow = 1'000'000;

SagaPlan plan()
{
    SagaPlan plan;
    plan.starts = {"Placed"};
    plan.steps = {{"", "Cancel", {}, {}, {"Cancelled"}, 100},
        {"Charge", "Refund", {"Charged", "Declined"}, {"Declined"}, {"Refunded"}, 100},
        {"Reserve", "Release", {"Reserved", "Exhausted"}, {"Exhausted"}, {"Released"}, 100},
        {"Ship", "", {"Shipped", "Lost"}, {"Lost"}, {}, 100}};
    plan.completed = {"Done"};
    plan.failed = {"Undone"};
    return plan;
}

SagaProcess process(int retries = 2)
{
    return {plan(), "main.saga", retries};
}

QString sentBy(const SagaMove& move)
{
    QStringList sent;
    if (!move.command.empty())
        sent += QString::fromStdString(move.command);
    for (const std::string& end : move.ends)
        sent += QString::fromStdString(end);
    return sent.join(u'+');
}

}  // namespace

void SagaProcessTest::stories_data()
{
    QTest::addColumn<QString>("answers");  // an event, "late", or "refused": given up
    QTest::addColumn<QString>("sent");
    QTest::addColumn<QString>("phase");
    const auto row = [](const char* name, const char* answers, const char* sent,
                         const char* phase) { QTest::newRow(name) << answers << sent << phase; };
    row("begins", "", "Charge", "running");
    row("all goes well", "Charged Reserved Shipped", "Charge Reserve Ship Done", "completed");
    row("the first fails", "Declined Cancelled", "Charge Cancel Undone", "failed");
    row("the second fails", "Charged Exhausted Refunded Cancelled",
        "Charge Reserve Refund Cancel Undone", "failed");
    row("the last fails", "Charged Reserved Lost Released Refunded Cancelled",
        "Charge Reserve Ship Release Refund Cancel Undone", "failed");
    row("one is given up", "Charged refused Refunded Cancelled",
        "Charge Reserve Refund Cancel Undone", "failed");
    row("one is late: it is taken back too", "Charged late Released Refunded Cancelled",
        "Charge Reserve Release Refund Cancel Undone", "failed");
    row("the last is late: nothing takes it back", "Charged Reserved late",
        "Charge Reserve Ship Release", "compensating");
    row("a compensation is late", "Declined late Cancelled", "Charge Cancel Cancel Undone",
        "failed");
    row("a compensation is given up", "Declined refused Cancelled", "Charge Cancel Cancel Undone",
        "failed");
    row("a compensation never succeeds", "Declined late refused late",
        "Charge Cancel Cancel Cancel ", "stuck");
    row("an unknown answer is none that fails", "Something Reserved Shipped",
        "Charge Reserve Ship Done", "completed");
    row("nothing after the end", "Charged Reserved Shipped Lost late", "Charge Reserve Ship Done",
        "completed");
}

void SagaProcessTest::stories()
{
    QFETCH(QString, answers);
    QFETCH(QString, sent);
    QFETCH(QString, phase);
    const auto saga = process();
    std::int64_t now = kNow;
    SagaMove move = saga.start("order-1", "event-1", {}, now);
    QStringList told{sentBy(move)};
    for (const QString& answer : answers.split(u' ', Qt::SkipEmptyParts)) {
        const bool isEvent = answer != QLatin1String("late") && answer != QLatin1String("refused");
        const auto next = answer == QLatin1String("late")
            ? saga.onTime(move.state, now += 100)
            : saga.onReply(move.state,
                {move.state.awaited, isEvent ? answer.toStdString() : std::string(), !isEvent, {}},
                now);
        if (!next)
            continue;
        move = *next;
        told += sentBy(move);
    }
    QCOMPARE(told.join(u' '), sent);
    QCOMPARE(QString::fromLatin1(toString(move.state.phase)), phase);
    QCOMPARE(move.state.ended(),
        phase != QLatin1String("running") && phase != QLatin1String("compensating"));
    QVERIFY(!move.state.ended() || !move.state.deadline);
}

void SagaProcessTest::theDeadlineIsTheSteps()
{
    const auto saga = process();
    const auto move = saga.start("order-1", "event-1", {}, kNow);
    QCOMPARE(move.state.deadline, std::optional<std::int64_t>(kNow + 100));
    QVERIFY(!saga.onTime(move.state, kNow + 99));
    QVERIFY(saga.onTime(move.state, kNow + 100));
    SagaPlan patient = plan();
    patient.steps[1].timeoutMs = 0;
    const SagaProcess waiting(patient, "main.saga", 2);
    const auto unlimited = waiting.start("order-1", "event-1", {}, kNow);
    QVERIFY(!unlimited.state.deadline);
    QVERIFY(!waiting.onTime(unlimited.state, kNow + 1'000'000'000));
}

void SagaProcessTest::onlyTheAwaitedReplyCounts()
{
    const auto saga = process();
    const auto charge = saga.start("order-1", "event-1", {}, kNow);
    QVERIFY(!saga.onReply(charge.state, {"another command", "Charged", false, {}}, kNow));
    const auto reserve
        = saga.onReply(charge.state, {charge.state.awaited, "Charged", false, {}}, kNow);
    QVERIFY(reserve);
    // The same answer by way of the event's own topic.
    QVERIFY(!saga.onReply(reserve->state, {charge.state.awaited, "Charged", false, {}}, kNow));
}

void SagaProcessTest::anEventWithoutACauseIsKnownByItsType()
{
    const auto saga = process();
    const auto charge = saga.start("order-1", "event-1", {}, kNow);
    QVERIFY(!saga.onReply(charge.state, {"", "Reserved", false, {}}, kNow));
    const auto back = saga.onReply(charge.state, {"", "Declined", false, {}}, kNow);
    QVERIFY(back);
    QCOMPARE(back->command, std::string("Cancel"));
    QVERIFY(saga.onReply(back->state, {"", "Cancelled", false, {}}, kNow));
}

void SagaProcessTest::whatRepliesTellIsKept()
{
    const auto saga = process();
    const auto charge = saga.start("order-1", "event-1", {{"total", "9.50"}}, kNow);
    const auto reserve = saga.onReply(
        charge.state, {charge.state.awaited, "Charged", false, {{"code", "A7"}}}, kNow);
    QVERIFY(reserve);
    QCOMPARE(reserve->state.data, (QJsonObject{{"total", "9.50"}, {"code", "A7"}}));
}

void SagaProcessTest::theSameSagaAsksWithTheSameIds()
{
    const auto first = process().start("order-1", "event-1", {}, kNow);
    QCOMPARE(
        process().start("order-1", "event-1", {}, kNow + 5).state.awaited, first.state.awaited);
    QVERIFY(process().start("order-1", "event-2", {}, kNow).state.awaited != first.state.awaited);
    // A compensation that is sent again is the same one.
    const auto back
        = process().onReply(first.state, {first.state.awaited, "Declined", false, {}}, kNow);
    QVERIFY(back);
    const auto again = process().onTime(back->state, kNow + 100);
    QVERIFY(again);
    QCOMPARE(again->state.awaited, back->state.awaited);
}

void SagaProcessTest::itAsksAgainWhileItIsUnderWay()
{
    const auto saga = process();
    const auto charge = saga.start("order-1", "event-1", {}, kNow);
    const auto again = saga.again(charge.state);
    QVERIFY(again);
    QCOMPARE(again->command, std::string("Charge"));
    QVERIFY(again->state == charge.state);
    SagaState ended = charge.state;
    ended.phase = SagaPhase::Completed;
    QVERIFY(!saga.again(ended));
    // A plan that has fewer steps by now.
    SagaState beyond = charge.state;
    beyond.step = 9;
    QVERIFY(!saga.again(beyond));
    QVERIFY(!saga.onReply(beyond, {beyond.awaited, "Charged", false, {}}, kNow));
}

QTEST_GUILESS_MAIN(SagaProcessTest)
#include "saga_process_test.moc"
