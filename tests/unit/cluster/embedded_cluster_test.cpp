// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "engine/api/cluster.h"
#include "engine/base/log.h"
#include "engine/broker/voters.h"
#include "engine/cluster/cluster_defaults.h"

using namespace stormbench;
using namespace stormbench::api;

class EmbeddedClusterTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { log::setLevel(log::Level::Error); }
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }

    void startsAndAnswersOnEveryPort();
    void samePortsAndIdForTheSameDirectory();
    void directoryInUseIsRefused();
    void refusedOptions_data();
    void refusedOptions();
    void stopsWithinTwoSeconds();
    void killAndRestart();
    void anotherBrokerControlsAfterADeath();
    void allComeBackOneByOne();
    void defaultsFitTheNumberOfBrokers_data();
    void defaultsFitTheNumberOfBrokers();
    void observerPublishesExactFigures();
    void observerOutlivesTheCluster();
    void resetDataStartsAnew();
    void stopIsFinal();
    void brokerConfigNamesAreKafkas();

private:
    ClusterOptions options(int brokers = 3) const
    {
        ClusterOptions made;
        made.brokers = brokers;
        made.dataDirectory = m_directory->filePath("data").toStdString();
        return made;
    }
    std::unique_ptr<QTemporaryDir> m_directory;
};

namespace {

bool answers(const QString& address)
{
    const auto parts = address.split(':');
    const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(parts.at(1).toUShort());
    ::inet_pton(AF_INET, parts.at(0).toUtf8().constData(), &to.sin_addr);
    const bool connected = ::connect(socket, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
    ::close(socket);
    return connected;
}

QStringList addressesOf(const Cluster& cluster)
{
    return QString::fromStdString(cluster.bootstrap()).split(',');
}

/// Keeps the newest snapshot.
class Watch {
public:
    explicit Watch(std::unique_ptr<Observer> observer)
        : m_observer(std::move(observer))
    {
        m_observer->start(Millis(20), [this](SnapshotPtr snapshot) {
            const std::lock_guard lock(m_mutex);
            m_newest = std::move(snapshot);
        });
    }
    ~Watch() { m_observer->stop(); }
    SnapshotPtr newest() const
    {
        const std::lock_guard lock(m_mutex);
        return m_newest ? m_newest : std::make_shared<const Snapshot>();
    }
    int controllers() const
    {
        const auto snapshot = newest();
        return static_cast<int>(
            std::ranges::count(snapshot->brokers, true, &BrokerStatus::controller));
    }
    /// 0 while there is none.
    int controller() const
    {
        const auto snapshot = newest();
        for (const auto& broker : snapshot->brokers)
            if (broker.controller && broker.state == BrokerState::Up)
                return broker.id.value();
        return 0;
    }
    int brokersUp() const
    {
        const auto snapshot = newest();
        return static_cast<int>(
            std::ranges::count(snapshot->brokers, BrokerState::Up, &BrokerStatus::state));
    }

private:
    mutable std::mutex m_mutex;
    SnapshotPtr m_newest;
    std::unique_ptr<Observer> m_observer;
};

}  // namespace

void EmbeddedClusterTest::startsAndAnswersOnEveryPort()
{
    const auto cluster = Cluster::start(options());
    QVERIFY2(cluster, cluster ? "" : cluster.error().message.c_str());
    const auto addresses = addressesOf(**cluster);
    QCOMPARE(addresses.size(), 3);
    for (const auto& address : addresses) {
        QVERIFY(address.startsWith("127.0.0.1:"));
        QVERIFY(answers(address));
    }
    QCOMPARE((*cluster)->brokers(), (std::vector<BrokerId>{BrokerId(1), BrokerId(2), BrokerId(3)}));
    QCOMPARE((*cluster)->connection().bootstrap, (*cluster)->bootstrap());
    QCOMPARE((*cluster)->clusterId().size(), std::size_t{22});
    QVERIFY(QFileInfo(m_directory->filePath("data/broker-3")).isDir());
}

void EmbeddedClusterTest::samePortsAndIdForTheSameDirectory()
{
    std::string bootstrap, id;
    for (int run = 0; run < 3; ++run) {
        const auto cluster = Cluster::start(options());
        QVERIFY2(cluster, cluster ? "" : cluster.error().message.c_str());
        if (run == 0) {
            bootstrap = (*cluster)->bootstrap();
            id = (*cluster)->clusterId();
        }
        QCOMPARE((*cluster)->bootstrap(), bootstrap);
        QCOMPARE((*cluster)->clusterId(), id);
    }
}

void EmbeddedClusterTest::directoryInUseIsRefused()
{
    const auto first = Cluster::start(options(1));
    QVERIFY(first);
    const auto second = Cluster::start(options(1));
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::Conflict);
    (*first)->stop();
    QVERIFY(Cluster::start(options(1)));
}

