// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <set>
#include <string>

#include "engine/protocol/codec.h"
#include "engine/protocol/messages/all.h"

using namespace stormbench;
using namespace stormbench::protocol;

/// Bodies that another implementation of the protocol encoded (see README.md): they decode to the
/// values that it was given, and encode to the same bytes again.
class KafkaPythonTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void bodies();
    void everyClientApiIsCovered();

private:
    struct Line {
        QByteArray message;
        std::int16_t version = 0;
        Bytes body;
        QByteArray text;
    };
    QList<Line> m_lines;
};

namespace {

// Between brokers, where kafka-python has no messages, and those that came after its vectors.
const std::set<int> kNotInKafkaPython{43, 45, 46, 52, 53, 54, 55, 56, 59, 62, 63, 67};

/// What is wrong with the body, or nothing.
template <class Message>
QByteArray differenceOf(const Bytes& body, std::int16_t version, const QByteArray& text)
{
    const auto decoded = decode<Message>(body, version);
    if (!decoded)
        return QByteArray::fromStdString(decoded.error().message);
    const auto got = toText(*decoded, version);
    if (got != text.toStdString())
        return "decodes to " + QByteArray::fromStdString(got) + "\ninstead of " + text;
    const auto encoded = encode(*decoded, version).takeBytes();
    if (encoded != body)
        return "encodes to "
            + QByteArray(reinterpret_cast<const char*>(encoded.data()),
                static_cast<qsizetype>(encoded.size()))
                  .toHex();
    return {};
}

QByteArray differenceOf(
    const QByteArray& message, const Bytes& body, std::int16_t version, const QByteArray& text)
{
#define STORMBENCH_DISPATCH(name, key)                                                             \
    if (message == #name "Request")                                                                \
        return differenceOf<name##Request>(body, version, text);                                   \
    if (message == #name "Response")                                                               \
        return differenceOf<name##Response>(body, version, text);
    STORMBENCH_APIS(STORMBENCH_DISPATCH)
#undef STORMBENCH_DISPATCH
    return "no such message";
}

}  // namespace

void KafkaPythonTest::initTestCase()
{
    QFile file(QStringLiteral(STORMBENCH_SOURCE_DIR "/tests/wire/kafka_python.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    for (const auto& raw : file.readAll().split('\n')) {
        if (raw.isEmpty() || raw.startsWith('#'))
            continue;
        const auto parts = raw.split(' ');
        QVERIFY(parts.size() >= 4);
        const auto body = parts[2] == "-" ? QByteArray() : QByteArray::fromHex(parts[2]);
        const auto textAt = parts[0].size() + parts[1].size() + parts[2].size() + 3;
        m_lines.append(
            {parts[0], parts[1].toShort(), Bytes(body.begin(), body.end()), raw.mid(textAt)});
    }
    QVERIFY(m_lines.size() > 300);
}

void KafkaPythonTest::bodies()
{
    for (const auto& line : m_lines) {
        const auto difference = differenceOf(line.message, line.body, line.version, line.text);
        QVERIFY2(difference.isEmpty(),
            (line.message + " v" + QByteArray::number(line.version) + ": " + difference)
                .constData());
    }
}

void KafkaPythonTest::everyClientApiIsCovered()
{
    std::set<std::pair<QByteArray, std::int16_t>> covered;
    for (const auto& line : m_lines)
        covered.emplace(line.message, line.version);
    const auto check = [&covered]<class Message>() {
        for (auto version = Message::Api::kMin; version <= Message::Api::kMax; ++version)
            QVERIFY2(covered.contains({Message::kName, version}), Message::kName);
    };
#define STORMBENCH_COVERED(name, key)                                                              \
    if (!kNotInKafkaPython.contains(key)) {                                                        \
        check.template operator()<name##Request>();                                                \
        check.template operator()<name##Response>();                                               \
    }
    STORMBENCH_APIS(STORMBENCH_COVERED)
#undef STORMBENCH_COVERED
}

QTEST_GUILESS_MAIN(KafkaPythonTest)
#include "kafka_python_test.moc"
