// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/protocol/codec.h"
#include "random_message.h"

using namespace stormbench;
using namespace stormbench::protocol;

class TotalDecodingTest : public QObject {
    Q_OBJECT
private slots:
    void randomBytes();
    void damagedMessages();
    void hugeArrayLengths();
    void emptyElementsCannotFillTheMemory();
    void versionsThatTheApiDoesNotHave();
};

namespace {

/// Any bytes give an error or a message that can be sent again and means the same.
template <class Message> bool isErrorOrStable(ByteView bytes, std::int16_t version)
{
    const auto decoded = decode<Message>(bytes, version);
    if (!decoded)
        return decoded.error().code == ErrorCode::Corrupt && !decoded.error().message.empty();
    const auto again = encode(*decoded, version).takeBytes();
    const auto decodedAgain = decode<Message>(again, version);
    return decodedAgain && *decodedAgain == *decoded && !toText(*decoded, version).empty();
}

}  // namespace

void TotalDecodingTest::randomBytes()
{
    forEachMessage([]<class Message>(std::int16_t version) {
        RandomMessage random(static_cast<std::uint64_t>(version) + 100, version);
        for (int round = 0; round < 60; ++round) {
            Bytes bytes(random.below(200));
            // Many small bytes: they are plausible lengths, so that decoding gets further.
            for (auto& byte : bytes)
                byte = static_cast<std::uint8_t>(
                    random.below(3) ? random.below(4) : random.below(256));
            QVERIFY2(isErrorOrStable<Message>(bytes, version),
                label(Message::kName, version, static_cast<std::uint64_t>(round)).c_str());
        }
    });
}

void TotalDecodingTest::damagedMessages()
{
    forEachMessage([]<class Message>(std::int16_t version) {
        for (std::uint64_t seed = 1; seed <= 30; ++seed) {
            RandomMessage random(seed, version);
            Message message;
            random.fill(message);
            auto bytes = encode(message, version).takeBytes();
            if (bytes.empty())
                continue;
            for (int hits = 0; hits < 3; ++hits)
                bytes[random.below(bytes.size())] = static_cast<std::uint8_t>(random.below(256));
            QVERIFY2(isErrorOrStable<Message>(bytes, version),
                label(Message::kName, version, seed).c_str());
        }
    });
}

void TotalDecodingTest::hugeArrayLengths()
{
    const Bytes old{0x7f, 0xff, 0xff, 0xff, 0, 0};
    QVERIFY(!decode<MetadataRequest>(old, 0));
    const Bytes negative{0xff, 0xff, 0xff, 0xfe};
    QVERIFY(!decode<MetadataRequest>(negative, 1));
    const Bytes compact{0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0};
    QVERIFY(!decode<MetadataRequest>(compact, 12));
}

void TotalDecodingTest::emptyElementsCannotFillTheMemory()
{
    // Eight million empty strings in as many bytes would take 256 MB as strings.
    constexpr std::uint32_t kCount = 8'000'000;
    Bytes bytes;
    WriteCursor writer(bytes);
    writer.writeUnsignedVarint(kCount + 1);
    bytes.resize(bytes.size() + kCount, 1);
    bytes.push_back(0);
    const auto decoded = decode<DeleteGroupsRequest>(bytes, 2);
    QVERIFY(!decoded);
    QVERIFY(decoded.error().message.find("groupsNames") != std::string::npos);
}

void TotalDecodingTest::versionsThatTheApiDoesNotHave()
{
    for (const std::int16_t version : {-1, 2, 13, 32767}) {
        const auto decoded = decode<ProduceRequest>({}, version);
        QVERIFY(!decoded && decoded.error().code == ErrorCode::Unsupported);
    }
}

QTEST_GUILESS_MAIN(TotalDecodingTest)
#include "total_decoding_test.moc"
