// SPDX-License-Identifier: GPL-3.0-or-later
// Figures as people write them.
#include "storming/workshop/property_form.h"
#include "storming/workshop/quantity.h"

#include <QtTest>

using namespace stormbench::storming;

class QuantityTest : public QObject {
    Q_OBJECT
private slots:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void whatIsWrittenReadsBack();
    void everyFormDescribesADeclaredProperty();
    void defaultsAreInWords();
    void timersInWords_data();
    void timersInWords();
    void notesShareAValueOrDiffer();
};

namespace {

constexpr qint64 kMinute = 60'000, kHour = 60 * kMinute, kDay = 24 * kHour;

double asNumber(const PropertyValue& value)
{
    if (const auto* integer = std::get_if<qint64>(&value))
        return static_cast<double>(*integer);
    const auto* number = std::get_if<double>(&value);
    return number ? *number : -1000;
}

BoardResult<PropertyValue> readAs(Quantity quantity, const QString& text)
{
    const bool whole = quantity == Quantity::Duration || quantity == Quantity::Retention
        || quantity == Quantity::Bytes || quantity == Quantity::Count;
    return readQuantity(quantity, whole ? PropertyType::Integer : PropertyType::Number, text);
}

}  // namespace

void QuantityTest::reads_data()
{
    QTest::addColumn<int>("quantity");
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("written");
    const auto row = [](Quantity quantity, const char* text, double value, const char* written) {
        QTest::newRow(text) << int(quantity) << QString::fromUtf8(text) << value
                            << QString::fromUtf8(written);
    };
    row(Quantity::Duration, "15 min", 15 * kMinute, "15 min");
    row(Quantity::Duration, "  1H  30 Minutes ", 90 * kMinute, "1 h 30 min");
    row(Quantity::Duration, "500ms", 500, "500 ms");
    row(Quantity::Duration, "1.5 h", 90 * kMinute, "1 h 30 min");
    row(Quantity::Duration, "90 s", 90'000, "1 min 30 s");
    row(Quantity::Duration, "0", 0, "0 s");
    row(Quantity::Retention, "7 days", 7 * kDay, "7 days");
    row(Quantity::Retention, "1 week", 7 * kDay, "7 days");
    row(Quantity::Retention, "1 d", kDay, "1 day");
    row(Quantity::Retention, "For ever", -1, "for ever");
    row(Quantity::Bytes, "512", 512, "512 bytes");
    row(Quantity::Bytes, "2 KB", 2000, "2 KB");
    row(Quantity::Bytes, "1.5KiB", 1536, "1536 bytes");
    row(Quantity::Bytes, "4 kib", 4096, "4 KiB");
    row(Quantity::Rate, "20", 20, "20/s");
    row(Quantity::Rate, "200/s", 200, "200/s");
    row(Quantity::Rate, "3 per minute", 0.05, "3 a minute");
    row(Quantity::Rate, "12,000 a day", 12000.0 / 86400, "500 an hour");
    row(Quantity::Rate, "0.5", 0.5, "30 a minute");
    row(Quantity::Days, "30", 30, "30 days");
    row(Quantity::Days, "2 weeks", 14, "14 days");
    row(Quantity::Days, "6 h", 0.25, "6 h");
    row(Quantity::Share, "5 %", 0.05, "5 %");
    row(Quantity::Share, "0.125", 0.125, "12.5 %");
    row(Quantity::Count, "1,000", 1000, "1000");
    row(Quantity::Figure, "2.5", 2.5, "2.5");
}

void QuantityTest::reads()
{
    QFETCH(int, quantity);
    QFETCH(QString, text);
    QFETCH(double, value);
    QFETCH(QString, written);
    const auto read = readAs(static_cast<Quantity>(quantity), text);
    QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    QCOMPARE(asNumber(*read), value);
    QCOMPARE(writeQuantity(static_cast<Quantity>(quantity), *read), written);
    const auto again = readAs(static_cast<Quantity>(quantity), written);
    QVERIFY(again);
    QVERIFY(*again == *read);
}

void QuantityTest::refuses_data()
{
    QTest::addColumn<int>("quantity");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("says");
    const auto row = [](Quantity quantity, const char* text, const char* says) {
        QTest::newRow(text) << int(quantity) << QString::fromUtf8(text) << QString::fromUtf8(says);
    };
    row(Quantity::Duration, "15", "15 min");
    row(Quantity::Duration, "soon", "no time");
    row(Quantity::Duration, "15 fortnights", "no unit of time");
    row(Quantity::Duration, "-5 min", "no time");
    row(Quantity::Duration, "999999999999 years", "no time");
    row(Quantity::Retention, "0", "Nothing would be kept");
    row(Quantity::Bytes, "2 days", "no size");
    row(Quantity::Bytes, "big", "no size");
    row(Quantity::Rate, "often", "no rate");
    row(Quantity::Rate, "3 per moon", "no unit of time");
    row(Quantity::Share, "5", "per cent");
    row(Quantity::Share, "150 %", "100 %");
    row(Quantity::Count, "2.5", "whole number");
    row(Quantity::Count, "-1", "negative");
    row(Quantity::Figure, "12,34", "not a number");
}

void QuantityTest::refuses()
{
    QFETCH(int, quantity);
    QFETCH(QString, text);
    QFETCH(QString, says);
    const auto read = readAs(static_cast<Quantity>(quantity), text);
    QVERIFY(!read);
    QVERIFY2(
        read.error().message.contains(says, Qt::CaseInsensitive), qPrintable(read.error().message));
}

void QuantityTest::whatIsWrittenReadsBack()
{
    for (const qint64 ms :
        {1LL, 999LL, 1000LL, 61'001LL, 3'600'000LL, 90'061'001LL, 31'536'000'000LL}) {
        QCOMPARE(parseDuration(writeDuration(ms)).value_or(-7), ms);
        QCOMPARE(parseRetention(writeRetention(ms)).value_or(-7), ms);
    }
    for (const qint64 bytes : {1LL, 512LL, 1000LL, 1024LL, 1536LL, 2'000'000LL, 3'145'728LL})
        QCOMPARE(parseBytes(writeBytes(bytes)).value_or(-7), bytes);
    for (const double rate : {0.001, 0.05, 1.0 / 3, 1.0, 2.5, 12000.0 / 86400, 200.0, 1e6})
        QCOMPARE(parseRate(writeRate(rate)).value_or(-7), rate);
    for (const double share : {0.0, 0.001, 0.05, 1.0 / 3, 0.1 + 0.2, 1.0})
        QCOMPARE(parseShare(writeShare(share)).value_or(-7), share);
    for (const double days : {0.25, 1.0 / 3, 1.0, 30.0, 365.5})
        QCOMPARE(parseDays(writeDays(days)).value_or(-7), days);
}

void QuantityTest::everyFormDescribesADeclaredProperty()
{
    std::set<NoteProperty> seen;
    for (const PropertyForm& form : propertyForms()) {
        const NotePropertyEntry* entry = notePropertyEntry(form.property);
        QVERIFY2(entry, form.label);
        QVERIFY2(seen.insert(form.property).second, form.label);
        const bool figure
            = entry->type == PropertyType::Integer || entry->type == PropertyType::Number;
        QCOMPARE(form.quantity != Quantity::None, figure);
        QVERIFY2(QString::fromUtf8(form.help).size() > 5, form.label);
    }
}

void QuantityTest::defaultsAreInWords()
{
    for (const PropertyForm& form : propertyForms()) {
        if (form.property == NoteProperty::RetentionMs)
            QCOMPARE(defaultText(form), QStringLiteral("7 days"));
        if (form.property == NoteProperty::RecordBytes)
            QCOMPARE(defaultText(form), QString());
        if (form.property == NoteProperty::RetryBackoffMs)
            QCOMPARE(defaultText(form), QStringLiteral("200 ms"));
        if (form.property == NoteProperty::FailureRate)
            QCOMPARE(defaultText(form), QStringLiteral("0 %"));
    }
}

void QuantityTest::timersInWords_data()
{
    QTest::addColumn<QString>("mode");
    QTest::addColumn<QString>("words");
    QTest::newRow("every") << "every"
                           << "Every 15 min, again and again";
    QTest::newRow("after") << "after"
                           << "Once, 15 min after its trigger";
    QTest::newRow("within") << "within"
                            << "Within 15 min of its trigger, or it has run out";
}

void QuantityTest::timersInWords()
{
    QFETCH(QString, mode);
    QFETCH(QString, words);
    Note timer;
    timer.kind = NoteKind::Timer;
    timer.properties[NoteProperty::TimerMode] = mode;
    timer.properties[NoteProperty::IntervalMs] = qint64(15 * kMinute);
    QCOMPARE(timerInWords(timer), words);
}

void QuantityTest::notesShareAValueOrDiffer()
{
    Note a, b;
    QCOMPARE(commonValue({&a, &b}, NoteProperty::Owner), (CommonValue{{}, false}));
    a.properties[NoteProperty::Owner] = QStringLiteral("Team A");
    QCOMPARE(commonValue({&a, &b}, NoteProperty::Owner), (CommonValue{{}, true}));
    b.properties[NoteProperty::Owner] = QStringLiteral("Team A");
    QCOMPARE(
        commonValue({&a, &b}, NoteProperty::Owner), (CommonValue{QStringLiteral("Team A"), false}));
}

QTEST_APPLESS_MAIN(QuantityTest)
#include "quantity_test.moc"
