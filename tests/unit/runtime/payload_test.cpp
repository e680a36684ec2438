// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/runtime/payload.h"

using namespace stormbench::storming;

class PayloadTest : public QObject {
    Q_OBJECT
private slots:
    void fieldsFromCauseExampleAndSample();
    void keys();
};

void PayloadTest::fieldsFromCauseExampleAndSample()
{
    MessageType message;
    message.keyField = "orderId";
    message.fields = {{1, "orderId", FieldType::String, false, "order-1"},
        {2, "total", FieldType::Decimal, false, "99.50"},
        {3, "items", FieldType::Integer, false, "3"}, {4, "note", FieldType::String, true, {}},
        {5, "tags", FieldType::List, false, "a, b"},
        {6, "paymentId", FieldType::String, false, {}}};
    const auto payload = makePayload(message, {{"total", "12.00"}, {"unrelated", 1}}, "order-77");
    QCOMPARE(payload.value("orderId").toString(),
        QStringLiteral("order-77"));  // not the example: every order is another
    QCOMPARE(payload.value("total").toString(), QStringLiteral("12.00"));
    QCOMPARE(payload.value("items").toInt(), 3);
    QVERIFY(payload.contains("note"));
    QCOMPARE(payload.value("tags").toArray(), (QJsonArray{"a", "b"}));
    QCOMPARE(payload.value("paymentId").toString(), QStringLiteral("order-77"));
    QVERIFY(!payload.contains("unrelated"));
}

void PayloadTest::keys()
{
    MessageType message;
    message.keyField = "orderId";
    QCOMPARE(keyOf(message, {{"orderId", "order-5"}}, "x"), std::string("order-5"));
    QCOMPARE(keyOf(message, {{"orderId", 5}}, "x"), std::string("5"));
    QCOMPARE(keyOf(message, {}, "x"), std::string("x"));
}

QTEST_GUILESS_MAIN(PayloadTest)
#include "payload_test.moc"
