// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/generate/naming.h"

using namespace stormbench::storming;

class NamingTest : public QObject {
    Q_OBJECT
private slots:
    void words_data();
    void words();
    void templates();
    void topicNameRules();
};

void NamingTest::words_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("slugged");
    QTest::addColumn<QString>("pascal");
    QTest::newRow("plain") << "Order placed" << "order-placed" << "OrderPlaced";
    QTest::newRow("punctuation") << "Order placed (EU)!" << "order-placed-eu" << "OrderPlacedEU";
    QTest::newRow("diacritics") << "Café geöffnet" << "cafe-geoffnet" << "CafeGeoffnet";
    QTest::newRow("apostrophe") << "Customer's address" << "customers-address" << "CustomersAddress";
    QTest::newRow("camel case") << "orderPlaced" << "order-placed" << "OrderPlaced";
    QTest::newRow("lines") << "Order\nplaced" << "order-placed" << "OrderPlaced";
    QTest::newRow("digits") << "Step 2 done" << "step-2-done" << "Step2Done";
    QTest::newRow("nothing left") << "受注" << "" << "";
}

void NamingTest::words()
{
    QFETCH(QString, text);
    QFETCH(QString, slugged);
    QFETCH(QString, pascal);
    QCOMPARE(slug(text), slugged);
    QCOMPARE(pascalCase(text), pascal);
}

void NamingTest::templates()
{
    const TopicNameParts parts{QStringLiteral("shop"), QStringLiteral("billing"), QStringLiteral("invoice"), 2};
    QCOMPARE(topicName(QStringLiteral("{domain}.{context}.{stream}.v{major}"), parts), QStringLiteral("shop.billing.invoice.v2"));
    QCOMPARE(topicName(QStringLiteral("{domain}.{stream}"), {{}, {}, QStringLiteral("invoice")}), QStringLiteral("invoice"));
}

void NamingTest::topicNameRules()
{
    QVERIFY(topicNameProblem(QStringLiteral("shop.orders-2_x")).isEmpty());
    QVERIFY(!topicNameProblem({}).isEmpty());
    QVERIFY(!topicNameProblem(QStringLiteral("..")).isEmpty());
    QVERIFY(!topicNameProblem(QStringLiteral("a b")).isEmpty());
    QVERIFY(topicNameProblem(QString(249, u'a')).isEmpty());
    QVERIFY(!topicNameProblem(QString(250, u'a')).isEmpty());
}

QTEST_GUILESS_MAIN(NamingTest)
#include "naming_test.moc"
