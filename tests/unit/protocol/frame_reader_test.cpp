// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/protocol/frame_reader.h"

using namespace stormbench;
using namespace stormbench::protocol;

using Sizes = QList<int>;

class FrameReaderTest : public QObject {
    Q_OBJECT
private slots:
    void framesComeOutAsTheyWentIn_data();
    void framesComeOutAsTheyWentIn();
    void badLengthsFailForGood_data();
    void badLengthsFailForGood();
    void framesBeforeABadLengthAreGiven();
    void anAnnouncedLengthTakesNoMemory();
};

void FrameReaderTest::framesComeOutAsTheyWentIn_data()
{
    QTest::addColumn<Sizes>("frames");
    QTest::addColumn<int>("piece");
    for (const int piece : {1, 2, 3, 4, 5, 7, 1000}) {
        QTest::addRow("empty frame, pieces of %d", piece) << Sizes{0} << piece;
        QTest::addRow("one frame, pieces of %d", piece) << Sizes{10} << piece;
        QTest::addRow("many frames, pieces of %d", piece)
            << Sizes{1, 0, 300, 4, 4, 4, 2, 999, 5} << piece;
    }
}

void FrameReaderTest::framesComeOutAsTheyWentIn()
{
    QFETCH(Sizes, frames);
    QFETCH(int, piece);
    Bytes stream;
    QList<Bytes> sent;
    for (const int size : frames) {
        const Bytes frame(
            static_cast<std::size_t>(size), static_cast<std::uint8_t>(sent.size() + 1));
        stream.insert(stream.end(),
            {0, 0, static_cast<std::uint8_t>(size >> 8), static_cast<std::uint8_t>(size)});
        stream.insert(stream.end(), frame.begin(), frame.end());
        sent.append(frame);
    }

    FrameReader reader;
    QList<Bytes> got;
    for (std::size_t at = 0; at < stream.size(); at += static_cast<std::size_t>(piece)) {
        reader.feed(ByteView(stream).subspan(
            at, std::min(static_cast<std::size_t>(piece), stream.size() - at)));
        for (;;) {
            const auto frame = reader.next();
            QVERIFY(frame);
            if (!*frame)
                break;
            got.append(**frame);
        }
    }
    QVERIFY(got == sent);
    QCOMPARE(reader.buffered(), std::size_t(0));
}

void FrameReaderTest::badLengthsFailForGood_data()
{
    QTest::addColumn<QByteArray>("length");
    QTest::addRow("minus one") << QByteArray::fromHex("ffffffff");
    QTest::addRow("smallest") << QByteArray::fromHex("80000000");
    QTest::addRow("one above the limit") << QByteArray::fromHex("00000401");
    QTest::addRow("largest") << QByteArray::fromHex("7fffffff");
    QTest::addRow("an HTTP request") << QByteArray("GET / HTTP/1.1\r\n");
}

void FrameReaderTest::badLengthsFailForGood()
{
    QFETCH(QByteArray, length);
    FrameReader reader(1024);
    reader.feed(asBytes({length.constData(), static_cast<std::size_t>(length.size())}));
    const auto first = reader.next();
    QVERIFY(!first && first.error().code == ErrorCode::Corrupt);
    reader.feed(Bytes{0, 0, 0, 1, 7});
    const auto second = reader.next();
    QVERIFY(!second && second.error() == first.error());
    QCOMPARE(reader.buffered(), std::size_t(0));
}

void FrameReaderTest::framesBeforeABadLengthAreGiven()
{
    FrameReader reader(4);
    reader.feed(Bytes{0, 0, 0, 4, 1, 2, 3, 4, 0, 0, 0, 5});
    const auto frame = reader.next();
    QVERIFY(frame && *frame && **frame == (Bytes{1, 2, 3, 4}));
    QVERIFY(!reader.next());
}

void FrameReaderTest::anAnnouncedLengthTakesNoMemory()
{
    FrameReader reader;
    reader.feed(Bytes{0x06, 0x40, 0, 0, 1, 2});  // the default limit, exactly
    const auto frame = reader.next();
    QVERIFY(frame && !*frame);
    QCOMPARE(reader.buffered(), std::size_t(6));
}

QTEST_GUILESS_MAIN(FrameReaderTest)
#include "frame_reader_test.moc"
