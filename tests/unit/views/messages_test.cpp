// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <QAbstractItemModelTester>

#include <random>

#include "tests/support/synthetic_cluster.h"
#include "views/models/message_model.h"
#include "views/models/message_text.h"

using namespace stormbench;
using namespace stormbench::views;

namespace {

QString keyAt(const MessageModel& model, int row)
{
    return model.index(row, MessageModel::Key).data().toString();
}

}  // namespace

class MessagesTest : public QObject {
    Q_OBJECT
private slots:
    void keepsTheNewest()
    {
        MessageModel model(nullptr, 100);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.append(test::orderRecords(60, 0));
        QCOMPARE(model.rowCount(), 60);
        model.append(test::orderRecords(60, 60));
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(keyAt(model, 0), QStringLiteral("order-70020"));
        QCOMPARE(keyAt(model, 99), QStringLiteral("order-70119"));
        QCOMPARE(model.received(), quint64(120));
        model.append(test::orderRecords(1000, 200));  // more than fits at once
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(keyAt(model, 0), QStringLiteral("order-71100"));
        QCOMPARE(keyAt(model, 99), QStringLiteral("order-71199"));
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void anAppendIsOneInsertionAndOneRemoval()
    {
        MessageModel model(nullptr, 100);
        model.append(test::orderRecords(90));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted),
            removed(&model, &QAbstractItemModel::rowsRemoved);
        model.append(test::orderRecords(30, 90));
        QCOMPARE(inserted.size(), 1);
        QCOMPARE(removed.size(), 1);
        QCOMPARE(removed.first().at(2).toInt(), 19);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("rows");  // of 40
        QTest::newRow("none") << QString() << 40;
        QTest::newRow("key") << QStringLiteral("order-70007") << 1;
        QTest::newRow("value") << QStringLiteral("\"express\":true") << 14;
        QTest::newRow("value, beyond ASCII, case aside") << QStringLiteral("zoË") << 40;
        QTest::newRow("header's value") << QStringLiteral("PaymentReceived") << 10;
        QTest::newRow("header's name") << QStringLiteral("traceparent") << 40;
        QTest::newRow("topic") << QStringLiteral("payments.") << 10;
        QTest::newRow("each word") << QStringLiteral("paymentreceived order-70003") << 1;
        QTest::newRow("nothing") << QStringLiteral("nowhere") << 0;
    }
    void filters()
    {
        QFETCH(QString, filter);
        QFETCH(int, rows);
        MessageModel before, after;
        before.setFilter(filter);
        before.append(test::orderRecords(40));
        QCOMPARE(before.rowCount(), rows);
        after.append(test::orderRecords(40));
        after.setFilter(filter);
        QCOMPARE(after.rowCount(), rows);
        QCOMPARE(after.held(), 40);
        after.setFilter({});
        QCOMPARE(after.rowCount(), 40);
    }

    /// Whatever is appended and filtered in whatever order, the rows are the matching ones of the
    /// newest records.
    void followsAnyScript()
    {
        MessageModel model(nullptr, 50);
        QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::mt19937 random(99);
        std::deque<feed::RecordPtr> reference;
        bool payments = false;
        for (int step = 0, next = 0; step < 300; ++step) {
            if (random() % 6 == 0) {
                payments = !payments;
                model.setFilter(payments ? QStringLiteral("paymentreceived") : QString());
            } else {
                const int count = static_cast<int>(random() % 70);
                auto records = test::orderRecords(count, next);
                next += count;
                reference.insert(reference.end(), records.begin(), records.end());
                while (reference.size() > 50)
                    reference.pop_front();
                model.append(std::move(records));
            }
            std::vector<feed::RecordPtr> expected;
            std::copy_if(reference.begin(), reference.end(), std::back_inserter(expected),
                [&](const auto& record) {
                    return !payments || record->topic == "payments.payment-received";
                });
            QCOMPARE(model.rowCount(), static_cast<int>(expected.size()));
            for (std::size_t i = 0; i < expected.size(); ++i)
                QCOMPARE(model.recordAt(static_cast<int>(i)), expected[i]);
        }
        QVERIFY(!model.recordAt(-1));
        QVERIFY(!model.recordAt(model.rowCount()));
    }

