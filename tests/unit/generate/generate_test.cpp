// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/generate/topology.h"
#include "tests/support/board_builder.h"

using namespace stormbench::storming;

class GenerateTest : public QObject {
    Q_OBJECT
private slots:
    void streamsOfAnAggregateAndASystem();
    void messagesCarryTypeTopicAndKey();
    void servicesOfEveryKind();
    void equalBoardsGiveEqualTopologies();
    void removingAPolicyRemovesItsGroupAndEdges();
    void addingAnEventAddsAMessageAndAnOutcome();
    void outcomesFollowTheWords();
    void eventToCommandIsReportedNotRun();
    void aliasesAreOneThing();
    void notesWithoutANameAreNotOneThing();
    void aContextMayHaveADomainOfItsOwn();
    void commandWithoutAggregateHandlesItself();
    void blockingHotspotIsAnError();
    void emptyBoardIsAnError();
    void illegalTopicNameIsAnError();
    void deadLetterTopicOnRequest();
    void externalEventsArriveByThemselves();
    void namesThatCollideStayApart();
    void eachNoteOfASagaIsAStep();
    void privateNotesAreLeftOut();

private:
    static QStringList topicNames(const Topology& topology)
    {
        QStringList names;
        for (const auto& topic : topology.topics)
            names += QString::fromStdString(topic.name);
        return names;
    }
    static QStringList serviceIds(const Topology& topology)
    {
        QStringList ids;
        for (const auto& service : topology.services)
            ids += QString::fromStdString(service.id);
        return ids;
    }
};

void GenerateTest::streamsOfAnAggregateAndASystem()
{
    const auto topology = generate(ShopBoard().board());
    QCOMPARE(topicNames(topology),
        (QStringList{"shop.billing.payment-provider.v1", "shop.billing.payment-provider.v1.cmd",
            "shop.ordering.order.v1", "shop.ordering.order.v1.cmd"}));
    const auto* events = topology.topic("shop.ordering.order.v1");
    QCOMPARE(events->partitions, 6);
    QCOMPARE(events->configs.at("retention.ms"), std::string("604800000"));
    QCOMPARE(topology.topic("shop.ordering.order.v1.cmd")->configs.at("retention.ms"),
        std::string("86400000"));
    QVERIFY(!topology.hasErrors());
    QVERIFY(topology.diagnostics.empty());
}

void GenerateTest::messagesCarryTypeTopicAndKey()
{
    const auto topology = generate(ShopBoard().board());
    QCOMPARE(topology.messages.size(), std::size_t(4));
    const auto* placed = topology.message("ordering.OrderPlaced");
    QVERIFY(placed);
    QCOMPARE(placed->topic, std::string("shop.ordering.order.v1"));
    QCOMPARE(placed->keyField, std::string("orderId"));
    QCOMPARE(placed->title, std::string("Order Placed"));
    const auto* charge = topology.message("billing.ChargeCard");
    QVERIFY(charge);
    QCOMPARE(charge->topic, std::string("shop.billing.payment-provider.v1.cmd"));
    QVERIFY(charge->role == MessageRole::Command);
}

void GenerateTest::servicesOfEveryKind()
{
    const auto topology = generate(ShopBoard().board());
    QCOMPARE(serviceIds(topology),
        (QStringList{"billing.charge-on-order", "billing.payment-provider", "billing.sales",
            "ordering.customer", "ordering.order"}));
    const auto* customer = topology.service("ordering.customer");
    QVERIFY(customer->kind == ServiceKind::Actor);
    QCOMPARE(customer->ratePerSecond, 1.0);
    QCOMPARE(customer->reactions.at(0).emissions,
        (std::vector<Emission>{{"ordering.PlaceOrder", 1, true}}));
    const auto* policy = topology.service("billing.charge-on-order");
    QCOMPARE(policy->topics, std::vector<std::string>{"shop.ordering.order.v1"});
    QCOMPARE(policy->reactions,
        (std::vector<Reaction>{
            {"ordering.OrderPlaced", true, {{"billing.ChargeCard", 1, false}}}}));
    const auto* sales = topology.service("billing.sales");
    QVERIFY(sales->kind == ServiceKind::ReadModel);
    QVERIFY(sales->reactions.at(0).emissions.empty());
    QCOMPARE(topology.edges.size(), std::size_t(8));
}

