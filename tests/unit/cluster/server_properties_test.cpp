// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/cluster/server_properties.h"

using namespace stormbench;
using namespace stormbench::cluster;

namespace {

using Lines = QMap<QString, QString>;

Lines combined()
{
    return {{"node.id", "1"}, {"process.roles", "broker,controller"},
        {"controller.quorum.voters", "1@127.0.0.1:9092"},
        {"listeners", "PLAINTEXT://127.0.0.1:9092"}, {"log.dirs", "/data"}};
}

std::string textOf(const Lines& lines)
{
    QString text;
    for (auto line = lines.begin(); line != lines.end(); ++line)
        text += line.key() + "=" + line.value() + "\n";
    return text.toStdString();
}

QString at(const env::Endpoint& endpoint)
{
    return QString::fromStdString(env::toString(endpoint));
}

}  // namespace

class ServerPropertiesTest : public QObject {
    Q_OBJECT
private slots:
    void aBrokerThatVotes();
    void aBrokerThatObserves();
    void whatKafkasSampleSays_data();
    void whatKafkasSampleSays();
    void oldNames();
    void valuesAreTrimmedAndChecked();
    void sampleFilesAreRead();
    void refuses_data();
    void refuses();
};

void ServerPropertiesTest::aBrokerThatVotes()
{
    const auto read = parseServerProperties(textOf(combined()), "a");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->id, BrokerId(1));
    QVERIFY(read->isController);
    QCOMPARE(at(read->listen), QString("127.0.0.1:9092"));
    QCOMPARE(at(read->advertised), QString("127.0.0.1:9092"));
    QVERIFY(!read->controllerListen);
    QCOMPARE(read->voters.size(), std::size_t(1));
    QCOMPARE(read->dataDirectory, std::string("/data"));
    QVERIFY(read->clusterId.empty() && read->rack.empty() && read->configs.empty());
}

void ServerPropertiesTest::aBrokerThatObserves()
{
    auto lines = combined();
    lines["node.id"] = "4";
    lines["process.roles"] = "broker";
    lines["controller.quorum.voters"] = "1@a:9092,2@[::1]:9093";
    lines["listeners"] = "PLAINTEXT://:0";
    lines["advertised.listeners"] = "PLAINTEXT://[fe80::1]:9094";
    lines["broker.rack"] = "east";
    lines["cluster.id"] = "MkU3OEVBNTcwNTJENDM2Qg";
    const auto read = parseServerProperties(textOf(lines), "a");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(!read->isController);
    QCOMPARE(read->voters.at(BrokerId(2)).host, std::string("::1"));
    QCOMPARE(read->voters.at(BrokerId(2)).port, 9093);
    QVERIFY(read->listen.host.empty());
    QCOMPARE(at(read->advertised), QString("[fe80::1]:9094"));
    QCOMPARE(read->rack, std::string("east"));
    QCOMPARE(read->clusterId, std::string("MkU3OEVBNTcwNTJENDM2Qg"));
}

// The names and values of the samples that Kafka 3.9 and 4 ship.
void ServerPropertiesTest::whatKafkasSampleSays_data()
{
    QTest::addColumn<QString>("quorum");
    QTest::newRow("3.9") << "controller.quorum.voters=1@localhost:9093";
    QTest::newRow("4") << "controller.quorum.bootstrap.servers=localhost:9093";
}

void ServerPropertiesTest::whatKafkasSampleSays()
{
    QFETCH(QString, quorum);
    const auto read = parseServerProperties(quorum.toStdString() + R"(
process.roles=broker,controller
node.id=1
listeners=PLAINTEXT://:9092,CONTROLLER://:9093
inter.broker.listener.name=PLAINTEXT
advertised.listeners=PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SSL:SSL,\
    SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL
num.network.threads=3
num.io.threads=8
socket.send.buffer.bytes=102400
socket.receive.buffer.bytes=102400
socket.request.max.bytes=104857600
log.dirs=/tmp/kraft-combined-logs
num.partitions=1
num.recovery.threads.per.data.dir=1
offsets.topic.replication.factor=1
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
log.retention.hours=168
log.segment.bytes=1073741824
log.retention.check.interval.ms=300000
)",
        "a");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QVERIFY(read->controllerListen);
    QCOMPARE(read->controllerListen->port, 9093);
    QCOMPARE(at(read->advertised), QString("localhost:9092"));
    QCOMPARE(read->configs.at("num.io.threads"), std::string("8"));
    QCOMPARE(read->configs.size(), std::size_t(15));
    QCOMPARE(read->voters.at(BrokerId(1)).port, 9093);
}

void ServerPropertiesTest::oldNames()
{
    auto lines = combined();
    lines.remove("node.id");
    lines.remove("log.dirs");
    lines["broker.id"] = "1";
    lines["log.dir"] = "/old";
    const auto read = parseServerProperties(textOf(lines), "a");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->id, BrokerId(1));
    QCOMPARE(read->dataDirectory, std::string("/old"));
}

void ServerPropertiesTest::valuesAreTrimmedAndChecked()
{
    auto lines = combined();
    lines["log.dirs"] = "/data  ";
    lines["num.partitions"] = " 6 ";
    lines["auto.create.topics.enable"] = "FALSE";
    const auto read = parseServerProperties(textOf(lines), "a");
    QVERIFY2(read, read ? "" : read.error().message.c_str());
    QCOMPARE(read->dataDirectory, std::string("/data"));
    QCOMPARE(read->configs.at("num.partitions"), std::string("6"));
    QCOMPARE(read->configs.at("auto.create.topics.enable"), std::string("false"));
}

