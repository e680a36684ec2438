// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>

#include "engine/client/consumer_closing.h"
#include "engine/client/rd_consumer.h"
#include "engine/client/rd_mock_cluster.h"

using namespace stormbench;
using api::Millis;

namespace {
constexpr std::int16_t kJoinGroup = 11;
constexpr std::int16_t kSyncGroup = 14;
constexpr int kForever = 60'000;
constexpr int kPatience = 30'000;
}  // namespace

/// A consumer may be closed whatever its group does just then. librdkafka 2.0.2 by itself ends the
/// process when that is between JoinGroup's answer and the first assignment.
class ConsumerClosingTest : public QObject {
    Q_OBJECT

    std::unique_ptr<client::RdMockCluster> m_mock;
    std::size_t m_leftBehind = 0;

    [[nodiscard]] std::unique_ptr<api::Consumer> member(api::ConsumerSettings settings = {}) const
    {
        settings.group = "g";
        auto result = api::Consumer::create(m_mock->connection(), settings);
        if (!result || !(*result)->subscribe({"t"}))
            return nullptr;
        return *std::move(result);
    }
    static const client::RdConsumer& of(const api::Consumer& consumer)
    {
        return dynamic_cast<const client::RdConsumer&>(consumer);
    }
    static QByteArray protocolOf(const api::Consumer& consumer)
    {
        return rd_kafka_rebalance_protocol(of(consumer).handle());
    }
    void delay(std::int16_t request, int milliseconds) const
    {
        QCOMPARE(rd_kafka_mock_broker_push_request_error_rtts(
                     m_mock->handle(), 1, request, 1, RD_KAFKA_RESP_ERR_NO_ERROR, milliseconds),
            RD_KAFKA_RESP_ERR_NO_ERROR);
    }
    void failAlways(std::int16_t request, rd_kafka_resp_err_t code) const
    {
        const std::vector<rd_kafka_resp_err_t> errors(1000, code);
        rd_kafka_mock_push_request_errors_array(
            m_mock->handle(), request, errors.size(), errors.data());
    }
    static void closesSoon(std::unique_ptr<api::Consumer> consumer)
    {
        QElapsedTimer timer;
        timer.start();
        consumer.reset();
        QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    }

private slots:
    void init()
    {
        auto mock = client::RdMockCluster::create(1);
        QVERIFY(mock.has_value());
        m_mock = *std::move(mock);
        QVERIFY(m_mock->createTopic("t", 1).has_value());
        m_leftBehind = client::clientsLeftBehind();
    }
    void cleanup() { m_mock.reset(); }

    void betweenJoinAndAssignment_data()
    {
        QTest::addColumn<QString>("instance");
        QTest::addColumn<bool>("answered");
        QTest::newRow("no answer") << QString() << false;
        QTest::newRow("no answer, static member") << QStringLiteral("i") << false;
        QTest::newRow("the group rebalances again") << QString() << true;
    }

    void betweenJoinAndAssignment()
    {
        QFETCH(QString, instance);
        QFETCH(bool, answered);
        if (answered)
            failAlways(kSyncGroup, RD_KAFKA_RESP_ERR_REBALANCE_IN_PROGRESS);
        else
            delay(kSyncGroup, kForever);
        api::ConsumerSettings settings;
        settings.groupInstanceId = instance.toStdString();
        auto consumer = member(settings);
        QVERIFY(consumer);
        QTRY_COMPARE_WITH_TIMEOUT(protocolOf(*consumer), QByteArray("COOPERATIVE"), kPatience);
        closesSoon(std::move(consumer));
        QCOMPARE(client::clientsLeftBehind(), m_leftBehind + 1);
    }

    void anAssignmentOnItsWayIsAwaited()
    {
        delay(kSyncGroup, 300);
        auto consumer = member();
        QVERIFY(consumer);
        QTRY_COMPARE_WITH_TIMEOUT(protocolOf(*consumer), QByteArray("COOPERATIVE"), kPatience);
        closesSoon(std::move(consumer));
        QCOMPARE(client::clientsLeftBehind(), m_leftBehind);
    }

    void aFirstJoinWithoutAnswer()
    {
        delay(kJoinGroup, kForever);
        auto consumer = member();
        QVERIFY(consumer);
        QTRY_VERIFY_WITH_TIMEOUT(of(*consumer).joining().joining, kPatience);
        QCOMPARE(protocolOf(*consumer), QByteArray("NONE"));
        closesSoon(std::move(consumer));
        QCOMPARE(client::clientsLeftBehind(), m_leftBehind);
    }

    void membersWithAndWithoutPartitions()
    {
        auto first = member();
        auto second = member();
        QVERIFY(first && second);
        QTRY_VERIFY_WITH_TIMEOUT(of(*first).joining().assigned, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(of(*second).joining().assigned, kPatience);
        QTRY_COMPARE_WITH_TIMEOUT(
            first->assigned().size() + second->assigned().size(), 1u, kPatience);
        closesSoon(std::move(first));
        closesSoon(std::move(second));
        QCOMPARE(client::clientsLeftBehind(), m_leftBehind);
    }
};

QTEST_GUILESS_MAIN(ConsumerClosingTest)
#include "consumer_closing_test.moc"