void GenerateTest::equalBoardsGiveEqualTopologies()
{
    QVERIFY(generate(ShopBoard().board()) == generate(ShopBoard().board()));
}

void GenerateTest::removingAPolicyRemovesItsGroupAndEdges()
{
    ShopBoard shop;
    for (const auto& operation : removalOf(shop.board(), {shop.policy}))
        shop.run(operation);
    const auto topology = generate(shop.board());
    QVERIFY(!topology.service("billing.charge-on-order"));
    QCOMPARE(topology.edges.size(), std::size_t(6));
    QVERIFY(
        topology.service("billing.payment-provider"));  // it would still answer, if anything asked
}

void GenerateTest::addingAnEventAddsAMessageAndAnOutcome()
{
    ShopBoard shop;
    const auto declined = shop.note(NoteKind::Event, QStringLiteral("Card Declined"));
    shop.connect(shop.payment, declined);
    const auto topology = generate(shop.board());
    QVERIFY(topology.message("billing.CardDeclined"));
    QCOMPARE(topology.service("billing.payment-provider")->reactions.at(0).emissions.size(),
        std::size_t(2));
    QVERIFY(!topology.service("billing.payment-provider")->reactions.at(0).all);
}

void GenerateTest::outcomesFollowTheWords()
{
    BoardBuilder builder;
    const auto actor = builder.note(NoteKind::Actor, QStringLiteral("Clerk"));
    const auto open = builder.note(NoteKind::Command, QStringLiteral("Open Account"));
    const auto close = builder.note(NoteKind::Command, QStringLiteral("Close Account"));
    const auto account = builder.note(
        NoteKind::Aggregate, QStringLiteral("Account"), {QStringLiteral("accountId")});
    const auto opened = builder.note(NoteKind::Event, QStringLiteral("Account Opened"));
    const auto closed = builder.note(NoteKind::Event, QStringLiteral("Account Closed"));
    const auto refused = builder.note(NoteKind::Event, QStringLiteral("Request Refused"));
    for (const auto command : {open, close}) {
        builder.connect(actor, command);
        builder.connect(command, account);
    }
    for (const auto event : {opened, closed, refused})
        builder.connect(account, event);
    const auto topology = generate(builder.board());
    const auto* service = topology.service("main.account");
    QVERIFY(service);
    QCOMPARE(service->reactions.size(), std::size_t(2));
    for (const auto& reaction : service->reactions) {
        QStringList types;
        for (const auto& emission : reaction.emissions)
            types += QString::fromStdString(emission.type);
        types.sort();
        const bool opens = reaction.trigger == "main.OpenAccount";
        QCOMPARE(types,
            (QStringList{
                opens ? "main.AccountOpened" : "main.AccountClosed", "main.RequestRefused"}));
    }
    // Opening brings a new account; closing speaks of one that exists.
    for (const auto& emission : topology.service("main.clerk")->reactions.at(0).emissions)
        QCOMPARE(emission.freshKey, emission.type == "main.OpenAccount");
}

void GenerateTest::eventToCommandIsReportedNotRun()
{
    ShopBoard shop;
    const auto notify = shop.note(NoteKind::Command, QStringLiteral("Send Receipt"));
    const auto mailer = shop.note(NoteKind::System, QStringLiteral("Mailer"));
    shop.chain({shop.cardCharged, notify, mailer});
    const auto topology = generate(shop.board());
    QVERIFY(topology.message("main.SendReceipt"));
    QCOMPARE(topology.diagnostics.size(), std::size_t(1));
    QVERIFY(topology.diagnostics[0].severity == DiagnosticSeverity::Warning);
    QVERIFY(QString::fromStdString(topology.diagnostics[0].message).contains("insert the policy"));
    QCOMPARE(topology.diagnostics[0].notes, (std::vector<NoteId>{shop.cardCharged, notify}));
}

