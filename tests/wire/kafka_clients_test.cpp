// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <functional>
#include <set>

#include "engine/protocol/api_table.h"
#include "engine/protocol/header.h"
#include "engine/protocol/messages/all.h"
#include "filled_message.h"
#include "vector_file.h"

using namespace stormbench;
using namespace stormbench::protocol;

/// Every message in every version, as the classes of Apache Kafka's Java client encode it: it
/// decodes to the values that it was given and encodes to the same bytes again. The rows come from
/// our own declarations, so that a version without vectors fails.
class KafkaClientsTest : public QObject {
    Q_OBJECT
private slots:
    void bodies_data() { rows(); }
    void bodies();
    void headers_data() { rows(); }
    void headers();
    void prefixes_data() { rows(); }
    void prefixes();
    void versionsAreKafkas_data() { rows(); }
    void versionsAreKafkas();

private:
    static void rows();
};

namespace {

enum class Direction : std::uint8_t { Request, Response, Embedded };

/// What a test asks of one message; gives what is wrong with it, or nothing.
struct Checks {
    std::function<QByteArray(const VectorFile&, const QByteArray& message)> bodies, headers,
        prefixes;
    std::int16_t min = 0;
    std::int16_t max = 0;
};

QByteArray toHex(ByteView bytes)
{
    return QByteArray(reinterpret_cast<const char*>(bytes.data()), qsizetype(bytes.size())).toHex();
}

/// Calls check(vector, case, version) for all vectors of a message until one has something to say.
template <class Message, class Check>
QByteArray forEachVector(const VectorFile& file, const QByteArray& message, Check check)
{
    for (auto version = Message::Api::kMin; version <= Message::Api::kMax; ++version) {
        for (std::size_t kind = 0; kind < std::size(kVectorCases); ++kind) {
            const auto* vector = file.find(message, version, kVectorCases[kind]);
            const auto problem = vector
                ? check(*vector, static_cast<VectorCase>(kind), version)
                : QByteArray("there is no such vector: see tests/wire/README.md");
            if (!problem.isEmpty())
                return message + " v" + QByteArray::number(version) + " " + kVectorCases[kind]
                    + ": " + problem;
        }
    }
    return {};
}

/// Where a value that is not set means null to us, and the empty text or array to Kafka's classes.
const std::set<QByteArray> kNullByDefault{"FindCoordinatorResponse", "JoinGroupResponse",
    "InitProducerIdRequest", "DescribeLogDirsRequest", "AlterPartitionReassignmentsResponse",
    "ListPartitionReassignmentsResponse", "BrokerRegistrationRequest", "DescribeQuorumResponse"};

template <class Message>
QByteArray checkBody(const WireVector& vector, VectorCase kind, std::int16_t version)
{
    const auto decoded = decode<Message>(vector.body, version);
    if (!decoded)
        return QByteArray::fromStdString(decoded.error().message);
    const auto encoded = encode(*decoded, version).takeBytes();
    if (encoded != vector.body)
        return "encodes to " + toHex(encoded) + "\ninstead of " + toHex(vector.body);
    Message expected;
    FilledMessage filled(kind, version);
    filled.fill(expected);
    if (kind == VectorCase::Default) {
        // Values that a version cannot leave out arrive as empty ones: only the bytes are equal.
        const auto own = encode(expected, version).takeBytes();
        return own == vector.body || kNullByDefault.contains(Message::kName)
            ? QByteArray()
            : "unset it encodes to " + toHex(own) + "\ninstead of " + toHex(vector.body);
    }
    return *decoded == expected
        ? QByteArray()
        : QByteArray::fromStdString("decodes to " + toText(*decoded, version) + "\ninstead of "
            + toText(expected, version));
}

/// Every piece of it is refused, and nothing behind its end is read.
template <class Message> QByteArray checkPrefixes(const WireVector& vector, std::int16_t version)
{
    for (std::size_t size = 0; size < vector.body.size(); ++size) {
        const Bytes piece(vector.body.begin(), vector.body.begin() + std::ptrdiff_t(size));
        const auto decoded = decode<Message>(piece, version);
        if (decoded || decoded.error().code != ErrorCode::Corrupt)
            return "is taken though it ends after " + QByteArray::number(qulonglong(size));
    }
    return {};
}

QByteArray compareFrame(const Bytes& frame, const WireVector& vector)
{
    Bytes expected(sizeof(std::uint32_t));
    storeBigEndian(
        expected.data(), static_cast<std::uint32_t>(vector.header.size() + vector.body.size()));
    expected.insert(expected.end(), vector.header.begin(), vector.header.end());
    expected.insert(expected.end(), vector.body.begin(), vector.body.end());
    return frame == expected ? QByteArray()
                             : "frame " + toHex(frame) + "\ninstead of " + toHex(expected);
}

ByteView withoutLength(const Bytes& frame)
{
    return ByteView(frame).subspan(sizeof(std::uint32_t));
}

const CorrelationId kCorrelationId(static_cast<std::int32_t>(vectorHash("correlationId")));

template <class Message>
QByteArray checkRequestHeader(const WireVector& vector, VectorCase kind, std::int16_t version)
{
    const auto clientId
        = kind == VectorCase::Null ? std::nullopt : std::optional(vectorText("clientId"));
    const auto message = decode<Message>(vector.body, version);
    if (!message)
        return QByteArray::fromStdString(message.error().message);
    const auto frame = encodeRequest(*message, version, kCorrelationId, clientId).takeBytes();
    if (const auto problem = compareFrame(frame, vector); !problem.isEmpty())
        return problem;
    if (!findApi(static_cast<std::int16_t>(Message::Api::kKey)))
        return {};  // the router reads no such request
    const auto decoded = decodeRequestFrame(withoutLength(frame));
    if (!decoded)
        return QByteArray::fromStdString(decoded.error().message);
    const RequestHeader expected{
        static_cast<std::int16_t>(Message::Api::kKey), version, kCorrelationId, clientId};
    if (decoded->header != expected || decoded->body.size() != vector.body.size())
        return "another header";
    return {};
}

template <class Message>
QByteArray checkResponseHeader(const WireVector& vector, VectorCase, std::int16_t version)
{
    const auto message = decode<Message>(vector.body, version);
    if (!message)
        return QByteArray::fromStdString(message.error().message);
    const auto frame = encodeResponse(*message, version, kCorrelationId).takeBytes();
    if (const auto problem = compareFrame(frame, vector); !problem.isEmpty())
        return problem;
    const auto decoded = decodeResponseFrame(withoutLength(frame), Message::Api::kKey, version);
    if (!decoded || decoded->correlationId != kCorrelationId
        || decoded->body.size() != vector.body.size())
        return "another header";
    return {};
}

template <class Message, Direction direction> Checks checksOf()
{
    Checks checks;
    checks.min = Message::Api::kMin;
    checks.max = Message::Api::kMax;
    checks.bodies = [](const VectorFile& file, const QByteArray& name) {
        return forEachVector<Message>(file, name, checkBody<Message>);
    };
    checks.prefixes = [](const VectorFile& file, const QByteArray& name) {
        return forEachVector<Message>(
            file, name, [](const WireVector& vector, VectorCase, std::int16_t version) {
                return checkPrefixes<Message>(vector, version);
            });
    };
    checks.headers = [](const VectorFile& file, const QByteArray& name) {
        if constexpr (direction == Direction::Request)
            return forEachVector<Message>(file, name, checkRequestHeader<Message>);
        else if constexpr (direction == Direction::Response)
            return forEachVector<Message>(file, name, checkResponseHeader<Message>);
        else
            return QByteArray();
    };
    return checks;
}

}  // namespace

