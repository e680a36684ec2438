// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/runtime/saga_host.h"
#include "storming/store/board_file.h"

using namespace stormbench;
using namespace stormbench::storming;

namespace {

/// Takes every record at once and shows it.
class RecordingProducer final : public api::Producer {
public:
    Result<> send(api::OutgoingRecord record, Delivered delivered) override
    {
        records.push_back(std::move(record));
        if (delivered)
            delivered(api::Delivery{});
        return {};
    }
    Result<> sendRaw(const std::string&, ByteView, ByteView) override { return {}; }
    Result<> flush(api::Millis) override { return {}; }
    Stats stats() const override { return {}; }

    std::vector<api::OutgoingRecord> records;
};

api::ReceivedRecord received(const api::OutgoingRecord& sent)
{
    api::ReceivedRecord record;
    record.topic = sent.topic;
    record.key = sent.key;
    record.value = sent.value;
    record.headers = sent.headers;
    return record;
}

std::string typeOf(const api::OutgoingRecord& record)
{
    return Envelope::from(received(record)).value_or(Envelope()).type;
}

}  // namespace

/// The orchestrated sample's saga against participants that the test plays.
class SagaHostTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void commandsAskForAReply();
    void participantsReplyWhereTheyAreAsked();
    void aParticipantThatGivesUpSaysSo();
    void theStateIsKeptUntilTheEnd();
    void itGoesOnWhereAnEarlierRunEnded();
    void aStartThatComesTwiceBeginsOne();
    void lateRepliesAreTakenBack();
    void aPauseIsNoLateness();
    void statesComeBackFromTheirRecords();

private:
    /// The newest record of a type, as its receiver gets it.
    api::ReceivedRecord last(const std::string& type) const;
    int count(const std::string& type) const;
    void take(SagaHost& host, const api::ReceivedRecord& record);
    void place(SagaHost& host);
    /// The participant does the newest command of that type; the saga gets its reply.
    void reply(SagaHost& host, const std::string& service, const std::string& command,
        const std::string& event);
    Emitter emitterOf(const std::string& service);
    RememberedSagas remembered() const;

    std::shared_ptr<const Topology> m_topology;
    const ServiceSpec* m_saga = nullptr;
    KeyPool m_keys;
    ServiceCounters m_counters;
    RecordingProducer m_producer;
};

void SagaHostTest::initTestCase()
{
    const auto board = readBoard(QStringLiteral(
        STORMBENCH_SOURCE_DIR "/resources/boards/order-saga-orchestrated.storm.txt"));
    QVERIFY2(board.has_value(), board ? "" : qPrintable(board.error().message));
    m_topology = std::make_shared<const Topology>(generate(*board));
    m_saga = m_topology->service("fulfilment.order-saga");
    QVERIFY(m_saga);
    QVERIFY(!m_saga->saga.steps.empty());
}

void SagaHostTest::init()
{
    m_producer.records.clear();
}

Emitter SagaHostTest::emitterOf(const std::string& service)
{
    return {m_topology, *m_topology->service(service), m_producer, m_keys, m_counters};
}

api::ReceivedRecord SagaHostTest::last(const std::string& type) const
{
    for (auto it = m_producer.records.rbegin(); it != m_producer.records.rend(); ++it)
        if (typeOf(*it) == type)
            return received(*it);
    return {};
}

int SagaHostTest::count(const std::string& type) const
{
    return static_cast<int>(std::ranges::count(m_producer.records, type, typeOf));
}

void SagaHostTest::take(SagaHost& host, const api::ReceivedRecord& record)
{
    const auto envelope = Envelope::from(record);
    QVERIFY(envelope.has_value());
    QVERIFY(host.take(*envelope, jsonOf(record), toText(record.key.value())).has_value());
}

void SagaHostTest::place(SagaHost& host)
{
    auto customer = emitterOf("ordering.customer");
    QVERIFY(customer.react({{}, false, {{"ordering.OrderPlaced", 1, true}}}, nullptr, {}, {})
                .has_value());
    take(host, last("ordering.OrderPlaced"));
}

