// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "engine/controller/image_builder.h"
#include "engine/controller/record_codec.h"

using namespace stormbench;
using namespace stormbench::controller;

namespace {

constexpr Uuid kTopic{0, 7};

PartitionRecord partition(std::int32_t index, std::int32_t broker)
{
    return {kTopic, PartitionIndex{index}, {BrokerId{broker}}, {BrokerId{broker}}, BrokerId{broker},
        LeaderEpoch{0}, PartitionEpoch{0}};
}

MetadataDelta applied(const ImagePtr& base, const std::vector<Record>& records)
{
    ImageBuilder builder(base);
    auto offset = base->offset();
    for (const auto& record : records)
        if (!builder.apply(record, ++offset))
            qFatal("a record does not apply");
    return std::move(builder).build();
}

QStringList names(const std::vector<LocalPartition>& partitions)
{
    QStringList list;
    for (const auto& entry : partitions)
        list << QString("%1-%2")
                    .arg(QString::fromStdString(entry.topic->name))
                    .arg(entry.index.value());
    return list;
}

}  // namespace

class MetadataImageTest : public QObject {
    Q_OBJECT

    const ImagePtr m_empty = std::make_shared<const MetadataImage>();
    const MetadataDelta m_created = applied(m_empty,
        {TopicRecord{"orders", kTopic}, partition(0, 1), partition(1, 2), partition(2, 1)});

private slots:
    void unknownKindIsNamed()
    {
        // Field 99, length 0: what a later version may write.
        const auto decoded = decodeRecord(Bytes{0x9a, 0x06, 0x00});
        QVERIFY(!decoded);
        QVERIFY(decoded.error().code == ErrorCode::Unsupported);
        QVERIFY(decoded.error().message.find("99") != std::string::npos);
    }

    void anyBytesDecodeOrFail()
    {
        const auto bytes = encodeRecord(partition(3, 1));
        QVERIFY(decodeRecord(bytes).has_value());
        QVERIFY(!decodeRecord({}));
        for (std::size_t size = 0; size < bytes.size(); ++size)
            (void)decodeRecord(ByteView(bytes).first(size));
        for (std::size_t i = 0; i < bytes.size() * 8; ++i) {
            auto flipped = bytes;
            flipped[i / 8] = static_cast<std::uint8_t>(flipped[i / 8] ^ (1u << (i % 8)));
            (void)decodeRecord(flipped);
        }
        QVERIFY(!decodeRecord(Bytes{0x2a, 0x03, 0x0a, 0x01, 'x'}));  // a topic without its id
    }

    // The metadata log must stay readable whatever text a client gets into it.
    void textsThatAreNotUtf8()
    {
        const Record record
            = ConfigRecord{{ConfigResourceType::Topic, "orders"}, "name", "\xff\xfe"};
        const auto decoded = decodeRecord(encodeRecord(record));
        QVERIFY(decoded && *decoded == record);
    }

    // Numbers on disk are for ever.
    void bytesOnDisk()
    {
        const auto hex = [](const Record& record) {
            const auto bytes = encodeRecord(record);
            return QByteArray(
                reinterpret_cast<const char*>(bytes.data()), static_cast<int>(bytes.size()))
                .toHex();
        };
        QCOMPARE(hex(ClusterRecord{"c"}), QByteArray("0a030a0163"));
        QCOMPARE(hex(BrokerChangeRecord{BrokerId{1}, BrokerEpoch{2}, false, {}}),
            QByteArray("22060801100218"
                       "00"));
        QCOMPARE(hex(ConfigRecord{{ConfigResourceType::Topic, "t"}, "n", "v"}),
            QByteArray("4a0b08021201741a016e220176"));
        QCOMPARE(hex(FeatureRecord{"f", 3}), QByteArray("5a050a01661003"));
    }

