// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "log_rig.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

namespace {

/// Three batches of two records; the producer's sequences tell them apart.
struct ThreeBatches {
    LogRig rig;
    std::size_t lastStart = 0;  ///< where the last batch begins in the file
    Bytes whole;

    bool make()
    {
        if (!rig.open())
            return false;
        for (int i = 0; i < 3; ++i) {
            const MadeBatch made{.records = 2,
                .options = {.producerId = ProducerId(1),
                    .producerEpoch = ProducerEpoch(0),
                    .baseSequence = Sequence(2 * i)}};
            lastStart = i < 2 ? lastStart + makeBatch(made).size() : lastStart;
            if (!rig.log->appendAsLeader(makeBatch(made), {.leaderEpoch = LeaderEpoch(i)}))
                return false;
        }
        whole = rig.firstSegment();
        return true;
    }
};

}  // namespace

class LogRecoveryTest : public QObject {
    Q_OBJECT

private slots:
    void aTornTailRecoversToTheValidPrefix()
    {
        ThreeBatches three;
        QVERIFY(three.make());
        for (auto size = three.lastStart; size < three.whole.size(); ++size) {
            three.rig.firstSegment()
                = Bytes(three.whole.begin(), three.whole.begin() + std::ptrdiff_t(size));
            QVERIFY(three.rig.open());
            QCOMPARE(three.rig.log->logEndOffset(), Offset(4));
            QCOMPARE(three.rig.firstSegment().size(), three.lastStart);
            QCOMPARE(readAll(*three.rig.log, Offset(0)).size(), std::size_t(4));
            QCOMPARE(three.rig.log->leaderEpochs().latest(), LeaderEpoch(1));
            QCOMPARE(
                three.rig.log->producers().producers().at(ProducerId(1)).newest()->lastSequence,
                Sequence(3));
        }
    }

    void everyFlippedByteOfTheTailIsNoticed()
    {
        ThreeBatches three;
        QVERIFY(three.make());
        const auto stamps = three.lastStart;
        for (auto at = three.lastStart; at < three.whole.size(); ++at) {
            // Base offset and leader epoch stand outside of the CRC. An offset that rises or an
            // epoch that changes cannot be told from a true one; all that can be asked is that the
            // log stays readable.
            const bool covered = at >= stamps + batch::kMagic
                || (at >= stamps + batch::kLength && at < stamps + batch::kLeaderEpoch);
            for (int bit = 0; bit < 8; ++bit) {
                three.rig.firstSegment() = three.whole;
                three.rig.firstSegment()[at] ^= std::uint8_t(1 << bit);
                QVERIFY(three.rig.open());
                const auto end = three.rig.log->logEndOffset();
                if (covered) {
                    QCOMPARE(end, Offset(4));
                    QCOMPARE(three.rig.firstSegment().size(), three.lastStart);
                }
                QCOMPARE(readAll(*three.rig.log, Offset(0)).size(),
                    end == Offset(4) ? std::size_t(4) : std::size_t(6));
            }
        }
    }

    void theWholeLogSurvivesACrash()
    {
        ThreeBatches three;
        QVERIFY(three.make());
        QVERIFY(three.rig.open());
        QCOMPARE(three.rig.log->logEndOffset(), Offset(6));
        QCOMPARE(three.rig.log->leaderEpochs().entries().size(), std::size_t(3));
        const auto retry = makeBatch({.records = 2,
            .options = {.producerId = ProducerId(1),
                .producerEpoch = ProducerEpoch(0),
                .baseSequence = Sequence(4)}});
        QVERIFY(three.rig.log->appendAsLeader(retry, {.leaderEpoch = LeaderEpoch(3)})->duplicate);
    }