Q_DECLARE_METATYPE(Checks)

void KafkaClientsTest::rows()
{
    QTest::addColumn<QByteArray>("api");
    QTest::addColumn<QByteArray>("message");
    QTest::addColumn<Checks>("checks");
    const auto row = [](const QByteArray& api, const QByteArray& message, const Checks& checks) {
        QTest::newRow((api + ' ' + message).constData()) << api << message << checks;
    };
#define STORMBENCH_ROW(name, key)                                                                  \
    row(#name, "request", checksOf<name##Request, Direction::Request>());                          \
    row(#name, "response", checksOf<name##Response, Direction::Response>());
    STORMBENCH_APIS(STORMBENCH_ROW)
#undef STORMBENCH_ROW
    row("ConsumerProtocol", "subscription",
        checksOf<ConsumerProtocolSubscription, Direction::Embedded>());
    row("ConsumerProtocol", "assignment",
        checksOf<ConsumerProtocolAssignment, Direction::Embedded>());
}

namespace {

VectorFile vectorsOf(const QByteArray& api)
{
    return VectorFile(QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/wire/kafka_clients/%1.txt")
                          .arg(QString::fromLatin1(api)));
}

}  // namespace

void KafkaClientsTest::bodies()
{
    QFETCH(QByteArray, api);
    QFETCH(QByteArray, message);
    QFETCH(Checks, checks);
    const auto problem = checks.bodies(vectorsOf(api), message);
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void KafkaClientsTest::headers()
{
    QFETCH(QByteArray, api);
    QFETCH(QByteArray, message);
    QFETCH(Checks, checks);
    const auto problem = checks.headers(vectorsOf(api), message);
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void KafkaClientsTest::prefixes()
{
    QFETCH(QByteArray, api);
    QFETCH(QByteArray, message);
    QFETCH(Checks, checks);
    const auto problem = checks.prefixes(vectorsOf(api), message);
    QVERIFY2(problem.isEmpty(), problem.constData());
}

void KafkaClientsTest::versionsAreKafkas()
{
    QFETCH(QByteArray, api);
    QFETCH(QByteArray, message);
    QFETCH(Checks, checks);
    // The vectors start at the lowest version that Kafka still has: we have no older one, nor do we
    // leave one out.
    const auto file = vectorsOf(api);
    QVERIFY(file.find(message, checks.min, "default"));
    QVERIFY(!file.find(message, static_cast<std::int16_t>(checks.min - 1), "default"));
}

QTEST_GUILESS_MAIN(KafkaClientsTest)
#include "kafka_clients_test.moc"