    void contradictionsAreErrors_data()
    {
        QTest::addColumn<int>("index");
        for (int i = 0; i < 8; ++i)
            QTest::newRow(qPrintable(QString::number(i))) << i;
    }
    void contradictionsAreErrors()
    {
        QFETCH(int, index);
        const std::vector<Record> wrong{TopicRecord{"orders", {0, 8}}, TopicRecord{"other", kTopic},
            RemoveTopicRecord{{0, 8}}, partition(4, 1), partition(1, 1),
            PartitionChangeRecord{kTopic, PartitionIndex{3}, BrokerId{1}, {}, {}},
            BrokerChangeRecord{BrokerId{1}, BrokerEpoch{0}, true, {}},
            ProducerIdsBlockRecord{BrokerId{1}, BrokerEpoch{0}, ProducerId{0}}};
        const auto next = apply(
            m_created.after, wrong[static_cast<std::size_t>(index)], m_created.after->offset() + 1);
        QVERIFY(!next);
        QVERIFY(next.error().code == ErrorCode::Corrupt);
    }

    void offsetsRise()
    {
        QVERIFY(!apply(m_created.after, FeatureRecord{"f", 1}, m_created.after->offset()));
    }

    void oldImagesStay()
    {
        const auto before = *m_created.after;
        const auto changed = applied(m_created.after,
            {PartitionChangeRecord{kTopic, PartitionIndex{0}, kNoBroker, {}, {}}, partition(3, 1),
                RemoveTopicRecord{kTopic}});
        QVERIFY(*m_created.after == before);
        QVERIFY(!changed.after->topic("orders"));
        QCOMPARE(changed.changedTopics, std::vector<Uuid>{kTopic});
    }

    // Every field of a partition, set and changed, through its form on disk.
    void partitionsKeepEveryField()
    {
        const std::vector<BrokerId> one{BrokerId{1}};
        const std::vector<BrokerId> two{BrokerId{2}, BrokerId{3}};
        const PartitionRecord made{kTopic, PartitionIndex{3}, two, one, BrokerId{2}, LeaderEpoch{4},
            PartitionEpoch{5}, one, two, one};
        const PartitionChangeRecord none{kTopic, PartitionIndex{3}, {}, {}, {}};
        auto change = none;
        change.adding = two;
        change.removing.emplace();
        change.eligible = two;
        for (const auto& record : std::vector<Record>{made, none, change}) {
            const auto decoded = decodeRecord(encodeRecord(record));
            QVERIFY(decoded.has_value());
            QVERIFY(*decoded == record);
        }
        auto image = applied(m_created.after, {made}).after;
        auto partition = *image->partition("orders", PartitionIndex{3});
        QVERIFY(partition.adding == one && partition.removing == two && partition.eligible == one);
        image = applied(image, {change}).after;
        partition = *image->partition("orders", PartitionIndex{3});
        QVERIFY(partition.adding == two && partition.removing.empty() && partition.eligible == two);
        QVERIFY(partition.replicas == two && partition.isr == one);
        QCOMPARE(partition.leaderEpoch.value(), 4);
        QCOMPARE(partition.partitionEpoch.value(), 6);
    }