void SagaHostTest::reply(SagaHost& host, const std::string& service, const std::string& command,
    const std::string& event)
{
    const auto asked = last(command);
    const auto envelope = Envelope::from(asked);
    QVERIFY2(envelope.has_value(), command.c_str());
    auto participant = emitterOf(service);
    QVERIFY(participant
                .react({command, false, {{event, 1, false}}, {m_saga->saga.replyType}}, &*envelope,
                    jsonOf(asked), toText(asked.key.value()))
                .has_value());
    take(host, last(m_saga->saga.replyType));
}

RememberedSagas SagaHostTest::remembered() const
{
    RememberedSagas sagas;
    for (const auto& record : m_producer.records)
        if (record.topic == m_topology->message(m_saga->saga.stateType)->topic)
            remember(sagas, received(record));
    return sagas;
}

void SagaHostTest::commandsAskForAReply()
{
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, {});
    place(host);
    const auto asked = last("payment.AuthorizePayment");
    const auto envelope = Envelope::from(asked);
    QVERIFY(envelope.has_value());
    const auto order = jsonOf(last("ordering.OrderPlaced")).value("orderId").toString();
    QCOMPARE(envelope->replyTo, std::string("shop.fulfilment.order-saga.v1.reply"));
    QCOMPARE(envelope->sagaId, order.toStdString());
    QCOMPARE(toText(asked.key.value()), order.toStdString());
    QCOMPARE(jsonOf(asked).value("orderId").toString(), order);
    QCOMPARE(host.counters().running.load(), std::uint64_t(1));
}

void SagaHostTest::participantsReplyWhereTheyAreAsked()
{
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, {});
    place(host);
    reply(host, "payment.payment", "payment.AuthorizePayment", "payment.PaymentAuthorized");
    const auto told = last(m_saga->saga.replyType);
    const auto asked = Envelope::from(last("payment.AuthorizePayment"));
    QCOMPARE(told.key, toBytes(asked->sagaId));
    QCOMPARE(Envelope::from(told)->causationId, asked->id);
    QCOMPARE(jsonOf(told).value("event").toString(), QStringLiteral("payment.PaymentAuthorized"));
    QCOMPARE(jsonOf(told).value("data"), QJsonValue(jsonOf(last("payment.PaymentAuthorized"))));
    QCOMPARE(count("inventory.ReserveStock"), 1);
    // The event's own topic brings it once more.
    take(host, last("payment.PaymentAuthorized"));
    QCOMPARE(count("inventory.ReserveStock"), 1);
    // Nobody replies to what does not ask.
    auto participant = emitterOf("payment.payment");
    Envelope plain = *asked;
    plain.replyTo.clear();
    const int replies = count(m_saga->saga.replyType);
    QVERIFY(participant
                .react(m_topology->service("payment.payment")->reactions.front(), &plain, {}, "x")
                .has_value());
    QCOMPARE(count(m_saga->saga.replyType), replies);
}

void SagaHostTest::aParticipantThatGivesUpSaysSo()
{
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, {});
    place(host);
    auto participant = emitterOf("payment.payment");
    const auto asked = Envelope::from(last("payment.AuthorizePayment"));
    QVERIFY(participant.refuse({asked->type, false, {}, {m_saga->saga.replyType}}, *asked, "why")
                .has_value());
    const auto told = last(m_saga->saga.replyType);
    QCOMPARE(jsonOf(told).value("failed").toBool(), true);
    QCOMPARE(jsonOf(told).value("reason").toString(), QStringLiteral("why"));
    take(host, told);
    QCOMPARE(count("ordering.CancelOrder"), 1);
}

void SagaHostTest::theStateIsKeptUntilTheEnd()
{
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, {});
    place(host);
    QCOMPARE(remembered().size(), std::size_t(1));
    reply(host, "payment.payment", "payment.AuthorizePayment", "payment.PaymentDeclined");
    QVERIFY(remembered().begin()->second.state.phase == SagaPhase::Compensating);
    reply(host, "ordering.order", "ordering.CancelOrder", "ordering.OrderCancelled");
    QVERIFY(remembered().empty());
    QCOMPARE(count("fulfilment.FulfilmentEnded"), 1);
    QCOMPARE(host.counters().failed.load(), std::uint64_t(1));
    QCOMPARE(host.counters().running.load(), std::uint64_t(0));
}

