// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/geometry/element_graph.h"
#include "tests/support/board_builder.h"

using namespace stormbench::storming;
using enum NoteKind;

namespace {

QStringList names(const std::vector<const Element*>& elements)
{
    QStringList all;
    for (const Element* element : elements)
        all += element->name;
    return all;
}

}  // namespace

class ElementGraphTest : public QObject {
    Q_OBJECT
private slots:
    void aliases_data();
    void aliases();
    void framesOfOneNameAreOneContext();
    void messagesBelongToTheirOwners();
    void neighboursComeInReadingOrderAndOnce();
    void annotationsAreNoElements();
    void fieldsOfAliasesAreJoined();
    void keyField_data();
    void keyField();
    void topics();
};

void ElementGraphTest::aliases_data()
{
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::addColumn<bool>("twoContexts");
    QTest::addColumn<bool>("oneThing");
    const auto row = [](const char* name, NoteKind kind, const char* first, const char* second,
                         bool twoContexts, bool oneThing) {
        QTest::newRow(name) << int(kind) << QString::fromUtf8(first) << QString::fromUtf8(second)
                            << twoContexts << oneThing;
    };
    row("the same name", Event, "Order placed", "Order placed", false, true);
    row("spelled otherwise", Event, "Order placed", "OrderPlaced", false, true);
    row("another name", Event, "Order placed", "Order paid", false, false);
    row("events are board-wide", Event, "Order placed", "Order Placed", true, true);
    row("commands are board-wide", Command, "Place order", "Place order", true, true);
    row("systems are board-wide", System, "Bank", "Bank", true, true);
    row("aggregates are of one context", Aggregate, "Order", "Order", true, false);
    row("policies are of one context", Policy, "Whenever", "Whenever", true, false);
    row("one context", Aggregate, "Order", "order", false, true);
    row("without a name", Event, "", "", false, false);
    row("only signs", Event, "?!", "?!", false, false);
}

void ElementGraphTest::aliases()
{
    QFETCH(int, kind);
    QFETCH(QString, first);
    QFETCH(QString, second);
    QFETCH(bool, twoContexts);
    BoardBuilder builder;
    const auto a = builder.note(NoteKind(kind), first);
    const auto b = builder.note(NoteKind(kind), second);
    if (twoContexts) {
        builder.frame(QStringLiteral("Ordering"), {a});
        builder.frame(QStringLiteral("Billing"), {b});
    } else {
        builder.frame(QStringLiteral("Ordering"), {a, b});
    }
    const ElementGraph graph(builder.board());
    QTEST(graph.elementOf(a) == graph.elementOf(b), "oneThing");
    QCOMPARE(graph.elementOf(a)->name, first);
    QCOMPARE(graph.elementOf(a)->noteIds().front(), a);
}

void ElementGraphTest::framesOfOneNameAreOneContext()
{
    BoardBuilder builder;
    const auto a = builder.note(Aggregate, QStringLiteral("Order"));
    const auto b = builder.note(Aggregate, QStringLiteral("Order"));
    const auto outside = builder.note(Aggregate, QStringLiteral("Order"));
    builder.frame(QStringLiteral("Order desk"), {a});
    builder.frame(QStringLiteral("order-desk"), {b});
    const ElementGraph graph(builder.board());
    QCOMPARE(graph.elementOf(a), graph.elementOf(b));
    QVERIFY(graph.elementOf(a)->frame.has_value());
    QCOMPARE(graph.elementOf(outside)->context, std::string("main"));
    QVERIFY(!graph.elementOf(outside)->frame);
    QCOMPARE(graph.contexts(),
        (std::map<std::string, std::string>{{"order-desk", "Order desk"}, {"main", "main"}}));
}

void ElementGraphTest::messagesBelongToTheirOwners()
{
    BoardBuilder builder;
    const auto shown = builder.note(Event, QStringLiteral("Order placed"));
    const auto order = builder.note(Aggregate, QStringLiteral("Order"));
    const auto produced = builder.note(Event, QStringLiteral("Order placed"));
    const auto command = builder.note(Command, QStringLiteral("Place order"));
    builder.frame(QStringLiteral("Reporting"), {shown});
    builder.frame(QStringLiteral("Ordering"), {order, produced});
    builder.chain({command, order, produced});
    const ElementGraph graph(builder.board());
    QCOMPARE(graph.elementOf(shown)->context, std::string("ordering"));
    QCOMPARE(graph.elementOf(command)->context, std::string("ordering"));  // it stands in no frame
}

