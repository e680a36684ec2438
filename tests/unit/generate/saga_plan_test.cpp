// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/generate/topology.h"
#include "storming/model/saga_step.h"
#include "storming/store/board_file.h"
#include "tests/support/board_builder.h"

using namespace stormbench::storming;

using Types = std::vector<std::string>;

class SagaPlanTest : public QObject {
    Q_OBJECT
private slots:
    void theSampleIsReadAsDrawn();
    void topicsAndMessagesOfItsOwn();
    void participantsKnowHowToReply();
    void reactionsTellWhatFollows();
    void aCompensationOfSeveralStepsIsSentOnce();
    void oneNoteForAllSteps();
    void twoEndsAreCompletedAndFailed();
    void stepsWithoutACommandOnTheBoardAreReported();
    void aSagaThatNothingStartsIsReported();
    void withoutStepsItPlaysAsDrawn();

private:
    static Topology sample();
    static QStringList warnings(const Topology& topology);
};

namespace {

constexpr const char* kSaga = "fulfilment.order-saga";

/// "Order placed" → Order saga → "Charge card" and "Ship order", each with two outcomes; one note
/// of the saga has all of the answers to its left.
struct CompactBoard : BoardBuilder {
    NoteId saga = note(NoteKind::Saga, QStringLiteral("Order saga"));

    CompactBoard()
    {
        command("Place order", "Order", {"Order placed"}, false);
        command("Charge card", "Payment", {"Card charged", "Card declined"});
        command("Refund card", "Payment", {"Card refunded"});
        command("Ship order", "Shipment", {"Order shipped", "Order lost"});
        setSteps({{"Charge card", "Refund card", 5000}, {"Ship order", "", 0}});
    }

    void command(const QString& name, const QString& handler, const QStringList& outcomes,
        bool bySaga = true)
    {
        const NoteId asked = note(NoteKind::Command, name);
        const NoteId by = note(NoteKind::Aggregate, handler);
        connect(asked, by);
        if (bySaga)
            connect(saga, asked);
        for (const QString& outcome : outcomes) {
            const NoteId event = note(NoteKind::Event, outcome);
            connect(by, event);
            connect(event, saga);
        }
    }

    void setSteps(const std::vector<SagaStep>& steps) { set(saga, NoteProperty::Steps, steps); }

    SagaPlan plan() const { return generate(board()).service("main.order-saga")->saga; }
};

}  // namespace

Topology SagaPlanTest::sample()
{
    const auto board = readBoard(QStringLiteral(
        STORMBENCH_SOURCE_DIR "/resources/boards/order-saga-orchestrated.storm.txt"));
    return board ? generate(*board) : Topology();
}

QStringList SagaPlanTest::warnings(const Topology& topology)
{
    QStringList texts;
    for (const Diagnostic& diagnostic : topology.diagnostics)
        if (diagnostic.severity == DiagnosticSeverity::Warning)
            texts += QString::fromStdString(diagnostic.message);
    return texts;
}

