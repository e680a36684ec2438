// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <QElapsedTimer>
#include <QTemporaryDir>

#include "delay_table.h"
#include "network_lab.h"
#include "three_brokers.h"
#include "verified_load.h"

using namespace stormbench;
using namespace stormbench::processes;

namespace {

const std::string kTopic = "load";
constexpr int kPartitions = 6;
const QString kElected = "cut off: until its partitions have other leaders";
QString g_whyNoLab;

}  // namespace

/// Three brokers in three network namespaces, a client in a fourth: one broker's link is cut, its
/// partitions get leaders among the others; it comes back, and nothing is lost.
class NamespacesTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    NetworkLab m_lab;
    std::unique_ptr<ThreeBrokers> m_brokers;
    std::unique_ptr<VerifiedLoad> m_load;
    DelayTable m_delays;

    void cutOff(int id);

private slots:
    void initTestCase();
    void aBrokerThatIsCutOffIsReplaced();
    void cleanupTestCase();
};

void NamespacesTest::initTestCase()
{
    if (!g_whyNoLab.isEmpty())
        QSKIP(qPrintable(g_whyNoLab));
    // Some containers have the namespaces, but no right to make links in them.
    if (const auto failed = m_lab.build(ThreeBrokers::kCount); !failed.isEmpty())
        QSKIP(qPrintable(failed));
    QList<NodeAddress> nodes;
    QList<QStringList> launchers;
    for (int id = 1; id <= ThreeBrokers::kCount; ++id) {
        nodes << NodeAddress{NetworkLab::addressOf(id), 9092};
        launchers << m_lab.launcher(id);
    }
    m_brokers = std::make_unique<ThreeBrokers>(m_directory.path(), nodes, launchers);
    const auto failed = m_brokers->start();
    QVERIFY2(failed.isEmpty(), qPrintable(failed));
    const auto created = m_brokers->createTopic(kTopic, kPartitions);
    QVERIFY2(created, created ? "" : created.error().message.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(m_brokers->isWhole(kTopic), kPatienceMs);
}

void NamespacesTest::cutOff(int id)
{
    const auto led = m_brokers->ledBy(id, kTopic, other(id));
    QVERIFY(!led.empty());
    QElapsedTimer since;
    since.start();
    m_load->mark();
    m_lab.cut(id);
    QTRY_VERIFY_WITH_TIMEOUT(m_brokers->goesOnWithout(id, kTopic, other(id)), kPatienceMs);
    m_delays.add(kElected, since.elapsed());
    QTRY_VERIFY_WITH_TIMEOUT(m_load->everyPartitionGoesOn(), kPatienceMs);
    const auto delays = m_load->delays();
    for (const int partition : led)
        m_delays.add("cut off: until they acknowledge (with 2 s of the client's socket.timeout.ms)",
            delays[std::size_t(partition)]->count());
    since.start();
    m_lab.restore(id);
    QTRY_VERIFY_WITH_TIMEOUT(m_brokers->isWhole(kTopic), kPatienceMs);
    m_delays.add("restored: until it is in every ISR again", since.elapsed());
}

void NamespacesTest::aBrokerThatIsCutOffIsReplaced()
{
    m_load = std::make_unique<VerifiedLoad>(
        VerifiedLoad::Options{m_brokers->connection(), kTopic, kPartitions, 1'000});
    const auto started = m_load->start();
    QVERIFY2(started, started ? "" : started.error().message.c_str());
    m_load->mark();
    QTRY_VERIFY_WITH_TIMEOUT(m_load->everyPartitionGoesOn(), kPatienceMs);
    for (const int id : {1, 2, 3}) {
        // It leads again when the controller has balanced the leaders.
        QTRY_VERIFY_WITH_TIMEOUT(!m_brokers->ledBy(id, kTopic, other(id)).empty(), kPatienceMs);
        cutOff(id);
        if (QTest::currentTestFailed()) {
            qWarning("broker %d\n%s\n%s", id, qPrintable(m_brokers->stateOf(kTopic)),
                qPrintable(m_brokers->messages()));
            break;
        }
    }
    m_load->finish();
    m_delays.print();
    qInfo("%lld records acknowledged", qint64(m_load->acknowledged()));
    const auto findings = m_load->findings();
    QVERIFY2(findings.isEmpty(), qPrintable(findings.join('\n') + '\n' + m_brokers->messages()));
    // The tests beside this one take their share of the machine: of the single delay nothing can be
    // said.
    if (!kSanitized)
        QVERIFY(m_delays.median(kElected) <= 2'000);
}

void NamespacesTest::cleanupTestCase()
{
    m_load.reset();
    if (m_brokers)
        QVERIFY2(m_brokers->stop(), qPrintable(m_brokers->messages()));
}

int main(int argc, char** argv)
{
    g_whyNoLab = NetworkLab::enter();
    QCoreApplication application(argc, argv);
    NamespacesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "namespaces_test.moc"
