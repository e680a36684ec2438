// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/crc32c.h"
#include "engine/base/cursor.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/codec.h"
#include "engine/storage/validate.h"

using namespace stormbench;
using namespace stormbench::storage;

namespace {

constexpr Millis kNow{1'700'000'000'000};
constexpr Millis kHour{3'600'000};

using Edit = std::function<void(Bytes&)>;
using Configure = std::function<void(LogConfig&, ValidationOptions&, BatchOptions&)>;

struct Case {
    const char* name;
    LogErrorCode expected;
    Edit edit;  ///< of the finished batch; the CRC is made right afterwards
    Configure configure = {};
    bool fixCrc = true;
};

void fixCrc(Bytes& bytes)
{
    storeBigEndian(bytes.data() + batch::kCrc, crc32c(ByteView(bytes).subspan(batch::kAttributes)));
}

template <typename T> Edit put(std::size_t at, T value)
{
    return [=](Bytes& bytes) { storeBigEndian(bytes.data() + at, value); };
}

void nothing(Bytes&) { }

Bytes threeRecords(const BatchOptions& options)
{
    BatchBuilder builder(options);
    for (int i = 0; i < 3; ++i)
        builder.add(kNow, asBytes("key"), asBytes("value"));
    return builder.build();
}

const std::vector<Case>& cases()
{
    using E = LogErrorCode;
    // The first record begins at 61: length, attributes, timestamp delta, offset delta, key length
    // …
    static const std::vector<Case> all{
        {"no batch at all", E::NotOneBatch, [](Bytes& b) { b.clear(); }, {}, false},
        {"header cut off", E::CorruptMessage, [](Bytes& b) { b.resize(60); }, {}, false},
        {"body cut off", E::CorruptMessage, [](Bytes& b) { b.pop_back(); }, {}, false},
        {"two batches", E::NotOneBatch,
            [](Bytes& b) {
                const auto copy = b;
                b.insert(b.end(), copy.begin(), copy.end());
            },
            {}, false},
        {"magic 1", E::InvalidMagic, put<std::int8_t>(batch::kMagic, 1)},
        {"magic 3", E::CorruptMessage, put<std::int8_t>(batch::kMagic, 3)},
        {"length too small", E::CorruptMessage, put<std::int32_t>(batch::kLength, 10)},
        {"unknown codec", E::UnsupportedCompression, put<std::int16_t>(batch::kAttributes, 5)},
        {"zstd before Produce v7", E::UnsupportedCompression, nothing,
            [](LogConfig&, ValidationOptions& o, BatchOptions& b) {
                o.zstdAllowed = false;
                b.codec = Codec::Zstd;
            }},
        {"base offset", E::InvalidBaseOffset, put<std::int64_t>(batch::kBaseOffset, 7)},
        {"too large", E::MessageTooLarge, nothing,
            [](LogConfig& c, ValidationOptions&, BatchOptions&) { c.maxMessageBytes = 90; }},
        {"crc", E::CorruptMessage, [](Bytes& b) { b.back() ^= 1; }, {}, false},
        {"negative last offset delta", E::InvalidOffsetRange,
            put<std::int32_t>(batch::kLastOffsetDelta, -2)},
        {"count zero", E::InvalidRecordCount, put<std::int32_t>(batch::kRecordCount, 0)},
        {"count negative", E::InvalidRecordCount, put<std::int32_t>(batch::kRecordCount, -1)},
        {"count and offsets disagree", E::InvalidOffsetRange,
            put<std::int32_t>(batch::kRecordCount, 2)},
        {"largest count", E::InvalidRecord,
            [](Bytes& b) {
                storeBigEndian<std::int32_t>(b.data() + batch::kRecordCount, 0x7FFFFFFF);
                storeBigEndian<std::int32_t>(b.data() + batch::kLastOffsetDelta, 0x7FFFFFFE);
            }},
        {"control batch", E::ControlBatchFromClient, put<std::int16_t>(batch::kAttributes, 0x20)},
        {"producer without sequence", E::InvalidSequence, put<std::int64_t>(batch::kProducerId, 5)},
        {"fewer records than claimed", E::InvalidRecord,
            [](Bytes& b) {
                storeBigEndian<std::int32_t>(b.data() + batch::kRecordCount, 4);
                storeBigEndian<std::int32_t>(b.data() + batch::kLastOffsetDelta, 3);
            }},
        {"more records than claimed", E::InvalidRecordCount,
            [](Bytes& b) {
                storeBigEndian<std::int32_t>(b.data() + batch::kRecordCount, 2);
                storeBigEndian<std::int32_t>(b.data() + batch::kLastOffsetDelta, 1);
            }},
        {"record length off by one", E::InvalidRecord, [](Bytes& b) { b[61] += 2; }},
        {"record length negative", E::InvalidRecord, [](Bytes& b) { b[61] = 1; }},
        {"offset delta not dense", E::InvalidRecord, [](Bytes& b) { b[64] = 2; }},
        {"key beyond the record", E::InvalidRecord, [](Bytes& b) { b[65] = 60; }},
        {"key length below -1", E::InvalidRecord, [](Bytes& b) { b[65] = 3; }},
        {"key in a compacted topic", E::InvalidRecord, nothing,
            [](LogConfig& c, ValidationOptions&, BatchOptions& b) {
                c.cleanupCompact = true;
                b.baseSequence = Sequence(-2);
            }},
        {"an hour ahead", E::InvalidTimestamp, nothing,
            [](LogConfig&, ValidationOptions& o, BatchOptions&) {
                o.now = kNow - kHour - Millis(1);
            }},
        {"too old", E::InvalidTimestamp, nothing,
            [](LogConfig& c, ValidationOptions& o, BatchOptions&) {
                c.timestampBeforeMaxMs = kHour;
                o.now = kNow + kHour + Millis(1);
            }},
        {"client claims append time", E::InvalidTimestamp, nothing,
            [](LogConfig&, ValidationOptions&, BatchOptions& b) {
                b.timestampType = TimestampType::LogAppendTime;
            }},
        {"compressed bytes are broken", E::CorruptMessage,
            [](Bytes& b) {
                b[70] ^= 0xFF;
                b[75] ^= 0xFF;
            },
            [](LogConfig&, ValidationOptions&, BatchOptions& b) { b.codec = Codec::Zstd; }},
    };
    return all;
}

}  // namespace

