// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/protocol/codec.h"
#include "engine/protocol/header.h"
#include "engine/protocol/messages/consumer_protocol.h"
#include "engine/protocol/messages/create_topics.h"
#include "engine/protocol/messages/fetch.h"
#include "engine/protocol/messages/heartbeat.h"
#include "engine/protocol/messages/join_group.h"
#include "engine/protocol/messages/metadata.h"
#include "engine/protocol/messages/produce.h"

using namespace stormbench;
using namespace stormbench::protocol;

class CodecTest : public QObject {
    Q_OBJECT
private slots:
    void externalRecordsLeaveGapsOfTheirSize_data();
    void externalRecordsLeaveGapsOfTheirSize();
    void recordsAreViewsIntoTheFrame();
    void unsetIsFineAndSetIsRefusedForOldVersions();
    void tooLongTextIsCut();
    void errorsNameTheField();
    void nullWhereItIsNotAllowed();
    void wrongSizeOfATaggedField();
    void unknownTaggedFieldsAreSkipped();
    void bytesBehindTheMessageAreIgnored();
    void printing();
    void consumerProtocolBlobs();
};

namespace {

FetchResponse twoPartitions(Records first, Records second)
{
    FetchResponse response;
    auto& topic = response.responses.emplace_back();
    topic.topicId = {1, 2};
    topic.topic = "t";
    for (const auto& records : {first, second}) {
        auto& partition = topic.partitions.emplace_back();
        partition.partitionIndex = static_cast<std::int32_t>(topic.partitions.size()) - 1;
        partition.highWatermark = 10;
        partition.records = records;
    }
    return response;
}

}  // namespace

void CodecTest::externalRecordsLeaveGapsOfTheirSize_data()
{
    QTest::addColumn<int>("version");
    for (const int version : {4, 11, 12, 13, 17})
        QTest::addRow("v%d", version) << version;
}

void CodecTest::externalRecordsLeaveGapsOfTheirSize()
{
    QFETCH(int, version);
    const auto v = static_cast<std::int16_t>(version);
    const std::vector<Bytes> blobs{Bytes(300, 0xaa), Bytes(5, 0xbb)};
    const auto message = encodeResponse(
        twoPartitions(Records::external(0, 300), Records::external(1, 5)), v, CorrelationId(3));

    Bytes spliced;
    int externals = 0;
    for (const auto& segment : message.segments) {
        if (const auto* external = std::get_if<ExternalRecords>(&segment)) {
            QCOMPARE(external->size, blobs.at(external->handle).size());
            ++externals;
        }
        const auto& bytes = std::holds_alternative<Bytes>(segment)
            ? std::get<Bytes>(segment)
            : blobs.at(std::get<ExternalRecords>(segment).handle);
        spliced.insert(spliced.end(), bytes.begin(), bytes.end());
    }
    QCOMPARE(externals, 2);
    QCOMPARE(spliced.size(), message.size);
    const auto copied
        = encodeResponse(twoPartitions(Records(blobs[0]), Records(blobs[1])), v, CorrelationId(3))
              .takeBytes();
    QVERIFY(spliced == copied);

    // Nothing to splice in: no segment of its own.
    const auto none = encode(twoPartitions(Records::external(0, 0), Records()), v);
    QCOMPARE(none.segments.size(), std::size_t(1));
}

void CodecTest::recordsAreViewsIntoTheFrame()
{
    const Bytes records{1, 2, 3};
    ProduceRequest request;
    request.topicData.emplace_back().partitionData.emplace_back().records = Records(records);
    const auto frame = encode(request, 9).takeBytes();
    const auto decoded = decode<ProduceRequest>(frame, 9);
    QVERIFY(decoded && *decoded == request);
    const auto view = decoded->topicData[0].partitionData[0].records.view();
    QVERIFY(view.data() > frame.data() && view.data() < frame.data() + frame.size());
}

void CodecTest::unsetIsFineAndSetIsRefusedForOldVersions()
{
    JoinGroupRequest request;
    QVERIFY(checkEncodable(request, 0));
    request.rebalanceTimeoutMs = 5;  // ignorable
    QVERIFY(checkEncodable(request, 0));
    request.groupInstanceId = "static";
    const auto refused = checkEncodable(request, 4);
    QVERIFY(!refused && refused.error().code == ErrorCode::Unsupported);
    QVERIFY(refused.error().message.find("groupInstanceId") != std::string::npos);
    QVERIFY(checkEncodable(request, 5));
    QVERIFY(!checkEncodable(request, 10));

    // Inside of arrays, too.
    MetadataRequest metadata;
    metadata.topics.emplace().emplace_back().name = std::nullopt;
    QVERIFY(!checkEncodable(metadata, 9));
    QVERIFY(checkEncodable(metadata, 12));
}