    void absentIsToldFromEmpty()
    {
        auto tombstone = std::make_shared<api::ReceivedRecord>();
        auto empty = std::make_shared<api::ReceivedRecord>();
        empty->key = empty->value = Bytes{};
        MessageModel model;
        model.append({tombstone, empty});
        QCOMPARE(
            model.index(0, MessageModel::Value).data().toString(), QStringLiteral("tombstone"));
        QCOMPARE(model.index(0, MessageModel::Key).data().toString(), QStringLiteral("no key"));
        QCOMPARE(model.index(0, MessageModel::Time).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(1, MessageModel::Value).data().toString(), QString());
    }

    void json_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("pretty");  // null: not JSON
        const auto row = [](const char* name, const char* text, const char* pretty) {
            QTest::newRow(name) << QString::fromUtf8(text)
                                << (pretty ? QString::fromUtf8(pretty) : QString());
        };
        row("object", "{\"a\":1,\"b\":\"x\"}", "{\n  \"a\": 1,\n  \"b\": \"x\"\n}");
        row("nested", "{\"a\":[1,{\"b\":null}]}",
            "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ]\n}");
        row("empty containers", "{\"a\":{},\"b\":[ ]}", "{\n  \"a\": {},\n  \"b\": []\n}");
        row("big integers stay", "9007199254740993123456789", "9007199254740993123456789");
        row("decimals stay", "[1.10,1e400,-0.0]", "[\n  1.10,\n  1e400,\n  -0.0\n]");
        row("escapes stay", "\"a\\u00e4\\n\\\"\"", "\"a\\u00e4\\n\\\"\"");
        row("the order and repeated names stay", "{\"b\":1,\"a\":2,\"b\":3}",
            "{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}");
        row("white space around", " \r\n[true , false]\t", "[\n  true,\n  false\n]");
        row("nothing", "", nullptr);
        row("text", "hello", nullptr);
        row("cut off", "{\"a\":1", nullptr);
        row("cut off in a string", "{\"a\":\"x", nullptr);
        row("cut off in an escape", "\"\\", nullptr);
        row("trailing comma", "[1,]", nullptr);
        row("two values", "1 2", nullptr);
        row("single quotes", "{'a':1}", nullptr);
        row("bare minus", "-", nullptr);
        row("no digits after the point", "1.", nullptr);
        row("number as name", "{1:2}", nullptr);
    }
    void json()
    {
        QFETCH(QString, text);
        QFETCH(QString, pretty);
        const auto got = prettyJson(text);
        QCOMPARE(got.has_value(), !pretty.isNull());
        if (got)
            QCOMPARE(*got, pretty);
    }

    void jsonTooDeepIsLeftAlone()
    {
        QVERIFY(prettyJson(QString(100, u'[') + QString(100, u']')).has_value());
        QVERIFY(!prettyJson(QString(100'000, u'[') + QString(100'000, u']')).has_value());
    }

    void anyBytesGiveAText()
    {
        std::mt19937 random(5);
        for (int turn = 0; turn < 500; ++turn) {
            Bytes bytes(random() % 80);
            for (auto& byte : bytes)
                byte = static_cast<std::uint8_t>(random());
            if (const auto pretty = prettyJson(textOf(bytes)))
                QCOMPARE(prettyJson(*pretty), pretty);  // laid out once is laid out for good
            QVERIFY(previewText(bytes, 10).size() <= 10);
            QCOMPARE(hexDump(bytes).count(u'\n'), static_cast<qsizetype>((bytes.size() + 15) / 16));
        }
    }

    void hex()
    {
        QCOMPARE(hexDump(toBytes("Storm\n")),
            QStringLiteral("00000000  53 74 6f 72 6d 0a") + QString(33, u' ')
                + QStringLiteral("Storm·\n"));
        QVERIFY(isText(toBytes("Zoë\n")));
        QVERIFY(!isText(Bytes{0xff, 0xfe}));
        QVERIFY(!isText(Bytes{0x00, 0x41}));
    }
};

QTEST_MAIN(MessagesTest)
#include "messages_test.moc"
