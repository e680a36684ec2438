// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/check/checker.h"
#include "storming/model/operation.h"

using namespace stormbench::storming;

namespace {

using enum NoteKind;

constexpr NoteKind kColumns[]
    = {Actor, Command, Aggregate, System, Event, Policy, Saga, ReadModel, Screen, Timer};

/// A cell is what the notation says at software design: o ok, w warning, e error; p: ok before
/// software design, a warning then; b: ok on the big picture, a warning from then on.
struct Row {
    NoteKind from;
    const char* eventStorming;
    const char* eventModeling;
};
// actor, command, aggregate, system, event, policy, saga, read model, screen, timer
constexpr Row kRows[] = {
    {Actor, "eoewweeooe", "eoewweeooe"},
    {Command, "eeoopeewee", "eeoooeewee"},
    {Aggregate, "eeewoeewee", "eeewoeewee"},
    {System, "eoewowewee", "eoewowewee"},
    {Event, "eweoboooee", "eeeoewwoee"},
    {Policy, "eowwweeoee", "eowweeeoee"},
    {Saga, "eowwoeeoee", "eowwoeeoee"},
    {ReadModel, "oweweooeoe", "oeeweooeoe"},
    {Screen, "ooewweeooe", "ooewweeooe"},
    {Timer,
        "eweeooo"
        "eee",
        "eweeooo"
        "eee"},
};

Severity expected(char cell, Level level)
{
    const bool isDesign = level == Level::Design;
    if (cell == 'o' || (cell == 'p' && !isDesign) || (cell == 'b' && level == Level::BigPicture))
        return Severity::Off;
    if (level == Level::BigPicture)
        return Severity::Hint;
    return cell == 'e' && isDesign ? Severity::Error : Severity::Warning;
}

Severity found(NoteKind from, NoteKind to, Level level, Method method)
{
    Board board;
    BoardSettings settings;
    settings.method = method;
    (void)apply(board, ChangeSettings{settings});
    (void)apply(board, AddNote{makeNote(NoteId(1), from, {0, 0}, QStringLiteral("A"))});
    (void)apply(board, AddNote{makeNote(NoteId(2), to, {900, 0}, QStringLiteral("B"))});
    (void)apply(board, AddConnector{{ConnectorId(3), NoteId(1), NoteId(2)}});
    for (const Finding& finding : check(board, level))
        if (finding.rule == RuleId::GrammarEdge)
            return finding.severity;
    return Severity::Off;
}

}  // namespace

/// Kinds × kinds × levels × methods, against the table of the notation as it is written down.
class GrammarSeverityTest : public QObject {
    Q_OBJECT
private slots:
    void everyCell_data();
    void everyCell();
    void annotationsAttachToAnything();
};

void GrammarSeverityTest::everyCell_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::addColumn<QString>("cells");
    for (const Row& row : kRows) {
        QCOMPARE(qsizetype(strlen(row.eventStorming)), qsizetype(std::size(kColumns)));
        QCOMPARE(qsizetype(strlen(row.eventModeling)), qsizetype(std::size(kColumns)));
        for (std::size_t i = 0; i < std::size(kColumns); ++i)
            QTest::addRow("%s to %s", notationOf(row.from).key, notationOf(kColumns[i]).key)
                << int(row.from) << int(kColumns[i])
                << QString(QLatin1Char(row.eventStorming[i])) + QLatin1Char(row.eventModeling[i]);
    }
}

void GrammarSeverityTest::everyCell()
{
    QFETCH(int, from);
    QFETCH(int, to);
    QFETCH(QString, cells);
    for (const Method method : {Method::EventStorming, Method::EventModeling}) {
        const char cell = cells[method == Method::EventModeling ? 1 : 0].toLatin1();
        for (const LevelEntry& level : levels()) {
            const Severity wanted = expected(cell, level.level);
            QCOMPARE(toKey(grammarSeverity(NoteKind(from), NoteKind(to), level.level, method)),
                toKey(wanted));
            QCOMPARE(
                toKey(found(NoteKind(from), NoteKind(to), level.level, method)), toKey(wanted));
        }
    }
}

void GrammarSeverityTest::annotationsAttachToAnything()
{
    int annotations = 0;
    for (const NotationEntry& a : notation()) {
        if (!isAnnotation(a.kind))
            continue;
        ++annotations;
        for (const NotationEntry& b : notation())
            for (const LevelEntry& level : levels())
                for (const Method method : {Method::EventStorming, Method::EventModeling}) {
                    QCOMPARE(grammarSeverity(a.kind, b.kind, level.level, method), Severity::Off);
                    QCOMPARE(grammarSeverity(b.kind, a.kind, level.level, method), Severity::Off);
                }
    }
    QCOMPARE(annotations + int(std::size(kColumns)), int(notation().size()));
}

QTEST_GUILESS_MAIN(GrammarSeverityTest)
#include "grammar_severity_test.moc"
