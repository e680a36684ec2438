// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "log_rig.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

class LogTest : public QObject {
    Q_OBJECT

private:
    static AppendedBatch append(LogRig& rig, const MadeBatch& made = {}, int epoch = 0)
    {
        const auto appended
            = rig.log->appendAsLeader(makeBatch(made), {.leaderEpoch = LeaderEpoch(epoch)});
        if (!appended)
            qFatal("%s", appended.error().message.c_str());
        return *appended;
    }
    static std::vector<Offset> range(std::int64_t from, std::int64_t to)
    {
        std::vector<Offset> offsets;
        for (auto at = from; at < to; ++at)
            offsets.push_back(Offset(at));
        return offsets;
    }

private slots:
    void appendAndRead()
    {
        LogRig rig;
        QVERIFY(rig.open());
        QCOMPARE(append(rig, {.records = 3}, 4).lastOffset, Offset(2));
        const auto second = append(rig, {.records = 2}, 4);
        QCOMPARE(second.firstOffset, Offset(3));
        QCOMPARE(rig.log->logEndOffset(), Offset(5));
        QVERIFY(readAll(*rig.log, Offset(0)) == range(0, 5));

        const auto bytes = Log::readBytes(*rig.log->read({Offset(4), Offset(5), 1, true}));
        QVERIFY(bytes.has_value());
        const auto header = parseBatchHeader(*bytes);  // the whole batch that holds the offset
        QCOMPARE(header->baseOffset, Offset(3));
        QCOMPARE(header->leaderEpoch, LeaderEpoch(4));
        QVERIFY(crcMatches(*bytes));
    }

