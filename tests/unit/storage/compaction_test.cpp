// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "compaction_rig.h"
#include "engine/storage/codec.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

namespace {

std::string textOf(const std::map<Offset, CompactionRig::Seen>& records)
{
    std::string text;
    for (const auto& [offset, record] : records)
        text += std::to_string(offset.value()) + ':' + record.key + '=' + record.value.value_or("-")
            + ' ';
    return text;
}

}  // namespace

class CompactionTest : public QObject {
    Q_OBJECT

private slots:
    void theNewestRecordOfEachKeyStaysAtItsOffset()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 30; ++i)
            QVERIFY(rig.append({{std::string(1, char('a' + i % 3)), "v" + std::to_string(i)}}));
        const auto end = rig.log->logEndOffset();
        const auto before = rig.read();
        QVERIFY(rig.log->segmentCount() > 4);
        QVERIFY(rig.compact());
        const auto after = rig.read();
        QCOMPARE(rig.log->logEndOffset(), end);
        QVERIFY(after.size() < before.size() / 2);
        for (const auto& [offset, record] : after)
            QVERIFY(before.at(offset) == record);
        for (std::int64_t last = 27; last < 30; ++last)
            QVERIFY(after.contains(Offset(last)));
        // What is in the active segment is not cleaned yet.
        QVERIFY(rig.log->firstDirtyOffset() < end);
        QVERIFY(rig.open());
        QVERIFY(rig.read() == after);
    }

    void everyOffsetCanBeReadFrom()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 40; ++i)
            QVERIFY(rig.append({{std::to_string(i % 5), std::to_string(i)}}));
        QVERIFY(rig.compact());
        const auto all = rig.read();
        for (std::int64_t from = 0; from < 40; ++from) {
            auto expected = all;
            expected.erase(expected.begin(), expected.lower_bound(Offset(from)));
            QCOMPARE(textOf(rig.read(Offset(from), 100)), textOf(expected));
        }
    }

    void tombstonesStayForDeleteRetention()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        QVERIFY(rig.append({{"a", "1"}, {"b", "1"}}));
        QVERIFY(rig.append({{"a", std::nullopt}, {"b", "2"}}));
        const auto roll = [&] {
            for (int i = 0; i < 6; ++i)
                QVERIFY(rig.append({{"filler", std::string(60, 'x')}}));
        };
        roll();
        QVERIFY(rig.compact());
        auto records = rig.read();
        QCOMPARE(records.count(Offset(0)), std::size_t(0));
        QVERIFY(!records.at(Offset(2)).value);
        QCOMPARE(records.at(Offset(2)).timestamp, rig.clock.wall);  // the horizon moves no time
        QCOMPARE(*records.at(Offset(3)).value, std::string("2"));

        rig.clock.wall += Millis(999);
        roll();
        QVERIFY(rig.compact());
        QVERIFY(rig.read().contains(Offset(2)));

        rig.clock.wall += Millis(1);
        roll();
        QVERIFY(rig.compact());
        records = rig.read();
        QVERIFY(!records.contains(Offset(2)));
        QCOMPARE(*records.at(Offset(3)).value, std::string("2"));
        QCOMPARE(records.at(Offset(3)).timestamp, rig.clock.wall - Millis(1000));
    }

    void compressedBatchesKeepTheirCodec_data()
    {
        QTest::addColumn<int>("codec");
        for (int codec = 0; codec <= 4; ++codec)
            QTest::newRow(std::string(toString(Codec(codec))).c_str()) << codec;
    }
    void compressedBatchesKeepTheirCodec()
    {
        QFETCH(int, codec);
        CompactionRig rig;
        QVERIFY(rig.open());
        BatchOptions options{.codec = Codec(codec),
            .producerId = ProducerId(7),
            .producerEpoch = ProducerEpoch(2),
            .baseSequence = Sequence(0)};
        QVERIFY(rig.append({{"a", "1"}, {"b", "1"}, {"c", "1"}}, options));
        options.baseSequence = Sequence(3);
        QVERIFY(rig.append({{"a", "2"}, {"c", "2"}, {"d", std::nullopt}}, options));
        for (int i = 0; i < 6; ++i)
            QVERIFY(rig.append({{"filler", std::string(80, 'x')}}));
        QVERIFY(rig.compact());
        const auto range = rig.log->read({Offset(0), Offset(6), 10'000, true});
        const auto bytes = Log::readBytes(*range);
        const auto first = *parseBatchHeader(*bytes);
        QVERIFY(crcMatches(ByteView(*bytes).first(first.sizeInBytes)));
        QVERIFY(first.codec() == Codec(codec));
        QCOMPARE(first.baseOffset, Offset(0));
        QCOMPARE(first.lastOffset(), Offset(2));
        QCOMPARE(first.recordCount, 1);
        QCOMPARE(first.producerId, ProducerId(7));
        QCOMPARE(first.baseSequence, Sequence(0));
        QCOMPARE(first.lastSequence(), Sequence(2));
        QCOMPARE(first.leaderEpoch, LeaderEpoch(1));
        const auto second = *parseBatchHeader(ByteView(*bytes).subspan(first.sizeInBytes));
        QVERIFY(second.codec() == Codec(codec));
        QCOMPARE(second.recordCount, 3);
        QVERIFY(second.deleteHorizon());
        QCOMPARE(*second.deleteHorizon(), rig.clock.wall + Millis(1000));
    }

    /// The sequence of an active producer is found in the log even when its records are gone.
    void theLastBatchOfAProducerStaysAsAShell()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        const auto from = [](int producer, int sequence) {
            return BatchOptions{.producerId = ProducerId(producer),
                .producerEpoch = ProducerEpoch(0),
                .baseSequence = Sequence(sequence)};
        };
        QVERIFY(rig.append({{"a", "1"}}, from(1, 0)));
        QVERIFY(rig.append({{"a", "2"}}, from(1, 1)));
        QVERIFY(rig.append({{"a", "3"}}, from(2, 0)));
        for (int i = 0; i < 8; ++i)
            QVERIFY(rig.append({{"a", std::string(80, 'x')}}));
        QVERIFY(rig.compact());
        const auto range = rig.log->read({Offset(0), rig.log->logEndOffset(), 100'000, true});
        const auto bytes = Log::readBytes(*range);
        std::vector<std::pair<std::int64_t, int>> shells;  // base offset, records
        for (auto rest = ByteView(*bytes); !rest.empty();) {
            const auto header = *parseBatchHeader(rest);
            QVERIFY(crcMatches(rest.first(header.sizeInBytes)));
            if (header.hasProducerId())
                shells.emplace_back(header.baseOffset.value(), header.recordCount);
            rest = rest.subspan(header.sizeInBytes);
        }
        const std::vector<std::pair<std::int64_t, int>> expected{{1, 0}, {2, 0}};
        QCOMPARE(shells, expected);
        for (const auto& path : rig.disk.paths())
            if (path.ends_with(".snapshot"))
                QVERIFY(rig.disk.remove(path).has_value());
        QVERIFY(rig.open());
        QCOMPARE(
            rig.log->producers().producers().at(ProducerId(1)).newest()->lastSequence, Sequence(1));
        QVERIFY(!rig.append({{"a", "again"}}, from(1, 5)));
        QVERIFY(rig.append({{"a", "next"}}, from(1, 2)));
    }

    void aSmallMapTakesSeveralPasses()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 120; ++i)
            QVERIFY(rig.append({{"key" + std::to_string(i % 30), std::to_string(i)}}));
        const auto newest = [&] {
            std::map<std::string, std::string> values;
            for (const auto& [offset, record] : rig.read())
                values[record.key] = *record.value;
            return values;
        };
        const auto expected = newest();
        int passes = 0;
        for (auto before = kNoOffset; before != rig.firstDirty; ++passes) {
            before = rig.firstDirty;
            QVERIFY(rig.compact(500));
            QCOMPARE(newest(), expected);
        }
        QVERIFY(passes > 5);
        QVERIFY(rig.read().size() < 60);
    }

    void segmentsAreMerged()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 200; ++i)
            QVERIFY(rig.append({{"a", std::to_string(i)}}));
        const auto before = rig.log->segmentCount();
        for (int i = 0; i < 6; ++i) {
            rig.config.segmentBytes = 2000;
            rig.log->setConfig(rig.config);
            rig.firstDirty = Offset(0);
            QVERIFY(rig.open());
            QVERIFY(rig.compact());
        }
        QVERIFY(before > 30);
        QVERIFY(rig.log->segmentCount() < 5);
        QCOMPARE(rig.log->logStartOffset(), Offset(0));
        for (const auto& path : rig.disk.paths())
            QVERIFY2(path.ends_with(".log") || path.ends_with("index")
                    || path.ends_with(".snapshot") || path.ends_with("checkpoint"),
                path.c_str());
    }

    void theNeedFollowsTheConfiguration()
    {
        CompactionRig rig;
        rig.config.minCleanableDirtyRatio = 0.5;
        QVERIFY(rig.open());
        for (int i = 0; i < 30; ++i)
            QVERIFY(rig.append({{std::to_string(i), std::string(50, 'x')}}));
        const auto end = rig.log->logEndOffset();
        QVERIFY(rig.log->compactionNeed(end)->due);
        QVERIFY(!rig.log->compactionNeed(Offset(2))->due);  // nothing is stable below it
        QVERIFY(rig.compact());
        for (int i = 0; i < 10; ++i)
            QVERIFY(rig.append({{std::to_string(i), std::string(50, 'x')}}));
        QVERIFY(!rig.log->compactionNeed(rig.log->logEndOffset())->due);
        QVERIFY(rig.log->compactionNeed(rig.log->logEndOffset())->dirtyRatio > 0.1);

        rig.config.maxCompactionLagMs = Millis(5000);
        rig.log->setConfig(rig.config);
        QVERIFY(!rig.log->compactionNeed(rig.log->logEndOffset())->due);
        rig.clock.wall += Millis(5001);
        QVERIFY(rig.log->compactionNeed(rig.log->logEndOffset())->overdue);

        rig.config.minCleanableDirtyRatio = 0;
        rig.config.maxCompactionLagMs = Millis(LogConfig::kNever);
        rig.config.minCompactionLagMs = Millis(60'000);
        rig.log->setConfig(rig.config);
        QVERIFY(!rig.log->compactionNeed(rig.log->logEndOffset())->due);
        rig.clock.wall += Millis(60'000);
        QVERIFY(rig.log->compactionNeed(rig.log->logEndOffset())->due);
        rig.config.cleanupCompact = false;
        rig.log->setConfig(rig.config);
        QVERIFY(!rig.log->compactionNeed(rig.log->logEndOffset())->due);
    }

    void aLogThatIsCutMeanwhileEndsThePass()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 30; ++i)
            QVERIFY(rig.append({{"a", std::to_string(i)}}));
        auto pass = *rig.log->startCompaction(rig.log->logEndOffset(), CompactionRig::kMapBytes);
        QVERIFY(pass->work(rig.files).has_value());
        QCOMPARE(*rig.log->advanceCompaction(*pass), false);
        QVERIFY(rig.log->truncateTo(Offset(7)).has_value());
        QVERIFY(pass->work(rig.files).has_value());
        const auto ended = rig.log->advanceCompaction(*pass);
        QVERIFY(!ended);
        rig.log->abandonCompaction(*pass, ended.error());
        QCOMPARE(rig.unfinished(), QStringList());
        QCOMPARE(rig.read().size(), std::size_t(7));
    }

    void aFullDiskEndsThePassAndNothingElse()
    {
        CompactionRig rig;
        QVERIFY(rig.open());
        for (int i = 0; i < 30; ++i)
            QVERIFY(rig.append({{std::to_string(i), std::to_string(i)}}));
        QVERIFY(rig.append({{"1", "again"}}));
        for (int i = 0; i < 6; ++i)
            QVERIFY(rig.append({{"filler", std::string(60, 'x')}}));
        const auto before = rig.read();
        rig.disk.setCapacity(rig.disk.usedBytes() + 10);
        QVERIFY(!rig.compact());
        QVERIFY(!rig.log->offlineReason());
        QVERIFY(rig.read() == before);
        rig.disk.setCapacity(std::nullopt);
        QVERIFY(rig.compact());
        QVERIFY(!rig.read().contains(Offset(1)));
    }

    /// Otherwise the segments that the copy replaces stay beside it, and come back with a restart.
    void aCommittedPassIsFinishedOnALogThatIsOffline()
    {
        CompactionRig rig;
        const auto pass = rig.committedPass();
        QVERIFY(pass);
        rig.disk.setCapacity(0);
        QVERIFY(!rig.append({{"a", "no room"}}));
        QVERIFY(rig.log->offlineReason());
        for (auto over = Result<bool>(false); !*over;) {
            QVERIFY(pass->work(rig.files).has_value());
            over = rig.log->advanceCompaction(*pass);
            if (!over && pass->stage() == Compaction::Stage::Write) {  // of the next group
                rig.log->abandonCompaction(*pass, over.error());
                break;
            }
            QVERIFY(over.has_value());
        }
        rig.disk.setCapacity(std::nullopt);
        QVERIFY(rig.log->bringOnline());
        QCOMPARE(rig.unfinished(), QStringList());
        const auto before = rig.read();
        QVERIFY(rig.open());
        QVERIFY(rig.read() == before);
        QVERIFY(rig.append({{"a", "again"}}));
        QVERIFY(rig.compact());
        const auto compacted = rig.read();
        QVERIFY(rig.open());
        QVERIFY(rig.read() == compacted);
    }

    void aCommittedPassThatFailsEndsTheLogUntilARestart()
    {
        CompactionRig rig;
        const auto pass = rig.committedPass();
        QVERIFY(pass);
        const auto before = rig.read();
        rig.log->abandonCompaction(*pass, {ErrorCode::IoError, "a sync failed", 0});
        QVERIFY(rig.log->offlineReason());
        QVERIFY(rig.log->bringOnline().error().code == ErrorCode::Conflict);
        QVERIFY(rig.open());
        QVERIFY(rig.read() == before);
        QCOMPARE(rig.unfinished(), QStringList());
    }
};

QTEST_GUILESS_MAIN(CompactionTest)
#include "compaction_test.moc"