void SagaHostTest::itGoesOnWhereAnEarlierRunEnded()
{
    {
        auto emitter = emitterOf(m_saga->id);
        SagaHost host(m_topology, *m_saga, emitter, {});
        place(host);
        reply(host, "payment.payment", "payment.AuthorizePayment", "payment.PaymentAuthorized");
    }
    const auto before = Envelope::from(last("inventory.ReserveStock"));
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, remembered());
    QCOMPARE(host.counters().running.load(), std::uint64_t(1));
    QVERIFY(host.resume().has_value());
    QCOMPARE(count("inventory.ReserveStock"), 2);
    const auto again = Envelope::from(last("inventory.ReserveStock"));
    QCOMPARE(again->id, before->id);
    QCOMPARE(again->traceId, before->traceId);
    reply(host, "inventory.reservation", "inventory.ReserveStock", "inventory.StockReserved");
    reply(host, "shipping.shipment", "shipping.ShipOrder", "shipping.OrderShipped");
    reply(host, "ordering.order", "ordering.CompleteOrder", "ordering.OrderCompleted");
    QCOMPARE(host.counters().completed.load(), std::uint64_t(1));
    // What a step long ago has told is there still.
    QVERIFY(!jsonOf(last("ordering.CompleteOrder")).value("parcelNumber").toString().isEmpty());
}

void SagaHostTest::aStartThatComesTwiceBeginsOne()
{
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, {});
    place(host);
    take(host, last("ordering.OrderPlaced"));
    QCOMPARE(count("payment.AuthorizePayment"), 1);
    reply(host, "payment.payment", "payment.AuthorizePayment", "payment.PaymentDeclined");
    reply(host, "ordering.order", "ordering.CancelOrder", "ordering.OrderCancelled");
    take(host, last("ordering.OrderPlaced"));
    QCOMPARE(count("payment.AuthorizePayment"), 1);
}

void SagaHostTest::lateRepliesAreTakenBack()
{
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, {});
    place(host);
    const std::int64_t limit = *remembered().begin()->second.state.deadline;
    QVERIFY(host.checkTime(limit - 1).has_value());
    QCOMPARE(count("payment.RefundPayment"), 0);
    QVERIFY(host.checkTime(limit).has_value());
    QCOMPARE(count("payment.RefundPayment"), 1);
}

void SagaHostTest::aPauseIsNoLateness()
{
    auto emitter = emitterOf(m_saga->id);
    SagaHost host(m_topology, *m_saga, emitter, {});
    place(host);
    const std::int64_t limit = *remembered().begin()->second.state.deadline;
    host.postpone(1000);
    QVERIFY(host.checkTime(limit + 999).has_value());
    QCOMPARE(count("payment.RefundPayment"), 0);
    QVERIFY(host.checkTime(limit + 1000).has_value());
    QCOMPARE(count("payment.RefundPayment"), 1);
}

void SagaHostTest::statesComeBackFromTheirRecords()
{
    SagaState state;
    state.id = "order-1";
    state.phase = SagaPhase::Compensating;
    state.step = 3;
    state.startedBy = "event-1";
    state.awaited = "command-1";
    state.deadline = 1'700'000'000'123;
    state.tries = 2;
    state.data = {{"total", 9.5}, {"items", QJsonArray{1, 2}}};
    const auto back = stateFromJson(stateToJson(state, "Refund"));
    QVERIFY(back.has_value());
    QVERIFY(*back == state);
    QCOMPARE(stateToJson(state, "Refund").value("command").toString(), QStringLiteral("Refund"));
    state.deadline.reset();
    QVERIFY(stateFromJson(stateToJson(state, {})) == state);
    for (const QJsonObject& broken : {QJsonObject(), QJsonObject{{"sagaId", "x"}},
             QJsonObject{{"sagaId", "x"}, {"phase", "dancing"}}, QJsonObject{{"phase", "running"}}})
        QVERIFY(!stateFromJson(broken));
    QCOMPARE(
        stateFromJson({{"sagaId", "x"}, {"phase", "running"}, {"step", -3}})->step, std::size_t(0));
}

QTEST_GUILESS_MAIN(SagaHostTest)
#include "saga_host_test.moc"
