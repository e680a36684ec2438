// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>

#include "engine/protocol/error_code.h"

using namespace stormbench::protocol;

class ErrorCodeTest : public QObject {
    Q_OBJECT
private slots:
    void namesAndRetries_data();
    void namesAndRetries();
    void everyErrorHasNameAndMeaning();
    void numbersOutsideOfTheTable();
};

void ErrorCodeTest::namesAndRetries_data()
{
    QTest::addColumn<int>("number");
    QTest::addColumn<bool>("retriable");
    QTest::newRow("UNKNOWN_SERVER_ERROR") << -1 << false;
    QTest::newRow("NONE") << 0 << false;
    QTest::newRow("UNKNOWN_TOPIC_OR_PARTITION") << 3 << true;
    QTest::newRow("NOT_LEADER_OR_FOLLOWER") << 6 << true;
    QTest::newRow("NOT_COORDINATOR") << 16 << true;
    QTest::newRow("REBALANCE_IN_PROGRESS") << 27 << false;
    QTest::newRow("UNSUPPORTED_VERSION") << 35 << false;
    QTest::newRow("OUT_OF_ORDER_SEQUENCE_NUMBER") << 45 << false;
    QTest::newRow("FENCED_LEADER_EPOCH") << 74 << true;
    QTest::newRow("MEMBER_ID_REQUIRED") << 79 << false;
    QTest::newRow("UNKNOWN_TOPIC_ID") << 100 << true;
    QTest::newRow("SHARE_SESSION_LIMIT_REACHED") << 133 << true;
}

void ErrorCodeTest::namesAndRetries()
{
    QFETCH(int, number);
    const auto error = static_cast<WireError>(number);
    QVERIFY(toString(error) == QTest::currentDataTag());
    QTEST(isRetriable(error), "retriable");
}

void ErrorCodeTest::everyErrorHasNameAndMeaning()
{
    std::set<std::string_view> names;
    for (int number = -1; number <= 133; ++number) {
        const auto error = static_cast<WireError>(number);
        QVERIFY(isKnown(error));
        QVERIFY(!meaningOf(error).empty() && !nameOf(error).empty());
        names.insert(toString(error));
    }
    QCOMPARE(names.size(), std::size_t(135));
}

void ErrorCodeTest::numbersOutsideOfTheTable()
{
    for (const int number : {-2, 134, 32767, -32768}) {
        const auto error = static_cast<WireError>(number);
        QVERIFY(!isKnown(error) && !isRetriable(error));
        QVERIFY(toString(error) == "UNKNOWN");
    }
}

QTEST_GUILESS_MAIN(ErrorCodeTest)
#include "error_code_test.moc"
