// SPDX-License-Identifier: GPL-3.0-or-later
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include "processes.h"

using namespace stormbench::interop;

namespace {

/// One `kcat -G`: what it was assigned and what it printed.
class GroupMember {
public:
    GroupMember(const QString& bootstrap, const QString& group, const QString& topic)
    {
        QObject::connect(
            &m_process, &QProcess::readyReadStandardError, [this] { readRebalances(); });
        QObject::connect(&m_process, &QProcess::readyReadStandardOutput,
            [this] { m_out += QString::fromUtf8(m_process.readAllStandardOutput()); });
        m_process.start("kcat",
            {"-b", bootstrap, "-G", group, "-u", "-X", "session.timeout.ms=6000", "-X",
                "auto.offset.reset=earliest", "-f", "%p/%o/%s\\n", topic});
    }
    ~GroupMember()
    {
        m_process.disconnect();
        m_process.kill();
        m_process.waitForFinished(kPatienceMs);
    }

    [[nodiscard]] const QSet<int>& assigned() const { return m_assigned; }
    [[nodiscard]] QStringList records() const { return m_out.split('\n', Qt::SkipEmptyParts); }
    bool leave()
    {
        ::kill(static_cast<pid_t>(m_process.processId()), SIGINT);
        return m_process.waitForFinished(kPatienceMs);
    }

private:
    void readRebalances()
    {
        static const QRegularExpression kPartition(R"(\[(\d+)\])");
        m_err += QString::fromUtf8(m_process.readAllStandardError());
        for (auto end = m_err.indexOf('\n'); end >= 0; end = m_err.indexOf('\n')) {
            const auto line = m_err.left(end);
            m_err.remove(0, end + 1);
            if (line.contains("revoked"))
                m_assigned.clear();
            const auto at = line.indexOf("assigned:");
            if (at < 0)
                continue;
            m_assigned.clear();
            for (auto match = kPartition.globalMatch(line.mid(at)); match.hasNext();)
                m_assigned.insert(match.next().captured(1).toInt());
        }
    }

    QProcess m_process;
    QSet<int> m_assigned;
    QString m_out, m_err;
};

}  // namespace

/// kcat of the distribution against a cluster of three brokers, each test with a topic of its own.
class KcatTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<ClusterProcess> m_cluster;

    Outcome kcat(const QStringList& arguments, const QByteArray& input = {}) const
    {
        return run("kcat", QStringList{"-b", m_cluster->bootstrap()} + arguments, input);
    }
    void createTopic(const QString& topic, int partitions) const
    {
        const auto made = run(stormctl(),
            {"topics", "create", topic, "--partitions", QString::number(partitions), "-b",
                m_cluster->bootstrap()});
        QVERIFY2(made.exitCode == 0, qPrintable(made.err));
    }
    void produce(
        const QString& topic, const QByteArray& lines, const QStringList& further = {}) const
    {
        const auto sent = kcat(QStringList{"-P", "-t", topic} + further, lines);
        QVERIFY2(sent.exitCode == 0, qPrintable(sent.err));
    }

