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
Assignment alone(int epoch)
{
    return {LeaderEpoch(epoch), PartitionEpoch(0), {BrokerId(1)}, {BrokerId(1)}};
}
}  // namespace

class PartitionLogTest : public QObject {
    Q_OBJECT

private slots:
    void onlyALeaderServes()
    {
        LogRig rig;
        QVERIFY(rig.open());
        PartitionLog partition(*rig.log, BrokerId(1), Offset(0));
        QVERIFY(partition.append(makeBatch(), AppendOrigin::Client).error().code
            == LogErrorCode::NotLeader);
        QVERIFY(partition.becomeLeader(alone(2), 0s));
        QVERIFY(partition.append(makeBatch(), AppendOrigin::Client).has_value());
        QVERIFY(!partition.becomeLeader(alone(1), 0s));
        partition.resign();
        QVERIFY(partition.append(makeBatch(), AppendOrigin::Client).error().code
            == LogErrorCode::NotLeader);
        QVERIFY(partition.read({Offset(0), 100}).error().code == LogErrorCode::NotLeader);
    }

    void whatIsAppendedIsCommitted()
    {
        LogRig rig;
        QVERIFY(rig.open());
        PartitionLog partition(*rig.log, BrokerId(1), Offset(0));
        QVERIFY(partition.becomeLeader(alone(0), 0s));
        QVERIFY(partition.append(makeBatch({.records = 3}), AppendOrigin::Client).has_value());
        QCOMPARE(partition.highWatermark(), Offset(3));
        QCOMPARE(partition.lastStableOffset(), Offset(3));
        for (const auto isolation :
            {Isolation::LogEnd, Isolation::ReadUncommitted, Isolation::ReadCommitted}) {
            const auto result = partition.read({Offset(0), 1000, true, isolation});
            QVERIFY(result.has_value());
            QCOMPARE(result->records.size, std::uint64_t(rig.firstSegment().size()));
            QCOMPARE(result->highWatermark, Offset(3));
        }
    }

    void epochsAreChecked()
    {
        LogRig rig;
        QVERIFY(rig.open());
        PartitionLog partition(*rig.log, BrokerId(1), Offset(0));
        QVERIFY(partition.becomeLeader(alone(5), 0s));
        QCOMPARE(partition.checkEpoch(kNoLeaderEpoch), EpochCheck::Current);
        QCOMPARE(partition.checkEpoch(LeaderEpoch(5)), EpochCheck::Current);
        QCOMPARE(partition.checkEpoch(LeaderEpoch(4)), EpochCheck::Fenced);
        QCOMPARE(partition.checkEpoch(LeaderEpoch(6)), EpochCheck::Unknown);
        QCOMPARE(partition.endOffsetForEpoch(LeaderEpoch(5)).endOffset, Offset(0));
    }

    void readersAreToldOfEveryMove()
    {
        LogRig rig;
        QVERIFY(rig.open());
        PartitionLog partition(*rig.log, BrokerId(1), Offset(0));
        int moves = 0;
        const auto subscription = partition.watch([&] { ++moves; });
        QVERIFY(partition.becomeLeader(alone(0), 0s));
        const auto batch = makeBatch({.records = 2,
            .options = {.producerId = ProducerId(1),
                .producerEpoch = ProducerEpoch(0),
                .baseSequence = Sequence(0)}});
        QVERIFY(partition.append(batch, AppendOrigin::Client).has_value());
        QCOMPARE(moves, 2);
        QVERIFY(partition.append(batch, AppendOrigin::Client)->duplicate);
        QCOMPARE(moves, 2);
        QVERIFY(partition.deleteRecords(Offset(1)).has_value());
        partition.resign();
        QCOMPARE(moves, 4);
    }

    void deletingAboveTheHighWatermarkIsRefused()
    {
        LogRig rig;
        QVERIFY(rig.open());
        PartitionLog partition(*rig.log, BrokerId(1), Offset(0));
        QVERIFY(partition.becomeLeader(alone(0), 0s));
        QVERIFY(partition.deleteRecords(Offset(1)).error().code == LogErrorCode::OffsetOutOfRange);
    }
};

QTEST_GUILESS_MAIN(PartitionLogTest)
#include "partition_log_test.moc"
