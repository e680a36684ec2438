// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>

#include "engine/base/log.h"
#include "engine/cluster/cluster_directory.h"
#include "engine/cluster/port_chooser.h"
#include "engine/env/system_files.h"
#include "engine/env/system_random.h"
#include "engine/net/blocking_pool.h"
#include "engine/net/net_executor.h"
#include "engine/net/net_transport.h"

using namespace stormbench;
using namespace stormbench::cluster;

class ClusterDirectoryTest : public QObject {
    Q_OBJECT
private slots:
    void init() { m_temporary = std::make_unique<QTemporaryDir>(); }

    void keepsIdAndPorts();
    void fewerBrokersKeepTheOthersPorts();
    void secondOwnerIsRefused();
    void removesBrokersButNotItself();
    void unreadable_data();
    void unreadable();
    void choosesDistinctFreePorts();
    void choosesThePortsOfBefore();
    void portsInARow();
    void takenPorts();

private:
    std::string path() const { return m_temporary->filePath("cluster").toStdString(); }
    Result<ClusterDirectory> open() { return ClusterDirectory::open(m_files, path(), m_random); }

    env::SystemFiles m_files;
    env::SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_temporary;
    net::BlockingPool m_pool{1};
    net::NetExecutor m_executor{"test", m_pool};
    net::NetTransport m_transport{m_executor};
};

void ClusterDirectoryTest::keepsIdAndPorts()
{
    std::string id;
    {
        auto first = open();
        QVERIFY(first);
        id = first->clusterId();
        QCOMPARE(id.size(), std::size_t{22});
        QVERIFY(first->ports().empty());
        QVERIFY(first->savePorts({20001, 20002}));
    }
    const auto second = open();
    QVERIFY(second);
    QCOMPARE(second->clusterId(), id);
    QCOMPARE(second->ports(), (std::vector<std::uint16_t>{20001, 20002}));
    QCOMPARE(second->brokerDirectory(BrokerId(2)), path() + "/broker-2");
}

void ClusterDirectoryTest::fewerBrokersKeepTheOthersPorts()
{
    auto directory = *open();
    QVERIFY(directory.savePorts({1, 2, 3}));
    QVERIFY(directory.savePorts({4}));
    QCOMPARE(directory.ports(), (std::vector<std::uint16_t>{4, 2, 3}));
}

void ClusterDirectoryTest::secondOwnerIsRefused()
{
    const auto first = open();
    QVERIFY(first);
    const auto second = open();
    QVERIFY(!second);
    QVERIFY(second.error().code == ErrorCode::Conflict);
    QVERIFY(second.error().message.find("in use") != std::string::npos);
}

void ClusterDirectoryTest::removesBrokersButNotItself()
{
    auto directory = *open();
    const auto id = directory.clusterId();
    QVERIFY(m_files.createDirectories(path() + "/broker-1/orders-0"));
    QVERIFY(m_files.createDirectories(path() + "/broker-12"));
    QVERIFY(m_files.createDirectories(path() + "/other"));
    QVERIFY(directory.removeBrokerData());
    QVERIFY(!m_files.exists(path() + "/broker-1"));
    QVERIFY(!m_files.exists(path() + "/broker-12"));
    QVERIFY(m_files.exists(path() + "/other"));
    QCOMPARE(directory.clusterId(), id);
    QVERIFY(!open());  // still locked
}

void ClusterDirectoryTest::unreadable_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("garbage") << QByteArray("\x00\xff\x80", 3);
    QTest::newRow("bad id") << QByteArray("cluster.id=xyz\nports=1\n");
    QTest::newRow("bad port") << QByteArray("cluster.id=AAAAAAAAAAAAAAAAAAAAAQ\nports=1,x\n");
    QTest::newRow("port out of range")
        << QByteArray("cluster.id=AAAAAAAAAAAAAAAAAAAAAQ\nports=70000\n");
}

void ClusterDirectoryTest::unreadable()
{
    QFETCH(QByteArray, content);
    QVERIFY(m_files.createDirectories(path()));
    QVERIFY(m_files.writeFileAtomically(
        path() + "/cluster.properties", asBytes(content.toStdString())));
    const auto directory = open();
    QVERIFY(!directory);
    QVERIFY(directory.error().code == ErrorCode::Corrupt);
}

void ClusterDirectoryTest::choosesDistinctFreePorts()
{
    const auto ports = choosePorts({"127.0.0.1", 20, 0, {}}, m_transport, m_random);
    QVERIFY(ports);
    QCOMPARE(std::set<std::uint16_t>(ports->begin(), ports->end()).size(), std::size_t{20});
    for (const auto port : *ports)
        QVERIFY(port >= 1024 && port < 32768);
}

void ClusterDirectoryTest::choosesThePortsOfBefore()
{
    const auto first = *choosePorts({"127.0.0.1", 3, 0, {}}, m_transport, m_random);
    QCOMPARE(*choosePorts({"127.0.0.1", 3, 0, first}, m_transport, m_random), first);
    const auto taken = m_transport.listen({"127.0.0.1", first[1]}, [](auto) {});
    QVERIFY(taken);
    log::setLevel(log::Level::Off);
    const auto again = *choosePorts({"127.0.0.1", 3, 0, first}, m_transport, m_random);
    QCOMPARE(again[0], first[0]);
    QVERIFY(again[1] != first[1]);
    QCOMPARE(again[2], first[2]);
}

void ClusterDirectoryTest::portsInARow()
{
    for (int attempt = 0; attempt < 50; ++attempt) {
        const auto from = static_cast<std::uint16_t>(20'000 + m_random.below(10'000));
        const auto ports = choosePorts({"127.0.0.1", 3, from, {1, 2, 3}}, m_transport, m_random);
        if (!ports)
            continue;  // one of the three is somebody's
        QCOMPARE(*ports,
            (std::vector<std::uint16_t>{
                from, static_cast<std::uint16_t>(from + 1), static_cast<std::uint16_t>(from + 2)}));
        return;
    }
    QFAIL("no three ports in a row were free");
}

void ClusterDirectoryTest::takenPorts()
{
    const auto taken = *m_transport.listen({"127.0.0.1", 0}, [](auto) {});
    const auto ports
        = choosePorts({"127.0.0.1", 1, taken->local().port, {}}, m_transport, m_random);
    QVERIFY(!ports);
    QVERIFY(ports.error().code == ErrorCode::Conflict);
    QVERIFY(ports.error().message.find(std::to_string(taken->local().port)) != std::string::npos);
}

QTEST_GUILESS_MAIN(ClusterDirectoryTest)
#include "cluster_directory_test.moc"
