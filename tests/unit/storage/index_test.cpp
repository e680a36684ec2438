// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <random>

#include "engine/storage/offset_index.h"
#include "engine/storage/time_index.h"

using namespace stormbench;
using namespace stormbench::storage;

class IndexTest : public QObject {
    Q_OBJECT

private slots:
    void lookupsEqualALinearScan()
    {
        std::mt19937 random(11);
        const Offset base(5000);
        OffsetIndex offsets(base);
        TimeIndex times(base);
        std::uint32_t position = 0;
        auto offset = base;
        Millis timestamp(0);
        for (int i = 0; i < 500; ++i) {
            offset = offset + 1 + random() % 50;
            position += 100 + random() % 5000;
            timestamp += Millis(random() % 4);
            offsets.add(offset, position);
            times.add(timestamp, offset);
        }
        for (int i = 0; i < 5000; ++i) {
            const auto wanted = base + std::int64_t(random() % 15'000);
            std::uint32_t expected = 0;
            for (const auto& entry : offsets.entries())
                if (base + entry.relativeOffset <= wanted)
                    expected = entry.position;
            QCOMPARE(offsets.lookup(wanted), expected);

            const auto at = std::uint32_t(random() % (position + 100));
            expected = 0;
            for (const auto& entry : offsets.entries())
                if (entry.position <= at)
                    expected = entry.position;
            QCOMPARE(offsets.floorPosition(at), expected);

            const Millis time(random() % 1000);
            auto from = base;
            for (const auto& entry : times.entries())
                if (entry.timestamp < time)
                    from = base + entry.relativeOffset + 1;
            QCOMPARE(times.lookup(time), from);
        }
        const auto offsetsBack = OffsetIndex::parse(base, offsets.serialize(), position + 1);
        QVERIFY(offsetsBack.has_value() && offsetsBack->entries() == offsets.entries());
        const auto timesBack = TimeIndex::parse(base, times.serialize(), offset + 1);
        QVERIFY(timesBack.has_value() && timesBack->entries() == times.entries());
    }

    void timeEntriesGrowStrictly()
    {
        TimeIndex index(Offset(0));
        index.add(Millis(-1), Offset(1));
        QVERIFY(index.entries().empty());
        index.add(Millis(10), Offset(2));
        index.add(Millis(10), Offset(3));
        index.add(Millis(9), Offset(4));
        QCOMPARE(index.entries().size(), std::size_t(1));
    }

    void truncation()
    {
        OffsetIndex offsets(Offset(0));
        TimeIndex times(Offset(0));
        for (int i = 1; i <= 5; ++i) {
            offsets.add(Offset(i * 10), std::uint32_t(i * 1000));
            times.add(Millis(i), Offset(i * 10));
        }
        offsets.truncateTo(3000);
        times.truncateTo(Offset(30));
        QCOMPARE(offsets.entries().size(), std::size_t(2));
        QCOMPARE(times.entries().size(), std::size_t(2));
    }

    void inconsistentFilesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("offsets");
        QTest::addColumn<QByteArray>("times");
        const auto hex = [](const char* text) { return QByteArray::fromHex(text); };
        QTest::newRow("half an entry") << hex("00000001") << hex("0000000000000001");
        QTest::newRow("zeros") << QByteArray(16, '\0') << QByteArray(24, '\0');
        QTest::newRow("falling") << hex("0000000500000064"
                                        "0000000400000066")
                                 << hex("000000000000000500000004"
                                        "000000000000000500000005");
        QTest::newRow("beyond the segment")
            << hex("00000005000003e8") << hex("000000000000000500000064");
        QTest::newRow("offset above 2^31")
            << hex("8000000500000064") << hex("800000000000000500000001");
    }
    void inconsistentFilesAreRefused()
    {
        QFETCH(QByteArray, offsets);
        QFETCH(QByteArray, times);
        const auto view = [](const QByteArray& bytes) {
            return asBytes({bytes.data(), std::size_t(bytes.size())});
        };
        QVERIFY(!OffsetIndex::parse(Offset(0), view(offsets), 1000).has_value());
        QVERIFY(!TimeIndex::parse(Offset(0), view(times), Offset(100)).has_value());
    }
};

QTEST_GUILESS_MAIN(IndexTest)
#include "index_test.moc"