class ValidateTest : public QObject {
    Q_OBJECT

private slots:
    void rules_data()
    {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < cases().size(); ++i)
            QTest::newRow(cases()[i].name) << int(i);
    }
    void rules()
    {
        QFETCH(int, index);
        const auto& c = cases()[std::size_t(index)];
        LogConfig config;
        ValidationOptions options{.now = kNow};
        BatchOptions batchOptions;
        if (c.configure)
            c.configure(config, options, batchOptions);
        auto bytes = threeRecords(batchOptions);
        if (config.cleanupCompact) {  // the second record without its key
            BatchBuilder builder;
            builder.add(kNow, asBytes("key"), asBytes("value"));
            builder.add(kNow, std::nullopt, asBytes("value"));
            bytes = builder.build();
        }
        c.edit(bytes);
        if (c.fixCrc)
            fixCrc(bytes);
        const auto verdict = validateForProduce(bytes, config, options);
        QVERIFY(!verdict.has_value());
        QCOMPARE(toString(verdict.error().code), toString(c.expected));
        QVERIFY(!verdict.error().message.empty());
    }

    void goodBatchesPass_data()
    {
        QTest::addColumn<int>("codec");
        for (int codec = 0; codec <= 4; ++codec)
            QTest::addRow("codec %d", codec) << codec;
    }
    void goodBatchesPass()
    {
        QFETCH(int, codec);
        BatchBuilder builder({.codec = static_cast<Codec>(codec)});
        std::mt19937 random(1);
        Bytes value(50'000);
        for (int i = 0; i < 12; ++i) {  // far larger than the window of the walk
            std::generate(value.begin(), value.end(), [&] { return std::uint8_t(random() % 7); });
            const BatchBuilder::Header header{asBytes("name"), std::nullopt};
            builder.add(kNow + Millis(i == 5 ? 100 : -i), asBytes("key"), ByteView(value),
                std::span(&header, 1));
        }
        const auto verdict = validateForProduce(builder.build(), {}, {.now = kNow});
        QVERIFY(verdict.has_value());
        QCOMPARE(verdict->header.recordCount, 12);
        QCOMPARE(verdict->maxTimestamp, kNow + Millis(100));
        QCOMPARE(verdict->maxTimestampDelta, 5);
    }

    void rejectedRecordsAreNamed()
    {
        BatchBuilder builder;
        builder.add(kNow, asBytes("k"), asBytes("v"));
        builder.add(kNow, std::nullopt, asBytes("v"));
        builder.add(kNow, asBytes("k"), asBytes("v"));
        builder.add(kNow, std::nullopt, asBytes("v"));
        const auto verdict
            = validateForProduce(builder.build(), {.cleanupCompact = true}, {.now = kNow});
        QVERIFY(!verdict.has_value());
        QCOMPARE(verdict.error().recordErrors.size(), std::size_t(2));
        QCOMPARE(verdict.error().recordErrors[0].batchIndex, 1);
        QCOMPARE(verdict.error().recordErrors[1].batchIndex, 3);
    }

    void timestampErrorsWin()
    {
        BatchBuilder builder;
        builder.add(kNow, std::nullopt, asBytes("v"));
        builder.add(kNow + 2 * kHour, asBytes("k"), asBytes("v"));
        const auto verdict
            = validateForProduce(builder.build(), {.cleanupCompact = true}, {.now = kNow});
        QVERIFY(!verdict.has_value());
        QVERIFY(verdict.error().code == LogErrorCode::InvalidTimestamp);
        QCOMPARE(verdict.error().recordErrors.size(), std::size_t(2));
    }

    void theLimitsThemselvesAreAllowed()
    {
        LogConfig config;
        config.timestampBeforeMaxMs = kHour;
        const auto batch = threeRecords({});
        QVERIFY(validateForProduce(batch, config, {.now = kNow - kHour}).has_value());
        QVERIFY(validateForProduce(batch, config, {.now = kNow + kHour}).has_value());
    }

    void appendTimeTopicsIgnoreTimestamps()
    {
        LogConfig config;
        config.timestampType = TimestampType::LogAppendTime;
        QVERIFY(validateForProduce(threeRecords({}), config, {.now = Millis(5)}).has_value());
    }

    void coordinatorsMayWriteControlBatches()
    {
        const auto batch = threeRecords({.producerId = ProducerId(9), .isControl = true});
        QVERIFY(validateForProduce(
            batch, {.cleanupCompact = true}, {.origin = AppendOrigin::Coordinator, .now = kNow})
                    .has_value());
    }

    void aBombIsRefused()
    {
        BatchBuilder builder({.codec = Codec::Zstd});
        const Bytes zeros(45u << 20, 0);
        for (int i = 0; i < 6; ++i)
            builder.add(kNow, asBytes("k"), ByteView(zeros));
        const auto verdict = validateForProduce(builder.build(), {}, {.now = kNow});
        QVERIFY(!verdict.has_value());
        QVERIFY(verdict.error().code == LogErrorCode::MessageTooLarge);
    }
};

QTEST_GUILESS_MAIN(ValidateTest)
#include "validate_test.moc"
