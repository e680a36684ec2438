// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "../storage/log_rig.h"
#include "engine/replication/partition_log.h"

using namespace stormbench;
using namespace stormbench::replication;
using namespace stormbench::storage;
using namespace stormbench::test;
using namespace std::chrono_literals;

namespace {

const std::vector<BrokerId> kAll{BrokerId(1), BrokerId(2), BrokerId(3)};

struct Replica {
    explicit Replica(int broker)
        : id(broker)
    {
        if (!rig.open())
            qFatal("no log");
        partition.emplace(*rig.log, id, Offset(0));
    }
    /// As after `kill -9`: what was written stays, what was known is gone.
    void restart()
    {
        partition.reset();
        if (!rig.open())
            qFatal("no log");
        partition.emplace(*rig.log, id, Offset(0));
    }
    [[nodiscard]] Offset end() const { return rig.log->logEndOffset(); }
    /// What each record says of itself, by its offset.
    [[nodiscard]] std::vector<std::string> records() const
    {
        const auto range = rig.log->read({rig.log->logStartOffset(), end(), 1u << 30, true});
        std::vector<std::string> out;
        const auto bytes = Log::readBytes(*range);
        (void)forEachRecord(*bytes, [&](const BatchHeader&, const Record& record) {
            out.emplace_back(asText(*record.value));
        });
        return out;
    }

    BrokerId id;
    LogRig rig;
    std::optional<PartitionLog> partition;
};

/// One partition on three brokers, and what fetchers and the controller would do for it.
struct Cluster {
    std::array<Replica, 3> replicas{Replica(1), Replica(2), Replica(3)};
    Assignment assignment{LeaderEpoch(-1), PartitionEpoch(-1), kAll, kAll};
    int leader = 0;
    env::SteadyTime now{0};
    int written = 0;

    Cluster() { elect(1); }
    Replica& at(int broker) { return replicas[static_cast<std::size_t>(broker - 1)]; }

    void elect(int broker)
    {
        leader = broker;
        assignment.leaderEpoch = assignment.leaderEpoch + 1;
        assignment.partitionEpoch = assignment.partitionEpoch + 1;
        for (auto& replica : replicas) {
            if (replica.id == BrokerId(broker))
                (void)replica.partition->becomeLeader(assignment, now);
            else
                (void)replica.partition->becomeFollower(assignment.leaderEpoch);
        }
    }

    void append(int records = 1)
    {
        BatchBuilder batch;
        for (int i = 0; i < records; ++i) {
            const auto value = std::to_string(written++);
            batch.add(Millis(1'700'000'000'000), std::nullopt, asBytes(value));
        }
        QVERIFY(at(leader).partition->append(batch.build(), AppendOrigin::Client).has_value());
    }

    /// One fetch by `broker` and its answer.
    LogResult<PartitionLog::Copied> fetch(int broker)
    {
        auto& from = *at(leader).partition;
        auto& to = *at(broker).partition;
        LeaderAnswer answer;
        const auto last = to.lastFetchedEpoch();
        if (last != kNoLeaderEpoch) {
            const auto end = from.endOffsetForEpoch(last);
            if (end.endOffset != kNoOffset
                && (end.epoch < last || end.endOffset < to.logEndOffset()))
                answer.diverging = end;
        }
        Bytes bytes;
        if (!answer.diverging) {
            (void)from.onFollowerFetch({BrokerId(broker), BrokerEpoch(1), to.logEndOffset()}, now);
            const auto read = from.read({to.logEndOffset(), 1u << 20, true, Isolation::LogEnd});
            if (!read)
                return failLog(read.error());
            bytes = *Log::readBytes(read->records);
        }
        answer.batches = bytes;
        answer.highWatermark = from.highWatermark();
        answer.logStartOffset = from.logStartOffset();
        return to.copy(assignment.leaderEpoch, answer);
    }
    void catchUp(int broker)
    {
        for (int i = 0; i < 10; ++i)
            QVERIFY(fetch(broker).has_value());
    }
    void setIsr(std::vector<BrokerId> isr)
    {
        assignment.isr = std::move(isr);
        assignment.partitionEpoch = assignment.partitionEpoch + 1;
        (void)at(leader).partition->becomeLeader(assignment, now);
    }
};

}  // namespace

