// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "processes.h"

using namespace stormbench::interop;

/// The contracts of the command line: exit codes, what goes to which stream, JSON.
class StormctlTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<ClusterProcess> m_cluster;

    Outcome ctl(QStringList arguments, const QByteArray& input = {}) const
    {
        return run(stormctl(), arguments + QStringList{"-b", m_cluster->bootstrap()}, input);
    }
    static QJsonArray array(const Outcome& outcome)
    {
        return QJsonDocument::fromJson(outcome.out.toUtf8()).array();
    }

    static void write(const QString& path, const QByteArray& content)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }

private slots:
    void initTestCase()
    {
        m_cluster = std::make_unique<ClusterProcess>(m_directory.path());
        QVERIFY2(m_cluster->ready(), qPrintable(m_cluster->errors()));
        QCOMPARE(m_cluster->bootstrap().count("127.0.0.1:"), 3);
    }
    void cleanupTestCase()
    {
        if (m_cluster)
            QCOMPARE(m_cluster->stop(SIGINT), 0);
    }

    void exitCodes_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("expected");
        QTest::newRow("help") << QStringList{"--help"} << 0;
        QTest::newRow("version") << QStringList{"--version"} << 0;
        for (const auto* command : {"cluster", "topics", "produce", "consume", "groups", "bench"})
            QTest::addRow("%s --help", command) << QStringList{command, "--help"} << 0;
        QTest::newRow("nothing") << QStringList{} << 2;
        QTest::newRow("unknown command") << QStringList{"no-such-command"} << 2;
        QTest::newRow("unknown option") << QStringList{"topics", "list", "--no-such-option"} << 2;
        QTest::newRow("missing value") << QStringList{"cluster", "--data"} << 2;
        QTest::newRow("cluster without data") << QStringList{"cluster"} << 2;
        QTest::newRow("no brokers")
            << QStringList{"cluster", "--brokers", "0", "--data", "/tmp/never"} << 2;
        QTest::newRow("unknown setting")
            << QStringList{"cluster", "--data", "/tmp/never", "--set", "no.such=1"} << 2;
        QTest::newRow("setting without value")
            << QStringList{"cluster", "--data", "/tmp/never", "--set", "num.partitions"} << 2;
        QTest::newRow("bad bootstrap") << QStringList{"topics", "list", "-b", "http://x"} << 2;
        QTest::newRow("bad time") << QStringList{"consume", "t", "--time", "yesterday"} << 2;
        QTest::newRow("nobody there") << QStringList{"topics", "list", "-b", "127.0.0.1:1"} << 1;
    }
    void exitCodes()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, expected);
        const auto outcome = run(stormctl(), arguments);
        QVERIFY2(outcome.exitCode == expected, qPrintable(outcome.err));
        // Results on standard output, messages on standard error.
        QCOMPARE(outcome.out.isEmpty(), expected != 0);
        QCOMPARE(outcome.err.isEmpty(), expected == 0);
    }

    void refusesADirectoryInUse()
    {
        const auto second = run(stormctl(), {"cluster", "--data", m_directory.path()});
        QCOMPARE(second.exitCode, 1);
        QVERIFY(second.err.contains("in use"));
    }

    void takesThePortsThatAreAskedFor()
    {
        QTemporaryDir directory;
        QString bootstrap;
        {
            ClusterProcess any(directory.path(), {"--set", "num.partitions=7"});
            QVERIFY2(any.ready(), qPrintable(any.errors()));
            const auto made
                = run(stormctl(), {"produce", "made-by-itself", "-b", any.bootstrap()}, "x\n");
            QVERIFY2(made.exitCode == 0, qPrintable(made.err));
            const auto listed
                = run(stormctl(), {"topics", "list", "--json", "-b", any.bootstrap()});
            QCOMPARE(array(listed).at(0)["partitions"].toInt(), 7);
            bootstrap = any.bootstrap();
            QCOMPARE(any.stop(), 0);
        }
        ClusterProcess again(directory.path());
        QCOMPARE(again.bootstrap(), bootstrap);
    }

    void playsAFaultScript()
    {
        QTemporaryDir directory;
        const auto script = directory.filePath("outage.faults");
        write(script,
            "at 100ms pause 2   # its clients wait\n"
            "after 300ms heal all\n"
            "after 100ms kill 3\n"
            "after 0ms expire nobody *\n"
            "after 200ms end\n");
        const auto outcome = run(
            stormctl(), {"cluster", "--data", directory.filePath("data"), "--faults", script});
        const auto said = outcome.err.split('\n', Qt::SkipEmptyParts);
        QCOMPARE(said.size(), 5);
        QCOMPARE(
            said.mid(0, 3), QStringList({"0.1 s  pause 2", "0.4 s  heal all", "0.5 s  kill 3"}));
        QVERIFY(said.at(3).startsWith("0.5 s  expire nobody *: failed: "));
        QCOMPARE(said.at(4), "0.7 s  end");
        QCOMPARE(outcome.exitCode, 1);  // a step failed
        QVERIFY(outcome.out.startsWith("ready bootstrap="));
    }

    void aFaultIsFeltByClients()
    {
        QTemporaryDir directory;
        const auto script = directory.filePath("outage.faults");
        write(script, "at 0s clock all jump -1d\n");
        ClusterProcess cluster(directory.filePath("data"),
            {"--faults", script, "--set", "log.message.timestamp.type=LogAppendTime"});
        QVERIFY(cluster.ready());
        QString said;
        QTRY_VERIFY_WITH_TIMEOUT((said += cluster.errors()).contains("jump"), kPatienceMs);
        const auto made = run(stormctl(), {"produce", "t", "-b", cluster.bootstrap()}, "x\n");
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
        const auto read = run(
            stormctl(), {"consume", "t", "--count", "1", "--json", "-b", cluster.bootstrap()});
        const auto stamped = QJsonDocument::fromJson(read.out.toUtf8())["timestamp"].toInteger();
        const auto age = QDateTime::currentMSecsSinceEpoch() - stamped;
        QVERIFY2(age > 86'000'000 && age < 87'000'000, qPrintable(read.out + read.err));
        QCOMPARE(cluster.stop(), 0);
    }

    void refusesAWrongFaultScript()
    {
        QTemporaryDir directory;
        const auto script = directory.filePath("wrong.faults");
        write(script, "at 1s kill 2\nat 2s cut 1-9\n");
        const auto outcome = run(
            stormctl(), {"cluster", "--data", directory.filePath("data"), "--faults", script});
        QCOMPARE(outcome.exitCode, 2);
        QVERIFY2(outcome.err.contains("wrong.faults: line 2, column 11: there is no broker 9"),
            qPrintable(outcome.err));
        QVERIFY(!QFileInfo::exists(directory.filePath("data")));
    }

    void administersTopics()
    {
        QCOMPARE(ctl({"topics", "create", "orders", "--partitions", "2", "--config",
                         "retention.ms=60000"})
                     .exitCode,
            0);
        const auto twice = ctl({"topics", "create", "orders"});
        QCOMPARE(twice.exitCode, 1);
        QVERIFY(twice.err.contains("exists already"));
        QCOMPARE(ctl({"topics", "add-partitions", "orders", "--total", "5"}).exitCode, 0);
        const auto described = array(ctl({"topics", "describe", "orders", "--json"}));
        QCOMPARE(described.at(0)["partitions"].toArray().size(), 5);
        QVERIFY(!described.at(0)["id"].toString().isEmpty());

        QCOMPARE(ctl({"topics", "config", "orders", "--set", "cleanup.policy=compact", "--unset",
                         "retention.ms"})
                     .exitCode,
            0);
        const auto configs = array(ctl({"topics", "config", "orders", "--json"}));
        QStringList own;
        for (const auto& entry : configs) {
            if (entry.toObject()["source"].toString() == "topic")
                own += entry.toObject()["name"].toString() + "="
                    + entry.toObject()["value"].toString();
        }
        QCOMPARE(own, QStringList({"cleanup.policy=compact"}));
        QCOMPARE(ctl({"topics", "config", "orders", "--set", "no.such.config=1"}).exitCode, 1);

        QCOMPARE(ctl({"topics", "delete", "orders"}).exitCode, 0);
        QCOMPARE(ctl({"topics", "describe", "orders"}).exitCode, 1);
    }

    void producesAndConsumes()
    {
        QCOMPARE(ctl({"topics", "create", "lines", "--partitions", "1"}).exitCode, 0);
        QCOMPARE(ctl({"produce", "lines", "--key-separator", ":", "--header", "h=1"},
                     "k1:a\nk2:b\nk3:c\n")
                     .exitCode,
            0);
        QCOMPARE(ctl({"consume", "lines"}).lines(), QStringList({"a", "b", "c"}));
        QCOMPARE(
            ctl({"consume", "lines", "--offset", "1", "--count", "1", "--format", "%o %k %v %h"})
                .lines(),
            QStringList({"1 k2 b h=1"}));
        QCOMPARE(ctl({"consume", "lines", "--from-end"}).lines(), QStringList());
        QCOMPARE(ctl({"consume", "lines", "--time", "1h"}).lines().size(), 3);
        const auto json = QJsonDocument::fromJson(
            ctl({"consume", "lines", "--json", "--count", "1"}).out.toUtf8())
                              .object();
        QCOMPARE(json["key"].toString(), QString("k1"));
        QCOMPARE(json["headers"].toArray().at(0)["value"].toString(), QString("1"));
    }

    void showsLagAndDeletesGroups()
    {
        QCOMPARE(ctl({"topics", "create", "lagging", "--partitions", "1"}).exitCode, 0);
        QCOMPARE(ctl({"produce", "lagging"}, "1\n2\n3\n4\n5\n").exitCode, 0);
        QCOMPARE(ctl({"consume", "lagging", "--group", "slow", "--count", "2"}).lines(),
            QStringList({"1", "2"}));
        const auto group = array(ctl({"groups", "describe", "slow", "--json"})).at(0).toObject();
        QCOMPARE(group["lag"].toInt(), 3);
        QCOMPARE(group["state"].toString(), QString("Empty"));
        const auto partition = group["partitions"].toArray().at(0).toObject();
        QCOMPARE(partition["committed"].toInt(), 2);
        QCOMPARE(partition["logEnd"].toInt(), 5);
        QVERIFY(ctl({"groups", "list"}).out.contains("slow"));
        QCOMPARE(ctl({"groups", "delete", "slow"}).exitCode, 0);
        QVERIFY(!ctl({"groups", "list"}).out.contains("slow"));
        QCOMPARE(ctl({"groups", "describe", "slow"}).exitCode, 1);
    }

    void measures_data()
    {
        QTest::addColumn<QString>("what");
        for (const auto* what : {"produce", "consume", "latency"})
            QTest::newRow(what) << what;
    }
    void measures()
    {
        QFETCH(QString, what);
        QStringList arguments{"bench", what, "--records", "500", "--topic", "bench", "--json"};
        if (what == "latency")
            arguments += {"--rate", "2000"};
        const auto outcome = ctl(arguments);
        QVERIFY2(outcome.exitCode == 0, qPrintable(outcome.err));
        const auto series
            = QJsonDocument::fromJson(outcome.out.toUtf8())["series"].toArray().at(0).toObject();
        QCOMPARE(series["records"].toInt(), 500);
        QVERIFY(series["recordsPerSecond"].toDouble() > 0);
    }
};

QTEST_GUILESS_MAIN(StormctlTest)
#include "stormctl_test.moc"
