// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/storage/codec.h"
#include "log_rig.h"

using namespace stormbench;
using namespace stormbench::storage;
using namespace stormbench::test;

namespace {

constexpr Millis kNow{1'700'000'000'000};

Bytes batchAt(Millis timestamp, std::size_t size = 10, Codec codec = Codec::None)
{
    MadeBatch made{.valueSize = size, .timestamp = timestamp};
    made.options.codec = codec;
    return makeBatch(made);
}

LogResult<AppendedBatch> append(LogRig& rig, const Bytes& batch)
{
    return rig.log->appendAsLeader(batch, {});
}

bool refused(LogRig& rig, const Bytes& batch, LogErrorCode code)
{
    const auto appended = append(rig, batch);
    return !appended && appended.error().code == code;
}

BatchHeader stored(LogRig& rig)
{
    const auto range = rig.log->read({Offset(0), rig.log->logEndOffset(), 1u << 20, true});
    const auto bytes = Log::readBytes(*range);
    return crcMatches(*bytes) ? *parseBatchHeader(*bytes) : BatchHeader{};
}

bool rollsAtSize(LogRig& rig)
{
    while (rig.log->segmentCount() < 2 && rig.log->logEndOffset() < Offset(20))
        if (!append(rig, batchAt(kNow, 100)))
            return false;
    return rig.log->segmentCount() == 2 && rig.log->sizeInBytes() > 500
        && refused(rig, batchAt(kNow, 700), LogErrorCode::RecordListTooLarge);
}

bool rollsAtAge(LogRig& rig)
{
    for (const auto age : {0, 1000, 1001})
        if (!append(rig, batchAt(kNow + Millis(age))))
            return false;
    return rig.log->segmentCount() == 2;
}

/// Within the jitter some segments are rolled before segment.ms, none after it.
bool rollsWithJitter(LogRig& rig)
{
    std::set<std::int64_t> ages;
    auto time = kNow - Millis(100'000);
    for (int i = 0; i < 20; ++i) {
        const auto begun = time;
        const auto count = rig.log->segmentCount();
        if (!append(rig, batchAt(time)))
            return false;
        for (; rig.log->segmentCount() == count; time += Millis(50))
            if (time - begun > Millis(1100) || !append(rig, batchAt(time)))
                return false;
        ages.insert((time - begun).count());
    }
    return ages.size() > 3;
}

bool rollsWithFullIndex(LogRig& rig)
{
    for (int i = 0; i < 60; ++i)
        if (!append(rig, batchAt(kNow + Millis(i))))
            return false;
    return rig.log->segmentCount() > 3;
}

bool keepsDenseIndex(LogRig& rig)
{
    for (int i = 0; i < 100; ++i)
        if (!append(rig, batchAt(kNow, 100)))
            return false;
    return rig.log->close().has_value()
        && rig.files.content(rig.path("00000000000000000000.index")).size() / 8 > 30;
}

bool deletesOldSegments(LogRig& rig)
{
    rig.clock.wall = kNow;
    for (int i = 0; i < 12; ++i)
        if (!append(rig, batchAt(kNow - Millis(2000) + Millis(i), 100)))
            return false;
    const auto kept = rig.log->enforceRetention(Offset(0));  // nothing is committed yet
    if (!kept || !kept->empty())
        return false;
    const auto job = rig.log->enforceRetention();
    if (!job || job->empty() || rig.log->logStartOffset() == Offset(0))
        return false;
    for (const auto& path : job->paths)  // a restart would not find them
        if (!path.ends_with(".deleted") || !rig.files.exists(path))
            return false;
    return job->run(rig.files).has_value() && !rig.files.exists(job->paths.front());
}

bool deletesBeyondSize(LogRig& rig)
{
    for (int i = 0; i < 30; ++i)
        if (!append(rig, batchAt(kNow, 100)))
            return false;
    return rig.log->enforceRetention() && rig.log->logStartOffset() > Offset(0)
        && rig.log->sizeInBytes() >= 1000 && rig.log->sizeInBytes() < 2000;
}

bool takesOneCodec(LogRig& rig)
{
    for (const auto codec : {Codec::None, Codec::Gzip, Codec::Snappy, Codec::Lz4, Codec::Zstd}) {
        MadeBatch made{.records = 20, .valueSize = 50, .timestamp = kNow};
        made.options.codec = codec;
        if (!append(rig, makeBatch(made)))
            return false;
    }
    auto offset = Offset(0);
    const auto range = rig.log->read({offset, rig.log->logEndOffset(), 1u << 20, true});
    const auto bytes = Log::readBytes(*range);
    for (auto rest = ByteView(*bytes); !rest.empty();) {
        const auto header = *parseBatchHeader(rest);
        if (header.codec() != Codec::Zstd || !crcMatches(rest.first(header.sizeInBytes))
            || header.baseOffset != offset || header.recordCount != 20)
            return false;
        offset = header.nextOffset();
        rest = rest.subspan(header.sizeInBytes);
    }
    return readAll(*rig.log, Offset(0)).size() == 100;
}

/// The limit holds for the batch as it is stored.
bool limitsWhatIsStored(LogRig& rig)
{
    MadeBatch made{.records = 20, .valueSize = 500, .timestamp = kNow};
    made.options.codec = Codec::Zstd;
    return refused(rig, makeBatch(made), LogErrorCode::MessageTooLarge);
}

bool stampsAppendTime(LogRig& rig)
{
    rig.clock.wall = kNow + Millis(5);
    const auto appended = append(rig, batchAt(kNow - Millis(1'000'000)));
    const auto header = stored(rig);
    return appended && appended->logAppendTime == kNow + Millis(5)
        && header.timestampType() == TimestampType::LogAppendTime
        && header.maxTimestamp == kNow + Millis(5);
}

using Check = std::function<bool(LogRig&)>;
struct Row {
    const char* name;
    std::function<void(LogConfig&)> set;
    Check check;
};

const std::vector<Row>& table()
{
    static const std::vector<Row> kRows{
        {"max.message.bytes", [](auto& c) { c.maxMessageBytes = 200; },
            [](auto& rig) {
                return append(rig, batchAt(kNow, 100)).has_value()
                    && refused(rig, batchAt(kNow, 200), LogErrorCode::MessageTooLarge);
            }},
        {"segment.bytes", [](auto& c) { c.segmentBytes = 500; }, rollsAtSize},
        {"segment.ms", [](auto& c) { c.segmentMs = Millis(1000); }, rollsAtAge},
        {"max.compaction.lag.ms",
            [](auto& c) {
                c.cleanupCompact = true;
                c.maxCompactionLagMs = Millis(1000);
            },
            rollsAtAge},
        {"segment.jitter.ms",
            [](auto& c) {
                c.segmentMs = Millis(1000);
                c.segmentJitterMs = Millis(800);
            },
            rollsWithJitter},
        {"segment.index.bytes",
            [](auto& c) {
                c.segmentIndexBytes = 100;
                c.indexIntervalBytes = 0;
            },
            rollsWithFullIndex},
        {"index.interval.bytes", [](auto& c) { c.indexIntervalBytes = 200; }, keepsDenseIndex},
        {"retention.ms, file.delete.delay.ms",
            [](auto& c) {
                c.segmentBytes = 500;
                c.retentionMs = Millis(1000);
            },
            deletesOldSegments},
        {"retention.bytes",
            [](auto& c) {
                c.segmentBytes = 500;
                c.retentionBytes = 1000;
            },
            deletesBeyondSize},
        {"cleanup.policy: compact deletes nothing by age",
            [](auto& c) {
                c.segmentBytes = 500;
                c.retentionMs = Millis(1000);
                c.cleanupDelete = false;
                c.cleanupCompact = true;
            },
            [](auto& rig) { return !deletesOldSegments(rig) && rig.log->segmentCount() > 2; }},
        {"cleanup.policy: compact needs keys", [](auto& c) { c.cleanupCompact = true; },
            [](auto& rig) {
                BatchBuilder builder;
                builder.add(kNow, std::nullopt, asBytes("v"));
                const auto appended = rig.log->appendAsLeader(builder.build(), {});
                return !appended && appended.error().code == LogErrorCode::InvalidRecord
                    && appended.error().recordErrors.size() == 1;
            }},
        {"compression.type, compression.zstd.level",
            [](auto& c) {
                c.compression = Codec::Zstd;
                c.compressionLevel = 5;
            },
            takesOneCodec},
        {"compression.type: uncompressed",
            [](auto& c) {
                c.compression = Codec::None;
                c.maxMessageBytes = 2000;
            },
            limitsWhatIsStored},
        {"message.timestamp.type", [](auto& c) { c.timestampType = TimestampType::LogAppendTime; },
            stampsAppendTime},
        {"message.timestamp.before.max.ms", [](auto& c) { c.timestampBeforeMaxMs = Millis(1000); },
            [](auto& rig) {
                return append(rig, batchAt(kNow - Millis(1000))).has_value()
                    && refused(rig, batchAt(kNow - Millis(1001)), LogErrorCode::InvalidTimestamp);
            }},
        {"message.timestamp.after.max.ms", [](auto& c) { c.timestampAfterMaxMs = Millis(1000); },
            [](auto& rig) {
                return append(rig, batchAt(kNow + Millis(1000))).has_value()
                    && refused(rig, batchAt(kNow + Millis(1001)), LogErrorCode::InvalidTimestamp);
            }},
        {"flush.messages", [](auto& c) { c.flushMessages = 2; },
            [](auto& rig) {
                const bool one = append(rig, batchAt(kNow)) && !rig.log->flushDue();
                return one && append(rig, batchAt(kNow)) && rig.log->flushDue();
            }},
        {"flush.ms", [](auto& c) { c.flushMs = Millis(1000); },
            [](auto& rig) {
                const bool young = append(rig, batchAt(kNow)) && !rig.log->flushDue();
                rig.clock.steady += Millis(1000);
                return young && rig.log->flushDue();
            }},
    };
    return kRows;
}

}  // namespace

/// Each configuration of a topic that its logs go by, and what it does to them. Those of compaction
/// are in compaction_test, the refused ones in the controller's tests.
class LogConfigTest : public QObject {
    Q_OBJECT

private slots:
    void effect_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < table().size(); ++i)
            QTest::newRow(table()[i].name) << int(i);
    }
    void effect()
    {
        QFETCH(int, row);
        LogRig rig;
        rig.clock.wall = kNow;
        rig.config.retentionMs = Millis(LogConfig::kUnlimited);
        table()[std::size_t(row)].set(rig.config);
        QVERIFY(rig.open());
        QVERIFY(table()[std::size_t(row)].check(rig));
    }

    /// The same checks fail where the configuration is not set.
    void noEffectByDefault_data() { effect_data(); }
    void noEffectByDefault()
    {
        QFETCH(int, row);
        LogRig rig;
        rig.clock.wall = kNow;
        rig.config.retentionMs = Millis(LogConfig::kUnlimited);
        if (std::string_view(table()[std::size_t(row)].name)
                .starts_with("cleanup.policy: compact deletes"))
            return;  // deletes nothing either
        QVERIFY(rig.open());
        QVERIFY(!table()[std::size_t(row)].check(rig));
    }
};

QTEST_GUILESS_MAIN(LogConfigTest)
#include "log_config_test.moc"
