// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/protocol/codec.h"
#include "engine/protocol/header.h"
#include "engine/protocol/messages/alter_partition.h"
#include "engine/protocol/messages/api_versions.h"
#include "engine/protocol/messages/fetch.h"
#include "engine/protocol/messages/join_group.h"
#include "engine/protocol/messages/metadata.h"
#include "engine/protocol/messages/produce.h"
#include "engine/protocol/messages/vote.h"

using namespace stormbench;
using namespace stormbench::protocol;

/// Messages against bytes written down by hand from the protocol's definition, in both directions.
class WireBytesTest : public QObject {
    Q_OBJECT
private slots:
    void apiVersionsResponse();
    void apiVersionsRequest();
    void metadataRequest();
    void metadataResponse();
    void produce();
    void fetchRequest();
    void fetchResponse();
    void joinGroup();
    void alterPartition();
    void vote();
};

namespace {

Bytes fromHex(const char* hex)
{
    const auto raw = QByteArray::fromHex(hex);
    return {raw.begin(), raw.end()};
}

template <class Message>
bool isOnTheWire(const Message& message, std::int16_t version, const char* hex)
{
    const auto expected = fromHex(hex);
    const auto encoded = encode(message, version).takeBytes();
    if (encoded != expected) {
        const QByteArray got(
            reinterpret_cast<const char*>(encoded.data()), static_cast<qsizetype>(encoded.size()));
        qWarning().noquote() << Message::kName << version << "encodes to" << got.toHex(' ');
        return false;
    }
    const auto decoded = decode<Message>(expected, version);
    return decoded && *decoded == message;
}

}  // namespace

void WireBytesTest::apiVersionsResponse()
{
    ApiVersionsResponse response;
    response.errorCode = WireError::UnsupportedVersion;
    auto& entry = response.apiKeys.emplace_back();
    entry.apiKey = 18;
    entry.maxVersion = 4;
    QVERIFY(isOnTheWire(response, 0, "0023 00000001 0012 0000 0004"));
    QVERIFY(isOnTheWire(response, 1, "0023 00000001 0012 0000 0004 00000000"));
    QVERIFY(isOnTheWire(response, 3, "0023 02 0012 0000 0004 00 00000000 00"));
    // Response header version 0 even for a flexible version: no tagged fields behind the
    // correlation id.
    QVERIFY(encodeResponse(response, 3, CorrelationId(1)).takeBytes()
        == fromHex("00000013 00000001 0023 02 0012 0000 0004 00 00000000 00"));

    auto& feature = response.supportedFeatures.emplace_back();
    feature.name = "f";
    feature.minVersion = 1;
    feature.maxVersion = 2;
    response.finalizedFeaturesEpoch = 5;
    QVERIFY(isOnTheWire(response, 3,
        "0023 02 0012 0000 0004 00 00000000"
        "02  00 08 02 0266 0001 0002 00  01 08 0000000000000005"));
}

void WireBytesTest::apiVersionsRequest()
{
    ApiVersionsRequest request;
    QVERIFY(isOnTheWire(request, 0, ""));
    QVERIFY(isOnTheWire(request, 2, ""));
    request.clientSoftwareName = "rdk";
    request.clientSoftwareVersion = "2";
    QVERIFY(isOnTheWire(request, 3, "04 72646b 02 32 00"));
}

void WireBytesTest::metadataRequest()
{
    MetadataRequest request;
    request.topics.reset();
    QVERIFY(isOnTheWire(request, 1, "ffffffff"));
    QVERIFY(isOnTheWire(request, 12, "00 01 00 00"));
    QVERIFY(isOnTheWire(request, 13, "00 01 00 00"));
    request.topics.emplace();
    QVERIFY(isOnTheWire(request, 12, "01 01 00 00"));

    // By id: the name is null.
    auto& topic = request.topics->emplace_back();
    topic.topicId = {0x0102030405060708, 0x090a0b0c0d0e0f10};
    request.allowAutoTopicCreation = false;
    request.includeTopicAuthorizedOperations = true;
    QVERIFY(isOnTheWire(request, 12, "02 0102030405060708090a0b0c0d0e0f10 00 00  00 01 00"));
    topic.name = "t";
    topic.topicId = {};
    QVERIFY(isOnTheWire(request, 8, "00000001 0001 74 00 00 01"));
}