void GenerateTest::aliasesAreOneThing()
{
    ShopBoard shop;
    const auto again = shop.note(NoteKind::Event, QStringLiteral("OrderPlaced"));
    const auto view = shop.note(NoteKind::ReadModel, QStringLiteral("Open Orders"));
    shop.connect(again, view);
    const auto topology = generate(shop.board());
    QCOMPARE(topology.messages.size(), std::size_t(4));
    QCOMPARE(topology.message("ordering.OrderPlaced")->notes,
        (std::vector<NoteId>{shop.orderPlaced, again}));
    QCOMPARE(topology.service("main.open-orders")->topics,
        std::vector<std::string>{"shop.ordering.order.v1"});
}

void GenerateTest::notesWithoutANameAreNotOneThing()
{
    BoardBuilder builder;
    const auto actor = builder.note(NoteKind::Actor, QStringLiteral("Guest"));
    const auto book = builder.note(NoteKind::Command, QString());
    const auto cancel = builder.note(NoteKind::Command, QString());
    const auto room = builder.note(NoteKind::Aggregate, QStringLiteral("Room"));
    builder.chain({actor, book, room});
    builder.chain({actor, cancel, room});
    QCOMPARE(generate(builder.board()).messages.size(), std::size_t(2));
}

void GenerateTest::aContextMayHaveADomainOfItsOwn()
{
    ShopBoard shop;
    Frame billing = std::prev(shop.board().frames().end())->second;
    billing.domain = QStringLiteral("Finance");
    shop.run(ChangeFrame{billing});
    QCOMPARE(topicNames(generate(shop.board())),
        (QStringList{"finance.billing.payment-provider.v1",
            "finance.billing.payment-provider.v1.cmd", "shop.ordering.order.v1",
            "shop.ordering.order.v1.cmd"}));
}

void GenerateTest::commandWithoutAggregateHandlesItself()
{
    BoardBuilder builder;
    const auto actor = builder.note(NoteKind::Actor, QStringLiteral("Guest"));
    const auto book = builder.note(NoteKind::Command, QStringLiteral("Book Room"));
    const auto booked = builder.note(NoteKind::Event, QStringLiteral("Room Booked"));
    builder.chain({actor, book, booked});
    const auto topology = generate(builder.board());
    QCOMPARE(topicNames(topology),
        (QStringList{"shop.main.book-room.v1.cmd", "shop.main.room-booked.v1"}));
    QCOMPARE(topology.service("main.book-room")->reactions,
        (std::vector<Reaction>{{"main.BookRoom", false, {{"main.RoomBooked", 1, false}}}}));
}

void GenerateTest::blockingHotspotIsAnError()
{
    ShopBoard shop;
    const auto hotspot = shop.note(NoteKind::Hotspot, QStringLiteral("Who pays refunds?"));
    QVERIFY(!generate(shop.board()).hasErrors());
    shop.set(hotspot, NoteProperty::Blocking, true);
    QVERIFY(generate(shop.board()).hasErrors());
}

void GenerateTest::emptyBoardIsAnError()
{
    const auto topology = generate(Board());
    QVERIFY(topology.hasErrors());
    QVERIFY(topology.topics.empty());
}

void GenerateTest::illegalTopicNameIsAnError()
{
    ShopBoard shop;
    shop.set(shop.order, NoteProperty::TopicName, QStringLiteral("orders & more"));
    const auto topology = generate(shop.board());
    QVERIFY(topology.hasErrors());
    QVERIFY(QString::fromStdString(topology.diagnostics[0].message).contains("orders & more"));
}

void GenerateTest::deadLetterTopicOnRequest()
{
    ShopBoard shop;
    shop.set(shop.policy, NoteProperty::DeadLetter, true);
    const auto topology = generate(shop.board());
    QCOMPARE(topology.service("billing.charge-on-order")->deadLetterTopic,
        std::string("shop.billing.charge-on-order.dlq"));
    QVERIFY(topology.topic("shop.billing.charge-on-order.dlq")->role == TopicRole::DeadLetters);
}

