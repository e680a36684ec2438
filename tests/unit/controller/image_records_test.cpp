// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include <random>

#include <fmt/format.h>

#include "engine/controller/image_records.h"
#include "engine/controller/metadata_batches.h"
#include "engine/controller/record_codec.h"

using namespace stormbench;
using namespace stormbench::controller;

namespace {

/// Random records of every kind that never contradict the image so far.
class RecordMaker {
public:
    explicit RecordMaker(std::uint64_t seed)
        : m_random(seed)
    {
    }

    std::optional<Record> next(const MetadataImage& image)
    {
        switch (below(14)) {
        case 0: return ClusterRecord{"cluster"};
        case 1: return registration();
        case 2: return unregistration(image);
        case 3: return brokerChange(image);
        case 4: return topic(image);
        case 5: return removal(image);
        case 6:
        case 7: return partition(image);
        case 8:
        case 9: return partitionChange(image);
        case 10:
        case 11: return config(image);
        case 12:
            return ProducerIdsBlockRecord{
                BrokerId{1}, BrokerEpoch{2}, ProducerId{image.nextProducerId() + 1 + below(1000)}};
        default:
            return FeatureRecord{fmt::format("f{}", below(3)), static_cast<std::int16_t>(below(3))};
        }
    }

private:
    int below(int bound) { return static_cast<int>(m_random() % static_cast<unsigned>(bound)); }
    std::vector<BrokerId> brokers()
    {
        std::vector<BrokerId> list;
        for (int id = 0; id < 5; ++id)
            if (below(2) == 0)
                list.emplace_back(id);
        return list;
    }
    template <class Map> auto any(const Map& map)
    {
        return std::next(map.begin(), below(static_cast<int>(map.size())));
    }
    TopicPtr anyTopic(const MetadataImage& image)
    {
        return image.topics().empty() ? nullptr : any(image.topics())->second;
    }

    std::optional<Record> registration()
    {
        RegisterBrokerRecord record;
        record.broker = BrokerId{below(5)};
        record.incarnation = {m_random(), 1};
        record.directory = {m_random(), 2};
        for (int i = below(3); i > 0; --i)
            record.listeners.push_back(
                {fmt::format("L{}", i), {"localhost", static_cast<std::uint16_t>(below(65536))}});
        if (below(2) == 0)
            record.rack = "r";
        record.controller = below(2) == 0;
        return record;
    }
    std::optional<Record> unregistration(const MetadataImage& image)
    {
        if (image.brokers().empty() || below(4) > 0)
            return std::nullopt;
        const auto& broker = any(image.brokers())->second;
        return UnregisterBrokerRecord{broker.id, broker.epoch};
    }
    std::optional<Record> brokerChange(const MetadataImage& image)
    {
        if (image.brokers().empty())
            return std::nullopt;
        const auto& broker = any(image.brokers())->second;
        BrokerChangeRecord record{broker.id, broker.epoch, {}, {}};
        if (below(2) == 0)
            record.fenced = below(2) == 0;
        else
            record.inControlledShutdown = below(2) == 0;
        if (below(2) == 0)
            record.diskFailed = below(2) == 0;
        return record;
    }
    std::optional<Record> topic(const MetadataImage& image)
    {
        const auto name = fmt::format("topic{}", below(8));
        if (image.topic(name))
            return std::nullopt;
        return TopicRecord{name, {m_random(), m_random()}};
    }
    std::optional<Record> removal(const MetadataImage& image)
    {
        const auto topic = anyTopic(image);
        if (!topic || below(3) > 0)
            return std::nullopt;
        return RemoveTopicRecord{topic->id};
    }
    std::optional<Record> partition(const MetadataImage& image)
    {
        const auto topic = anyTopic(image);
        if (!topic)
            return std::nullopt;
        return PartitionRecord{topic->id,
            PartitionIndex{static_cast<std::int32_t>(topic->partitions.size())}, brokers(),
            brokers(), BrokerId{below(6) - 1}, LeaderEpoch{below(9)}, PartitionEpoch{below(9)},
            brokers(), brokers(), brokers()};
    }
    std::optional<Record> partitionChange(const MetadataImage& image)
    {
        const auto topic = anyTopic(image);
        if (!topic || topic->partitions.empty())
            return std::nullopt;
        PartitionChangeRecord record;
        record.topic = topic->id;
        record.partition = PartitionIndex{below(static_cast<int>(topic->partitions.size()))};
        if (below(2) == 0)
            record.leader = BrokerId{below(6) - 1};
        for (auto* list :
            {&record.isr, &record.replicas, &record.adding, &record.removing, &record.eligible})
            if (below(3) == 0)
                *list = brokers();
        return record;
    }
    std::optional<Record> config(const MetadataImage& image)
    {
        const auto topic = anyTopic(image);
        const ConfigResource resource = topic && below(2) == 0
            ? ConfigResource{ConfigResourceType::Topic, topic->name}
            : ConfigResource{ConfigResourceType::Broker, below(2) == 0 ? "" : "1"};
        ConfigRecord record{resource, fmt::format("name{}", below(4)), {}};
        if (below(3) > 0)
            record.value = fmt::format("value{}", below(100));
        return record;
    }