void WireBytesTest::metadataResponse()
{
    MetadataResponse response;
    auto& broker = response.brokers.emplace_back();
    broker.nodeId = 1;
    broker.host = "h";
    broker.port = 9092;
    response.clusterId = "c";
    response.controllerId = 1;
    auto& topic = response.topics.emplace_back();
    topic.name = "t";
    topic.topicId = {0, 5};
    auto& partition = topic.partitions.emplace_back();
    partition.leaderId = 1;
    partition.leaderEpoch = 7;
    partition.replicaNodes = {1, 2};
    partition.isrNodes = {1};
    const QByteArray v12
        = "00000000  02 00000001 0268 00002384 00 00  0263  00000001"
          "02 0000 0274 0000000000000000 0000000000000005 00"
          "02 0000 00000000 00000001 00000007 03 00000001 00000002 02 00000001 01 00"
          "80000000 00";
    QVERIFY(isOnTheWire(response, 12, (v12 + "00").constData()));
    response.errorCode = WireError::RebootstrapRequired;
    QVERIFY(isOnTheWire(response, 13, (v12 + "0081 00").constData()));
}

void WireBytesTest::produce()
{
    const Bytes records{0xde, 0xad};
    ProduceRequest request;
    request.acks = -1;
    request.timeoutMs = 1000;
    auto& topic = request.topicData.emplace_back();
    topic.name = "t";
    auto& partition = topic.partitionData.emplace_back();
    partition.index = 3;
    partition.records = Records(records);
    QVERIFY(isOnTheWire(
        request, 3, "ffff ffff 000003e8 00000001 0001 74 00000001 00000003 00000002 dead"));
    QVERIFY(isOnTheWire(request, 9, "00 ffff 000003e8 02 0274 02 00000003 03 dead 00 00 00"));
    partition.records = Records();
    QVERIFY(isOnTheWire(request, 9, "00 ffff 000003e8 02 0274 02 00000003 00 00 00 00"));

    ProduceResponse response;
    auto& answered = response.responses.emplace_back();
    answered.name = "t";
    auto& result = answered.partitionResponses.emplace_back();
    result.index = 3;
    result.baseOffset = 16;
    result.logStartOffset = 0;
    const QByteArray v9
        = "02 0274 02 00000003 0000 0000000000000010 ffffffffffffffff 0000000000000000 01 00";
    QVERIFY(isOnTheWire(response, 9, (v9 + "00 00 00000000 00").constData()));
    result.errorCode = WireError::NotLeaderOrFollower;
    result.currentLeader.leaderId = 2;
    result.currentLeader.leaderEpoch = 9;
    QVERIFY(isOnTheWire(response, 10,
        "02 0274 02 00000003 0006 0000000000000010 ffffffffffffffff 0000000000000000 01 00"
        "01 00 09 00000002 00000009 00  00 00000000 00"));
}

void WireBytesTest::fetchRequest()
{
    FetchRequest request;
    request.maxWaitMs = 500;
    request.minBytes = 1;
    request.maxBytes = 0x100000;
    auto& topic = request.topics.emplace_back();
    auto& partition = topic.partitions.emplace_back();
    partition.partition = 2;
    partition.fetchOffset = 40;
    partition.partitionMaxBytes = 0x1000;
    topic.topic = "t";
    QVERIFY(isOnTheWire(request, 12,
        "ffffffff 000001f4 00000001 00100000 00 00000000 ffffffff"
        "02 0274 02 00000002 ffffffff 0000000000000028 ffffffff ffffffffffffffff 00001000 00 00"
        "01 01 00"));
    topic.topic.clear();
    topic.topicId = {0, 5};
    QVERIFY(isOnTheWire(request, 13,
        "ffffffff 000001f4 00000001 00100000 00 00000000 ffffffff"
        "02 0000000000000000 0000000000000005"
        "02 00000002 ffffffff 0000000000000028 ffffffff ffffffffffffffff 00001000 00 00"
        "01 01 00"));
    // A follower, from version 15 on: in the tagged fields.
    request.replicaState.replicaId = 3;
    request.replicaState.replicaEpoch = 6;
    request.clusterId = "c";
    partition.replicaDirectoryId = {0, 9};
    QVERIFY(isOnTheWire(request, 17,
        "000001f4 00000001 00100000 00 00000000 ffffffff"
        "02 0000000000000000 0000000000000005"
        "02 00000002 ffffffff 0000000000000028 ffffffff ffffffffffffffff 00001000"
        "01 00 10 0000000000000000 0000000000000009  00"
        "01 01"
        "02 00 02 0263  01 0d 00000003 0000000000000006 00"));
}