    // A follower hears of every change; a leader too, apart from those that begin a leadership.
    void deltasOfReplicatedPartitions()
    {
        const std::vector<BrokerId> all{BrokerId{1}, BrokerId{2}, BrokerId{3}};
        const auto created = applied(m_empty,
            {TopicRecord{"orders", kTopic},
                PartitionRecord{kTopic, PartitionIndex{0}, all, all, BrokerId{1}, {}, {}}});
        auto local = localChanges(created, BrokerId{2});
        QCOMPARE(names(local.toFollow), QStringList{"orders-0"});
        QVERIFY(local.toLead.empty() && local.stillLed.empty());

        const auto change = [&](auto set) {
            PartitionChangeRecord record{kTopic, PartitionIndex{0}, {}, {}, {}};
            set(record);
            return applied(created.after, {record});
        };
        const auto shrunk = change([](auto& r) { r.isr = {BrokerId{1}, BrokerId{3}}; });
        local = localChanges(shrunk, BrokerId{1});
        QCOMPARE(names(local.stillLed), QStringList{"orders-0"});
        QCOMPARE(local.stillLed.front().image().partitionEpoch.value(), 1);
        QVERIFY(local.toLead.empty());
        QCOMPARE(names(localChanges(shrunk, BrokerId{2}).toFollow), QStringList{"orders-0"});
        QCOMPARE(names(localChanges(shrunk, BrokerId{3}).toFollow), QStringList{"orders-0"});

        // Nothing but the partition epoch.
        local = localChanges(change([](auto&) {}), BrokerId{1});
        QCOMPARE(names(local.stillLed), QStringList{"orders-0"});

        // A new term of the same leader, and another leader.
        local = localChanges(change([](auto& r) { r.leader = BrokerId{1}; }), BrokerId{1});
        QCOMPARE(names(local.toLead), QStringList{"orders-0"});
        QVERIFY(local.stillLed.empty());
        const auto moved = change([](auto& r) { r.leader = BrokerId{2}; });
        QCOMPARE(names(localChanges(moved, BrokerId{1}).toFollow), QStringList{"orders-0"});
        QCOMPARE(names(localChanges(moved, BrokerId{2}).toLead), QStringList{"orders-0"});

        // The replica goes, and one comes.
        const auto reassigned = change([](auto& r) {
            r.replicas = {BrokerId{1}, BrokerId{2}, BrokerId{4}};
        });
        QCOMPARE(names(localChanges(reassigned, BrokerId{3}).toDelete), QStringList{"orders-0"});
        QCOMPARE(names(localChanges(reassigned, BrokerId{4}).toFollow), QStringList{"orders-0"});
        QCOMPARE(names(localChanges(reassigned, BrokerId{1}).stillLed), QStringList{"orders-0"});
    }

    void deltasTellWhatToOpen()
    {
        auto local = localChanges(m_created, BrokerId{1});
        QCOMPARE(names(local.toLead), (QStringList{"orders-0", "orders-2"}));
        QVERIFY(local.toFollow.empty() && local.toDelete.empty());

        // A lost leader, a new epoch of the same one, and a change elsewhere.
        const auto moved = applied(m_created.after,
            {PartitionChangeRecord{kTopic, PartitionIndex{0}, kNoBroker, {}, {}},
                PartitionChangeRecord{kTopic, PartitionIndex{1}, kNoBroker, {}, {}},
                PartitionChangeRecord{kTopic, PartitionIndex{2}, BrokerId{1}, {}, {}}});
        local = localChanges(moved, BrokerId{1});
        QCOMPARE(names(local.toLead), QStringList{"orders-2"});
        QCOMPARE(names(local.toFollow), QStringList{"orders-0"});
        QCOMPARE(local.toLead.front().image().leaderEpoch.value(), 1);

        const auto gone = applied(moved.after, {RemoveTopicRecord{kTopic}});
        local = localChanges(gone, BrokerId{1});
        QCOMPARE(names(local.toDelete), (QStringList{"orders-0", "orders-2"}));
        QVERIFY(local.toLead.empty());

        // The same name, another topic: the old logs go, new ones come.
        const auto again = applied(moved.after,
            {RemoveTopicRecord{kTopic}, TopicRecord{"orders", {0, 9}},
                PartitionRecord{
                    {0, 9}, PartitionIndex{0}, {BrokerId{1}}, {BrokerId{1}}, BrokerId{1}, {}, {}}});
        local = localChanges(again, BrokerId{1});
        QCOMPARE(names(local.toDelete), (QStringList{"orders-0", "orders-2"}));
        QCOMPARE(names(local.toLead), QStringList{"orders-0"});
        QVERIFY(localChanges(MetadataDelta::fromScratch(again.after), BrokerId{2}).toLead.empty());
        QCOMPARE(names(localChanges(MetadataDelta::fromScratch(again.after), BrokerId{1}).toLead),
            QStringList{"orders-0"});
    }
};

QTEST_GUILESS_MAIN(MetadataImageTest)
#include "metadata_image_test.moc"
