// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/runtime/guard.h"

using stormbench::storming::Guard;

class GuardTest : public QObject {
    Q_OBJECT
private slots:
    void holds_data();
    void holds();
    void unreadableGuardsSaySo();
};

void GuardTest::holds_data()
{
    QTest::addColumn<QString>("guard");
    QTest::addColumn<bool>("expected");
    QTest::newRow("empty") << "" << true;
    QTest::newRow("number above") << "total > 100" << true;
    QTest::newRow("number not above") << "total > 200" << false;
    QTest::newRow("decimal as text") << "price >= 9.99" << true;
    QTest::newRow("nine is not above ten") << "price > 10" << false;
    QTest::newRow("text") << "country == \"DE\"" << true;
    QTest::newRow("single quotes") << "country != 'DE'" << false;
    QTest::newRow("boolean") << "express == true" << true;
    QTest::newRow("and") << "total > 100 and country == 'FR'" << false;
    QTest::newRow("or") << "total > 1000 or country == 'DE'" << true;
    QTest::newRow("and binds closer") << "country == 'FR' and total > 1 or express = true" << true;
    QTest::newRow("missing field") << "weight < 5" << false;
}

void GuardTest::holds()
{
    QFETCH(QString, guard);
    QFETCH(bool, expected);
    const QJsonObject payload{
        {"total", 150}, {"price", "9.99"}, {"country", "DE"}, {"express", true}};
    const Guard parsed(guard);
    QVERIFY2(parsed.error().isEmpty(), qPrintable(parsed.error()));
    QCOMPARE(parsed.holds(payload), expected);
}

void GuardTest::unreadableGuardsSaySo()
{
    const Guard guard(QStringLiteral("when the moon is full"));
    QVERIFY(guard.error().contains(QLatin1String("when the moon is full")));
    QVERIFY(guard.holds({}));
}

QTEST_GUILESS_MAIN(GuardTest)
#include "guard_test.moc"
