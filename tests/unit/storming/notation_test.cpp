// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/model/grammar.h"
#include "storming/model/property.h"

#include <set>

using namespace stormbench::storming;
using enum NoteKind;

class NotationTest : public QObject {
    Q_OBJECT
private slots:
    void everyKindHasAKeyOfItsOwn();
    void keysDigitsAndNumbersAreUnique();
    void numbersStay_data();
    void numbersStay();
    void propertyNumbersStay();
    void grammarMatrix_data();
    void grammarMatrix();
    void annotationsAttachToAnything();
    void everyErrorAndWarningSaysWhy();
    void tabWalksTheGrammar();
};

void NotationTest::keysDigitsAndNumbersAreUnique()
{
    std::set<QString> keys;
    std::set<char> digits;
    for (const NotationEntry& entry : notation()) {
        QVERIFY(keys.insert(QString::fromLatin1(entry.key)).second);
        QVERIFY(entry.digit == 0 || digits.insert(entry.digit).second);
        QCOMPARE(noteKindFromKey(QString::fromLatin1(entry.key)), std::optional(entry.kind));
        QCOMPARE(noteKindFromNumber(static_cast<quint32>(entry.kind)), std::optional(entry.kind));
        if (entry.digit)
            QCOMPARE(noteKindFromDigit(QLatin1Char(entry.digit)), std::optional(entry.kind));
    }
    QVERIFY(!noteKindFromNumber(0));
    QVERIFY(!noteKindFromKey(u"nothing"));
}

void NotationTest::everyKindHasAKeyOfItsOwn()
{
    std::set<QString> keys;
    for (const NotationEntry& entry : notation())
        QVERIFY2(keys.insert(kindKey(entry.kind)).second, entry.key);
    QVERIFY(!keys.contains(QString()));
    QCOMPARE(kindKey(NoteKind::Event), QStringLiteral("1"));
}

// Files hold these numbers.
void NotationTest::numbersStay_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<quint32>("number");
    const char* keys[] = {"event", "command", "policy", "aggregate", "system", "readModel", "actor",
        "hotspot", "opportunity", "value", "vote", "timer", "saga", "definition", "screen",
        "example", "legend", "picture"};
    quint32 number = 0;
    for (const char* key : keys)
        QTest::newRow(key) << QString::fromLatin1(key) << ++number;
    QCOMPARE(size_t(number), notation().size());
}

void NotationTest::numbersStay()
{
    QFETCH(QString, key);
    QFETCH(quint32, number);
    QCOMPARE(static_cast<quint32>(*noteKindFromKey(key)), number);
}

void NotationTest::propertyNumbersStay()
{
    QStringList numbers;
    for (const NotePropertyEntry& entry : noteProperties())
        numbers
            << QStringLiteral("%1=%2").arg(QString::fromLatin1(entry.key)).arg(int(entry.property));
    QCOMPARE(numbers.join(QLatin1Char(' ')),
        QStringLiteral(
            "kind=1 rect=2 text=3 z=4 description=5 fields=6 frame=7 group=8 fieldsUsed=9 pivotal=20 "
            "external=21 "
            "blocking=22 public=23 "
            "locked=24 hidden=25 key=30 partitions=31 retentionMs=32 eventSourced=33 topic=34 "
            "rate=40 peak=43 recordBytes=44 eventsPerInstance=45 lifetimeDays=46 delivery=47 "
            "weight=41 outcomes=42 "
            "rule=50 guard=51 steps=52 latencyMs=60 failureRate=61 timerMode=70 intervalMs=71 "
            "maxRetries=80 retryBackoffMs=81 deadLetter=82 owner=100 sign=101 links=102 votes=110 "
            "comments=111 author=112 parkedFrom=113 image=120"));
}

