// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "example_board.h"
#include "random_board.h"
#include "storming/check/incremental_checker.h"
#include "storming/check/rule.h"

using namespace stormbench::storming;

namespace {

QStringList words(const std::vector<Finding>& findings)
{
    QStringList lines;
    for (const Finding& finding : findings) {
        QString line = QStringLiteral("%1 %2 %3 %4")
                           .arg(QLatin1StringView(toKey(finding.severity)),
                               QLatin1StringView(ruleOf(finding.rule).key), finding.message)
                           .arg(finding.frame.value());
        for (const NoteId id : finding.notes)
            line += QStringLiteral(" %1").arg(id.value());
        lines += line;
    }
    return lines;
}

void keepDesign(Board& board)
{
    BoardSettings settings = board.settings();
    settings.level = Level::Design;
    (void)apply(board, ChangeSettings{settings});
}

}  // namespace

/// After any change the findings are those of a full check.
class IncrementalCheckerTest : public QObject {
    Q_OBJECT
private slots:
    void followsRandomEdits_data();
    void followsRandomEdits();
    void followsTheExamplesNoteByNote_data();
    void followsTheExamplesNoteByNote();
    void followsTheSettings();
};

void IncrementalCheckerTest::followsRandomEdits_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 40; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

void IncrementalCheckerTest::followsRandomEdits()
{
    QFETCH(quint32, seed);
    test::RandomEdits random(seed);
    Board board = test::randomBoard(seed + 500, 80);
    keepDesign(board);
    IncrementalChecker checker(board);
    QCOMPARE(words(checker.findings()), words(check(board)));
    for (int i = 0; i < 40; ++i) {
        ChangeSet changes;
        for (quint32 edit = 0; edit < 1 + seed % 3; ++edit)
            if (const auto done = apply(board, random.next(board)))
                changes.merge(*done);
        checker.update(changes);
        QCOMPARE(words(checker.findings()), words(check(board)));
    }
}

void IncrementalCheckerTest::followsTheExamplesNoteByNote_data()
{
    QTest::addColumn<QString>("text");
    for (const Rule& rule : rules()) {
        QTest::addRow("%s fails", rule.key) << QString::fromUtf8(rule.failing);
        QTest::addRow("%s passes", rule.key) << QString::fromUtf8(rule.passing);
    }
}

// A board that is taken apart and put together again passes through every change of its structure.
void IncrementalCheckerTest::followsTheExamplesNoteByNote()
{
    QFETCH(QString, text);
    Board board = test::ExampleBoard(text).board;
    IncrementalChecker checker(board);
    Operations back;
    const auto step = [&](const Operations& operations) {
        auto done = applyInvertibly(board, operations);
        QVERIFY(done);
        checker.update(done->first);
        QCOMPARE(words(checker.findings()), words(check(board)));
        back.insert(back.begin(), done->second.begin(), done->second.end());
    };
    for (const auto& [id, connector] : std::map(board.connectors()))
        step({RemoveConnector{id}});
    for (const auto& [id, note] : std::map(board.notes())) {
        step({ChangeNote{id, NoteProperty::Text, QStringLiteral("Something else")}});
        step({RemoveNote{id}});
    }
    for (const auto& [id, frame] : std::map(board.frames()))
        step({RemoveFrame{id}});
    for (const Operation& operation : Operations(back)) {
        const auto done = apply(board, operation);
        QVERIFY(done);
        checker.update(*done);
        QCOMPARE(words(checker.findings()), words(check(board)));
    }
    QVERIFY(board == test::ExampleBoard(text).board);
}

void IncrementalCheckerTest::followsTheSettings()
{
    Board board = test::ExampleBoard(
        QStringLiteral("command \"Place order\" → event \"Order placed\" → command \"Ship order\""))
                      .board;
    IncrementalChecker checker(board);
    for (const Level level : {Level::BigPicture, Level::Process, Level::Design}) {
        for (const Method method : {Method::EventStorming, Method::EventModeling}) {
            BoardSettings settings = board.settings();
            settings.level = level;
            settings.method = method;
            checker.update(*apply(board, ChangeSettings{settings}));
            QVERIFY(!checker.findings().empty());
            QCOMPARE(words(checker.findings()), words(check(board, level)));
        }
    }
    board = Board();
    checker.reset();
    QVERIFY(checker.findings().empty());
}

QTEST_GUILESS_MAIN(IncrementalCheckerTest)
#include "incremental_checker_test.moc"