void GenerateTest::externalEventsArriveByThemselves()
{
    BoardBuilder builder;
    const auto moved = builder.note(NoteKind::Event, QStringLiteral("Price Changed"));
    const auto view = builder.note(NoteKind::ReadModel, QStringLiteral("Prices"));
    builder.connect(moved, view);
    QVERIFY(generate(builder.board()).diagnostics.size() == 1);  // nothing produces it
    builder.set(moved, NoteProperty::External, true);
    builder.set(moved, NoteProperty::RatePerSecond, 12.5);
    const auto topology = generate(builder.board());
    QVERIFY(topology.diagnostics.empty());
    const auto* source = topology.service("main.price-changed");
    QVERIFY(source && source->kind == ServiceKind::ExternalSource);
    QCOMPARE(source->ratePerSecond, 12.5);
}

void GenerateTest::namesThatCollideStayApart()
{
    ShopBoard shop;
    const auto policy = shop.note(NoteKind::Policy, QStringLiteral("Order!"));
    const auto command = shop.note(NoteKind::Command, QStringLiteral("Archive Order"));
    shop.chain({shop.orderPlaced, policy, command, shop.order});
    shop.frame(QStringLiteral("Ordering"), {policy});
    const auto topology = generate(shop.board());
    QVERIFY(topology.service("ordering.order"));
    QVERIFY(
        topology.service("ordering.order-policy") || topology.service("ordering.order-aggregate"));
}

// A saga drawn once a step: each trigger leads to what stands beside it, not to every command.
void GenerateTest::eachNoteOfASagaIsAStep()
{
    BoardBuilder builder;
    const auto handled = [&](const QString& command, const QString& event) {
        const NoteId asked = builder.note(NoteKind::Command, command);
        const NoteId told = builder.note(NoteKind::Event, event);
        builder.chain({asked, builder.note(NoteKind::Aggregate, QStringLiteral("Order")), told});
        return std::pair(asked, told);
    };
    const auto [place, placed] = handled("Place order", "Order placed");
    const auto [charge, charged] = handled("Charge order", "Order charged");
    const auto [ship, shipped] = handled("Ship order", "Order shipped");
    const auto saga = [&] { return builder.note(NoteKind::Saga, QStringLiteral("Order saga")); };
    builder.chain({placed, saga(), charge});
    builder.chain({charged, saga(), ship});
    builder.connect(shipped, saga());  // the end

    const auto topology = generate(builder.board());
    const auto* service = topology.service("main.order-saga");
    QVERIFY(service);
    std::map<std::string, QStringList> effects;
    for (const Reaction& reaction : service->reactions)
        for (const Emission& emission : reaction.emissions)
            effects[reaction.trigger] += QString::fromStdString(emission.type);
    QCOMPARE(effects["main.OrderPlaced"], QStringList{"main.ChargeOrder"});
    QCOMPARE(effects["main.OrderCharged"], QStringList{"main.ShipOrder"});
    QCOMPARE(service->reactions.size(), size_t(3));
    QVERIFY(effects["main.OrderShipped"].isEmpty());
}

void GenerateTest::privateNotesAreLeftOut()
{
    ShopBoard shop;
    shop.set(shop.cardCharged, NoteProperty::Hidden, true);
    const auto topology = generate(shop.board());
    QVERIFY(!topology.message("billing.CardCharged"));
    QVERIFY(topology.message("ordering.OrderPlaced"));
    const Diagnostic& told = topology.diagnostics.back();
    QVERIFY(told.severity == DiagnosticSeverity::Warning);
    QCOMPARE(told.message, std::string("1 private note is left out until it is revealed"));
    QCOMPARE(told.notes, std::vector<NoteId>{shop.cardCharged});
    shop.set(shop.cardCharged, NoteProperty::Hidden, false);
    QVERIFY(generate(shop.board()).message("billing.CardCharged"));
}

QTEST_GUILESS_MAIN(GenerateTest)
#include "generate_test.moc"
