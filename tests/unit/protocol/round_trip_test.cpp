// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/protocol/codec.h"
#include "random_message.h"

using namespace stormbench;
using namespace stormbench::protocol;

class RoundTripTest : public QObject {
    Q_OBJECT
private slots:
    void everyMessageInEveryVersion();
    void defaultsInEveryVersion();
    void everyPrefixIsAnError();
};

namespace {

template <class Message>
void compareAfterRoundTrip(const Message& message, std::int16_t version, const std::string& what)
{
    const auto checked = checkEncodable(message, version);
    QVERIFY2(checked, checked ? "" : (what + ": " + checked.error().message).c_str());
    const auto bytes = encode(message, version).takeBytes();
    QVERIFY2(bytes.size() == encodedSize(message, version), what.c_str());

    ReadCursor cursor(bytes);
    const auto decoded = decodeFrom<Message>(cursor, version);
    QVERIFY2(decoded, decoded ? "" : decoded.error().message.c_str());
    QVERIFY2(cursor.atEnd(), what.c_str());
    QVERIFY2(*decoded == message,
        (what + "\nsent " + toText(message, version) + "\ngot  " + toText(*decoded, version))
            .c_str());
}

}  // namespace

void RoundTripTest::everyMessageInEveryVersion()
{
    forEachMessage([]<class Message>(std::int16_t version) {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            RandomMessage random(seed, version);
            Message message;
            random.fill(message);
            compareAfterRoundTrip(message, version, label(Message::kName, version, seed));
        }
    });
}

void RoundTripTest::defaultsInEveryVersion()
{
    // Null where the version has no null is sent as the empty value: what arrives is stable from
    // then on.
    forEachMessage([]<class Message>(std::int16_t version) {
        const auto bytes = encode(Message{}, version).takeBytes();
        const auto decoded = decode<Message>(bytes, version);
        QVERIFY2(decoded, label(Message::kName, version, 0).c_str());
        QVERIFY2(encode(*decoded, version).takeBytes() == bytes,
            label(Message::kName, version, 0).c_str());
    });
}

void RoundTripTest::everyPrefixIsAnError()
{
    forEachMessage([]<class Message>(std::int16_t version) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            RandomMessage random(seed, version);
            Message message;
            random.fill(message);
            const auto bytes = encode(message, version).takeBytes();
            for (std::size_t size = 0; size < bytes.size(); ++size) {
                const auto decoded = decode<Message>(ByteView(bytes).first(size), version);
                QVERIFY2(!decoded && decoded.error().code == ErrorCode::Corrupt,
                    label(Message::kName, version, seed).c_str());
            }
        }
    });
}

QTEST_GUILESS_MAIN(RoundTripTest)
#include "round_trip_test.moc"
