// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/controller/config_resolver.h"
#include "engine/controller/image_builder.h"
#include "engine/controller/throttled_replicas.h"

using namespace stormbench;
using namespace stormbench::controller;

namespace {

ImagePtr imageWith(const std::vector<Record>& records)
{
    ImageBuilder builder(std::make_shared<const MetadataImage>());
    Offset offset{0};
    for (const auto& record : records) {
        if (!builder.apply(record, offset))
            return nullptr;
        ++offset;
    }
    return std::move(builder).build().after;
}

Record topicConfig(const std::string& name, const std::string& value)
{
    return ConfigRecord{{ConfigResourceType::Topic, "orders"}, name, value};
}
Record brokerConfig(const std::string& broker, const std::string& name, const std::string& value)
{
    return ConfigRecord{{ConfigResourceType::Broker, broker}, name, value};
}

}  // namespace

class ConfigTableTest : public QObject {
    Q_OBJECT
private slots:
    void tablesAreConsistent()
    {
        for (const auto table : {topicConfigs(), brokerConfigs()}) {
            for (std::size_t i = 0; i < table.size(); ++i) {
                const auto& entry = table[i];
                const QByteArray name(entry.name.data(), static_cast<int>(entry.name.size()));
                QVERIFY2(i == 0 || table[i - 1].name < entry.name, name);
                QVERIFY2(!entry.doc.empty(), name);
                if (!entry.unset) {
                    const auto canonical = checkedValue(entry, entry.defaultValue);
                    QVERIFY2(canonical && *canonical == entry.defaultValue, name);
                }
                for (const auto& synonym : entry.synonyms)
                    QVERIFY2(findBrokerConfig(synonym.name), name);
            }
        }
    }

    // The broker's and the topic's table must not disagree about a default.
    void synonymsGiveTheTopicsDefault()
    {
        const StaticConfig statics;
        const ConfigResolver resolver(imageWith({}), statics, BrokerId{1});
        for (const auto& entry : resolver.describeTopic("orders")) {
            QCOMPARE(QString::fromStdString(entry.value.value_or("")),
                QString::fromUtf8(entry.definition->defaultValue.data(),
                    static_cast<int>(entry.definition->defaultValue.size())));
            QVERIFY(entry.source == ConfigSource::Default);
        }
    }

