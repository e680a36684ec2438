// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest/QtTest>

#include <csignal>

#include <QTemporaryDir>

#include "three_brokers.h"

using namespace stormbench;
using namespace stormbench::processes;

/// The contract of `stormctl broker`: its line, its exit codes, what it refuses.
class BrokerCommandTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;

    [[nodiscard]] QString path(const QString& name) const { return m_directory->filePath(name); }
    /// One node alone, on free ports; `further` lines come last.
    [[nodiscard]] QString writeConfig(const QString& name, const QString& further = {});
    [[nodiscard]] NodeAddress address() const { return m_address; }
    NodeAddress m_address;

private slots:
    void init()
    {
        m_directory = std::make_unique<QTemporaryDir>();
        m_address = freeAddresses(1).front();
    }
    void servesUntilASignal_data();
    void servesUntilASignal();
    void servesOnTheControllersPortToo();
    void advertisesWhatItIsTold();
    void choosesAPort();
    void clusterIdsHaveToAgree();
    void aDirectoryBelongsToOneNode();
    void namesTheLineAtFault();
    void stopsWhileItWaitsForTheQuorum();
};

QString BrokerCommandTest::writeConfig(const QString& name, const QString& further)
{
    const auto file = path(name + ".properties");
    auto text = serverProperties(1, {m_address}, path("data"));
    text.remove(QRegularExpression("default.replication.factor.*\n|min.insync.*\n|offsets.*\n"));
    return writeFile(file, text + further) ? file : QString();
}

void BrokerCommandTest::servesUntilASignal_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void BrokerCommandTest::servesUntilASignal()
{
    QFETCH(int, signal);
    BrokerProcess broker(writeConfig("a"));
    for (int life = 0; life < 2; ++life) {
        broker.begin();
        QVERIFY2(broker.awaitReady(), qPrintable(broker.messages()));
        QCOMPARE(broker.readyLine(), QString("ready id=1 listen=127.0.0.1:%1").arg(m_address.port));
        QCOMPARE(broker.stop(signal), 0);
    }
}

namespace {

api::ConnectionSettings connectionTo(const NodeAddress& address)
{
    api::ConnectionSettings settings;
    settings.bootstrap = QString("%1:%2").arg(address.host).arg(address.port).toStdString();
    return settings;
}

Result<api::ClusterDescription> describe(const NodeAddress& address)
{
    SB_TRY_ASSIGN(const auto admin, api::Admin::create(connectionTo(address)));
    return admin->describeCluster();
}

}  // namespace

void BrokerCommandTest::servesOnTheControllersPortToo()
{
    BrokerProcess broker(writeConfig("a", "broker.rack=east\n"));
    broker.begin();
    QVERIFY2(broker.awaitReady(), qPrintable(broker.messages()));
    for (const int further : {0, 1}) {
        const auto port = static_cast<std::uint16_t>(m_address.port + further);
        const auto cluster = describe({m_address.host, port});
        QVERIFY2(cluster, cluster ? "" : cluster.error().message.c_str());
        QCOMPARE(cluster->clusterId, std::string("PcGKcRdGTIOQyxh7bDTWtg"));
        QCOMPARE(cluster->brokers.size(), std::size_t(1));
        QCOMPARE(cluster->brokers.front().port, m_address.port);
        QCOMPARE(cluster->brokers.front().rack, std::string("east"));
    }
    QCOMPARE(broker.stop(), 0);
}

void BrokerCommandTest::advertisesWhatItIsTold()
{
    BrokerProcess broker(writeConfig(
        "a", QString("advertised.listeners=PLAINTEXT://localhost:%1\n").arg(m_address.port)));
    broker.begin();
    QVERIFY2(broker.awaitReady(), qPrintable(broker.messages()));
    const auto cluster = describe(m_address);
    QVERIFY2(cluster, cluster ? "" : cluster.error().message.c_str());
    QCOMPARE(cluster->brokers.front().host, std::string("localhost"));
    QCOMPARE(broker.stop(), 0);
}

void BrokerCommandTest::choosesAPort()
{
    const auto file = writeConfig("a");
    auto text = QString("cluster.id=PcGKcRdGTIOQyxh7bDTWtg\nnode.id=1\nlog.dirs=%1\n"
                        "process.roles=broker,controller\ncontroller.quorum.voters=1@127.0.0.1:%2\n"
                        "listeners=PLAINTEXT://127.0.0.1:0,CONTROLLER://127.0.0.1:%2\n")
                    .arg(path("data"))
                    .arg(m_address.port);
    QVERIFY(writeFile(file, text));
    BrokerProcess broker(file);
    broker.begin();
    QVERIFY2(broker.awaitReady(), qPrintable(broker.messages()));
    const auto port = broker.readyLine().section(':', -1).toUShort();
    QVERIFY2(port != 0, qPrintable(broker.readyLine()));
    const auto cluster = describe({"127.0.0.1", port});
    QVERIFY2(cluster, cluster ? "" : cluster.error().message.c_str());
    QCOMPARE(cluster->brokers.front().port, port);
    QCOMPARE(broker.stop(), 0);
}

