// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "log_rig.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

class LogFaultsTest : public QObject {
    Q_OBJECT

private slots:
    void aFullDiskTakesTheLogOfflineAndLosesNothing()
    {
        LogRig rig;
        rig.config.segmentBytes = 500;
        QVERIFY(rig.open());
        rig.files.setCapacity(2000);
        std::int64_t acknowledged = 0;
        for (;; ++acknowledged) {
            const auto appended = rig.log->appendAsLeader(makeBatch(), {});
            if (!appended) {
                QVERIFY(appended.error().code == LogErrorCode::StorageError);
                break;
            }
            QVERIFY(acknowledged < 100);
        }
        QVERIFY(acknowledged > 5);
        QVERIFY(rig.log->offlineReason());
        QVERIFY(rig.log->offlineReason()->code == ErrorCode::OutOfSpace);
        QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(acknowledged));

        rig.files.setCapacity(std::nullopt);
        QVERIFY(
            rig.log->appendAsLeader(makeBatch(), {}).error().code == LogErrorCode::StorageError);
        QVERIFY(rig.log->bringOnline().has_value());
        QCOMPARE(rig.log->appendAsLeader(makeBatch(), {})->firstOffset, Offset(acknowledged));
        QVERIFY(rig.open());
        QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(acknowledged + 1));
    }

    void aCutOnAFullDiskIsFinishedWhenThereIsRoom()
    {
        LogRig rig;
        QVERIFY(rig.open());
        for (int epoch = 0; epoch < 6; ++epoch)
            QVERIFY(rig.log->appendAsLeader(makeBatch(), {.leaderEpoch = LeaderEpoch(epoch)}));
        rig.files.setCapacity(0);
        QVERIFY(!rig.log->truncateTo(Offset(3)));
        QVERIFY(rig.log->offlineReason());
        QVERIFY(!rig.log->bringOnline());
        rig.files.setCapacity(std::nullopt);
        QVERIFY(rig.log->bringOnline());
        QVERIFY(rig.log->truncateTo(Offset(3)));
        QCOMPARE(rig.log->logEndOffset(), Offset(3));
        QCOMPARE(rig.log->leaderEpochs().latest(), LeaderEpoch(2));
        QVERIFY(rig.open());
        QCOMPARE(rig.log->leaderEpochs().latest(), LeaderEpoch(2));
        QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(3));
    }

    void everyWriteMayFail()
    {
        for (std::size_t nth = 1; nth < 60; ++nth) {
            LogRig rig;
            rig.config.segmentBytes = 300;
            QVERIFY(rig.open());
            rig.files.failWrite(nth);
            std::int64_t acknowledged = 0;
            for (int i = 0; i < 20; ++i) {
                const auto appended
                    = rig.log->appendAsLeader(makeBatch(), {.leaderEpoch = LeaderEpoch(i / 5)});
                if (appended)
                    QCOMPARE(appended->firstOffset, Offset(acknowledged++));
                else
                    QVERIFY(rig.log->bringOnline().has_value());
                // No epoch without a record.
                QVERIFY(rig.log->leaderEpochs().entries().empty()
                    || rig.log->leaderEpochs().entries().back().startOffset
                        < rig.log->logEndOffset());
            }
            QVERIFY(acknowledged >= 19);
            rig.files.failWrite(0);
            QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(acknowledged));
            QVERIFY(rig.open());
            QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(acknowledged));
        }
    }

    void whatWasFlushedOutlivesTheMachine()
    {
        for (int flushAt = 1; flushAt <= 12; ++flushAt) {
            LogRig rig;
            rig.config.segmentBytes = 300;
            QVERIFY(rig.open());
            for (int i = 1; i <= 14; ++i) {
                QVERIFY(rig.log->appendAsLeader(makeBatch(), {.leaderEpoch = LeaderEpoch(i / 4)})
                            .has_value());
                if (i == flushAt) {
                    const auto job = rig.log->prepareFlush();
                    rig.log->completeFlush(*job, job->run(rig.files));
                }
            }
            const auto point = rig.log->recoveryPoint();
            QCOMPARE(point, Offset(flushAt));
            rig.log.reset();
            rig.files.loseUnsynced();
            QVERIFY(rig.open({.recoveryPoint = point}));
            QVERIFY(rig.log->logEndOffset() >= point);
            QCOMPARE(
                readAll(*rig.log, Offset(0)).size(), std::size_t(rig.log->logEndOffset().value()));
            QCOMPARE(
                rig.log->leaderEpochs().epochAt(Offset(flushAt - 1)), LeaderEpoch(flushAt / 4));
        }
    }

    void aFailedSyncTakesTheLogOffline()
    {
        LogRig rig;
        QVERIFY(rig.open());
        QVERIFY(rig.log->appendAsLeader(makeBatch(), {}).has_value());
        rig.files.failSyncs(true);
        const auto job = rig.log->prepareFlush();
        rig.log->completeFlush(*job, job->run(rig.files));
        QCOMPARE(rig.log->recoveryPoint(), Offset(0));
        QVERIFY(rig.log->offlineReason());
    }

    void openFilesAreBounded()
    {
        LogRig rig;  // its cache holds 8
        rig.config.segmentBytes = 200;
        QVERIFY(rig.open());
        for (int i = 0; i < 50; ++i)
            QVERIFY(rig.log->appendAsLeader(makeBatch(), {}).has_value());
        QVERIFY(rig.log->segmentCount() > 20);
        QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(50));
        QVERIFY(rig.files.openFiles() <= 8);
        const auto held = rig.log->read({Offset(0), Offset(50), 100, true});
        QCOMPARE(readAll(*rig.log, Offset(10)).size(), std::size_t(40));
        QVERIFY(Log::readBytes(*held).has_value());  // a response that is being sent keeps its file
    }
};

QTEST_GUILESS_MAIN(LogFaultsTest)
#include "log_faults_test.moc"