    void segmentsBehindABadBatchAreDropped()
    {
        LogRig rig;
        rig.config.segmentBytes = 300;
        QVERIFY(rig.open());
        for (int i = 0; i < 12; ++i)
            QVERIFY(rig.log->appendAsLeader(makeBatch(), {}).has_value());
        const auto segments = rig.log->segmentCount();
        QVERIFY(segments >= 4);
        rig.firstSegment().back() ^= 1;
        QVERIFY(rig.open());
        QCOMPARE(rig.log->segmentCount(), std::size_t(1));
        QVERIFY(rig.log->logEndOffset() < Offset(4));
        QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(rig.log->logEndOffset().value()));
        for (const auto& path : rig.files.paths())
            QVERIFY2(!path.ends_with(".log") || path == rig.path("00000000000000000000.log"),
                path.c_str());
    }

    void segmentsBelowTheRecoveryPointAreTrusted()
    {
        LogRig rig;
        rig.config.segmentBytes = 300;
        QVERIFY(rig.open());
        for (int i = 0; i < 12; ++i)
            QVERIFY(rig.log->appendAsLeader(makeBatch(), {}).has_value());
        rig.firstSegment().back() ^= 1;
        QVERIFY(rig.open({.recoveryPoint = Offset(12)}));
        QCOMPARE(rig.log->logEndOffset(), Offset(12));
    }

    void indexesAreRebuilt_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<bool>("missing");
        QTest::newRow("missing") << QByteArray() << true;
        QTest::newRow("empty") << QByteArray() << false;
        QTest::newRow("garbage") << QByteArray(13, 'x') << false;
        QTest::newRow("zeros") << QByteArray(48, '\0') << false;
        QTest::newRow("plausible but beside the batches")
            << QByteArray::fromHex("0000000200000064") << false;
    }
    void indexesAreRebuilt()
    {
        QFETCH(QByteArray, content);
        QFETCH(bool, missing);
        LogRig rig;
        rig.config.segmentBytes = 5000;
        rig.config.indexIntervalBytes = 200;
        QVERIFY(rig.open());
        for (int i = 0; i < 100; ++i)
            QVERIFY(
                rig.log->appendAsLeader(makeBatch({.timestamp = Millis(1'600'000'000'000 + i)}), {})
                    .has_value());
        QVERIFY(rig.log->close().has_value());
        for (const auto& path : rig.files.paths()) {
            if (!path.ends_with("index"))
                continue;
            if (missing)
                QVERIFY(rig.files.remove(path).has_value());
            else
                rig.files.content(path) = Bytes(content.begin(), content.end());
        }
        QVERIFY(rig.open({.recoveryPoint = Offset(100), .clean = true}));
        QCOMPARE(readAll(*rig.log, Offset(0)).size(), std::size_t(100));
        for (int i = 0; i < 100; i += 7) {
            const auto found = rig.log->offsetForTimestamp(Millis(1'600'000'000'000 + i));
            QCOMPARE((*found)->offset, Offset(i));
        }
    }

    void aCleanStopNeedsNoScan()
    {
        LogRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 5; ++i)
            QVERIFY(rig.log
                        ->appendAsLeader(makeBatch({.options = {.producerId = ProducerId(9),
                                                        .producerEpoch = ProducerEpoch(0),
                                                        .baseSequence = Sequence(i)}}),
                            {})
                        .has_value());
        QVERIFY(rig.log->close().has_value());
        QVERIFY(
            rig.log->appendAsLeader(makeBatch(), {}).error().code == LogErrorCode::StorageError);
        rig.firstSegment()[80] ^= 1;  // a scan would notice
        QVERIFY(rig.open({.recoveryPoint = Offset(5), .clean = true}));
        QCOMPARE(rig.log->logEndOffset(), Offset(5));
        QCOMPARE(
            rig.log->producers().producers().at(ProducerId(9)).newest()->lastSequence, Sequence(4));
    }

    // Names that no directory sync had covered go one by one: what is left does not show it.
    void segmentsWhoseNamesAreLostAreMissed_data()
    {
        QTest::addColumn<int>("lost");
        QTest::addColumn<int>("gaps");
        QTest::newRow("none") << -1 << int(Log::Gaps::None);
        QTest::newRow("the first") << 0 << int(Log::Gaps::Start);
        QTest::newRow("one amid") << 1 << int(Log::Gaps::Amid);
    }

    void segmentsWhoseNamesAreLostAreMissed()
    {
        QFETCH(int, lost);
        QFETCH(int, gaps);
        LogRig rig;
        rig.config.segmentBytes = 400;
        QVERIFY(rig.open());
        for (int i = 0; i < 40; ++i)
            QVERIFY(rig.log->appendAsLeader(makeBatch(), {}).has_value());
        std::vector<std::string> segments;
        for (const auto& path : rig.files.paths())
            if (path.ends_with(".log"))
                segments.push_back(path);
        QVERIFY(segments.size() > 3);
        if (lost >= 0)
            QVERIFY(rig.files.remove(segments[static_cast<std::size_t>(lost)]).has_value());
        QVERIFY(rig.open());
        QCOMPARE(int(rig.log->gaps()), gaps);
        QVERIFY(rig.log->startAnew(Offset(0)).has_value());
        QCOMPARE(int(rig.log->gaps()), int(Log::Gaps::None));
    }

    void producerStateComesFromSnapshotAndScan()
    {
        LogRig rig;
        rig.config.segmentBytes = 400;
        QVERIFY(rig.open());
        const auto append = [&](int producer, int sequence) {
            return rig.log
                ->appendAsLeader(makeBatch({.options = {.producerId = ProducerId(producer),
                                                .producerEpoch = ProducerEpoch(0),
                                                .baseSequence = Sequence(sequence)}}),
                    {})
                .has_value();
        };
        for (int i = 0; i < 30; ++i)
            QVERIFY(append(i % 3, i / 3));
        const auto before = rig.log->producers();
        const auto compare = [&] {
            for (const auto& [id, entry] : before.producers())
                QVERIFY(*rig.log->producers().producers().at(id).newest() == *entry.newest());
        };
        QVERIFY(rig.open());
        compare();
        for (const auto& path : rig.files.paths())  // damaged snapshots are not trusted
            if (path.ends_with(".snapshot"))
                rig.files.content(path)[10] ^= 1;
        QVERIFY(rig.open());
        compare();
        QVERIFY(append(0, 10));
    }

    void leftoversAreRemoved()
    {
        LogRig rig;
        QVERIFY(rig.open());
        for (const char* name : {"00000000000000000007.index", "00000000000000000007.log.deleted",
                 "x.cleaned", "y.tmp"})
            QVERIFY(rig.files.open(rig.path(name), env::Files::Mode::CreateNew).has_value());
        QVERIFY(rig.open());
        QCOMPARE(rig.files.paths().size(), std::size_t(1));
    }

    void aTailLostBelowTheLogStartRestartsThere()
    {
        LogRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 5; ++i)
            QVERIFY(rig.log->appendAsLeader(makeBatch(), {}).has_value());
        QVERIFY(rig.open({.logStart = Offset(9)}));
        QCOMPARE(rig.log->logStartOffset(), Offset(9));
        QCOMPARE(rig.log->logEndOffset(), Offset(9));
        QCOMPARE(rig.log->appendAsLeader(makeBatch(), {})->firstOffset, Offset(9));
    }
};

QTEST_GUILESS_MAIN(LogRecoveryTest)
#include "log_recovery_test.moc"
