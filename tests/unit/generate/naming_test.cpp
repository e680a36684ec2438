// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/generate/naming.h"

using namespace stormbench::storming;

class NamingTest : public QObject {
    Q_OBJECT
private slots:
    void pascalCaseOfNames_data();
    void pascalCaseOfNames();
    void topicNameProblems();
};

void NamingTest::pascalCaseOfNames_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("plain") << "Order placed"
                           << "OrderPlaced";
    QTest::newRow("punctuation") << "Order placed (EU)!"
                                 << "OrderPlacedEu";
    QTest::newRow("diacritics") << "Café geöffnet"
                                << "CafeGeoffnet";
    QTest::newRow("camel case") << "orderPlaced"
                                << "OrderPlaced";
    QTest::newRow("lines") << "Order\nplaced"
                           << "OrderPlaced";
    QTest::newRow("digits") << "Step 2 done"
                            << "Step2Done";
    QTest::newRow("nothing left") << "受注"
                                  << "";
}

void NamingTest::pascalCaseOfNames()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(pascalCase(text), expected);
}

void NamingTest::topicNameProblems()
{
    QVERIFY(topicNameProblem(QStringLiteral("shop.orders-2_x")).isEmpty());
    QVERIFY(topicNameProblem(QStringLiteral("a b")).contains(QLatin1String("a b")));
    QVERIFY(topicNameProblem(QString(249, u'a')).isEmpty());
    QVERIFY(topicNameProblem(QString(250, u'a')).contains(QLatin1String("250")));
}

QTEST_GUILESS_MAIN(NamingTest)
#include "naming_test.moc"