void ServerPropertiesTest::sampleFilesAreRead()
{
    std::string clusterId;
    std::map<BrokerId, env::Endpoint> voters;
    for (int id = 1; id <= 3; ++id) {
        const auto path
            = QString(STORMBENCH_SOURCE_DIR "/resources/cluster/broker-%1.properties").arg(id);
        QFile file(path);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(path));
        const auto read = parseServerProperties(file.readAll().toStdString(), path.toStdString());
        QVERIFY2(read, read ? "" : read.error().message.c_str());
        QCOMPARE(read->id, BrokerId(id));
        QVERIFY(id == 1 || (read->clusterId == clusterId && read->voters == voters));
        clusterId = read->clusterId;
        voters = read->voters;
        QVERIFY(!clusterId.empty());
    }
}

void ServerPropertiesTest::refuses_data()
{
    QTest::addColumn<QString>("name");  // changed or added; without a value: removed
    QTest::addColumn<QString>("value");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* value, const char* says) {
        QTest::addRow("%s=%s", name, value) << QString(name) << QString(value) << QString(says);
    };
    row("node.id", "", "f: node.id is missing");
    row("node.id", "-1", "is not a number from 0 on");
    row("node.id", "1x", "is not a number from 0 on");
    row("broker.id", "2", "node.id is 1");
    row("process.roles", "", "f: process.roles is missing");
    row("process.roles", "controller", "a controller only is not offered");
    row("process.roles", "broker,king", "neither broker,controller nor broker");
    row("process.roles", "broker", "node 1 is one of them, but process.roles says broker only");
    row("controller.quorum.voters", "", "f: controller.quorum.voters is missing");
    row("controller.quorum.voters", "2@a:1", "node 1 is none of them");
    row("controller.quorum.voters", "1@127.0.0.1:9999", "listens there on no port");
    row("controller.quorum.voters", "127.0.0.1:9092", "is not ID@HOST:PORT");
    row("controller.quorum.voters", "1@:9092", "lacks a host");
    row("controller.quorum.voters", "1@a:9092,1@b:9092", "two voters 1");
    row("controller.quorum.voters", ",", "no voter");
    row("listeners", "", "f: listeners is missing");
    row("listeners", "127.0.0.1:9092", "is not NAME://HOST:PORT");
    row("listeners", "PLAINTEXT://127.0.0.1", "is not HOST:PORT");
    row("listeners", "PLAINTEXT://127.0.0.1:99999", "is not HOST:PORT");
    row("listeners", "PLAINTEXT://::1:9092", "in brackets");
    row("listeners", "PLAINTEXT://:9092", "f: advertised.listeners is missing");
    row("listeners", "PLAINTEXT://0.0.0.0:9092", "f: advertised.listeners is missing");
    row("listeners", "SSL://127.0.0.1:9092", "would speak SSL, but only PLAINTEXT");
    row("listeners", "INSIDE://127.0.0.1:9092", "would speak INSIDE");
    row("listeners", "PLAINTEXT://a:1,plaintext://a:2", "two listeners PLAINTEXT");
    row("listeners", "PLAINTEXT://a:1,INSIDE://a:2", "one listener is offered");
    row("listeners", "CONTROLLER://127.0.0.1:9092", "no listener for brokers and clients");
    row("listener.security.protocol.map", "PLAINTEXT:SASL_SSL", "would speak SASL_SSL");
    row("listener.security.protocol.map", "PLAINTEXT", "is not NAME:PROTOCOL");
    row("inter.broker.listener.name", "INSIDE", "the brokers' listener is PLAINTEXT");
    row("advertised.listeners", "OTHER://a:1", "listeners has no OTHER");
    row("advertised.listeners", "PLAINTEXT://0.0.0.0:9092", "no host and port");
    row("advertised.listeners", "CONTROLLER://a:1", "listeners has no CONTROLLER");
    row("log.dirs", "", "f: log.dirs is missing");
    row("log.dirs", "/a,/b", "one directory");
    row("log.dir", "/other", "log.dirs is /data");
    row("cluster.id", "short", "22 characters");
    row("num.partitons", "4", "did you mean num.partitions?");
    row("proces.roles", "broker", "did you mean process.roles?");
    row("num.partitions", "none", "Not a number of type INT");
    row("log.retention.ms", "-7", "at least -1");
    row("zookeeper.connect", "a:2181", "there is no ZooKeeper here");
    row("controller.quorum.bootstrap.servers", "a:9093",
        "name them all in controller.quorum.voters");
}

void ServerPropertiesTest::refuses()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(QString, says);
    auto lines = combined();
    if (value.isEmpty())
        lines.remove(name);
    else
        lines[name] = value;
    const auto read = parseServerProperties(textOf(lines), "f");
    QVERIFY(!read);
    QVERIFY(read.error().code == ErrorCode::InvalidArgument);
    const auto message = QString::fromStdString(read.error().message);
    QVERIFY2(message.contains(says), qPrintable(message));
    if (value.isEmpty() || says.startsWith("f: "))
        return;
    // Names the line: that of the property or, where two do not fit together, of one of them.
    static const QRegularExpression kLine("^f:([1-9][0-9]*): ");
    QVERIFY2(kLine.match(message).hasMatch(), qPrintable(message));
}

QTEST_GUILESS_MAIN(ServerPropertiesTest)
#include "server_properties_test.moc"