void SagaPlanTest::theSampleIsReadAsDrawn()
{
    const auto topology = sample();
    const auto* saga = topology.service(kSaga);
    QVERIFY(saga);
    const SagaPlan& plan = saga->saga;
    QCOMPARE(plan.starts, (Types{"ordering.OrderPlaced"}));
    QCOMPARE(plan.steps.size(), size_t(5));
    // Placing the order is what starts it: only taken back.
    QCOMPARE(plan.steps[0],
        (SagaPlanStep{"", "ordering.CancelOrder", {}, {}, {"ordering.OrderCancelled"}, 0}));
    QCOMPARE(plan.steps[1],
        (SagaPlanStep{"payment.AuthorizePayment", "payment.RefundPayment",
            {"payment.PaymentAuthorized", "payment.PaymentDeclined"}, {"payment.PaymentDeclined"},
            {"payment.PaymentRefunded"}, 60'000}));
    QCOMPARE(plan.steps[2].fails, (Types{"inventory.StockExhausted"}));
    QCOMPARE(plan.steps[3].fails, (Types{"shipping.ShipmentFailed"}));
    QCOMPARE(plan.steps[3].timeoutMs, std::int64_t(86'400'000));
    QCOMPARE(plan.steps[4].fails, Types());
    QCOMPARE(plan.completed, (Types{"fulfilment.FulfilmentEnded"}));
    QCOMPARE(plan.failed, (Types{"fulfilment.FulfilmentEnded"}));
    QCOMPARE(plan.keyField, std::string("orderId"));
    QVERIFY(topology.diagnostics.empty());
}

void SagaPlanTest::topicsAndMessagesOfItsOwn()
{
    const auto topology = sample();
    const auto* state = topology.topic("shop.fulfilment.order-saga.v1.state");
    QVERIFY(state);
    QVERIFY(state->role == TopicRole::State);
    QCOMPARE(state->configs, (std::map<std::string, std::string>{{"cleanup.policy", "compact"}}));
    const auto* reply = topology.topic("shop.fulfilment.order-saga.v1.reply");
    QVERIFY(reply);
    QVERIFY(reply->role == TopicRole::Replies);
    QCOMPARE(reply->configs.at("cleanup.policy"), std::string("delete"));
    const auto* saga = topology.service(kSaga);
    const auto* stateType = topology.message(saga->saga.stateType);
    QVERIFY(stateType);
    QVERIFY(stateType->role == MessageRole::State);
    QCOMPARE(stateType->topic, state->name);
    QCOMPARE(stateType->keyField, std::string("sagaId"));
    const auto* replyType = topology.message(saga->saga.replyType);
    QVERIFY(replyType);
    QCOMPARE(replyType->type, std::string("fulfilment.OrderSagaReply"));
    QCOMPARE(replyType->topic, reply->name);
    QVERIFY(std::ranges::find(saga->topics, reply->name) != saga->topics.end());
    QVERIFY(std::ranges::is_sorted(saga->topics));
}

void SagaPlanTest::participantsKnowHowToReply()
{
    const auto topology = sample();
    for (const char* id : {"payment.payment", "inventory.reservation", "shipping.shipment"})
        for (const Reaction& reaction : topology.service(id)->reactions)
            QCOMPARE(reaction.replies, (Types{"fulfilment.OrderSagaReply"}));
    for (const Reaction& reaction : topology.service("ordering.order")->reactions)
        QCOMPARE(reaction.replies.empty(), reaction.trigger == "ordering.PlaceOrder");
}

void SagaPlanTest::reactionsTellWhatFollows()
{
    const auto topology = sample();
    std::map<std::string, Types> followers;
    for (const Reaction& reaction : topology.service(kSaga)->reactions)
        for (const Emission& emission : reaction.emissions)
            followers[reaction.trigger].push_back(emission.type);
    const std::string state = "fulfilment.OrderSagaState";
    QCOMPARE(followers["ordering.OrderPlaced"], (Types{"payment.AuthorizePayment", state}));
    QCOMPARE(followers["shipping.ShipmentFailed"], (Types{"inventory.ReleaseStock", state}));
    QCOMPARE(followers["payment.PaymentDeclined"], (Types{"ordering.CancelOrder", state}));
    QCOMPARE(followers["ordering.OrderCompleted"], (Types{"fulfilment.FulfilmentEnded", state}));
    QCOMPARE(followers["fulfilment.OrderSagaReply"].size(), size_t(9));
}

void SagaPlanTest::aCompensationOfSeveralStepsIsSentOnce()
{
    SagaPlan plan;
    plan.steps = {{"", "Cancel", {}, {}, {}, 0}, {"A", "UndoA", {}, {}, {}, 0},
        {"B", "Cancel", {}, {}, {}, 0}, {"C", "", {}, {}, {}, 0}};
    QCOMPARE(plan.forward(0), std::optional<std::size_t>(1));
    QCOMPARE(plan.forward(4), std::optional<std::size_t>());
    QCOMPARE(plan.backward(4), std::optional<std::size_t>(1));
    QCOMPARE(plan.backward(1), std::optional<std::size_t>(0));
    QCOMPARE(plan.backward(0), std::optional<std::size_t>());
}

// Drawn in one place, nothing tells which answer is the bad one: the first is the good one.
void SagaPlanTest::oneNoteForAllSteps()
{
    const CompactBoard compact;
    const SagaPlan plan = compact.plan();
    QCOMPARE(plan.starts, (Types{"main.OrderPlaced"}));
    QCOMPARE(plan.steps.size(), size_t(2));
    QCOMPARE(plan.steps[0].fails, (Types{"main.CardDeclined"}));
    QCOMPARE(plan.steps[1].fails, (Types{"main.OrderLost"}));
    QVERIFY(plan.completed.empty());
}

void SagaPlanTest::twoEndsAreCompletedAndFailed()
{
    CompactBoard compact;
    compact.connect(compact.saga, compact.note(NoteKind::Event, QStringLiteral("Order done")));
    QCOMPARE(compact.plan().completed, (Types{"main.OrderDone"}));
    QVERIFY(compact.plan().failed.empty());
    compact.connect(compact.saga, compact.note(NoteKind::Event, QStringLiteral("Order undone")));
    QCOMPARE(compact.plan().completed, (Types{"main.OrderDone"}));
    QCOMPARE(compact.plan().failed, (Types{"main.OrderUndone"}));
}

void SagaPlanTest::stepsWithoutACommandOnTheBoardAreReported()
{
    CompactBoard compact;
    compact.setSteps({{"Charge card", "Refund card", 0}, {"Send flowers", "", 0}});
    QCOMPARE(compact.plan().steps.size(), size_t(1));
    const auto told = warnings(generate(compact.board()));
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.front().contains("\"Send flowers\""), qPrintable(told.front()));
}

void SagaPlanTest::aSagaThatNothingStartsIsReported()
{
    BoardBuilder builder;
    const NoteId saga = builder.note(NoteKind::Saga, QStringLiteral("Order saga"));
    const NoteId charge = builder.note(NoteKind::Command, QStringLiteral("Charge card"));
    builder.chain({saga, charge, builder.note(NoteKind::Aggregate, QStringLiteral("Payment")),
        builder.note(NoteKind::Event, QStringLiteral("Card charged")), saga});
    builder.set(saga, NoteProperty::Steps, std::vector<SagaStep>{{"Charge card", "", 0}});
    const auto topology = generate(builder.board());
    QVERIFY(topology.service("main.order-saga")->saga.steps.empty());
    const auto told = warnings(topology);
    QCOMPARE(told.size(), 1);
    QVERIFY2(told.front().startsWith("Nothing starts the saga"), qPrintable(told.front()));
}

void SagaPlanTest::withoutStepsItPlaysAsDrawn()
{
    CompactBoard compact;
    compact.set(compact.saga, NoteProperty::Steps, {});
    const auto topology = generate(compact.board());
    QVERIFY(topology.service("main.order-saga")->saga.steps.empty());
    QVERIFY(!topology.topic("shop.main.order-saga.v1.state"));
}

QTEST_GUILESS_MAIN(SagaPlanTest)
#include "saga_plan_test.moc"
