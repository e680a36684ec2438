// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/protocol/api_table.h"
#include "engine/protocol/messages/all.h"

using namespace stormbench;
using namespace stormbench::protocol;

class ApiTableTest : public QObject {
    Q_OBJECT
private slots:
    void versionsOfKafka40_data();
    void versionsOfKafka40();
    void rowsAreConsistent();
    void unknownKeys();
    void headerVersions_data();
    void headerVersions();
    void taggedFieldsAreDeclaredInOrder();
};

void ApiTableTest::versionsOfKafka40_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("advertisedMin");
    QTest::addColumn<int>("max");
    QTest::addColumn<int>("flexibleSince");
    // As Apache Kafka 4.0 has them, with JoinGroup's old versions back as in 4.1 (KAFKA-19444).
    QTest::newRow("Produce") << 0 << 0 << 12 << 9;
    QTest::newRow("Fetch") << 1 << 4 << 17 << 12;
    QTest::newRow("ListOffsets") << 2 << 1 << 10 << 6;
    QTest::newRow("Metadata") << 3 << 0 << 13 << 9;
    QTest::newRow("OffsetCommit") << 8 << 2 << 9 << 8;
    QTest::newRow("OffsetFetch") << 9 << 1 << 9 << 6;
    QTest::newRow("FindCoordinator") << 10 << 0 << 6 << 3;
    QTest::newRow("JoinGroup") << 11 << 0 << 9 << 6;
    QTest::newRow("Heartbeat") << 12 << 0 << 4 << 4;
    QTest::newRow("LeaveGroup") << 13 << 0 << 5 << 4;
    QTest::newRow("SyncGroup") << 14 << 0 << 5 << 4;
    QTest::newRow("DescribeGroups") << 15 << 0 << 6 << 5;
    QTest::newRow("ListGroups") << 16 << 0 << 5 << 3;
    QTest::newRow("ApiVersions") << 18 << 0 << 4 << 3;
    QTest::newRow("CreateTopics") << 19 << 2 << 7 << 5;
    QTest::newRow("DeleteTopics") << 20 << 1 << 6 << 4;
    QTest::newRow("DeleteRecords") << 21 << 0 << 2 << 2;
    QTest::newRow("InitProducerId") << 22 << 0 << 5 << 2;
    QTest::newRow("OffsetForLeaderEpoch") << 23 << 2 << 4 << 4;
    QTest::newRow("DescribeConfigs") << 32 << 1 << 4 << 4;
    QTest::newRow("AlterConfigs") << 33 << 0 << 2 << 2;
    QTest::newRow("DescribeLogDirs") << 35 << 1 << 4 << 2;
    QTest::newRow("CreatePartitions") << 37 << 0 << 3 << 2;
    QTest::newRow("DeleteGroups") << 42 << 0 << 2 << 2;
    QTest::newRow("ElectLeaders") << 43 << 0 << 2 << 2;
    QTest::newRow("IncrementalAlterConfigs") << 44 << 0 << 1 << 1;
    QTest::newRow("AlterPartitionReassignments") << 45 << 0 << 0 << 0;
    QTest::newRow("ListPartitionReassignments") << 46 << 0 << 0 << 0;
    QTest::newRow("OffsetDelete") << 47 << 0 << 0 << int(kNeverFlexible);
    QTest::newRow("Vote") << 52 << 0 << 2 << 0;
    QTest::newRow("BeginQuorumEpoch") << 53 << 0 << 1 << 1;
    QTest::newRow("EndQuorumEpoch") << 54 << 0 << 1 << 1;
    QTest::newRow("DescribeQuorum") << 55 << 0 << 2 << 0;
    QTest::newRow("AlterPartition") << 56 << 2 << 3 << 0;
    QTest::newRow("FetchSnapshot") << 59 << 0 << 1 << 0;
    QTest::newRow("DescribeCluster") << 60 << 0 << 2 << 0;
    QTest::newRow("BrokerRegistration") << 62 << 0 << 4 << 0;
    QTest::newRow("BrokerHeartbeat") << 63 << 0 << 1 << 0;
    QTest::newRow("AllocateProducerIds") << 67 << 0 << 0 << 0;
    QTest::newRow("DescribeTopicPartitions") << 75 << 0 << 0 << 0;
}

