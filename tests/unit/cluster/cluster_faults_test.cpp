// SPDX-License-Identifier: GPL-3.0-or-later
// Each fault on a cluster of three brokers, seen from outside: by clients and by the observer.
#include <QtTest>

#include "engine/api/cluster.h"
#include "engine/api/consumer.h"
#include "engine/api/fault_text.h"
#include "engine/api/producer.h"
#include "engine/base/log.h"

using namespace stormbench;
using namespace stormbench::api;
using namespace std::chrono_literals;

namespace {

constexpr int kPatience = 30'000;

OutgoingRecord record(const std::string& topic, int partition, std::string_view value)
{
    OutgoingRecord made;
    made.topic = topic;
    made.partition = PartitionIndex(partition);
    made.value = toBytes(value);
    return made;
}

}  // namespace

class ClusterFaultsTest : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    std::unique_ptr<Cluster> m_cluster;
    std::unique_ptr<Admin> m_admin;
    std::unique_ptr<Observer> m_observer;
    mutable std::mutex m_mutex;
    SnapshotPtr m_newest;

    Faults& faults() { return m_cluster->faults(); }
    SnapshotPtr snapshot() const
    {
        const std::lock_guard lock(m_mutex);
        return m_newest ? m_newest : std::make_shared<const Snapshot>();
    }
    BrokerState stateOf(int broker) const
    {
        const auto newest = snapshot();
        for (const auto& status : newest->brokers) {
            if (status.id == BrokerId(broker))
                return status.state;
        }
        return BrokerState::Unknown;
    }
    PartitionStatus partition(const std::string& topic, int index) const
    {
        const auto newest = snapshot();
        for (const auto& status : newest->topics) {
            if (status.name == topic && status.partitions.size() > std::size_t(index))
                return status.partitions.at(std::size_t(index));
        }
        return {};
    }
    bool inSync(const std::string& topic, int index, int broker) const
    {
        const auto isr = partition(topic, index).isr;
        return std::ranges::find(isr, BrokerId(broker)) != isr.end();
    }
    /// A topic of three partitions with so many copies; the first one led by that broker.
    int create(const std::string& topic, int leader,
        std::map<std::string, std::string> configs = {}, int copies = 3)
    {
        NewTopic wanted;
        wanted.name = topic;
        wanted.partitions = 3;
        wanted.replicationFactor = copies;
        wanted.configs = std::move(configs);
        // A busy machine may just have cost a broker its session: then three copies are too many.
        bool made = false;
        const auto make = [&] {
            if (!made) {
                const auto results = m_admin->createTopics({wanted});
                made = results && results->at(0).result;
            }
            return made;
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(make(), kPatience); }();
        int found = -1;
        const auto ready = [&] {
            for (int i = 0; i < 3; ++i) {
                if (partition(topic, i).isr.size() != std::size_t(copies))
                    return false;
                if (partition(topic, i).leader == BrokerId(leader))
                    found = i;
            }
            return found >= 0;
        };
        [&] { QTRY_VERIFY_WITH_TIMEOUT(ready(), kPatience); }();
        return found;
    }
    std::unique_ptr<Producer> producer(Millis deliveryTimeout = 30s) const
    {
        ProducerSettings settings;
        settings.deliveryTimeout = deliveryTimeout;
        settings.idempotence = false;
        auto made = Producer::create(m_cluster->connection(), settings);
        return made ? std::move(*made) : nullptr;
    }
    std::unique_ptr<Consumer> consumer(
        const std::string& group, const std::string& topic, const std::string& clientId) const
    {
        auto connection = m_cluster->connection();
        connection.clientId = clientId;
        ConsumerSettings settings;
        settings.group = group;
        auto made = Consumer::create(connection, settings);
        if (!made || !(*made)->subscribe({topic}))
            return nullptr;
        return std::move(*made);
    }
    std::vector<std::string> memberIds(const std::string& group) const
    {
        std::vector<std::string> ids;
        const auto newest = snapshot();
        for (const auto& status : newest->groups) {
            for (const auto& member : status.members) {
                if (status.id == group && status.state == "Stable")
                    ids.push_back(member.memberId);
            }
        }
        return ids;
    }