    void readBounds()
    {
        LogRig rig;
        QVERIFY(rig.open());
        const auto size = makeBatch({.records = 2}).size();
        for (int i = 0; i < 5; ++i)
            append(rig, {.records = 2});
        const auto read = [&](int from, int bound, std::size_t max, bool one) {
            const auto got = rig.log->read({Offset(from), Offset(bound), std::uint32_t(max), one});
            return got ? std::int64_t(got->size / size) : -1;
        };
        QCOMPARE(read(0, 10, 10'000, false), 5);
        QCOMPARE(read(3, 10, 10'000, false), 4);
        QCOMPARE(read(0, 4, 10'000, false), 2);
        QCOMPARE(read(0, 5, 10'000, false), 2);  // the batch across the bound stays out
        QCOMPARE(read(4, 5, 10'000, true), 0);
        QCOMPARE(read(0, 10, 2 * size + 5, false), 2);
        QCOMPARE(read(0, 10, size - 1, true), 1);  // KIP-74
        QCOMPARE(read(0, 10, size - 1, false), 0);
        QCOMPARE(read(10, 10, 100, true), 0);
        QCOMPARE(read(11, 12, 100, true), -1);
        QCOMPARE(read(-1, 10, 100, true), -1);
    }

    void manySizesOfReadsSeeEverythingOnce()
    {
        LogRig rig;
        rig.config.segmentBytes = 3000;
        rig.config.indexIntervalBytes = 200;
        QVERIFY(rig.open());
        std::mt19937 random(3);
        while (rig.log->logEndOffset() < Offset(300))
            append(rig, {.records = int(1 + random() % 6), .valueSize = random() % 200});
        QVERIFY(rig.log->segmentCount() > 5);
        for (const std::uint32_t max : {1u, 500u, 1000u, 2500u, 100'000u})
            for (const int from : {0, 1, 17, 150, 299})
                QVERIFY(readAll(*rig.log, Offset(from), max)
                    == range(from, rig.log->logEndOffset().value()));
    }

    void rollsByTime()
    {
        LogRig rig;
        rig.config.segmentMs = Millis(1000);
        QVERIFY(rig.open());
        append(rig);
        append(rig, {.timestamp = Millis(1'700'000'001'000)});
        QCOMPARE(rig.log->segmentCount(), std::size_t(1));
        append(rig, {.timestamp = Millis(1'700'000'001'001)});
        QCOMPARE(rig.log->segmentCount(), std::size_t(2));
    }

    void aBatchLargerThanASegmentIsRefused()
    {
        LogRig rig;
        rig.config.segmentBytes = 200;
        QVERIFY(rig.open());
        const auto refused = rig.log->appendAsLeader(makeBatch({.valueSize = 500}), {});
        QVERIFY(!refused.has_value());
        QVERIFY(refused.error().code == LogErrorCode::RecordListTooLarge);
        QVERIFY(!rig.log->offlineReason());
    }

    void logAppendTimeIsStamped()
    {
        LogRig rig;
        rig.config.timestampType = TimestampType::LogAppendTime;
        QVERIFY(rig.open());
        QCOMPARE(append(rig, {.timestamp = Millis(5)}).logAppendTime, rig.clock.wall);
        const auto bytes = Log::readBytes(*rig.log->read({Offset(0), Offset(1), 1000, true}));
        QVERIFY(crcMatches(*bytes));
        QCOMPARE(parseBatchHeader(*bytes)->maxTimestamp, rig.clock.wall);
        QCOMPARE(parseBatchHeader(*bytes)->timestampType(), TimestampType::LogAppendTime);
    }

    void aWrongMaximumTimestampIsCorrected()
    {
        LogRig rig;
        QVERIFY(rig.open());
        auto batch = makeBatch({.records = 3});
        rewriteTimestamps(batch, TimestampType::CreateTime, Millis(42));
        QVERIFY(rig.log->appendAsLeader(batch, {}).has_value());
        const auto found = rig.log->offsetOfMaxTimestamp();
        QVERIFY(found && *found);
        QCOMPARE((*found)->offset, Offset(2));
    }

    void timestampsAreFoundExactly_data()
    {
        QTest::addColumn<int>("codec");
        QTest::newRow("plain") << 0;
        QTest::newRow("gzip") << 1;
        QTest::newRow("lz4") << 3;
    }
    void timestampsAreFoundExactly()
    {
        QFETCH(int, codec);
        LogRig rig;
        rig.config.segmentBytes = 4000;
        rig.config.indexIntervalBytes = 150;
        rig.config.segmentMs = Millis(LogConfig::kNever);
        QVERIFY(rig.open());
        std::mt19937 random(5);
        std::vector<std::int64_t> times;
        for (int i = 0; i < 150; ++i) {
            BatchBuilder builder({.codec = Codec(codec)});
            for (auto n = 1 + random() % 4; n > 0; --n) {
                times.push_back(1'600'000'000'000 + i * 10 + std::int64_t(random() % 60));
                builder.add(
                    Millis(times.back()), asBytes("k"), asBytes("some value of some length"));
            }
            QVERIFY(rig.log->appendAsLeader(builder.build(), {}).has_value());
        }
        for (std::int64_t wanted = 1'600'000'000'000 - 5; wanted < 1'600'000'000'000 + 1600;
             wanted += 3) {
            const auto at = std::find_if(
                times.begin(), times.end(), [&](auto time) { return time >= wanted; });
            const auto found = rig.log->offsetForTimestamp(Millis(wanted));
            QVERIFY(found.has_value());
            QCOMPARE(found->has_value(), at != times.end());
            if (*found) {
                QCOMPARE((*found)->offset.value(), std::int64_t(at - times.begin()));
                QCOMPARE((*found)->timestamp.count(), *at);
            }
        }
        const auto maximum = rig.log->offsetOfMaxTimestamp();
        QCOMPARE((*maximum)->offset.value(),
            std::max_element(times.begin(), times.end()) - times.begin());
    }

    void retentionByTime()
    {
        LogRig rig;
        rig.config.segmentBytes = 200;
        rig.config.retentionMs = Millis(1000);
        QVERIFY(rig.open());
        for (int i = 0; i < 4; ++i)
            append(rig, {.timestamp = rig.clock.wall + Millis(i * 400)});
        const auto segments = rig.log->segmentCount();
        QVERIFY(segments >= 2);
        QVERIFY(rig.log->enforceRetention()->empty());
        rig.clock.wall += Millis(100'000);
        const auto job = rig.log->enforceRetention();
        QVERIFY(job.has_value() && !job->empty());
        QCOMPARE(rig.log->logStartOffset(),
            Offset(4));  // even the active segment: a new one takes its place
        QCOMPARE(rig.log->logEndOffset(), Offset(4));
        QVERIFY(job->run(rig.files).has_value());
        QVERIFY(!rig.files.exists(rig.path("00000000000000000000.log")));
        QCOMPARE(append(rig).firstOffset, Offset(4));
        QVERIFY(!rig.log->read({Offset(0), Offset(5), 100, true}).has_value());
    }

    void retentionBySize()
    {
        LogRig rig;
        rig.config.segmentBytes = 200;
        rig.config.retentionMs = Millis(LogConfig::kUnlimited);
        rig.config.retentionBytes = 500;
        QVERIFY(rig.open());
        for (int i = 0; i < 20; ++i)
            append(rig);
        QVERIFY(!rig.log->enforceRetention()->empty());
        QVERIFY(rig.log->sizeInBytes() >= 500 && rig.log->sizeInBytes() < 700);
        QVERIFY(readAll(*rig.log, rig.log->logStartOffset())
            == range(rig.log->logStartOffset().value(), 20));
    }

    void compactedTopicsKeepEverything()
    {
        LogRig rig;
        rig.config = {.segmentBytes = 200,
            .retentionMs = Millis(1),
            .cleanupDelete = false,
            .cleanupCompact = true};
        QVERIFY(rig.open());
        for (int i = 0; i < 5; ++i)
            append(rig);
        rig.clock.wall += Millis(1'000'000);
        QVERIFY(rig.log->enforceRetention()->empty());
        BatchBuilder keyless;
        keyless.add(rig.clock.wall, std::nullopt, asBytes("v"));
        QVERIFY(rig.log->appendAsLeader(keyless.build(), {}).error().code
            == LogErrorCode::InvalidRecord);
    }

    void deletedRecordsAreOutOfRange()
    {
        LogRig rig;
        rig.config.segmentBytes = 200;
        QVERIFY(rig.open());
        for (int i = 0; i < 10; ++i)
            append(rig, {}, i);
        QVERIFY(rig.log->deleteRecords(Offset(5)).has_value());
        QVERIFY(rig.log->deleteRecords(Offset(11)).error().code == LogErrorCode::OffsetOutOfRange);
        QVERIFY(rig.log->deleteRecords(Offset(3)).has_value());
        QCOMPARE(rig.log->logStartOffset(), Offset(5));
        QVERIFY(rig.log->read({Offset(4), Offset(10), 100, true}).error().code
            == LogErrorCode::OffsetOutOfRange);
        QCOMPARE(rig.log->leaderEpochs().entries().front().startOffset, Offset(5));
        QVERIFY(!rig.log->enforceRetention()->empty());
        QVERIFY(readAll(*rig.log, Offset(5)) == range(5, 10));
        QVERIFY(rig.log->offsetForTimestamp(Millis(0)).value()->offset == Offset(5));
    }

    void idempotentRetriesAppendNothing()
    {
        LogRig rig;
        QVERIFY(rig.open());
        const auto made = [](int sequence) {
            return makeBatch({.records = 2,
                .options = {.producerId = ProducerId(1),
                    .producerEpoch = ProducerEpoch(0),
                    .baseSequence = Sequence(sequence)}});
        };
        QVERIFY(rig.log->appendAsLeader(made(0), {}).has_value());
        QVERIFY(rig.log->appendAsLeader(made(2), {}).has_value());
        const auto retry = rig.log->appendAsLeader(made(0), {});
        QVERIFY(retry && retry->duplicate);
        QCOMPARE(retry->firstOffset, Offset(0));
        QCOMPARE(retry->lastOffset, Offset(1));
        QCOMPARE(rig.log->logEndOffset(), Offset(4));
        QVERIFY(
            rig.log->appendAsLeader(made(6), {}).error().code == LogErrorCode::OutOfOrderSequence);
    }

    void transactionalDataIsRefused()
    {
        LogRig rig;
        QVERIFY(rig.open());
        const auto batch = makeBatch({.options = {.producerId = ProducerId(1),
                                          .producerEpoch = ProducerEpoch(0),
                                          .baseSequence = Sequence(0),
                                          .isTransactional = true}});
        QVERIFY(rig.log->appendAsLeader(batch, {}).error().code == LogErrorCode::InvalidTxnState);
    }

    void aFollowerTakesOnlyWhatContinuesItsLog()
    {
        LogRig rig;
        QVERIFY(rig.open());
        const auto at = [](int offset, int epoch) {
            auto batch = makeBatch({.records = 2});
            stampBaseOffset(batch, Offset(offset));
            stampLeaderEpoch(batch, LeaderEpoch(epoch));
            return batch;
        };
        auto two = at(0, 3);
        const auto next = at(2, 3);
        two.insert(two.end(), next.begin(), next.end());
        QCOMPARE(rig.log->appendAsFollower(two)->lastOffset, Offset(3));
        QVERIFY(rig.log->appendAsFollower(two).has_value());  // seen before
        QCOMPARE(rig.log->logEndOffset(), Offset(4));
        QVERIFY(!rig.log->appendAsFollower(at(3, 3)).has_value());  // across the end
        QVERIFY(!rig.log->appendAsFollower(at(4, 2)).has_value());
        auto flipped = at(4, 3);
        flipped.back() ^= 1;
        QVERIFY(!rig.log->appendAsFollower(flipped).has_value());
        QVERIFY(rig.log->appendAsFollower(at(4, 5)).has_value());
        QCOMPARE(rig.log->endOffsetForEpoch(LeaderEpoch(3)).endOffset, Offset(4));
        // The leader has compacted what was between.
        QCOMPARE(rig.log->appendAsFollower(at(60, 5))->lastOffset, Offset(61));
        QCOMPARE(rig.log->logEndOffset(), Offset(62));
    }

    void truncation()
    {
        LogRig rig;
        rig.config.segmentBytes = 400;
        QVERIFY(rig.open());
        for (int i = 0; i < 12; ++i)
            append(rig,
                {.options = {.producerId = ProducerId(1),
                     .producerEpoch = ProducerEpoch(0),
                     .baseSequence = Sequence(i)}},
                i / 4);
        for (const int to : {11, 7, 4, 1, 0}) {
            QVERIFY(rig.log->truncateTo(Offset(to)).has_value());
            QCOMPARE(rig.log->logEndOffset(), Offset(to));
            QVERIFY(readAll(*rig.log, Offset(0)) == range(0, to));
            QCOMPARE(rig.log->leaderEpochs().latest().value(), to == 0 ? -1 : (to - 1) / 4);
            QCOMPARE(rig.log->producers().empty(), to == 0);
        }
        QCOMPARE(append(rig).firstOffset, Offset(0));
    }

    void flushing()
    {
        LogRig rig;
        rig.config.flushMessages = 3;
        QVERIFY(rig.open());
        QVERIFY(!rig.log->prepareFlush());
        append(rig, {.records = 2});
        QVERIFY(!rig.log->flushDue());
        append(rig);
        QVERIFY(rig.log->flushDue());
        const auto job = rig.log->prepareFlush();
        QVERIFY(job && !rig.log->prepareFlush());
        append(rig);
        rig.log->completeFlush(*job, job->run(rig.files));
        QCOMPARE(rig.log->recoveryPoint(), Offset(3));
        rig.config.flushMs = Millis(50);
        rig.log->setConfig(rig.config);
        QVERIFY(!rig.log->flushDue());
        rig.clock.steady += Millis(50);
        QVERIFY(rig.log->flushDue());
    }

    void firmIsWhatFlushMessagesAsksFor()
    {
        LogRig rig;
        rig.config.flushMessages = 3;
        QVERIFY(rig.open());
        append(rig, {.records = 2});
        QCOMPARE(rig.log->firmEnd(), Offset(2));
        append(rig);
        QCOMPARE(rig.log->firmEnd(), Offset(0));
        QVERIFY(flush(*rig.log, rig.files));
        QCOMPARE(rig.log->firmEnd(), Offset(3));
    }

    void aFlushOfALogThatWasHereBeforeVouchesForNothing()
    {
        LogRig rig;
        QVERIFY(rig.open());
        append(rig, {.records = 4});
        const auto job = rig.log->prepareFlush();
        const auto synced = job->run(rig.files);
        QVERIFY(rig.open());
        const auto own = rig.log->prepareFlush();
        rig.log->completeFlush(*job, synced);
        QCOMPARE(rig.log->recoveryPoint(), Offset(0));
        rig.log->completeFlush(*own, own->run(rig.files));
        QCOMPARE(rig.log->recoveryPoint(), Offset(4));
    }

    /// What a sync has reached is not what stands there after a truncation.
    void aFlushAcrossATruncationVouchesForNothing()
    {
        LogRig rig;
        QVERIFY(rig.open());
        append(rig, {.records = 4});
        const auto job = rig.log->prepareFlush();
        const auto synced = job->run(rig.files);
        QVERIFY(rig.log->truncateTo(Offset(0)).has_value());
        append(rig, {.records = 6});
        rig.log->completeFlush(*job, synced);
        QCOMPARE(rig.log->recoveryPoint(), Offset(0));
        const auto next = rig.log->prepareFlush();
        QVERIFY(next);
        rig.log->completeFlush(*next, next->run(rig.files));
        QCOMPARE(rig.log->recoveryPoint(), Offset(6));
    }
};

QTEST_GUILESS_MAIN(LogTest)
#include "log_test.moc"