private slots:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable("kcat").isEmpty())
            QSKIP("kcat is not installed");
        m_cluster = std::make_unique<ClusterProcess>(m_directory.path());
        QVERIFY2(m_cluster->ready(), qPrintable(m_cluster->errors()));
    }
    void cleanupTestCase()
    {
        if (m_cluster)
            QCOMPARE(m_cluster->stop(), 0);
    }

    void lists()
    {
        createTopic("listed", 4);
        const auto listed = kcat({"-L", "-J", "-t", "listed"});
        QVERIFY2(listed.exitCode == 0, qPrintable(listed.err));
        const auto json = QJsonDocument::fromJson(listed.out.toUtf8()).object();
        QCOMPARE(json["brokers"].toArray().size(), 3);
        const auto topic = json["topics"].toArray().at(0).toObject();
        QCOMPARE(topic["topic"].toString(), QString("listed"));
        QCOMPARE(topic["partitions"].toArray().size(), 4);
        QSet<int> leaders;
        for (const auto& partition : topic["partitions"].toArray())
            leaders.insert(partition.toObject()["leader"].toInt());
        QCOMPARE(leaders.size(), 3);  // spread over all brokers
    }

    void producesAndConsumesWithCodec_data()
    {
        QTest::addColumn<QString>("codec");
        for (const auto* codec : {"none", "gzip", "snappy", "lz4", "zstd"})
            QTest::newRow(codec) << codec;
    }
    void producesAndConsumesWithCodec()
    {
        QFETCH(QString, codec);
        const auto topic = "codec-" + codec;
        createTopic(topic, 3);
        QByteArray lines;
        QStringList expected;
        for (int i = 0; i < 200; ++i) {
            const auto value = QString("value %1 %2").arg(i).arg(QString(50, 'x'));
            lines += QString("key%1:%2\n").arg(i).arg(value).toUtf8();
            expected += QString("key%1|%2|origin=test,n=1").arg(i).arg(value);
        }
        produce(topic, lines, {"-K", ":", "-z", codec, "-H", "origin=test", "-H", "n=1"});
        const auto read
            = kcat({"-C", "-q", "-e", "-t", topic, "-o", "beginning", "-f", "%k|%s|%h\\n"});
        QVERIFY2(read.exitCode == 0, qPrintable(read.err));
        auto found = read.lines();
        found.sort();
        expected.sort();
        QCOMPARE(found, expected);
    }

    void consumesFromAnOffset()
    {
        createTopic("by-offset", 1);
        produce("by-offset", "a\nb\nc\nd\ne\n", {"-p", "0"});
        const auto read
            = kcat({"-C", "-q", "-e", "-t", "by-offset", "-p", "0", "-o", "3", "-f", "%o %s\\n"});
        QCOMPARE(read.lines(), QStringList({"3 d", "4 e"}));
        const auto last
            = kcat({"-C", "-q", "-e", "-t", "by-offset", "-p", "0", "-o", "-1", "-f", "%o %s\\n"});
        QCOMPARE(last.lines(), QStringList({"4 e"}));
    }

    void consumesFromATime()
    {
        createTopic("by-time", 1);
        produce("by-time", "old 1\nold 2\n", {"-p", "0"});
        // The client stamps records: the next ones have to fall into a later millisecond.
        const auto before = QDateTime::currentMSecsSinceEpoch();
        QTRY_VERIFY(QDateTime::currentMSecsSinceEpoch() > before + 1);
        const auto between = QDateTime::currentMSecsSinceEpoch();
        produce("by-time", "new 1\nnew 2\n", {"-p", "0"});
        const auto read = kcat(
            {"-C", "-q", "-e", "-t", "by-time", "-p", "0", "-o", QString("s@%1").arg(between)});
        QCOMPARE(read.lines(), QStringList({"new 1", "new 2"}));
    }

    void aGroupOfThreeRebalancesWhenOneLeaves()
    {
        createTopic("grouped", 6);
        std::vector<std::unique_ptr<GroupMember>> members;
        for (int i = 0; i < 3; ++i)
            members.push_back(
                std::make_unique<GroupMember>(m_cluster->bootstrap(), "three", "grouped"));
        const auto shares = [&](int each) {
            QSet<int> all;
            for (const auto& member : members) {
                if (member->assigned().size() != each)
                    return false;
                all += member->assigned();
            }
            return all.size() == 6;
        };
        QTRY_VERIFY_WITH_TIMEOUT(shares(2), kPatienceMs);
        QVERIFY(members.back()->leave());
        members.pop_back();
        QTRY_VERIFY_WITH_TIMEOUT(shares(3), kPatienceMs);

        QByteArray lines;
        for (int i = 0; i < 60; ++i)
            lines += QByteArray::number(i) + ":" + QByteArray::number(i) + "\n";
        produce("grouped", lines, {"-K", ":"});
        const auto received
            = [&] { return members[0]->records().size() + members[1]->records().size(); };
        QTRY_COMPARE_WITH_TIMEOUT(received(), 60, kPatienceMs);
        auto all = members[0]->records() + members[1]->records();
        QCOMPARE(all.removeDuplicates(), 0);
    }

    void survivesARestart()
    {
        createTopic("durable", 2);
        produce("durable", "one\ntwo\nthree\n");
        // A group that has read and committed everything.
        const auto consumed = run(stormctl(),
            {"consume", "durable", "--group", "keeper", "--count", "3", "-b",
                m_cluster->bootstrap()});
        QVERIFY2(consumed.exitCode == 0, qPrintable(consumed.err));
        const auto before = m_cluster->bootstrap();
        QCOMPARE(m_cluster->stop(), 0);

        m_cluster = std::make_unique<ClusterProcess>(m_directory.path());
        QVERIFY2(m_cluster->ready(), qPrintable(m_cluster->errors()));
        QCOMPARE(m_cluster->bootstrap(), before);
        auto lines = kcat({"-C", "-q", "-e", "-t", "durable", "-o", "beginning"}).lines();
        lines.sort();
        QCOMPARE(lines, QStringList({"one", "three", "two"}));

        produce("durable", "four\n");
        const auto rest = run(stormctl(),
            {"consume", "durable", "--group", "keeper", "--count", "1", "-b",
                m_cluster->bootstrap()});
        QCOMPARE(rest.lines(), QStringList({"four"}));
    }
};

QTEST_GUILESS_MAIN(KcatTest)
#include "kcat_test.moc"
