// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <QElapsedTimer>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include "delay_table.h"
#include "three_brokers.h"
#include "verified_load.h"

using namespace stormbench;
using namespace stormbench::processes;

namespace {

const std::string kTopic = "load";
constexpr int kPartitions = 6;

}  // namespace

/// Three broker processes under the load of librdkafka, one of which at a time is killed, stopped
/// still, or sent away in good order. STORMBENCH_SOAK: five minutes instead of one. STORMBENCH_SEED
/// repeats a run's choices.
class KillTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<ThreeBrokers> m_brokers;
    std::unique_ptr<VerifiedLoad> m_load;
    DelayTable m_delays;
    QRandomGenerator m_random;
    int m_freezes = 0;

    [[nodiscard]] static std::chrono::seconds duration()
    {
        return std::chrono::seconds(qEnvironmentVariableIsSet("STORMBENCH_SOAK") ? 300 : 60);
    }
    void note(const QString& cause, const std::set<int>& led);
    void killAndRestartLater(int id);
    void killAndRestartAtOnce(int id);
    void freeze(int id);
    void restartInGoodOrder(int id);
    static void await(const std::function<bool()>& condition);
    void awaitGoingOn();
    void awaitWhole();

private slots:
    void initTestCase();
    void losesNothing();
    void cleanupTestCase();
};

void KillTest::initTestCase()
{
    m_brokers = std::make_unique<ThreeBrokers>(m_directory.path(), freeAddresses(3));
    const auto failed = m_brokers->start();
    QVERIFY2(failed.isEmpty(), qPrintable(failed));
    const auto created = m_brokers->createTopic(kTopic, kPartitions);
    QVERIFY2(created, created ? "" : created.error().message.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(m_brokers->isWhole(kTopic), kPatienceMs);
}

// QTRY_VERIFY looks again at what held, and then a busy broker may not tell.
void KillTest::await(const std::function<bool()>& condition)
{
    bool held = false;
    QTRY_VERIFY_WITH_TIMEOUT(held = held || condition(), kPatienceMs);
}

void KillTest::awaitGoingOn()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_load->everyPartitionGoesOn(), kPatienceMs);
}

void KillTest::awaitWhole()
{
    await([this] { return m_brokers->isWhole(kTopic); });
}

// The figures: how long until the partitions that the broker led acknowledge again.
void KillTest::note(const QString& cause, const std::set<int>& led)
{
    const auto delays = m_load->delays();
    for (const int partition : led)
        if (const auto delay = delays[std::size_t(partition)])
            m_delays.add(cause, delay->count());
}

void KillTest::killAndRestartLater(int id)
{
    const auto led = m_brokers->ledBy(id, kTopic, other(id));
    m_load->mark();
    m_brokers->broker(id).kill();
    awaitGoingOn();
    note("kill -9", led);
    await([this, id] { return m_brokers->goesOnWithout(id, kTopic, other(id)); });
    m_brokers->broker(id).begin();
    QVERIFY2(m_brokers->broker(id).awaitReady(), qPrintable(m_brokers->messages()));
}

void KillTest::killAndRestartAtOnce(int id)
{
    const auto led = m_brokers->ledBy(id, kTopic, other(id));
    m_load->mark();
    m_brokers->broker(id).kill();
    m_brokers->broker(id).begin();
    QVERIFY2(m_brokers->broker(id).awaitReady(), qPrintable(m_brokers->messages()));
    awaitGoingOn();
    note("kill -9, restarted at once", led);
}

void KillTest::freeze(int id)
{
    const auto led = m_brokers->ledBy(id, kTopic, other(id));
    m_load->mark();
    ++m_freezes;
    m_brokers->broker(id).freeze();
    await([this, id] { return m_brokers->goesOnWithout(id, kTopic, other(id)); });
    awaitGoingOn();
    note("SIGSTOP (with 2 s of the client's socket.timeout.ms)", led);
    m_brokers->broker(id).thaw();
}

void KillTest::restartInGoodOrder(int id)
{
    const auto led = m_brokers->ledBy(id, kTopic, other(id));
    m_load->mark();
    QCOMPARE(m_brokers->broker(id).stop(), 0);
    awaitGoingOn();
    note("SIGTERM", led);
    m_brokers->broker(id).begin();
    QVERIFY2(m_brokers->broker(id).awaitReady(), qPrintable(m_brokers->messages()));
}

void KillTest::losesNothing()
{
    const auto seed = qEnvironmentVariableIsSet("STORMBENCH_SEED")
        ? qEnvironmentVariable("STORMBENCH_SEED").toUInt()
        : QRandomGenerator::global()->generate();
    qInfo("STORMBENCH_SEED=%u", seed);
    m_random.seed(seed);
    m_load = std::make_unique<VerifiedLoad>(
        VerifiedLoad::Options{m_brokers->connection(), kTopic, kPartitions, 2'000});
    const auto started = m_load->start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    m_load->mark();
    awaitGoingOn();

    using Strike = void (KillTest::*)(int);
    static constexpr std::array<Strike, 5> kStrikes{&KillTest::killAndRestartLater,
        &KillTest::killAndRestartAtOnce, &KillTest::freeze, &KillTest::killAndRestartLater,
        &KillTest::restartInGoodOrder};
    const QDeadlineTimer end(duration());
    int rounds = 0;
    for (; !end.hasExpired(); ++rounds) {
        const int id = 1 + int(m_random.bounded(3));
        // Every strike has its turn; the broker is chance.
        const auto strike = kStrikes[std::size_t(rounds) % kStrikes.size()];
        // It leads again when the controller has balanced the leaders.
        await([this, id] { return !m_brokers->ledBy(id, kTopic, other(id)).empty(); });
        (this->*strike)(id);
        if (!QTest::currentTestFailed())
            awaitWhole();
        if (QTest::currentTestFailed()) {
            qWarning("broker %d, round %d\n%s\n%s", id, rounds,
                qPrintable(m_brokers->stateOf(kTopic)), qPrintable(m_brokers->messages()));
            break;
        }
    }
    m_load->finish();
    m_delays.print();
    const auto restarts = m_load->restarts();
    qInfo("%lld producers gave up %s", qint64(restarts.size()), qPrintable(restarts.join('\n')));
    qInfo("%d rounds, %lld records acknowledged", rounds, qint64(m_load->acknowledged()));
    const auto findings = m_load->findings();
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join('\n') + '\n' + m_brokers->messages()));
    QCOMPARE(m_load->readTwice(), std::int64_t{0});
    // Batches time out at frozen brokers: see VerifiedLoad::restarts().
    QVERIFY(restarts.size() <= m_freezes);
    QVERIFY(rounds >= int(kStrikes.size()) || kSanitized);
    QVERIFY(m_load->acknowledged() > 20'000 || kSanitized);
    // The tests beside this one take their share of the machine: of the single delay nothing can be
    // said.
    if (!kSanitized)
        QVERIFY(m_delays.median("kill -9") <= 2'000);
}

void KillTest::cleanupTestCase()
{
    if (m_load && !m_load->findings().isEmpty()) {
        m_directory.setAutoRemove(false);  // for whoever looks for the cause
        qInfo("the logs stay in %s", qPrintable(m_directory.path()));
    }
    m_load.reset();
    if (m_brokers)
        QVERIFY2(m_brokers->stop(), qPrintable(m_brokers->messages()));
}

QTEST_GUILESS_MAIN(KillTest)
#include "kill_test.moc"
