// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/storage/leader_epoch_cache.h"

using namespace stormbench;
using namespace stormbench::storage;

namespace {

LeaderEpochCache threeEpochs()
{
    LeaderEpochCache cache;
    cache.assign(LeaderEpoch(2), Offset(10));
    cache.assign(LeaderEpoch(4), Offset(20));
    cache.assign(LeaderEpoch(5), Offset(30));
    return cache;
}

}  // namespace

class LeaderEpochCacheTest : public QObject {
    Q_OBJECT

private slots:
    void endOffsets_data()
    {
        QTest::addColumn<int>("epoch");
        QTest::addColumn<int>("foundEpoch");
        QTest::addColumn<int>("endOffset");
        QTest::newRow("unknown") << -1 << -1 << -1;
        QTest::newRow("before the first") << 1 << 1 << 10;
        QTest::newRow("first") << 2 << 2 << 20;
        QTest::newRow("between") << 3 << 2 << 20;
        QTest::newRow("middle") << 4 << 4 << 30;
        QTest::newRow("latest") << 5 << 5 << 99;
        QTest::newRow("future") << 6 << -1 << -1;
    }
    void endOffsets()
    {
        QFETCH(int, epoch);
        QFETCH(int, foundEpoch);
        QFETCH(int, endOffset);
        const auto end = threeEpochs().endOffsetFor(LeaderEpoch(epoch), Offset(99));
        QCOMPARE(end.epoch.value(), foundEpoch);
        QCOMPARE(end.endOffset.value(), std::int64_t(endOffset));
    }

    void assigningDropsWhatContradicts()
    {
        auto cache = threeEpochs();
        QVERIFY(!cache.assign(LeaderEpoch(5), Offset(40)));
        QVERIFY(cache.assign(LeaderEpoch(6), Offset(25)));
        QCOMPARE(cache.entries().size(), std::size_t(3));
        QCOMPARE(cache.latest(), LeaderEpoch(6));
        QCOMPARE(cache.entries()[1].epoch, LeaderEpoch(4));
    }

    void truncation()
    {
        auto cache = threeEpochs();
        QVERIFY(cache.truncateFromStart(Offset(25)));
        QVERIFY(cache.entries()
            == (std::vector<LeaderEpochCache::Entry>{
                {LeaderEpoch(4), Offset(25)}, {LeaderEpoch(5), Offset(30)}}));
        QVERIFY(!cache.truncateFromStart(Offset(25)));
        QVERIFY(cache.truncateFromEnd(Offset(30)));
        QVERIFY(!cache.truncateFromEnd(Offset(30)));
        QCOMPARE(cache.latest(), LeaderEpoch(4));
    }

    void epochOfAnOffset()
    {
        const auto cache = threeEpochs();
        QCOMPARE(cache.epochAt(Offset(9)), kNoLeaderEpoch);
        QCOMPARE(cache.epochAt(Offset(10)), LeaderEpoch(2));
        QCOMPARE(cache.epochAt(Offset(29)), LeaderEpoch(4));
        QCOMPARE(cache.epochAt(Offset(1000)), LeaderEpoch(5));
    }

    void theFileIsText()
    {
        const auto bytes = threeEpochs().serialize();
        QCOMPARE(toText(bytes), std::string("0\n3\n2 10\n4 20\n5 30\n"));
        const auto back = LeaderEpochCache::parse(bytes);
        QVERIFY(back.has_value());
        QVERIFY(back->entries() == threeEpochs().entries());
    }

    void damagedFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("version") << QByteArray("1\n0\n");
        QTest::newRow("count") << QByteArray("0\n2\n1 0\n");
        QTest::newRow("no number") << QByteArray("0\n1\nx 0\n");
        QTest::newRow("one field") << QByteArray("0\n1\n10\n");
        QTest::newRow("falling epochs") << QByteArray("0\n2\n5 0\n4 10\n");
        QTest::newRow("falling offsets") << QByteArray("0\n2\n4 10\n5 10\n");
        QTest::newRow("zeros") << QByteArray(10, '\0');
    }
    void damagedFilesAreRefused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(
            !LeaderEpochCache::parse(asBytes({text.data(), std::size_t(text.size())})).has_value());
    }
};

QTEST_GUILESS_MAIN(LeaderEpochCacheTest)
#include "leader_epoch_cache_test.moc"