class FollowerTest : public QObject {
    Q_OBJECT

private slots:
    void theHighWatermarkFollowsTheSlowest()
    {
        Cluster cluster;
        cluster.append(3);
        QCOMPARE(cluster.at(1).partition->highWatermark(), Offset(0));
        cluster.catchUp(2);
        QCOMPARE(cluster.at(1).partition->highWatermark(), Offset(0));
        cluster.catchUp(3);
        QCOMPARE(cluster.at(1).partition->highWatermark(), Offset(3));
        QCOMPARE(cluster.at(2).partition->highWatermark(), Offset(0));  // not told yet
        cluster.catchUp(2);
        QCOMPARE(cluster.at(2).partition->highWatermark(), Offset(3));
        QCOMPARE(cluster.at(2).records(), cluster.at(1).records());
    }

    void readersSeeWhatIsCommitted()
    {
        Cluster cluster;
        cluster.append(2);
        const auto seen = cluster.at(1).partition->read({Offset(0), 1000});
        QVERIFY(seen.has_value());
        QCOMPARE(seen->records.size, 0u);
        cluster.catchUp(2);
        cluster.catchUp(3);
        QVERIFY(cluster.at(1).partition->read({Offset(0), 1000})->records.size > 0);
        QVERIFY(cluster.at(2).partition->read({Offset(0), 1000}).error().code
            == LogErrorCode::NotLeader);
        QVERIFY(cluster.at(3)
                    .partition->read({Offset(0), 1000, true, Isolation::ReadUncommitted, true})
                    ->records.size
            > 0);
    }

    void belowTheMinimumNothingIsCommitted()
    {
        Cluster cluster;
        cluster.at(1).partition->setMinInSync(2);
        cluster.setIsr({BrokerId(1)});
        cluster.append();
        QVERIFY(cluster.at(1).partition->underMinInSync());
        QCOMPARE(cluster.at(1).partition->highWatermark(), Offset(0));
        cluster.catchUp(2);
        cluster.setIsr({BrokerId(1), BrokerId(2)});
        QCOMPARE(cluster.at(1).partition->highWatermark(), Offset(1));
    }

    /// What the old leader had alone is cut when it follows the new one (KIP-101).
    void anOldLeaderCutsWhatItHadAlone()
    {
        Cluster cluster;
        cluster.append(4);
        cluster.catchUp(2);
        cluster.catchUp(3);
        cluster.append(5);  // 4..8: nobody else has them
        cluster.elect(2);
        cluster.append(1);
        QCOMPARE(*cluster.fetch(1), PartitionLog::Copied::Truncated);
        QCOMPARE(cluster.at(1).end(), Offset(4));
        cluster.catchUp(1);
        QCOMPARE(cluster.at(1).records(), cluster.at(2).records());
    }

    /// Both have records that the other lacks, of several epochs: it takes more than one step.
    void logsThatPartedSeveralEpochsAgoMeetAgain()
    {
        Cluster cluster;
        cluster.append(2);
        cluster.catchUp(2);
        cluster.catchUp(3);
        for (const int broker : {1, 2, 1, 2}) {  // unclean elections: each writes alone
            cluster.elect(broker);
            cluster.append(3);
        }
        cluster.elect(3);
        cluster.append(1);
        for (const int broker : {1, 2}) {
            cluster.catchUp(broker);
            QCOMPARE(cluster.at(broker).records(), cluster.at(3).records());
        }
    }

    void aFollowerBelowTheLeadersStartBeginsAnew()
    {
        Cluster cluster;
        cluster.append(6);
        cluster.catchUp(2);
        cluster.setIsr({BrokerId(1), BrokerId(2)});
        cluster.catchUp(2);
        QVERIFY(cluster.at(1).partition->deleteRecords(Offset(5)).has_value());
        QVERIFY(cluster.fetch(3).error().code == LogErrorCode::OffsetOutOfRange);
        QVERIFY(cluster.at(3)
                    .partition->startAnew(cluster.assignment.leaderEpoch, Offset(5))
                    .has_value());
        cluster.catchUp(3);
        QCOMPARE(cluster.at(3).partition->logStartOffset(), Offset(5));
        QCOMPARE(cluster.at(3).end(), Offset(6));
        cluster.catchUp(2);
        QCOMPARE(cluster.at(2).partition->logStartOffset(), Offset(5));
    }

