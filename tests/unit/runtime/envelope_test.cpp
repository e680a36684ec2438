// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/runtime/envelope.h"

using namespace stormbench;
using namespace stormbench::storming;

class EnvelopeTest : public QObject {
    Q_OBJECT
private slots:
    void headersRoundTrip();
    void anAnswerStaysInTheStory();
    void theSameCauseGivesTheSameId();
    void recordsWithoutTypeHaveNone();
};

void EnvelopeTest::headersRoundTrip()
{
    IdSource ids(7);
    auto envelope = beginStory(ids, "ordering.customer", "ordering.PlaceOrder");
    envelope.subject = "order-1";
    api::ReceivedRecord record;
    record.headers = envelope.headers(api::WallTime(1'700'000'000'123));
    QCOMPARE(record.headerText("ce_specversion").value(), std::string("1.0"));
    QCOMPARE(record.headerText("ce_time").value(), std::string("2023-11-14T22:13:20.123Z"));
    QCOMPARE(record.headerText("traceparent").value().size(), std::size_t(55));
    const auto back = Envelope::from(record);
    QVERIFY(back.has_value());
    QCOMPARE(back->id, envelope.id);
    QCOMPARE(back->source, envelope.source);
    QCOMPARE(back->type, envelope.type);
    QCOMPARE(back->subject, envelope.subject);
    QCOMPARE(back->traceId, envelope.traceId);
    QCOMPARE(back->spanId, envelope.spanId);
    QCOMPARE(back->correlationId, envelope.correlationId);
    QCOMPARE(back->causationId, std::string());
}

void EnvelopeTest::anAnswerStaysInTheStory()
{
    IdSource ids(7);
    const auto command = beginStory(ids, "a", "PlaceOrder");
    const auto event = answer(ids, command, "b", "OrderPlaced");
    const auto next = answer(ids, event, "c", "ChargeCard");
    QCOMPARE(next.traceId, command.traceId);
    QVERIFY(next.spanId != event.spanId);
    QCOMPARE(next.correlationId, command.id);
    QCOMPARE(next.causationId, event.id);
    QCOMPARE(next.hops, 2);
}

void EnvelopeTest::theSameCauseGivesTheSameId()
{
    IdSource first(1), second(2);
    const auto event = beginStory(first, "a", "OrderPlaced");
    QCOMPARE(answer(first, event, "policy", "ChargeCard").id,
        answer(second, event, "policy", "ChargeCard").id);
    QVERIFY(answer(first, event, "policy", "ChargeCard").id
        != answer(first, event, "other", "ChargeCard").id);
}

void EnvelopeTest::recordsWithoutTypeHaveNone()
{
    api::ReceivedRecord record;
    record.headers = {
        {"ce_id", toBytes("x")}, {"traceparent", toBytes("short")}, {"ce_hops", toBytes("many")}};
    QVERIFY(!Envelope::from(record));
}

QTEST_GUILESS_MAIN(EnvelopeTest)
#include "envelope_test.moc"