void EmbeddedClusterTest::refusedOptions_data()
{
    QTest::addColumn<int>("brokers");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("fine");
    QTest::newRow("fine") << 1 << 0 << "num.partitions"
                          << "6" << true;
    QTest::newRow("no broker") << 0 << 0 << "num.partitions"
                               << "6" << false;
    QTest::newRow("too many brokers") << 1000 << 0 << "num.partitions"
                                      << "6" << false;
    QTest::newRow("ports beyond the last") << 3 << 65534 << "num.partitions"
                                           << "6" << false;
    QTest::newRow("unknown name") << 1 << 0 << "num.partition"
                                  << "6" << false;
    QTest::newRow("bad value") << 1 << 0 << "num.partitions"
                               << "many" << false;
}

void EmbeddedClusterTest::refusedOptions()
{
    QFETCH(int, brokers);
    QFETCH(int, port);
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(bool, fine);
    auto tried = options(brokers);
    tried.firstPort = static_cast<std::uint16_t>(port);
    tried.brokerConfigs[name.toStdString()] = value.toStdString();
    const auto cluster = Cluster::start(tried);
    QCOMPARE(cluster.has_value(), fine);
    if (!fine)
        QVERIFY(cluster.error().code == ErrorCode::InvalidArgument);
}

void EmbeddedClusterTest::stopsWithinTwoSeconds()
{
    const auto cluster = Cluster::start(options());
    QVERIFY(cluster);
    const auto addresses = addressesOf(**cluster);
    QElapsedTimer timer;
    timer.start();
    (*cluster)->stop();
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    for (const auto& address : addresses)
        QVERIFY(!answers(address));
}