private slots:
    void initTestCase()
    {
        log::setLevel(log::Level::Error);
        ClusterOptions options;
        options.dataDirectory = m_directory.filePath("data").toStdString();
        options.brokerConfigs
            = {{"replica.lag.time.max.ms", "1500"}, {"offsets.topic.replication.factor", "3"},
                {"offsets.topic.num.partitions", "3"}, {"log.segment.delete.delay.ms", "0"}};
        auto started = Cluster::start(options);
        QVERIFY2(started, started ? "" : started.error().message.c_str());
        m_cluster = std::move(*started);
        auto admin = Admin::create(m_cluster->connection());
        QVERIFY(admin);
        m_admin = std::move(*admin);
        m_observer = m_cluster->createObserver();
        m_observer->start(Millis(50), [this](SnapshotPtr newest) {
            const std::lock_guard lock(m_mutex);
            m_newest = std::move(newest);
        });
    }
    void cleanup()
    {
        if (!m_cluster)
            return;
        const auto healed = faults().healAll();
        QVERIFY2(healed, healed ? "" : healed.error().message.c_str());
        for (const int broker : {1, 2, 3})
            QTRY_VERIFY_WITH_TIMEOUT(stateOf(broker) == BrokerState::Up, kPatience);
    }
    void cleanupTestCase()
    {
        if (!m_cluster)
            return;
        m_observer->stop();
        m_cluster->stop();
        QVERIFY(faults().apply(ClockFreeze{}).error().code == ErrorCode::Closed);
        QVERIFY(faults().healAll().error().code == ErrorCode::Closed);
    }

    void refused_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("code");
        QTest::newRow("no such broker") << 0 << int(ErrorCode::NotFound);
        QTest::newRow("no broker") << 1 << int(ErrorCode::NotFound);
        QTest::newRow("no such end") << 2 << int(ErrorCode::NotFound);
        QTest::newRow("one end") << 3 << int(ErrorCode::InvalidArgument);
        QTest::newRow("no delay") << 4 << int(ErrorCode::InvalidArgument);
        QTest::newRow("standing rate") << 5 << int(ErrorCode::InvalidArgument);
        QTest::newRow("no such group") << 6 << int(ErrorCode::Unavailable);
    }
    void refused()
    {
        const std::vector<Fault> all{BrokerKill{BrokerId(4)}, BrokerPause{kNoBroker},
            LinkCut{{{BrokerId(1)}, {BrokerId(7)}}}, LinkCut{{kClients, kClients}},
            LinkDelay{{{BrokerId(1)}, kClients}, 0ms}, ClockRate{0}, MemberExpiry{"no-group", "*"}};
        QFETCH(int, fault);
        QFETCH(int, code);
        const auto number = faults().state()->number;
        const auto applied = faults().apply(all.at(std::size_t(fault)));
        QVERIFY(!applied);
        if (fault == 6)  // the coordinator may not be there yet, or not know the group
            QVERIFY(applied.error().code == ErrorCode::Unavailable
                || applied.error().code == ErrorCode::NotFound);
        else
            QCOMPARE(int(applied.error().code), code);
        QCOMPARE(faults().state()->number, number);
    }

    void killed()
    {
        const auto kill = faults().apply(BrokerKill{BrokerId(3)});
        QVERIFY(kill);
        QTRY_VERIFY(stateOf(3) == BrokerState::Down);
        QCOMPARE(faults().apply(BrokerKill{BrokerId(3)}).value(), *kill);
        QVERIFY(faults().apply(BrokerPause{BrokerId(3)}).error().code == ErrorCode::Conflict);
        QTRY_VERIFY(snapshot()->faults);
        QTRY_COMPARE(snapshot()->faults->active.size(), std::size_t{1});
        QVERIFY(faults().heal(*kill));
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(3) == BrokerState::Up, kPatience);
        QVERIFY(faults().state()->active.empty());
        const auto ended = faults().state()->ended.back();
        QVERIFY(ended.fault == Fault(BrokerKill{BrokerId(3)}));
        QVERIFY(ended.endedAt && *ended.endedAt >= ended.startedAt);
        QVERIFY(faults().heal(*kill).error().code == ErrorCode::NotFound);
    }

    void oneTakesTheOthersPlace()
    {
        QVERIFY(faults().apply(LinkDelay{{{BrokerId(2)}, {BrokerId(1)}}, 20ms}));
        QVERIFY(faults().apply(LinkDelay{{{BrokerId(1)}, {BrokerId(2)}}, 10ms}));
        QVERIFY(faults().apply(ClockRate{2}));
        QVERIFY(faults().apply(ClockFreeze{}));
        const auto state = faults().state();
        QCOMPARE(state->active.size(), std::size_t{2});
        QCOMPARE(toText(state->active.at(0).fault), std::string("delay 1-2 10ms"));
        QCOMPARE(toText(state->active.at(1).fault), std::string("clock all freeze"));
        QCOMPARE(state->clockRate, 0.0);
    }

    void cutLinkLeavesTheIsr()
    {
        const int led = create("cut", 2);
        QVERIFY(led >= 0);
        const auto sender = producer();
        QVERIFY(sender->send(record("cut", led, "before")) && sender->flush(10s));
        const auto cut = faults().apply(LinkCut{{{BrokerId(2)}, {BrokerId(3)}}});
        QVERIFY(cut);
        QVERIFY(sender->send(record("cut", led, "while")));
        QTRY_VERIFY_WITH_TIMEOUT(!inSync("cut", led, 3), kPatience);
        QVERIFY(inSync("cut", led, 1) && inSync("cut", led, 2));
        QVERIFY(sender->flush(10s));  // acks=all of those in sync
        QCOMPARE(sender->stats().failed, std::uint64_t{0});
        QVERIFY(faults().heal(*cut));
        QTRY_VERIFY_WITH_TIMEOUT(inSync("cut", led, 3), kPatience);
    }

    void cutFromClientsStallsThem()
    {
        const int led = create("clients", 2);
        QVERIFY(led >= 0);
        const auto sender = producer();
        QVERIFY(sender->send(record("clients", led, "before")) && sender->flush(10s));
        const auto cut = faults().apply(LinkCut{{{BrokerId(2)}, kClients}});
        QVERIFY(cut);
        QVERIFY(sender->send(record("clients", led, "while")));
        QVERIFY(!sender->flush(400ms));
        QCOMPARE(partition("clients", led).isr.size(), std::size_t{3});  // brokers go on
        QVERIFY(faults().heal(*cut));
        QVERIFY(sender->flush(20s));
        QCOMPARE(sender->stats().failed, std::uint64_t{0});
    }

    void pausedLeaderIsReplaced()
    {
        const int led = create("paused", 3);
        QVERIFY(led >= 0);
        const auto pause = faults().apply(BrokerPause{BrokerId(3)});
        QVERIFY(pause);
        QTRY_VERIFY(stateOf(3) == BrokerState::Unknown);
        QTRY_VERIFY_WITH_TIMEOUT(partition("paused", led).leader != BrokerId(3)
                && partition("paused", led).leader != kNoBroker,
            kPatience);
        QVERIFY(faults().heal(FaultTarget{FaultTarget::What::Pause, BrokerId(3), {}}));
        QTRY_VERIFY_WITH_TIMEOUT(inSync("paused", led, 3), kPatience);
    }

    void aWeekInAMoment()
    {
        const int led = create("old", 2, {{"retention.ms", "604800000"}});
        QVERIFY(led >= 0);
        const auto sender = producer();
        for (int i = 0; i < 5; ++i)
            QVERIFY(sender->send(record("old", led, "news")));
        QVERIFY(sender->flush(10s));
        QTRY_COMPARE_WITH_TIMEOUT(partition("old", led).logEnd.value, 5, kPatience);
        QCOMPARE(partition("old", led).logStart.value, 0);
        QVERIFY(faults().apply(ClockJump{8 * 24h}));
        QCOMPARE(std::chrono::round<std::chrono::hours>(faults().state()->clockOffset), 8 * 24h);
        QTRY_COMPARE_WITH_TIMEOUT(partition("old", led).logStart.value, 5, kPatience);
        // The cluster goes on afterwards.
        const auto after = producer();
        QVERIFY(after->send(record("old", led, "today")));
        QVERIFY(after->flush(20s));
        QCOMPARE(after->stats().failed, std::uint64_t{0});
    }

    void skewedBrokerStampsItsTime()
    {
        const int led = create("skewed", 2, {{"message.timestamp.type", "LogAppendTime"}});
        QVERIFY(led >= 0);
        QVERIFY(faults().apply(ClockSkew{BrokerId(2), -2h}));
        const auto sender = producer();
        QVERIFY(sender->send(record("skewed", led, "x")) && sender->flush(10s));
        auto reader = Consumer::create(m_cluster->connection(), {});
        QVERIFY(reader);
        QVERIFY((*reader)->assign({{{"skewed", PartitionIndex(led)}, {}, Offset(0)}}));
        std::vector<ReceivedRecord> records;
        const auto received = [&] {
            if (records.empty())
                records = (*reader)->poll(100ms).value_or(records);
            return !records.empty();
        };
        QTRY_VERIFY_WITH_TIMEOUT(received(), kPatience);
        const auto now = Millis(QDateTime::currentMSecsSinceEpoch());
        const auto behind = now - records.front().timestamp;
        QVERIFY2(behind > 119min && behind < 121min, qPrintable(QString::number(behind.count())));
    }

    void expiredMemberRejoins()
    {
        QVERIFY(create("members", 2) >= 0);
        const auto first = consumer("g", "members", "first");
        const auto second = consumer("g", "members", "second");
        QVERIFY(first && second);
        std::vector<std::string> before;
        const auto poll = [&] {
            static_cast<void>(first->poll(20ms));
            static_cast<void>(second->poll(20ms));
            return memberIds("g");
        };
        QTRY_VERIFY_WITH_TIMEOUT((before = poll()).size() == 2, kPatience);
        const auto gone
            = std::ranges::find_if(before, [](const auto& id) { return id.starts_with("second"); });
        QVERIFY(gone != before.end());
        QVERIFY(faults().apply(MemberExpiry{"g", "nobody"}).error().code == ErrorCode::NotFound);
        const auto expired = faults().apply(MemberExpiry{"g", "second"});
        QVERIFY2(expired, expired ? "" : expired.error().message.c_str());
        std::vector<std::string> after;
        QTRY_VERIFY_WITH_TIMEOUT(
            (after = poll()).size() == 2 && std::ranges::find(after, *gone) == after.end(),
            kPatience);
        QVERIFY(faults().state()->active.empty());
        QCOMPARE(toText(faults().state()->ended.back().fault), std::string("expire g second"));
    }

    void fullDiskTakesTheLogOfflineAndBack()
    {
        const int led = create("full", 2, {}, 1);
        QVERIFY(led >= 0);
        const auto sender = producer();
        QVERIFY(sender->send(record("full", led, "before")) && sender->flush(10s));
        const auto full = faults().apply(DiskFull{BrokerId(2)});
        QVERIFY(full);
        {
            const auto impatient = producer(2s);
            QVERIFY(impatient->send(record("full", led, "lost")));
            static_cast<void>(impatient->flush(10s));
            QCOMPARE(impatient->stats().delivered, std::uint64_t{0});
            QCOMPARE(impatient->stats().failed, std::uint64_t{1});
        }
        QVERIFY(faults().heal(*full));
        QVERIFY(sender->send(record("full", led, "after")));
        QVERIFY(sender->flush(20s));
        QCOMPARE(sender->stats().delivered, std::uint64_t{2});
        QCOMPARE(sender->stats().failed, std::uint64_t{0});
    }

    /// It ends as a node of the metadata quorum with the first record of that, and comes back by
    /// itself, in the same life.
    void fullDiskTakesTheMetadataOffAndBack()
    {
        QVERIFY(create("before", 2) >= 0);
        const auto full = faults().apply(DiskFull{BrokerId(2)});
        QVERIFY(full);
        const auto serves = [&] {
            const auto newest = snapshot();
            const auto found = std::ranges::find(newest->brokers, BrokerId(2), &BrokerStatus::id);
            return found != newest->brokers.end() && found->state == BrokerState::Up
                && !found->fenced;
        };
        QVERIFY(m_admin->alterTopicConfig("before", {{"retention.ms", "100000"}}));
        QTRY_VERIFY_WITH_TIMEOUT(!serves(), kPatience);
        QVERIFY(faults().heal(*full));
        QTRY_VERIFY_WITH_TIMEOUT(serves(), kPatience);
        const int led = create("after", 2);
        QVERIFY(led >= 0);
        const auto sender = producer();
        QVERIFY(sender->send(record("after", led, "x")) && sender->flush(20s));
        QCOMPARE(sender->stats().delivered, std::uint64_t{1});
    }

    void slowDiskAndLinkSlowTheProducer()
    {
        const int led = create("slow", 2);
        QVERIFY(led >= 0);
        const auto sender = producer();
        QVERIFY(sender->send(record("slow", led, "warm")) && sender->flush(10s));
        QVERIFY(faults().apply(DiskSlow{BrokerId(2), 120ms, 0}));
        QElapsedTimer elapsed;
        elapsed.start();
        QVERIFY(sender->send(record("slow", led, "x")) && sender->flush(20s));
        QVERIFY2(elapsed.elapsed() >= 120, qPrintable(QString::number(elapsed.elapsed())));
        QVERIFY(faults().healAll());
        QVERIFY(faults().apply(LinkDelay{{{BrokerId(2)}, kClients}, 150ms}));
        elapsed.restart();
        QVERIFY(sender->send(record("slow", led, "x")) && sender->flush(20s));
        QVERIFY2(elapsed.elapsed() >= 300, qPrintable(QString::number(elapsed.elapsed())));
    }
};

QTEST_GUILESS_MAIN(ClusterFaultsTest)
#include "cluster_faults_test.moc"
