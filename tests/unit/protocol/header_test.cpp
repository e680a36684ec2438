// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/protocol/header.h"
#include "engine/protocol/messages/api_versions.h"
#include "engine/protocol/messages/heartbeat.h"

using namespace stormbench;
using namespace stormbench::protocol;

class HeaderTest : public QObject {
    Q_OBJECT
private slots:
    void requestHeaders_data();
    void requestHeaders();
    void unknownApisAndVersionsKeepTheirHeader();
    void taggedFieldsOfHeadersAreSkipped();
    void truncatedHeadersFail();
    void responses();
};

namespace {

Bytes fromHex(const QByteArray& hex)
{
    const auto raw = QByteArray::fromHex(hex);
    return {raw.begin(), raw.end()};
}

/// The frame behind its length, which is checked.
ByteView unframed(const Bytes& bytes)
{
    Q_ASSERT(bytes.size() >= 4 && loadBigEndian<std::uint32_t>(bytes.data()) == bytes.size() - 4);
    return ByteView(bytes).subspan(4);
}

}  // namespace

void HeaderTest::requestHeaders_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<bool>("withClientId");
    QTest::addColumn<QByteArray>("hex");
    // Heartbeat (12): version 3 has header version 1, version 4 has header version 2.
    QTest::newRow("v1") << 3 << true << QByteArray("000c 0003 00000007 0002 6d65");
    QTest::newRow("v1, no client id") << 3 << false << QByteArray("000c 0003 00000007 ffff");
    QTest::newRow("v2") << 4 << true << QByteArray("000c 0004 00000007 0002 6d65 00");
    QTest::newRow("v2, no client id") << 4 << false << QByteArray("000c 0004 00000007 ffff 00");
}

void HeaderTest::requestHeaders()
{
    QFETCH(int, version);
    QFETCH(bool, withClientId);
    QFETCH(QByteArray, hex);
    const auto v = static_cast<std::int16_t>(version);
    const auto clientId = withClientId ? std::optional<std::string>("me") : std::nullopt;
    HeartbeatRequest request;
    request.groupId = "g";
    const auto frame = encodeRequest(request, v, CorrelationId(7), clientId).takeBytes();
    const auto header = fromHex(hex);
    const auto view = unframed(frame);
    QVERIFY(view.size() > header.size());
    QVERIFY(std::equal(header.begin(), header.end(), view.begin()));

    const auto decoded = decodeRequestFrame(view);
    QVERIFY(decoded);
    QVERIFY(decoded->header == (RequestHeader{12, v, CorrelationId(7), clientId}));
    const auto body = decode<HeartbeatRequest>(decoded->body, v);
    QVERIFY(body && *body == request);
}

void HeaderTest::unknownApisAndVersionsKeepTheirHeader()
{
    // ApiVersions in a version that does not exist yet must still be answered, so its header has to
    // decode.
    for (const auto& hex : {QByteArray("0012 0063 00000001 0001 61 00 0102"),
             QByteArray("03e8 0000 00000001 0001 61 00 0102")}) {
        const auto frame = fromHex(hex);
        const auto decoded = decodeRequestFrame(frame);
        QVERIFY(decoded);
        QCOMPARE(decoded->header.correlationId.value(), 1);
        QVERIFY(decoded->header.clientId == "a");
        QCOMPARE(decoded->body.size(), std::size_t(3));
    }
}

void HeaderTest::taggedFieldsOfHeadersAreSkipped()
{
    const auto frame = fromHex("000c 0004 00000007 ffff 02 0001aa 8001 03 010203 0502");
    const auto decoded = decodeRequestFrame(frame);
    QVERIFY(decoded);
    QVERIFY(asText(decoded->body) == "\x05\x02");

    const auto response = decodeResponseFrame(fromHex("00000007 01 0001aa"), ApiKey::Heartbeat, 4);
    QVERIFY(response && response->body.empty());
}

void HeaderTest::truncatedHeadersFail()
{
    const auto frame = fromHex("000c 0004 00000007 0002 6d65 01 00 02 aabb");
    for (std::size_t size = 0; size < frame.size(); ++size)
        QVERIFY(!decodeRequestFrame(ByteView(frame).first(size)));
    QVERIFY(decodeRequestFrame(frame));
    QVERIFY(!decodeCorrelationId(ByteView(frame).first(3)));
}

void HeaderTest::responses()
{
    HeartbeatResponse response;
    response.throttleTimeMs = 5;
    response.errorCode = WireError::RebalanceInProgress;
    const auto v3 = encodeResponse(response, 3, CorrelationId(9)).takeBytes();
    QVERIFY(v3 == fromHex("0000000a 00000009 00000005 001b"));
    const auto v4 = encodeResponse(response, 4, CorrelationId(9)).takeBytes();
    QVERIFY(v4 == fromHex("0000000c 00000009 00 00000005 001b 00"));

    const auto decoded = decodeResponse<HeartbeatRequest>(unframed(v4), 4);
    QVERIFY(decoded && *decoded == response);
    QCOMPARE(decodeCorrelationId(unframed(v4))->value(), 9);
}

QTEST_GUILESS_MAIN(HeaderTest)
#include "header_test.moc"
