// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/controller/config_resolver.h"
#include "engine/controller/image_builder.h"

using namespace stormbench;
using namespace stormbench::controller;
using storage::Codec;
using storage::LogConfig;

namespace {

using env::Millis;

struct Row {
    const char* name;
    const char* value;
    std::function<bool(const LogConfig&)> holds;
};

const std::vector<Row>& table()
{
    static const std::vector<Row> kRows{
        {"cleanup.policy", "compact", [](auto& c) { return c.cleanupCompact && !c.cleanupDelete; }},
        {"cleanup.policy", "compact,delete",
            [](auto& c) { return c.cleanupCompact && c.cleanupDelete; }},
        {"compression.type", "gzip", [](auto& c) { return c.compression == Codec::Gzip; }},
        {"compression.type", "snappy",
            [](auto& c) { return c.compression == Codec::Snappy && !c.compressionLevel; }},
        {"compression.type", "lz4",
            [](auto& c) { return c.compression == Codec::Lz4 && c.compressionLevel == 9; }},
        {"compression.type", "zstd",
            [](auto& c) { return c.compression == Codec::Zstd && c.compressionLevel == 3; }},
        {"compression.type", "uncompressed", [](auto& c) { return c.compression == Codec::None; }},
        {"delete.retention.ms", "7", [](auto& c) { return c.deleteRetentionMs == Millis(7); }},
        {"file.delete.delay.ms", "7", [](auto& c) { return c.fileDeleteDelayMs == Millis(7); }},
        {"flush.messages", "7", [](auto& c) { return c.flushMessages == 7; }},
        {"flush.ms", "7", [](auto& c) { return c.flushMs == Millis(7); }},
        {"index.interval.bytes", "7", [](auto& c) { return c.indexIntervalBytes == 7; }},
        {"max.compaction.lag.ms", "7", [](auto& c) { return c.maxCompactionLagMs == Millis(7); }},
        {"max.message.bytes", "7", [](auto& c) { return c.maxMessageBytes == 7; }},
        {"message.timestamp.after.max.ms", "7",
            [](auto& c) { return c.timestampAfterMaxMs == Millis(7); }},
        {"message.timestamp.before.max.ms", "7",
            [](auto& c) { return c.timestampBeforeMaxMs == Millis(7); }},
        {"message.timestamp.type", "LogAppendTime",
            [](auto& c) { return c.timestampType == storage::TimestampType::LogAppendTime; }},
        {"min.cleanable.dirty.ratio", "0.25",
            [](auto& c) { return c.minCleanableDirtyRatio == 0.25; }},
        {"min.compaction.lag.ms", "7", [](auto& c) { return c.minCompactionLagMs == Millis(7); }},
        {"retention.bytes", "7", [](auto& c) { return c.retentionBytes == 7; }},
        {"retention.ms", "7", [](auto& c) { return c.retentionMs == Millis(7); }},
        {"segment.bytes", "70", [](auto& c) { return c.segmentBytes == 70; }},
        {"segment.index.bytes", "70", [](auto& c) { return c.segmentIndexBytes == 70; }},
        {"segment.jitter.ms", "7", [](auto& c) { return c.segmentJitterMs == Millis(7); }},
        {"segment.ms", "7", [](auto& c) { return c.segmentMs == Millis(7); }},
    };
    return kRows;
}

/// Not a log's business, or told together with another one.
const std::set<std::string_view> kElsewhere{
    "compression.gzip.level",                   // theTopicsLevelCounts
    "compression.lz4.level",                    // theTopicsLevelCounts
    "compression.zstd.level",                   // theTopicsLevelCounts
    "follower.replication.throttled.replicas",  // the fetchers'
    "leader.replication.throttled.replicas",    // the leader's
    "min.insync.replicas",                      // the partition's
    "preallocate",                              // whatIsNotSupportedIsRefused
    "unclean.leader.election.enable",           // the controller's
};

LogConfig configOf(const std::vector<std::pair<std::string, std::string>>& configs)
{
    static const StaticConfig kNothing;
    ImageBuilder builder(std::make_shared<const MetadataImage>());
    Offset offset{0};
    for (const auto& [name, value] : configs) {
        if (!builder.apply(ConfigRecord{{ConfigResourceType::Topic, "t"}, name, value}, offset))
            return {};
        ++offset;
    }
    return ConfigResolver(std::move(builder).build().after, kNothing, BrokerId{1}).logConfig("t");
}

}  // namespace

/// What a topic configures reaches its logs (tests/unit/storage/log_config_test.cpp: what they do
/// with it), or is refused. No name is left out.
class TopicLogConfigTest : public QObject {
    Q_OBJECT

private slots:
    void reachesTheLog_data()
    {
        QTest::addColumn<int>("row");
        for (std::size_t i = 0; i < table().size(); ++i)
            QTest::addRow("%s=%s", table()[i].name, table()[i].value) << int(i);
    }
    void reachesTheLog()
    {
        QFETCH(int, row);
        const auto& [name, value, holds] = table()[std::size_t(row)];
        QVERIFY(checkedValue(*findTopicConfig(name), value).has_value());
        QVERIFY(!holds(configOf({})));
        QVERIFY(holds(configOf({{name, value}})));
    }

    void everyNameIsAccountedFor()
    {
        for (const auto& definition : topicConfigs()) {
            const bool told = std::any_of(table().begin(), table().end(),
                [&](const auto& row) { return row.name == definition.name; });
            QVERIFY2(
                told != kElsewhere.contains(definition.name), std::string(definition.name).c_str());
        }
    }

    void theTopicsLevelCounts()
    {
        for (const std::string codec : {"gzip", "lz4", "zstd"})
            QCOMPARE(
                configOf({{"compression.type", codec}, {"compression." + codec + ".level", "5"}})
                    .compressionLevel,
                std::optional<int>(5));
    }

    void whatIsNotSupportedIsRefused()
    {
        const auto& preallocate = *findTopicConfig("preallocate");
        QVERIFY(checkedValue(preallocate, "false").has_value());
        QVERIFY(!checkedValue(preallocate, "true").has_value());
        QVERIFY(!checkBrokerConfigs({{"log.preallocate", "true"}}).has_value());
    }
};

QTEST_GUILESS_MAIN(TopicLogConfigTest)
#include "topic_log_config_test.moc"