void EmbeddedClusterTest::killAndRestart()
{
    const auto cluster = Cluster::start(options());
    QVERIFY(cluster);
    const auto addresses = addressesOf(**cluster);
    const Watch watch((*cluster)->createObserver());
    QTRY_COMPARE(watch.brokersUp(), 3);
    for (const auto victim : {2, 1}) {
        QVERIFY((*cluster)->killBroker(BrokerId(victim)));
        QVERIFY(!answers(addresses.at(victim - 1)));
        QTRY_VERIFY(watch.newest()->brokers.at(static_cast<std::size_t>(victim - 1)).state
            == BrokerState::Down);
        const auto restarted = (*cluster)->restartBroker(BrokerId(victim));
        QVERIFY2(restarted, restarted ? "" : restarted.error().message.c_str());
        QVERIFY(answers(addresses.at(victim - 1)));
        QTRY_COMPARE_WITH_TIMEOUT(watch.brokersUp(), 3, 20'000);
    }
    QVERIFY((*cluster)->restartBroker(BrokerId(3)));  // one that runs
    QVERIFY(answers(addresses.at(2)));
    QVERIFY((*cluster)->killBroker(BrokerId(4)).error().code == ErrorCode::NotFound);
}

void EmbeddedClusterTest::anotherBrokerControlsAfterADeath()
{
    const auto cluster = Cluster::start(options());
    QVERIFY(cluster);
    const Watch watch((*cluster)->createObserver());
    QTRY_VERIFY(watch.controller() > 0);
    const auto killed = watch.controller();
    QVERIFY((*cluster)->killBroker(BrokerId(killed)));
    QTRY_VERIFY_WITH_TIMEOUT(watch.controller() > 0 && watch.controller() != killed, 20'000);
    QVERIFY((*cluster)->restartBroker(BrokerId(killed)));
    QTRY_COMPARE_WITH_TIMEOUT(watch.brokersUp(), 3, 20'000);
}

void EmbeddedClusterTest::allComeBackOneByOne()
{
    const auto cluster = Cluster::start(options());
    QVERIFY(cluster);
    const Watch watch((*cluster)->createObserver());
    QTRY_COMPARE(watch.brokersUp(), 3);
    for (const auto id : {1, 2, 3})
        QVERIFY((*cluster)->killBroker(BrokerId(id)));
    for (const auto id : {3, 2, 1})
        QVERIFY((*cluster)->restartBroker(BrokerId(id)));
    QTRY_COMPARE_WITH_TIMEOUT(watch.brokersUp(), 3, 20'000);
}

void EmbeddedClusterTest::defaultsFitTheNumberOfBrokers_data()
{
    QTest::addColumn<int>("brokers");
    QTest::addColumn<std::size_t>("voters");
    QTest::addColumn<std::string>("replicas");
    QTest::addColumn<std::string>("inSync");
    QTest::newRow("1") << 1 << std::size_t{1} << std::string("1") << std::string("1");
    QTest::newRow("2") << 2 << std::size_t{1} << std::string("1") << std::string("1");
    QTest::newRow("3") << 3 << std::size_t{3} << std::string("3") << std::string("2");
    QTest::newRow("5") << 5 << std::size_t{3} << std::string("3") << std::string("2");
}

void EmbeddedClusterTest::defaultsFitTheNumberOfBrokers()
{
    QFETCH(int, brokers);
    QTEST(broker::votersAmong(brokers).size(), "voters");
    const auto configs = cluster::withDefaults({{"num.partitions", "6"}}, brokers);
    QCOMPARE(configs.at("num.partitions"), std::string("6"));
    QTEST(configs.at("default.replication.factor"), "replicas");
    QTEST(configs.at("offsets.topic.replication.factor"), "replicas");
    QTEST(configs.at("min.insync.replicas"), "inSync");
    QCOMPARE(configs.at("leader.imbalance.check.interval.seconds"), std::string("5"));
    const auto chosen = cluster::withDefaults({{"default.replication.factor", "2"}}, brokers);
    QCOMPARE(chosen.at("default.replication.factor"), std::string("2"));
}

void EmbeddedClusterTest::observerPublishesExactFigures()
{
    const auto cluster = Cluster::start(options());
    QVERIFY(cluster);
    const Watch watch((*cluster)->createObserver());
    QTRY_COMPARE(watch.brokersUp(), 3);
    QTRY_VERIFY(watch.newest()->brokers.at(0).requestsPerSecond.known());
    const auto snapshot = watch.newest();
    QVERIFY(snapshot->embedded);
    QCOMPARE(snapshot->clusterId, (*cluster)->clusterId());
    QTRY_COMPARE(watch.controllers(), 1);
    QVERIFY(snapshot->brokers.at(1).connections.precision == Precision::Exact);
    const auto number = snapshot->number;
    QTRY_VERIFY(watch.newest()->number > number);
}

void EmbeddedClusterTest::observerOutlivesTheCluster()
{
    auto cluster = Cluster::start(options(1));
    QVERIFY(cluster);
    const Watch watch((*cluster)->createObserver());
    QTRY_COMPARE(watch.brokersUp(), 1);
    cluster->reset();
    QTRY_VERIFY(!watch.newest()->error.empty());
    QCOMPARE(watch.brokersUp(), 0);
}

void EmbeddedClusterTest::resetDataStartsAnew()
{
    const auto cluster = Cluster::start(options());
    QVERIFY(cluster);
    const auto bootstrap = (*cluster)->bootstrap();
    QFile left(m_directory->filePath("data/broker-2/left-over"));
    QVERIFY(left.open(QIODevice::WriteOnly));
    const auto reset = (*cluster)->resetData();
    QVERIFY2(reset, reset ? "" : reset.error().message.c_str());
    QVERIFY(!left.exists());
    QCOMPARE((*cluster)->bootstrap(), bootstrap);
    for (const auto& address : addressesOf(**cluster))
        QVERIFY(answers(address));
}

void EmbeddedClusterTest::stopIsFinal()
{
    const auto cluster = Cluster::start(options(1));
    QVERIFY(cluster);
    (*cluster)->stop();
    (*cluster)->stop();
    QVERIFY((*cluster)->restartBroker(BrokerId(1)).error().code == ErrorCode::Closed);
    QVERIFY((*cluster)->resetData().error().code == ErrorCode::Closed);
}

void EmbeddedClusterTest::brokerConfigNamesAreKafkas()
{
    const auto names = Cluster::brokerConfigNames();
    const auto find
        = [&](const char* name) { return std::ranges::find(names, name, &ConfigEntry::name); };
    for (const auto* name :
        {"auto.create.topics.enable", "num.partitions", "default.replication.factor"}) {
        QVERIFY2(find(name) != names.end(), name);
        QVERIFY(!find(name)->documentation.empty());
    }
}

QTEST_GUILESS_MAIN(EmbeddedClusterTest)
#include "embedded_cluster_test.moc"