// The reference's matrix, letter by letter: o = ok, w = warning, e = error; once for each method.
void NotationTest::grammarMatrix_data()
{
    QTest::addColumn<Method>("method");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QChar>("expected");
    const NoteKind columns[]
        = {Actor, Command, Aggregate, System, Event, Policy, Saga, ReadModel, Screen};
    struct Row {
        NoteKind from;
        const char* storming;
        const char* modeling;
    };
    const Row rows[] = {
        {Actor, "eoewweeoo", "eoewweeoo"},
        {Command,
            "eeoowee"
            "we",
            "eeoooee"
            "we"},
        {Aggregate, "eeewoeewe", "eeewoeewe"},
        {System, "eoewowewe", "eoewowewe"},
        {Event, "eweowoooe", "eeeoewwoe"},
        {Policy, "eowwweeoe", "eowweeeoe"},
        {Saga, "eowwoeeoe", "eowwoeeoe"},
        {ReadModel, "oweweooeo", "oeeweooeo"},
        {Screen, "ooewweeoo", "ooewweeoo"},
        {Timer, "eweeoooee", "eweeoooee"},
    };
    for (const Row& row : rows)
        for (int i = 0; i < 9; ++i)
            for (const Method method : {Method::EventStorming, Method::EventModeling}) {
                const bool modeling = method == Method::EventModeling;
                QTest::addRow("%s to %s%s", notationOf(row.from).key, notationOf(columns[i]).key,
                    modeling ? ", event modeling" : "")
                    << method << int(row.from) << int(columns[i])
                    << QChar(QLatin1Char((modeling ? row.modeling : row.storming)[i]));
            }
}

void NotationTest::grammarMatrix()
{
    QFETCH(Method, method);
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QChar, expected);
    const Verdict verdict = grammarOf(NoteKind(from), NoteKind(to), method).verdict;
    const char letter = verdict == Verdict::Ok ? 'o'
        : verdict == Verdict::Warn             ? 'w'
        : verdict == Verdict::Error            ? 'e'
                                               : '-';
    QCOMPARE(QChar(QLatin1Char(letter)), expected);
}

void NotationTest::annotationsAttachToAnything()
{
    for (const NoteKind annotation :
        {Hotspot, Opportunity, Value, Vote, Definition, Example, Legend, Picture})
        for (const NotationEntry& other : notation()) {
            QCOMPARE(grammarOf(annotation, other.kind).verdict, Verdict::Free);
            QCOMPARE(grammarOf(other.kind, annotation).verdict, Verdict::Free);
        }
}

void NotationTest::everyErrorAndWarningSaysWhy()
{
    for (const Method method : {Method::EventStorming, Method::EventModeling})
        for (const NotationEntry& from : notation())
            for (const NotationEntry& to : notation()) {
                const GrammarEntry entry = grammarOf(from.kind, to.kind, method);
                const bool doubtful
                    = entry.verdict == Verdict::Warn || entry.verdict == Verdict::Error;
                QCOMPARE(*entry.why != 0, doubtful);
                QCOMPARE(entry.fix.label != nullptr, entry.fix.count > 0);
                // A fix mends: what it inserts may follow the one end and precede the other.
                if (entry.fix.count > 0) {
                    const NoteKind last = entry.fix.count == 2 ? entry.fix.second : entry.fix.first;
                    QVERIFY2(grammarOf(from.kind, entry.fix.first, method).verdict < entry.verdict,
                        qPrintable(
                            QStringLiteral("%1 to %2")
                                .arg(QLatin1StringView(from.key), QLatin1StringView(to.key))));
                    QVERIFY2(grammarOf(last, to.kind, method).verdict < entry.verdict,
                        qPrintable(
                            QStringLiteral("%1 to %2")
                                .arg(QLatin1StringView(from.key), QLatin1StringView(to.key))));
                }
            }
}

void NotationTest::tabWalksTheGrammar()
{
    QCOMPARE(usualNext(Event), Policy);
    QCOMPARE(usualNext(Policy), Command);
    QCOMPARE(usualNext(Command), Aggregate);
    QCOMPARE(usualNext(Aggregate), Event);
    QCOMPARE(usualNext(Event, Method::EventModeling), ReadModel);
    QCOMPARE(usualNext(ReadModel, Method::EventModeling), Screen);
    QCOMPARE(usualNext(Screen, Method::EventModeling), Command);
    QCOMPARE(usualNext(Command, Method::EventModeling), Event);
    for (const Method method : {Method::EventStorming, Method::EventModeling})
        for (const NotationEntry& entry : notation())
            if (!isAnnotation(entry.kind)) {
                const NoteKind next = usualNext(entry.kind, method);
                QCOMPARE(grammarOf(entry.kind, next, method).verdict, Verdict::Ok);
                const NoteKind previous = usualPrevious(entry.kind, method);
                if (entry.kind != Timer && entry.kind != Actor)
                    QCOMPARE(grammarOf(previous, entry.kind, method).verdict, Verdict::Ok);
            }
}

QTEST_GUILESS_MAIN(NotationTest)
#include "notation_test.moc"