void WireBytesTest::fetchResponse()
{
    const Bytes records{0xca, 0xfe};
    FetchResponse response;
    auto& topic = response.responses.emplace_back();
    topic.topicId = {0, 5};
    auto& partition = topic.partitions.emplace_back();
    partition.partitionIndex = 2;
    partition.highWatermark = 41;
    partition.lastStableOffset = 41;
    partition.logStartOffset = 0;
    partition.abortedTransactions.reset();
    partition.records = Records(records);
    const QByteArray head
        = "00000000 0000 00000000 02 0000000000000000 0000000000000005 02"
          "00000002 0000 0000000000000029 0000000000000029 0000000000000000 00 ffffffff 03 cafe";
    QVERIFY(isOnTheWire(response, 13, (head + "00 00 00").constData()));

    partition.divergingEpoch.epoch = 3;
    partition.divergingEpoch.endOffset = 30;
    partition.currentLeader.leaderId = 1;
    auto& node = response.nodeEndpoints.emplace_back();
    node.nodeId = 1;
    node.host = "h";
    node.port = 1;
    QVERIFY(isOnTheWire(response, 16,
        (head
            + "02  00 0d 00000003 000000000000001e 00  01 09 00000001 ffffffff 00"
              "00  01 00 0d 02 00000001 0268 00000001 00 00")
            .constData()));
}

void WireBytesTest::joinGroup()
{
    JoinGroupRequest request;
    request.groupId = "g";
    request.sessionTimeoutMs = 10000;
    request.protocolType = "consumer";
    auto& protocol = request.protocols.emplace_back();
    protocol.name = "range";
    protocol.metadata = {1};
    QVERIFY(isOnTheWire(request, 0,
        "0001 67 00002710 0000 0008 636f6e73756d6572 00000001 0005 72616e6765 00000001 01"));
    request.rebalanceTimeoutMs = 60000;
    request.groupInstanceId = "i";
    request.reason = "";
    QVERIFY(isOnTheWire(request, 9,
        "0267 00002710 0000ea60 01 0269 09 636f6e73756d6572 02 06 72616e6765 02 01 00 01 00"));

    JoinGroupResponse response;
    response.generationId = 4;
    response.protocolName = "range";
    response.leader = "m";
    response.memberId = "m";
    QVERIFY(isOnTheWire(response, 0, "0000 00000004 0005 72616e6765 0001 6d 0001 6d 00000000"));
    response.protocolType = "consumer";
    response.skipAssignment = true;
    auto& member = response.members.emplace_back();
    member.memberId = "m";
    QVERIFY(isOnTheWire(response, 9,
        "00000000 0000 00000004 09 636f6e73756d6572 06 72616e6765 026d 01 026d"
        "02 026d 00 01 00 00"));
}

void WireBytesTest::alterPartition()
{
    AlterPartitionRequest request;
    request.brokerId = 1;
    request.brokerEpoch = 7;
    auto& topic = request.topics.emplace_back();
    topic.topicId = {0, 5};
    auto& partition = topic.partitions.emplace_back();
    partition.partitionIndex = 2;
    partition.leaderEpoch = 3;
    partition.partitionEpoch = 4;
    partition.newIsr = {1, 2};
    const QByteArray head = "00000001 0000000000000007 02 0000000000000000 0000000000000005"
                            "02 00000002 00000003 ";
    QVERIFY(
        isOnTheWire(request, 2, (head + "03 00000001 00000002 00 00000004 00 00 00").constData()));
    partition.newIsr.clear();
    partition.newIsrWithEpochs = {{1, 7}, {2, 9}};
    QVERIFY(isOnTheWire(request, 3,
        (head
            + "03 00000001 0000000000000007 00 00000002 0000000000000009 00"
              "00 00000004 00 00 00")
            .constData()));
}

void WireBytesTest::vote()
{
    VoteRequest request;
    request.clusterId = "c";
    request.voterId = 2;
    auto& topic = request.topics.emplace_back();
    topic.topicName = "t";
    auto& partition = topic.partitions.emplace_back();
    partition.replicaEpoch = 4;
    partition.replicaId = 1;
    partition.lastOffsetEpoch = 3;
    partition.lastOffset = 40;
    partition.preVote = true;
    const QByteArray directories = QByteArray("00").repeated(32);
    QVERIFY(isOnTheWire(request, 2,
        ("0263 00000002 02 0274 02 00000000 00000004 00000001" + directories
            + "00000003 0000000000000028 01 00 00 00")
            .constData()));

    VoteResponse response;
    auto& answered = response.topics.emplace_back();
    answered.topicName = "t";
    auto& vote = answered.partitions.emplace_back();
    vote.leaderId = -1;
    vote.leaderEpoch = 4;
    vote.voteGranted = true;
    const QByteArray body = "0000 02 0274 02 00000000 0000 ffffffff 00000004 01 00 00 ";
    QVERIFY(isOnTheWire(response, 0, (body + "00").constData()));
    response.nodeEndpoints.push_back({1, "h", 9092});
    QVERIFY(isOnTheWire(response, 1, (body + "01 00 0a 02 00000001 0268 2384 00").constData()));
}

QTEST_GUILESS_MAIN(WireBytesTest)
#include "wire_bytes_test.moc"
