// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/coordinator/group/group_coordinator.h"
#include "engine/coordinator/group/offset_records.h"

using namespace stormbench;
using namespace stormbench::coordinator;

namespace {

QByteArray hex(const Bytes& bytes)
{
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size()))
        .toHex();
}
Bytes bytesOf(const QByteArray& text)
{
    const auto raw = QByteArray::fromHex(text);
    return {raw.begin(), raw.end()};
}

StoredGroup sampleGroup()
{
    StoredGroup group;
    group.protocolType = "consumer";
    group.generation = GenerationId{7};
    group.protocol = "range";
    group.leader = "m";
    group.stateSince = WallTime{1000};
    group.members.push_back({"m", "i", "c", "/h", Millis{30'000}, Millis{10'000}, {1, 2}, {3}});
    return group;
}

}  // namespace

class OffsetRecordsTest : public QObject {
    Q_OBJECT
private slots:
    // Kafka's own bytes, by hand from its formats.
    void bytesOnDisk()
    {
        QCOMPARE(hex(encodeKey(OffsetKey{"g", {"t", PartitionIndex{2}}})),
            QByteArray("0001"
                       "000167"
                       "000174"
                       "00000002"));
        QCOMPARE(hex(encodeKey(GroupKey{"g"})),
            QByteArray("0002"
                       "000167"));
        CommittedOffset offset{Offset{5}, LeaderEpoch{1}, "m", WallTime{16}, {}};
        QCOMPARE(hex(encodeValue(offset)),
            QByteArray("0003"
                       "0000000000000005"
                       "00000001"
                       "00016d"
                       "0000000000000010"));
        offset.expiresAt = WallTime{32};
        QCOMPARE(hex(encodeValue(offset)),
            QByteArray("0001"
                       "0000000000000005"
                       "00016d"
                       "0000000000000010"
                       "0000000000000020"));
        QCOMPARE(hex(encodeValue(sampleGroup())),
            QByteArray("0003"
                       "0008636f6e73756d6572"
                       "00000007"
                       "000572616e6765"
                       "00016d"
                       "00000000000003e8"
                       "00000001"
                       "00016d"
                       "000169"
                       "000163"
                       "00022f68"
                       "00007530"
                       "00002710"
                       "000000020102"
                       "0000000103"));
    }

    void roundTrips()
    {
        const OffsetKey key{"group", {"topic", PartitionIndex{9}}};
        QVERIFY(*decodeKey(encodeKey(key)) == RecordKey{key});
        QVERIFY(*decodeKey(encodeKey(GroupKey{"group"})) == RecordKey{GroupKey{"group"}});
        QVERIFY(*decodeGroupValue(encodeValue(sampleGroup())) == sampleGroup());
        StoredGroup empty;
        QVERIFY(*decodeGroupValue(encodeValue(empty)) == empty);
        const CommittedOffset offset{Offset{5}, LeaderEpoch{1}, "m", WallTime{16}, {}};
        QVERIFY(*decodeOffsetValue(encodeValue(offset)) == offset);
    }

    void olderVersions()
    {
        QVERIFY(*decodeKey(bytesOf("0000"
                                   "000167"
                                   "000174"
                                   "00000002"))
            == RecordKey(OffsetKey{"g", {"t", PartitionIndex{2}}}));
        for (const char* version : {"0000", "0002"}) {
            const auto offset = decodeOffsetValue(bytesOf(QByteArray(version)
                + "0000000000000005"
                  "00016d"
                  "0000000000000010"));
            QVERIFY(offset && offset->offset == Offset{5} && offset->leaderEpoch == kNoLeaderEpoch
                && !offset->expiresAt);
        }
        const auto group = decodeGroupValue(bytesOf("0000"
                                                    "0001"
                                                    "63"
                                                    "00000001"
                                                    "ffff"
                                                    "ffff"
                                                    "00000001"
                                                    "00016d"
                                                    "000163"
                                                    "00016800002710"
                                                    "00000000"
                                                    "00000000"));
        QVERIFY(group.has_value());
        QCOMPARE(group->members.front().rebalanceTimeout.count(), 10'000);
        QVERIFY(!group->protocol && !group->leader);
    }

    void laterVersions()
    {
        QVERIFY(*decodeKey(bytesOf("0003"
                                   "0001"))
            == RecordKey{UnknownKey{3}});
        QVERIFY(decodeOffsetValue(bytesOf("0004")).error().code == ErrorCode::Unsupported);
        QVERIFY(decodeGroupValue(bytesOf("0004")).error().code == ErrorCode::Unsupported);
    }

    void truncatedIsCorrupt()
    {
        const auto key = encodeKey(OffsetKey{"g", {"t", PartitionIndex{2}}});
        for (std::size_t size = 0; size < key.size(); ++size)
            QVERIFY(!decodeKey(ByteView(key).first(size)));
        const auto offset
            = encodeValue(CommittedOffset{Offset{5}, LeaderEpoch{1}, "m", WallTime{16}, {}});
        for (std::size_t size = 0; size < offset.size(); ++size)
            QVERIFY(!decodeOffsetValue(ByteView(offset).first(size)));
        const auto group = encodeValue(sampleGroup());
        for (std::size_t size = 0; size < group.size(); ++size)
            QVERIFY(!decodeGroupValue(ByteView(group).first(size)));
        for (std::size_t bit = 0; bit < group.size() * 8; ++bit) {
            auto flipped = group;
            flipped[bit / 8] = static_cast<std::uint8_t>(flipped[bit / 8] ^ (1u << (bit % 8)));
            (void)decodeGroupValue(flipped);
        }
    }

    void partitions_data()
    {
        QTest::addColumn<QString>("group");
        QTest::addColumn<int>("hash");  // what Java's String.hashCode gives
        QTest::newRow("empty") << "" << 0;
        QTest::newRow("a") << "a" << 97;
        QTest::newRow("hello") << "hello" << 99162322;
        QTest::newRow("negative") << "consumer-group-1" << -1;
        QTest::newRow("umlaut") << QString::fromUtf8("\xc3\xa4") << 228;
        QTest::newRow("surrogates")
            << QString::fromUtf8("\xf0\x9f\x98\x80") << 0xd83d * 31 + 0xde00;
    }
    void partitions()
    {
        QFETCH(QString, group);
        QFETCH(int, hash);
        if (hash < 0) {  // independently of the code under test
            std::uint32_t sum = 0;
            for (const auto unit : group)
                sum = 31 * sum + unit.unicode();
            hash = static_cast<int>(sum);
        }
        QCOMPARE(partitionForGroup(group.toStdString(), 50).value(), (hash & 0x7fffffff) % 50);
    }
};

QTEST_GUILESS_MAIN(OffsetRecordsTest)
#include "offset_records_test.moc"