void ApiTableTest::versionsOfKafka40()
{
    QFETCH(int, key);
    QFETCH(int, advertisedMin);
    QFETCH(int, max);
    QFETCH(int, flexibleSince);
    const auto* api = &apiInfo(static_cast<ApiKey>(key));
    QCOMPARE(QString::fromUtf8(api->name.data(), static_cast<qsizetype>(api->name.size())),
        QString::fromUtf8(QTest::currentDataTag()));
    QCOMPARE(int(api->advertisedMinVersion), advertisedMin);
    QCOMPARE(int(api->maxVersion), max);
    QCOMPARE(int(api->flexibleSince), flexibleSince);
}

void ApiTableTest::rowsAreConsistent()
{
    QCOMPARE(allApis().size(), std::size_t(40));
    for (const auto& api : allApis()) {
        QVERIFY(0 <= api.advertisedMinVersion && api.advertisedMinVersion <= api.minVersion
            && api.minVersion <= api.maxVersion);
        QVERIFY(api.has(api.minVersion) && api.has(api.maxVersion));
        QVERIFY(!api.has(api.maxVersion + 1) && !api.has(-1));
        QCOMPARE(&apiInfo(api.key), findApi(static_cast<std::int16_t>(api.key)));
        const bool gap = api.advertisedMinVersion < api.minVersion;
        QCOMPARE(gap, api.key == ApiKey::Produce);
        const bool internal = api.key == ApiKey::BrokerRegistration
            || api.key == ApiKey::BrokerHeartbeat || api.key == ApiKey::AllocateProducerIds
            || api.key == ApiKey::AlterPartition || api.key == ApiKey::Vote
            || api.key == ApiKey::BeginQuorumEpoch || api.key == ApiKey::EndQuorumEpoch
            || api.key == ApiKey::FetchSnapshot;
        QCOMPARE(api.scope == ApiScope::Cluster, internal);
    }
}

void ApiTableTest::unknownKeys()
{
    for (const std::int16_t key : {-1, 4, 17, 1000, 32767, -32768}) {
        QVERIFY(!findApi(key));
        QVERIFY(apiName(key) == "unknown");
    }
}

void ApiTableTest::headerVersions_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<int>("version");
    QTest::addColumn<int>("request");
    QTest::addColumn<int>("response");
    QTest::newRow("Produce 8") << 0 << 8 << 1 << 0;
    QTest::newRow("Produce 9") << 0 << 9 << 2 << 1;
    QTest::newRow("ApiVersions 2") << 18 << 2 << 1 << 0;
    QTest::newRow("ApiVersions 3") << 18 << 3 << 2 << 0;
    QTest::newRow("ApiVersions 4") << 18 << 4 << 2 << 0;
    QTest::newRow("OffsetDelete 0") << 47 << 0 << 1 << 0;
    QTest::newRow("DescribeCluster 0") << 60 << 0 << 2 << 1;
}

void ApiTableTest::headerVersions()
{
    QFETCH(int, key);
    QFETCH(int, version);
    const auto* api = findApi(static_cast<std::int16_t>(key));
    QVERIFY(api);
    QTEST(int(requestHeaderVersion(*api, static_cast<std::int16_t>(version))), "request");
    QTEST(int(responseHeaderVersion(*api, static_cast<std::int16_t>(version))), "response");
}

namespace {

/// The encoder writes tagged fields in the order of their declaration; the wire wants them by
/// rising tag.
struct TagOrder {
    std::int32_t last = -1;
    bool ordered = true;

    template <class T, class Struct>
    void operator()(const char*, T Struct::*, Field field = always())
    {
        if (field.isTagged()) {
            ordered = ordered && field.tag > last;
            last = field.tag;
        }
        descend(static_cast<T*>(nullptr));
    }
    template <class T> void descend(T*)
    {
        if constexpr (requires { typename T::Self; }) {
            TagOrder inner;
            T::fields(inner);
            ordered = ordered && inner.ordered;
        }
    }
    template <class T> void descend(std::vector<T>*) { descend(static_cast<T*>(nullptr)); }
    template <class T> void descend(std::optional<T>*) { descend(static_cast<T*>(nullptr)); }
};

}  // namespace

void ApiTableTest::taggedFieldsAreDeclaredInOrder()
{
    const auto check = []<class Message>() {
        TagOrder order;
        Message::fields(order);
        QVERIFY2(order.ordered, Message::kName);
    };
#define STORMBENCH_CHECK(name, key)                                                                \
    check.template operator()<name##Request>();                                                    \
    check.template operator()<name##Response>();
    STORMBENCH_APIS(STORMBENCH_CHECK)
#undef STORMBENCH_CHECK
}

QTEST_GUILESS_MAIN(ApiTableTest)
#include "api_table_test.moc"
