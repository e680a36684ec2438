// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/crc32c.h"

using namespace stormbench;

class Crc32cTest : public QObject {
    Q_OBJECT
private slots:
    void knownValues();  ///< RFC 3720, appendix B.4
    void hardwareAndPortableAgree();
    void canBeFedInPieces();
};

void Crc32cTest::knownValues()
{
    QCOMPARE(crc32c(asBytes("123456789")), 0xE3069283u);
    QCOMPARE(crc32c(Bytes(32, 0x00)), 0x8A9136AAu);
    QCOMPARE(crc32c(Bytes(32, 0xFF)), 0x62A8AB43u);
}

void Crc32cTest::hardwareAndPortableAgree()
{
    Bytes bytes;
    for (int i = 0; i < 100; ++i) {
        QCOMPARE(crc32c(bytes), crc32cPortable(bytes));
        bytes.push_back(static_cast<std::uint8_t>(i * 37 + 11));
    }
}

void Crc32cTest::canBeFedInPieces()
{
    const Bytes bytes = toBytes("a batch that arrives in two pieces");
    const ByteView view(bytes);
    for (std::size_t cut = 0; cut <= view.size(); ++cut)
        QCOMPARE(crc32c(view.subspan(cut), crc32c(view.first(cut))), crc32c(view));
}

QTEST_GUILESS_MAIN(Crc32cTest)
#include "crc32c_test.moc"
