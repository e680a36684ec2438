// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/storage/batch_builder.h"
#include "engine/storage/record.h"

using namespace stormbench;
using namespace stormbench::storage;

namespace {

// One batch, worked out by hand from FORMAT.md: records ("k" -> "v1" at t, null -> "v2" with header
// h=x at t+5).
const char* const kGolden = "0000000000000000"  // base offset
                            "00000048"          // length: 84 - 12
                            "ffffffff"          // leader epoch
                            "02"                // magic
                            "5322576b"          // crc of all that follows
                            "0000"              // attributes
                            "00000001"          // last offset delta
                            "0000000000001000"  // base timestamp
                            "0000000000001005"  // max timestamp
                            "ffffffffffffffff"  // producer id
                            "ffff"              // producer epoch
                            "ffffffff"          // base sequence
                            "00000002"          // count
                            "12"                // length 9
                            "00"
                            "00"
                            "00"
                            "02"
                            "6b"
                            "04"
                            "7631"
                            "00"
                            "18"  // length 12
                            "00"
                            "0a"
                            "02"
                            "01"
                            "04"
                            "7632"
                            "02"
                            "02"
                            "68"
                            "02"
                            "78";

Bytes fromHex(const QByteArray& hex)
{
    const auto raw = QByteArray::fromHex(hex);
    return {raw.begin(), raw.end()};
}

Bytes golden()
{
    return fromHex(kGolden);
}

Bytes builtGolden()
{
    BatchBuilder builder;
    builder.add(Millis(0x1000), asBytes("k"), asBytes("v1"));
    const BatchBuilder::Header header{asBytes("h"), asBytes("x")};
    builder.add(Millis(0x1005), std::nullopt, asBytes("v2"), std::span(&header, 1));
    return builder.build();
}

}  // namespace

class BatchTest : public QObject {
    Q_OBJECT

private slots:
    void builderWritesTheGoldenBytes()
    {
        const auto expected = golden();
        const auto built = builtGolden();
        QCOMPARE(QByteArray(asText(built).data(), int(built.size())).toHex(),
            QByteArray(asText(expected).data(), int(expected.size())).toHex());
    }

    void headerIsParsed()
    {
        const auto header = parseBatchHeader(golden());
        QVERIFY(header.has_value());
        QCOMPARE(header->sizeInBytes, 84u);
        QCOMPARE(header->recordCount, 2);
        QCOMPARE(header->lastOffsetDelta, 1);
        QCOMPARE(header->baseTimestamp, Millis(0x1000));
        QCOMPARE(header->maxTimestamp, Millis(0x1005));
        QVERIFY(!header->hasProducerId());
        QVERIFY(crcMatches(golden()));
    }

    void damagedHeadersAreRefused_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("fault");
        QTest::newRow("magic") << 16 << QByteArray("\x01", 1) << int(HeaderFault::BadMagic);
        QTest::newRow("negative length")
            << 8 << QByteArray("\xff\xff\xff\xff", 4) << int(HeaderFault::BadLength);
        QTest::newRow("length below a header")
            << 8 << QByteArray("\0\0\0\x30", 4) << int(HeaderFault::BadLength);
        QTest::newRow("length that overflows")
            << 8 << QByteArray("\x7f\xff\xff\xff", 4) << int(HeaderFault::BadLength);
        QTest::newRow("negative offset")
            << 0 << QByteArray("\xff", 1) << int(HeaderFault::BadOffset);
        QTest::newRow("offsets that overflow")
            << 0 << QByteArray("\x7f\xff\xff\xff\x80\0\0\0", 8) << int(HeaderFault::BadOffset);
    }
    void damagedHeadersAreRefused()
    {
        QFETCH(int, at);
        QFETCH(QByteArray, bytes);
        QFETCH(int, fault);
        auto batch = golden();
        std::copy(bytes.begin(), bytes.end(), batch.begin() + at);
        const auto header = parseBatchHeader(batch);
        QVERIFY(!header.has_value());
        QCOMPARE(int(header.error()), fault);
    }

    void stampsStayOutsideOfTheCrc()
    {
        auto batch = golden();
        stampBaseOffset(batch, Offset(123456789012));
        stampLeaderEpoch(batch, LeaderEpoch(7));
        QVERIFY(crcMatches(batch));
        const auto header = parseBatchHeader(batch);
        QCOMPARE(header->baseOffset.value(), 123456789012);
        QCOMPARE(header->lastOffset().value(), 123456789013);
        QCOMPARE(header->leaderEpoch.value(), 7);
    }

    void appendTimeIsRewrittenWithItsCrc()
    {
        auto batch = golden();
        rewriteTimestamps(batch, TimestampType::LogAppendTime, Millis(99));
        QVERIFY(crcMatches(batch));
        auto reader = RecordReader::create(batch);
        QVERIFY(reader.has_value());
        for (int i = 0; i < 2; ++i) {
            const auto record = reader->next();
            QVERIFY(record && *record);
            QCOMPARE((*record)->timestamp, Millis(99));
        }
    }

    void recordsAreReadBack_data()
    {
        QTest::addColumn<int>("codec");
        for (int codec = 0; codec <= 4; ++codec)
            QTest::addRow("codec %d", codec) << codec;
    }
    void recordsAreReadBack()
    {
        QFETCH(int, codec);
        BatchBuilder builder({.codec = static_cast<Codec>(codec), .baseOffset = Offset(40)});
        const Bytes big(100'000, 'b');
        builder.add(Millis(5), asBytes("k1"), ByteView(big));
        builder.add(Millis(3), std::nullopt, std::nullopt);
        const std::vector<BatchBuilder::Header> headers{
            {asBytes("a"), asBytes("1")}, {asBytes("b"), std::nullopt}};
        builder.add(Millis(9), asBytes(""), asBytes("v3"), headers);
        const auto batch = builder.build();

        auto reader = RecordReader::create(batch);
        QVERIFY(reader.has_value());
        const auto first = reader->next();
        QVERIFY(first && *first);
        QCOMPARE((*first)->offset, Offset(40));
        QCOMPARE(asText(*(*first)->key), std::string_view("k1"));
        QCOMPARE((*first)->value->size(), big.size());
        const auto second = reader->next();
        QVERIFY(second && *second);
        QVERIFY(!(*second)->key && !(*second)->value);
        QCOMPARE((*second)->timestamp, Millis(3));
        const auto third = reader->next();
        QVERIFY(third && *third);
        QCOMPARE((*third)->offset, Offset(42));
        QVERIFY((*third)->key && (*third)->key->empty());
        QCOMPARE((*third)->headers.size(), std::size_t(2));
        QVERIFY(!(*third)->headers[1].value);
        const auto end = reader->next();
        QVERIFY(end && !*end);
        QCOMPARE(reader->header().maxTimestamp, Millis(9));
    }

    void aBombIsBounded()
    {
        BatchBuilder builder({.codec = Codec::Zstd});
        builder.add(Millis(0), asBytes("k"), ByteView(Bytes(1'000'000, 0)));
        const auto reader = RecordReader::create(builder.build(), 100'000);
        QVERIFY(!reader.has_value());
        QVERIFY(reader.error().code == ErrorCode::OutOfSpace);
    }

    void everyPrefixIsAnErrorAndNotACrash()
    {
        const auto batch = golden();
        for (std::size_t size = 0; size < batch.size(); ++size)
            QVERIFY(!RecordReader::create(ByteView(batch).first(size)).has_value());
    }
};

QTEST_GUILESS_MAIN(BatchTest)
#include "batch_test.moc"