    std::mt19937_64 m_random;
};

Bytes joined(const std::vector<Bytes>& batches)
{
    Bytes all;
    for (const auto& batch : batches)
        all.insert(all.end(), batch.begin(), batch.end());
    return all;
}

Result<ImagePtr> thereAndBack(const MetadataImage& image)
{
    return imageOf(joined(batchesOf(image, env::WallTime(5))), image.offset());
}

}  // namespace

class ImageRecordsTest : public QObject {
    Q_OBJECT
private slots:
    void randomImagesComeBackEqual()
    {
        std::set<std::size_t> kinds;
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            RecordMaker maker(seed);
            ImagePtr image = std::make_shared<const MetadataImage>();
            for (Offset offset{0}; offset < Offset{300}; ++offset) {
                const auto record = maker.next(*image);
                if (!record)
                    continue;
                kinds.insert(record->index());
                auto next = apply(image, *record, offset);
                QVERIFY2(next, next ? "" : next.error().message.c_str());
                image = *std::move(next);
                if (offset.value() % 10 != 0)
                    continue;
                const auto back = thereAndBack(*image);
                QVERIFY2(back, back ? "" : back.error().message.c_str());
                QVERIFY(**back == *image);
                QVERIFY((*back)->offset() == image->offset());
                // What finds topics by their ids is rebuilt too.
                for (const auto& [name, topic] : image->topics())
                    QVERIFY((*back)->topic(topic->id) == (*back)->topic(name));
                QVERIFY(recordsOf(**back) == recordsOf(*image));
            }
        }
        QCOMPARE(kinds.size(), std::variant_size_v<Record>);
    }

    void anEmptyImageNeedsNoRecords()
    {
        QVERIFY(recordsOf(MetadataImage()).empty());
        const auto back = imageOf({}, Offset(4));
        QVERIFY(back && (*back)->offset() == Offset(4));
    }

    void manyRecordsMakeSeveralBatches()
    {
        ImageBuilder builder(std::make_shared<const MetadataImage>());
        for (Offset offset{0}; offset < Offset{2500}; ++offset)
            QVERIFY(builder.apply(TopicRecord{fmt::format("t{}", offset.value()),
                                      {1, static_cast<std::uint64_t>(offset.value())}},
                offset));
        const auto image = std::move(builder).build().after;
        const auto batches = batchesOf(*image, env::WallTime(5));
        QCOMPARE(batches.size(), std::size_t{3});
        Offset next{0};
        for (const auto& batch : batches) {
            const auto header = *storage::parseBatchHeader(batch);
            QVERIFY(header.baseOffset == next && storage::crcMatches(batch));
            next = header.nextOffset();
        }
        QVERIFY(**thereAndBack(*image) == *image);
    }

    void aBrokersEpochIsOnDisk()
    {
        RegisterBrokerRecord record;
        record.broker = BrokerId{3};
        QVERIFY(std::get<RegisterBrokerRecord>(*decodeRecord(encodeRecord(record))) == record);
        record.epoch = BrokerEpoch{77};
        QVERIFY(std::get<RegisterBrokerRecord>(*decodeRecord(encodeRecord(record))) == record);
        const auto image = apply(std::make_shared<const MetadataImage>(), record, Offset(2));
        QVERIFY(image && (*image)->broker(BrokerId{3})->epoch == BrokerEpoch{77});
    }

    void damageIsFound()
    {
        auto bytes = joined(batchesOf(
            **apply(std::make_shared<const MetadataImage>(), ClusterRecord{"c"}, Offset(0)),
            env::WallTime(5)));
        QVERIFY(imageOf(bytes, Offset(0)));
        bytes.back() ^= 1;
        QVERIFY(imageOf(bytes, Offset(0)).error().code == ErrorCode::Corrupt);
        bytes.pop_back();
        QVERIFY(imageOf(bytes, Offset(0)).error().code == ErrorCode::Corrupt);
    }

    // The delta between two images says what the records between them would have said.
    void aDeltaCoversWhatRecordsChanged()
    {
        for (std::uint64_t seed = 100; seed <= 140; ++seed) {
            RecordMaker maker(seed);
            ImagePtr before = std::make_shared<const MetadataImage>();
            Offset offset{0};
            for (int run = 0; run < 20; ++run) {
                ImageBuilder builder(before);
                for (int i = 0; i < 15; ++i)
                    if (const auto record = maker.next(builder.image()))
                        QVERIFY(builder.apply(*record, offset = offset + 1));
                const auto told = std::move(builder).build();
                const auto found = MetadataDelta::between(told.before, told.after);
                // Changed and changed back is nothing; all else was told by a record.
                const auto covers = [](const auto& all, const auto& part) {
                    return std::ranges::includes(all, part);
                };
                QVERIFY(covers(told.changedTopics, found.changedTopics));
                QVERIFY(covers(told.changedConfigs, found.changedConfigs));
                QVERIFY(told.brokersChanged || !found.brokersChanged);
                for (int self = 0; self < 5; ++self)
                    compareLocal(
                        localChanges(told, BrokerId{self}), localChanges(found, BrokerId{self}));
                QVERIFY(MetadataDelta::between(told.after, told.after).changedTopics.empty());
                before = told.after;
            }
        }
    }

    void aTopicCreatedAnewIsTwoChanges()
    {
        const auto empty = std::make_shared<const MetadataImage>();
        const auto before = *apply(empty, TopicRecord{"orders", {0, 1}}, Offset(0));
        const auto after = *apply(empty, TopicRecord{"orders", {0, 2}}, Offset(7));
        const auto delta = MetadataDelta::between(before, after);
        QVERIFY((delta.changedTopics == std::vector<Uuid>{{0, 1}, {0, 2}}));
        QVERIFY(!delta.brokersChanged && delta.changedConfigs.empty());
    }

private:
    static void compareLocal(const LocalChanges& told, const LocalChanges& found)
    {
        const auto same = [](const auto& a, const auto& b) {
            return std::ranges::equal(a, b, [](const auto& x, const auto& y) {
                return x.topic->id == y.topic->id && x.index == y.index;
            });
        };
        QVERIFY(same(told.toLead, found.toLead));
        QVERIFY(same(told.stillLed, found.stillLed));
        QVERIFY(same(told.toFollow, found.toFollow));
        QVERIFY(same(told.toDelete, found.toDelete));
    }
};

QTEST_GUILESS_MAIN(ImageRecordsTest)
#include "image_records_test.moc"
