// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/check/words.h"

using namespace stormbench::storming;

class WordsTest : public QObject {
    Q_OBJECT
private slots:
    void past_data();
    void past();
    void imperative_data();
    void imperative();
    void occasion();
};

void WordsTest::past_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    for (const char* text : {"Order placed", "OrderPlaced", "Payment was declined", "Invoice sent",
             "Bill paid", "Seat taken", "Stock ran out", "Goods went missing", "Money withdrawn",
             "Price set", "order_shipped", "Cart abandoned", "Parcel lost in transit",
             "Refund issued to customer", "Meter read", "Deal won", "Contract upheld"})
        QTest::newRow(text) << QString::fromLatin1(text) << true;
    for (const char* text : {"Place order", "Order", "Payment", "Ship the parcel", "Customer pays",
             "Feed", "Speed", "Need help", "", "Order is being placing", "Red bed"})
        QTest::newRow(text) << QString::fromLatin1(text) << false;
    QTest::newRow("another language") << QStringLiteral("Auftrag bestätigt") << true;
}

void WordsTest::past()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    QCOMPARE(readsAsPast(text), expected);
}

void WordsTest::imperative_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("expected");
    for (const char* text : {"Place order", "PlaceOrder", "Pay", "Order taxi", "Set price",
             "Put on hold", "Process payment", "Dismiss alarm", "Bring parcel", "Implement change",
             "Position note", "Ship", "Cancel unpaid order", "Read meter", "Address complaint",
             "Embed video", "Feed cat"})
        QTest::newRow(text) << QString::fromLatin1(text) << true;
    for (const char* text :
        {"Order placed", "Placed order", "Payment", "Cancellation", "Placing order", "Places order",
            "The order", "Paid invoice", "Sent parcel", "New order", "Registration of user"})
        QTest::newRow(text) << QString::fromLatin1(text) << false;
    QTest::newRow("another language") << QStringLiteral("Bestellung prüfen") << true;
}

void WordsTest::imperative()
{
    QFETCH(QString, text);
    QFETCH(bool, expected);
    QCOMPARE(readsAsImperative(text), expected);
}

void WordsTest::occasion()
{
    QVERIFY(namesOccasion(QStringLiteral("Whenever an order is placed, then pay")));
    QVERIFY(namesOccasion(QStringLiteral("only if paid")));
    QVERIFY(!namesOccasion(QStringLiteral("Shipping policy")));
    QVERIFY(!namesOccasion(QString()));
}

QTEST_GUILESS_MAIN(WordsTest)
#include "words_test.moc"