void BrokerCommandTest::clusterIdsHaveToAgree()
{
    const auto file = writeConfig("a");
    const QString otherId("MkU3OEVBNTcwNTJENDM2Qg");
    // The file against the command line.
    BrokerProcess broker(file);
    broker.begin({"--cluster-id", otherId});
    QVERIFY(!broker.awaitReady());
    QCOMPARE(broker.stop(), 1);
    QVERIFY2(
        broker.messages().contains("the cluster ids do not agree"), qPrintable(broker.messages()));

    // Without it in the file: the command line says it once, then the directory does.
    QFile config(file);
    QVERIFY(config.open(QIODevice::ReadOnly));
    auto text = QString::fromUtf8(config.readAll());
    QVERIFY(writeFile(path("b.properties"), text.remove("cluster.id=PcGKcRdGTIOQyxh7bDTWtg\n")));
    BrokerProcess unnamed(path("b.properties"));
    unnamed.begin();
    QVERIFY(!unnamed.awaitReady());
    QCOMPARE(unnamed.stop(), 2);
    QVERIFY2(unnamed.messages().contains("cluster.id is missing"), qPrintable(unnamed.messages()));
    for (const auto& arguments : {QStringList{"--cluster-id", otherId}, QStringList{}}) {
        unnamed.begin(arguments);
        QVERIFY2(unnamed.awaitReady(), qPrintable(unnamed.messages()));
        QCOMPARE(unnamed.stop(), 0);
    }
    // The directory against the file.
    broker.begin();
    QVERIFY(!broker.awaitReady());
    QCOMPARE(broker.stop(), 1);
    QVERIFY2(broker.messages().contains("meta.properties says " + otherId),
        qPrintable(broker.messages()));
}

void BrokerCommandTest::aDirectoryBelongsToOneNode()
{
    BrokerProcess broker(writeConfig("a"));
    broker.begin();
    QVERIFY2(broker.awaitReady(), qPrintable(broker.messages()));
    BrokerProcess twin(writeConfig("b"));
    twin.begin();
    QVERIFY(!twin.awaitReady());
    QCOMPARE(twin.stop(), 1);
    QVERIFY2(twin.messages().contains("is locked by another owner"), qPrintable(twin.messages()));
    QCOMPARE(broker.stop(), 0);

    // Another node's directory is refused as well.
    const auto stolen = path("c.properties");
    const QList<NodeAddress> nodes{m_address, freeAddresses(1).front()};
    QVERIFY(writeFile(stolen, serverProperties(2, nodes, path("data"))));
    BrokerProcess thief(stolen);
    thief.begin();
    QVERIFY(!thief.awaitReady());
    QCOMPARE(thief.stop(), 1);
    QVERIFY2(thief.messages().contains("belongs to node 1"), qPrintable(thief.messages()));
}

void BrokerCommandTest::namesTheLineAtFault()
{
    const auto file = path("a.properties");
    QVERIFY(writeFile(file, "# one\nnode.id=1\nnum.partitons=3\n"));
    BrokerProcess broker(file);
    broker.begin();
    QVERIFY(!broker.awaitReady());
    QCOMPARE(broker.stop(), 2);
    const auto expected = file
        + ":3: num.partitons is not a configuration of a broker here; did you mean num.partitions?";
    QVERIFY2(broker.messages().contains(expected), qPrintable(broker.messages()));
}

void BrokerCommandTest::stopsWhileItWaitsForTheQuorum()
{
    const auto file = path("a.properties");
    QVERIFY(writeFile(file,
        QString("cluster.id=PcGKcRdGTIOQyxh7bDTWtg\nnode.id=4\nprocess.roles=broker\n"
                "controller.quorum.voters=1@127.0.0.1:%1\n"
                "listeners=PLAINTEXT://127.0.0.1:0\nlog.dirs=%2\n")
            .arg(m_address.port)
            .arg(path("data"))));
    BrokerProcess broker(file);
    broker.begin({"--verbose"});
    QTRY_VERIFY_WITH_TIMEOUT(broker.messages().contains("listens on"), kPatienceMs);
    QCOMPARE(broker.stop(), 0);
    QVERIFY(!broker.awaitReady());
}

QTEST_GUILESS_MAIN(BrokerCommandTest)
#include "broker_command_test.moc"
