// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <limits>

#include "engine/base/cursor.h"

using namespace stormbench;

class CursorTest : public QObject {
    Q_OBJECT
private slots:
    void varintsRoundTrip_data();
    void varintsRoundTrip();
    void overlongVarintsFail();
    void readingPastTheEndFailsForGood();
    void bigEndianLayout();
};

void CursorTest::varintsRoundTrip_data()
{
    QTest::addColumn<qint64>("value");
    for (const qint64 value : {qint64(0), qint64(1), qint64(-1), qint64(63), qint64(64),
             qint64(-64), qint64(-65), qint64(300), qint64(std::numeric_limits<qint32>::max()),
             qint64(std::numeric_limits<qint32>::min()), std::numeric_limits<qint64>::max(),
             std::numeric_limits<qint64>::min()})
        QTest::addRow("%lld", static_cast<long long>(value)) << value;
}

void CursorTest::varintsRoundTrip()
{
    QFETCH(qint64, value);
    Bytes bytes;
    WriteCursor writer(bytes);
    writer.writeVarlong(value);
    QCOMPARE(bytes.size(), varlongSize(value));
    ReadCursor reader(bytes);
    QCOMPARE(reader.readVarlong(), value);
    QVERIFY(reader.ok() && reader.atEnd());

    if (value == static_cast<qint32>(value)) {
        Bytes narrow;
        WriteCursor narrowWriter(narrow);
        narrowWriter.writeVarint(static_cast<qint32>(value));
        QCOMPARE(narrow, bytes);
        QCOMPARE(narrow.size(), varintSize(static_cast<qint32>(value)));
        ReadCursor narrowReader(narrow);
        QCOMPARE(qint64(narrowReader.readVarint()), value);
    }
}

void CursorTest::overlongVarintsFail()
{
    const Bytes sixBytes(6, 0x80);
    ReadCursor narrow(sixBytes);
    (void)narrow.readUnsignedVarint();
    QVERIFY(!narrow.ok());

    const Bytes tooManyBits{0xFF, 0xFF, 0xFF, 0xFF, 0x1F};
    ReadCursor bits(tooManyBits);
    (void)bits.readUnsignedVarint();
    QVERIFY(!bits.ok());

    const Bytes elevenBytes(11, 0x80);
    ReadCursor wide(elevenBytes);
    (void)wide.readVarlong();
    QVERIFY(!wide.ok());
}

void CursorTest::readingPastTheEndFailsForGood()
{
    const Bytes bytes{1, 2, 3};
    ReadCursor reader(bytes);
    QCOMPARE(reader.read<std::int32_t>(), 0);
    QVERIFY(!reader.ok());
    QCOMPARE(reader.read<std::int8_t>(), std::int8_t(0));
    QVERIFY(reader.readView(1).empty());
}

void CursorTest::bigEndianLayout()
{
    Bytes bytes;
    WriteCursor writer(bytes);
    writer.write<std::int32_t>(0x01020304);
    writer.write<std::int16_t>(-2);
    QCOMPARE(bytes, (Bytes{1, 2, 3, 4, 0xFF, 0xFE}));
    writer.patch<std::int32_t>(0, -1);
    QCOMPARE(loadBigEndian<std::int32_t>(bytes.data()), -1);
}

QTEST_GUILESS_MAIN(CursorTest)
#include "cursor_test.moc"