void ElementGraphTest::neighboursComeInReadingOrderAndOnce()
{
    BoardBuilder builder;
    const auto late = builder.note(Event, QStringLiteral("Order paid"));
    const auto order = builder.note(Aggregate, QStringLiteral("Order"));
    const auto early = builder.note(Event, QStringLiteral("Order placed"));
    const auto again = builder.note(Aggregate, QStringLiteral("Order"));
    const auto view = builder.note(ReadModel, QStringLiteral("Orders"));
    builder.connect(order, early);
    builder.connect(order, late);
    builder.connect(again, early);
    builder.connect(again, view);
    builder.run(MoveElements{{{late, QPointF(9000, 0)}}, {}});
    const ElementGraph graph(builder.board());
    const Element& element = *graph.elementOf(order);
    QCOMPARE(names(graph.after(element)),
        (QStringList{QStringLiteral("Order placed"), QStringLiteral("Order paid"),
            QStringLiteral("Orders")}));
    QCOMPARE(names(graph.after(element, {ReadModel})), QStringList{QStringLiteral("Orders")});
    QVERIFY(graph.after(element, {Command}).empty());
    QCOMPARE(names(graph.before(*graph.elementOf(early))), QStringList{QStringLiteral("Order")});
    QCOMPARE(graph.before(*builder.board().note(early)),
        (std::vector<const Note*>{builder.board().note(order), builder.board().note(again)}));
}

void ElementGraphTest::annotationsAreNoElements()
{
    BoardBuilder builder;
    const auto event = builder.note(Event, QStringLiteral("Order placed"));
    const auto hotspot = builder.note(Hotspot, QStringLiteral("Who says so?"));
    builder.connect(event, hotspot);
    const ElementGraph graph(builder.board());
    QCOMPARE(graph.elements().size(), std::size_t(1));
    QVERIFY(!graph.elementOf(hotspot));
    QVERIFY(graph.after(*graph.elementOf(event)).empty());
    QCOMPARE(graph.edges().size(), std::size_t(1));
}

void ElementGraphTest::fieldsOfAliasesAreJoined()
{
    BoardBuilder builder;
    const auto a = builder.note(Event, QStringLiteral("Order placed"), {QStringLiteral("orderId")});
    const auto b = builder.note(Event, QStringLiteral("Order placed"),
        {QStringLiteral("orderId=7"), QStringLiteral("total")});
    builder.set(b, NoteProperty::External, true);
    const ElementGraph graph(builder.board());
    const Element& element = *graph.elementOf(a);
    const auto fields = element.fields();
    QCOMPARE(fields.size(), std::size_t(2));
    QVERIFY(fields[0].example.isEmpty());  // as on the first note
    QCOMPARE(fields[1].name, QStringLiteral("total"));
    QCOMPARE(element.setting(NoteProperty::External).id, b);
    QCOMPARE(element.setting(NoteProperty::TopicName).id, a);
}

void ElementGraphTest::keyField_data()
{
    QTest::addColumn<QStringList>("fields");
    QTest::addColumn<QString>("set");
    QTest::addColumn<QString>("key");
    const auto id = QStringLiteral("parcelId");
    QTest::newRow("none") << QStringList{QStringLiteral("weight")} << QString() << QString();
    QTest::newRow("its own id") << QStringList{QStringLiteral("customerId"), id} << QString() << id;
    QTest::newRow("spelled otherwise")
        << QStringList{QStringLiteral("parcel_id")} << QString() << QStringLiteral("parcel_id");
    QTest::newRow("id") << QStringList{QStringLiteral("id")} << QString() << QStringLiteral("id");
    QTest::newRow("set on a note")
        << QStringList{id} << QStringLiteral("barcode") << QStringLiteral("barcode");
    QTest::newRow("somebody else's")
        << QStringList{QStringLiteral("customerId")} << QString() << QString();
}

void ElementGraphTest::keyField()
{
    QFETCH(QStringList, fields);
    QFETCH(QString, set);
    BoardBuilder builder;
    const auto parcel = builder.note(Aggregate, QStringLiteral("Parcel"), fields);
    const auto alias = builder.note(Aggregate, QStringLiteral("Parcel"));
    if (!set.isEmpty())
        builder.set(alias, NoteProperty::KeyField, set);
    QTEST(ElementGraph(builder.board()).elementOf(parcel)->keyField(), "key");
}

void ElementGraphTest::topics()
{
    BoardBuilder builder;
    const auto order = builder.note(Aggregate, QStringLiteral("Order"));
    const auto parcel = builder.note(Aggregate, QStringLiteral("Parcel"));
    const auto named = builder.note(Aggregate, QStringLiteral("Invoice"));
    const auto foreign = builder.note(Aggregate, QStringLiteral("注文"));
    builder.frame(QStringLiteral("Ordering"), {order});
    Frame logistics;
    logistics.id = FrameId(builder.board().nextId());
    logistics.name = QStringLiteral("Shipping");
    logistics.domain = QStringLiteral("Logistics");
    logistics.rect = builder.board().note(parcel)->rect.adjusted(-40, -40, 40, 40);
    builder.run(AddFrame{logistics});
    builder.set(named, NoteProperty::TopicName, QStringLiteral("invoices"));
    const ElementGraph graph(builder.board());
    const auto topicOf = [&](NoteId note) { return graph.topicOf(*graph.elementOf(note)); };
    QCOMPARE(topicOf(order), QStringLiteral("shop.ordering.order.v1"));
    QCOMPARE(topicOf(parcel), QStringLiteral("logistics.shipping.parcel.v1"));
    QCOMPARE(topicOf(named), QStringLiteral("invoices"));
    QCOMPARE(topicOf(foreign), QStringLiteral("shop.main.note-%1.v1").arg(foreign.value()));
}

QTEST_GUILESS_MAIN(ElementGraphTest)
#include "element_graph_test.moc"