void CodecTest::tooLongTextIsCut()
{
    HeartbeatRequest request;
    request.groupId = std::string(40000, 'x');
    QVERIFY(!checkEncodable(request, 3));
    for (const std::int16_t version : {3, 4}) {
        const auto decoded
            = decode<HeartbeatRequest>(encode(request, version).takeBytes(), version);
        QVERIFY(decoded);
        QCOMPARE(decoded->groupId.size(), std::size_t(32767));
    }
}

void CodecTest::errorsNameTheField()
{
    const auto decoded = decode<HeartbeatRequest>(Bytes{0, 1, 'g', 0, 0}, 0);
    QVERIFY(!decoded);
    QVERIFY(decoded.error().message.find("HeartbeatRequest v0, field generationId") == 0);
}

void CodecTest::nullWhereItIsNotAllowed()
{
    QVERIFY(!decode<HeartbeatRequest>(Bytes{0xff, 0xff, 0, 0, 0, 0, 0, 0}, 0));
    QVERIFY(decode<HeartbeatRequest>(Bytes{0, 0, 0, 0, 0, 0, 0, 0}, 0));
    QVERIFY(!decode<MetadataRequest>(Bytes{0xff, 0xff, 0xff, 0xff}, 0));
    const auto all = decode<MetadataRequest>(Bytes{0xff, 0xff, 0xff, 0xff}, 1);
    QVERIFY(all && !all->topics);
    const auto none = decode<MetadataRequest>(Bytes{0, 0, 0, 0}, 1);
    QVERIFY(none && none->topics && none->topics->empty());
}

void CodecTest::wrongSizeOfATaggedField()
{
    FetchRequest request;
    request.replicaState.replicaId = 3;
    auto bytes = encode(request, 15).takeBytes();
    // … 01 (one tagged field) 01 (its tag) 0d (its size) and its 13 bytes.
    const auto sizeAt = bytes.size() - 14;
    QCOMPARE(int(bytes[sizeAt]), 13);
    QVERIFY(decode<FetchRequest>(bytes, 15));
    bytes[sizeAt] = 12;
    QVERIFY(!decode<FetchRequest>(bytes, 15));
    bytes[sizeAt] = 14;
    QVERIFY(!decode<FetchRequest>(bytes, 15));
}

void CodecTest::unknownTaggedFieldsAreSkipped()
{
    const Bytes body{
        2, 'g', 0, 0, 0, 1, 2, 'm', 0, /* tagged: */ 2, 0, 1, 0xaa, 0x90, 0x4e, 2, 0xbb, 0xcc};
    const auto decoded = decode<HeartbeatRequest>(body, 4);
    QVERIFY(decoded);
    QVERIFY(decoded->groupId == "g" && decoded->memberId == "m" && !decoded->groupInstanceId);
}

void CodecTest::bytesBehindTheMessageAreIgnored()
{
    QVERIFY(decode<HeartbeatResponse>(Bytes{0, 27, 1, 2, 3}, 0)->errorCode
        == WireError::RebalanceInProgress);
}

void CodecTest::printing()
{
    HeartbeatRequest request;
    request.groupId = "orders";
    request.generationId = 3;
    QVERIFY(toText(request, 0) == R"({groupId: "orders", generationId: 3, memberId: ""})");
    QVERIFY(toText(request, 3)
        == R"({groupId: "orders", generationId: 3, memberId: "", groupInstanceId: null})");

    const auto text = toText(twoPartitions(Records::external(0, 300), Records()), 4);
    QVERIFY(text.find("errorCode: NONE") != std::string::npos);
    QVERIFY(text.find("records: <300 bytes of records>") != std::string::npos);
    QVERIFY(text.find("records: null") != std::string::npos);
}

void CodecTest::consumerProtocolBlobs()
{
    ConsumerProtocolSubscription subscription;
    subscription.topics = {"a", "b"};
    subscription.ownedPartitions.emplace_back().topic = "a";
    subscription.generationId = 4;
    const auto blob = encodeSubscription(subscription, 3);
    QVERIFY(*decodeSubscription(blob) == subscription);
    QVERIFY(encodeSubscription(subscription, 0)
        == (Bytes{0, 0, 0, 0, 0, 2, 0, 1, 'a', 0, 1, 'b', 0xff, 0xff, 0xff, 0xff}));

    // From a newer client: read as version 3, what follows is ignored.
    auto newer = blob;
    newer[1] = 9;
    newer.push_back(1);
    QVERIFY(*decodeSubscription(newer) == subscription);
    QVERIFY(!decodeSubscription(Bytes{}));
    QVERIFY(!decodeAssignment(Bytes{0xff, 0xff, 0, 0, 0, 0}));

    ConsumerProtocolAssignment assignment;
    assignment.assignedPartitions.emplace_back().partitions = {0, 2};
    QVERIFY(*decodeAssignment(encodeAssignment(assignment, 1)) == assignment);
}

QTEST_GUILESS_MAIN(CodecTest)
#include "codec_test.moc"
