// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "engine/base/uuid.h"

using namespace stormbench;

class UuidTest : public QObject {
    Q_OBJECT
private slots:
    void metadataTopicIdAsKafkaWritesIt()
    {
        QCOMPARE(kMetadataTopicId.toString(), std::string("AAAAAAAAAAAAAAAAAAAAAQ"));
    }
    void textRoundTrip();
    void refusesOtherText();
};

void UuidTest::textRoundTrip()
{
    const auto id = Uuid::fromRandomBits(0x0123456789ABCDEFull, 0xFEDCBA9876543210ull);
    const auto parsed = Uuid::parse(id.toString());
    QVERIFY(parsed.has_value());
    QVERIFY(*parsed == id);
}

void UuidTest::refusesOtherText()
{
    QVERIFY(!Uuid::parse("short"));
    QVERIFY(!Uuid::parse("AAAAAAAAAAAAAAAAAAAA+/"));
}

QTEST_GUILESS_MAIN(UuidTest)
#include "uuid_test.moc"