    void values_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("canonical");  // empty: refused
        QTest::newRow("number") << "num.partitions"
                                << " 4 "
                                << "4";
        QTest::newRow("leading zeros") << "num.partitions"
                                       << "007"
                                       << "7";
        QTest::newRow("too small") << "num.partitions"
                                   << "0"
                                   << "";
        QTest::newRow("beyond an int") << "num.partitions"
                                       << "2147483648"
                                       << "";
        QTest::newRow("beyond a long") << "log.retention.ms"
                                       << "9223372036854775808"
                                       << "";
        QTest::newRow("rest") << "num.partitions"
                              << "4x"
                              << "";
        QTest::newRow("no number") << "num.partitions"
                                   << ""
                                   << "";
        QTest::newRow("flag") << "auto.create.topics.enable"
                              << "FALSE"
                              << "false";
        QTest::newRow("no flag") << "auto.create.topics.enable"
                                 << "no"
                                 << "";
        QTest::newRow("list") << "log.cleanup.policy"
                              << " compact , delete"
                              << "compact,delete";
        QTest::newRow("unknown element") << "log.cleanup.policy"
                                         << "compact,keep"
                                         << "";
        QTest::newRow("empty list") << "log.cleanup.policy"
                                    << " , "
                                    << "";
        QTest::newRow("choice") << "compression.type"
                                << "zstd"
                                << "zstd";
        QTest::newRow("no choice") << "compression.type"
                                   << "lzma"
                                   << "";
        QTest::newRow("ratio") << "log.cleaner.min.cleanable.ratio"
                               << "0.25"
                               << "0.25";
        QTest::newRow("ratio above one") << "log.cleaner.min.cleanable.ratio"
                                         << "1.5"
                                         << "";
        QTest::newRow("not a number") << "log.cleaner.min.cleanable.ratio"
                                      << "nan"
                                      << "";
        QTest::newRow("unknown name") << "num.partition"
                                      << "4"
                                      << "";
    }
    void values()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QFETCH(QString, canonical);
        const auto checked = checkBrokerConfigs({{name.toStdString(), value.toStdString()}});
        QCOMPARE(checked.has_value(), !canonical.isEmpty());
        if (checked)
            QCOMPARE(QString::fromStdString(checked->at(name.toStdString())), canonical);
        else
            QVERIFY(QString::fromStdString(checked.error().message).contains(name));
    }

    void throttledReplicas_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<bool>("valid");
        QTest::addColumn<QString>("partitions");  // that broker 2 throttles, of 0 to 12
        QTest::newRow("none") << "" << true << "";
        QTest::newRow("all") << "*" << true << "0 1 2 3 4 5 6 7 8 9 10 11 12 ";
        QTest::newRow("pairs") << "0:1, 0:2,7:2,12:3,11:2" << true << "0 7 11 ";
        QTest::newRow("no broker") << "0" << false << "";
        QTest::newRow("negative") << "0:-2" << false << "";
        QTest::newRow("no number") << "0:2,x:2" << false << "";
        QTest::newRow("three") << "0:2:1" << false << "";
        QTest::newRow("beyond an int") << "0:2147483648" << false << "";
        QTest::newRow("all and more") << "*,0:2" << false << "";
    }
    void throttledReplicas()
    {
        QFETCH(QString, value);
        QFETCH(bool, valid);
        QFETCH(QString, partitions);
        for (const auto* side : {"leader", "follower"}) {
            const auto name = std::string(side) + ".replication.throttled.replicas";
            const auto checked = checkedValue(*findTopicConfig(name), value.toStdString());
            QCOMPARE(checked.has_value(), valid);
            if (!checked) {
                QVERIFY(QString::fromStdString(checked.error().message).contains("literal '*'"));
                continue;
            }
            const ThrottledReplicas throttled(*checked, BrokerId{2});
            QString told;
            for (int partition = 0; partition <= 12; ++partition)
                if (throttled.contains(PartitionIndex{partition}))
                    told += QString("%1 ").arg(partition);
            QCOMPARE(told, partitions);
        }
    }

    void suggestsTheNearestName()
    {
        const auto checked = checkBrokerConfigs({{"num.partition", "4"}});
        QVERIFY(!checked);
        QVERIFY(QString::fromStdString(checked.error().message).contains("num.partitions?"));
    }

    void strongestValueCounts()
    {
        StaticConfig statics{{"log.retention.hours", "2"}};
        const auto retention = [&](const std::vector<Record>& records) {
            return ConfigResolver(imageWith(records), statics, BrokerId{1})
                .topicNumber("orders", "retention.ms");
        };
        QCOMPARE(retention({}), 2 * 3'600'000);
        statics["log.retention.minutes"] = "3";
        QCOMPARE(retention({}), 3 * 60'000);
        statics["log.retention.minutes"] = "-1";
        QCOMPARE(retention({}), -1);
        QCOMPARE(retention({brokerConfig("", "log.retention.ms", "40")}), 40);
        QCOMPARE(retention({brokerConfig("", "log.retention.ms", "40"),
                     brokerConfig("1", "log.retention.ms", "50")}),
            50);
        QCOMPARE(retention({brokerConfig("2", "log.retention.ms", "60")}), -1);
        QCOMPARE(retention({brokerConfig("1", "log.retention.ms", "50"),
                     topicConfig("retention.ms", "60")}),
            60);
    }

    void describesWhereAValueComesFrom()
    {
        const StaticConfig statics{{"log.retention.hours", "2"}};
        const ConfigResolver resolver(imageWith({topicConfig("retention.ms", "60"),
                                          brokerConfig("", "log.retention.ms", "40")}),
            statics, BrokerId{1});
        for (const auto& entry : resolver.describeTopic("orders")) {
            if (entry.definition->name != "retention.ms")
                continue;
            const std::vector<ConfigSynonymValue> expected{
                {"retention.ms", "60", ConfigSource::DynamicTopic},
                {"log.retention.ms", "40", ConfigSource::DynamicDefaultBroker},
                {"log.retention.hours", "7200000", ConfigSource::StaticBroker},
                {"log.retention.hours", "604800000", ConfigSource::Default}};
            QVERIFY(entry.synonyms == expected);
            QVERIFY(entry.source == ConfigSource::DynamicTopic);
        }
        QCOMPARE(resolver.describeClusterDefaults().size(), std::size_t{1});
    }

    void logsGoByTheTopic()
    {
        const StaticConfig statics{{"log.segment.bytes", "5000"}};
        const ConfigResolver resolver(
            imageWith({topicConfig("cleanup.policy", "compact"),
                topicConfig("message.timestamp.type", "LogAppendTime"),
                topicConfig("retention.bytes", "77"), topicConfig("flush.messages", "1")}),
            statics, BrokerId{1});
        const auto config = resolver.logConfig("orders");
        QCOMPARE(config.segmentBytes, 5000u);
        QCOMPARE(config.retentionBytes, 77);
        QCOMPARE(config.flushMessages, 1);
        QVERIFY(config.cleanupCompact && !config.cleanupDelete);
        QVERIFY(config.timestampType == storage::TimestampType::LogAppendTime);
        const StaticConfig none;
        const auto other = ConfigResolver(imageWith({}), none, BrokerId{1}).logConfig("others");
        const storage::LogConfig defaults;
        QCOMPARE(other.segmentBytes, defaults.segmentBytes);
        QCOMPARE(other.retentionMs.count(), defaults.retentionMs.count());
        QCOMPARE(other.maxMessageBytes, defaults.maxMessageBytes);
        QCOMPARE(other.timestampAfterMaxMs.count(), defaults.timestampAfterMaxMs.count());
        QCOMPARE(other.flushMs.count(), defaults.flushMs.count());
    }
};

QTEST_GUILESS_MAIN(ConfigTableTest)
#include "config_table_test.moc"