    void answersOfAnotherEpochAreRefused()
    {
        Cluster cluster;
        auto& follower = *cluster.at(2).partition;
        QVERIFY(follower.copy(LeaderEpoch(7), {}).error().code == LogErrorCode::NotLeader);
        QVERIFY(!follower.becomeFollower(LeaderEpoch(-1)));
        QVERIFY(cluster.at(1).partition->copy(LeaderEpoch(0), {}).error().code
            == LogErrorCode::NotLeader);
    }

    void aNewLeaderDoesNotGuessWhatWasCommitted()
    {
        Cluster cluster;
        cluster.append(3);
        cluster.catchUp(2);
        cluster.catchUp(3);
        cluster.elect(2);
        QVERIFY(cluster.at(2).partition->highWatermarkIsOld());
        cluster.catchUp(1);
        cluster.catchUp(3);
        QVERIFY(!cluster.at(2).partition->highWatermarkIsOld());
        QCOMPARE(cluster.at(2).partition->highWatermark(), Offset(3));
    }

    void aHighWatermarkIsToldOnce()
    {
        Cluster cluster;
        auto& leader = *cluster.at(1).partition;
        QVERIFY(!leader.owesHighWatermark(BrokerId(2)));
        leader.noteHighWatermarkTold(BrokerId(2));
        cluster.append();
        cluster.catchUp(2);
        cluster.catchUp(3);
        QVERIFY(leader.owesHighWatermark(BrokerId(2)));
        leader.noteHighWatermarkTold(BrokerId(2));
        QVERIFY(!leader.owesHighWatermark(BrokerId(2)));
    }

    /// Whatever the order of writes, fetches, restarts, ISR changes and clean elections: what was
    /// once below a leader's high watermark stays, on every later leader.
    void committedRecordsStay_data()
    {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 40; ++seed)
            QTest::addRow("%d", seed) << seed;
    }
    void committedRecordsStay()
    {
        QFETCH(int, seed);
        std::mt19937 random(static_cast<unsigned>(seed));
        const auto upTo = [&](int n) { return static_cast<int>(random() % unsigned(n)); };
        Cluster cluster;
        std::vector<std::string> committed;
        int elections = 0;
        for (int step = 0; step < 400; ++step) {
            cluster.now += 1s;
            switch (upTo(8)) {
            case 0:
            case 1: cluster.append(1 + upTo(3)); break;
            case 2: {
                const auto& isr = cluster.assignment.isr;
                const auto next = isr[static_cast<std::size_t>(upTo(int(isr.size())))];
                if (next.value() != cluster.leader) {
                    cluster.elect(next.value());
                    ++elections;
                }
                break;
            }
            case 3: {
                const int broker = 1 + upTo(3);
                if (broker == cluster.leader)
                    break;
                cluster.at(broker).restart();
                (void)cluster.at(broker).partition->becomeFollower(cluster.assignment.leaderEpoch);
                break;
            }
            case 4: {
                auto& leader = *cluster.at(cluster.leader).partition;
                const auto proposal
                    = leader.proposeIsr(cluster.now, {8s, [](BrokerId) { return true; }});
                if (!proposal)
                    break;
                std::vector<BrokerId> isr;
                for (const auto& member : proposal->isr)
                    isr.push_back(member.id);
                cluster.setIsr(isr);
                break;
            }
            default: {
                const int broker = 1 + upTo(3);
                if (broker != cluster.leader)
                    QVERIFY(cluster.fetch(broker).has_value());
            }
            }
            const auto records = cluster.at(cluster.leader).records();
            QVERIFY2(records.size() >= committed.size(), "a leader lacks committed records");
            QVERIFY(std::equal(committed.begin(), committed.end(), records.begin()));
            const auto mark = cluster.at(cluster.leader).partition->highWatermark();
            if (static_cast<std::size_t>(mark.value()) > committed.size())
                committed.assign(records.begin(), records.begin() + mark.value());
        }
        QVERIFY(committed.size() > 10);
        QVERIFY(elections > 3);
        for (const int broker : {1, 2, 3}) {
            if (broker != cluster.leader)
                cluster.catchUp(broker);
            QCOMPARE(cluster.at(broker).records(), cluster.at(cluster.leader).records());
        }
    }
};

QTEST_GUILESS_MAIN(FollowerTest)
#include "follower_test.moc"
