// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QUndoStack>
#include <QtTest>

#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/panels/live_findings.h"
#include "storming/panels/problem_detail.h"
#include "storming/panels/problems_panel.h"
#include "storming/scene/selection.h"

using namespace stormbench;
using namespace stormbench::storming;

namespace {

Board designBoard()
{
    Board board;
    BoardSettings settings;
    settings.level = Level::Design;
    (void)apply(board, ChangeSettings{settings});
    return board;
}

/// "Order placed" → "Ship order", side by side, without a policy; live.
struct Rig {
    Rig()
    {
        QObject::connect(&live, &LiveFindings::changed, &panel, &ProblemsPanel::setFindings);
        event = controller.addNote(NoteKind::Event, {0, 0}, QStringLiteral("Order placed"));
        command = controller.addNote(NoteKind::Command, {132, 0}, QStringLiteral("Ship order"));
        controller.undoStack()->clear();
        (void)live.now();
        panel.resize(1100, 320);
        panel.show();
    }

    [[nodiscard]] int indexOf(RuleId rule)
    {
        const auto& all = live.now();
        return int(std::ranges::find(all, rule, &Finding::rule) - all.begin());
    }
    [[nodiscard]] bool has(RuleId rule) { return indexOf(rule) < int(live.now().size()); }

    BoardController controller{designBoard()};
    BoardSelection selection{controller};
    LiveFindings live{controller};
    ProblemsPanel panel{controller, selection};
    NoteId event;
    NoteId command;
};

}  // namespace

class ProblemsPanelTest : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { ui::theme().apply(*qApp); }
    void groupsCountTheirRows();
    void findingsFollowEdits();
    void mendsTheChosenRowInOneStep();
    void mendsTheSelectedNote();
    void saysWhyItMendsNothing();
    void mendsNothingTwice();
    void tellsWhyWithAnExample();
    void looks_data();
    void looks();
};

void ProblemsPanelTest::groupsCountTheirRows()
{
    Rig rig;
    auto* list = rig.panel.findChild<QTreeWidget*>();
    int rows = 0;
    QStringList groups;
    for (int i = 0; i < list->topLevelItemCount(); ++i) {
        rows += list->topLevelItem(i)->childCount();
        groups += list->topLevelItem(i)->text(0).section(u' ', 0, 0);
    }
    QCOMPARE(rows, rig.panel.shownCount());
    QCOMPARE(groups, (QStringList{"Errors", "Warnings", "Remarks"}));
    rig.panel.setGrouping(ProblemsPanel::Grouping::None);
    QCOMPARE(list->topLevelItemCount(), rig.panel.shownCount());
    rig.panel.setGrouping(ProblemsPanel::Grouping::Rule);
    QVERIFY(list->topLevelItem(0)->text(0).startsWith(QStringLiteral("Event without producer")));
    // A folded group stays folded when the findings change.
    list->topLevelItem(0)->setExpanded(false);
    rig.controller.addNote(NoteKind::Event, {0, 900}, QStringLiteral("Order lost"));
    (void)rig.live.now();
    QCOMPARE(list->topLevelItem(0)->childCount(), 2);
    QVERIFY(!list->topLevelItem(0)->isExpanded());
}

void ProblemsPanelTest::findingsFollowEdits()
{
    Rig rig;
    QSignalSpy changed(&rig.live, &LiveFindings::changed);
    rig.controller.setText(rig.event, QStringLiteral("Place order"));
    rig.controller.setText(rig.event, QStringLiteral("Pay order"));
    QTRY_COMPARE(changed.count(), 1);  // once the hand rests
    QVERIFY(rig.has(RuleId::EventNotPastTense));
    QCOMPARE(rig.live.now(), check(rig.controller.board()));
    rig.controller.undoStack()->undo();
    rig.controller.undoStack()->undo();
    QVERIFY(!rig.has(RuleId::EventNotPastTense));
    rig.controller.remove({rig.event, rig.command});
    QVERIFY(rig.live.now().empty());
    QCOMPARE(rig.panel.shownCount(), 0);
    rig.controller.replaceBoard(designBoard());
    QVERIFY(rig.live.now().empty());
}

void ProblemsPanelTest::mendsTheChosenRowInOneStep()
{
    Rig rig;
    const Board before = rig.controller.board();
    QSignalSpy jumped(&rig.panel, &ProblemsPanel::jumpRequested);
    auto* list = rig.panel.findChild<QTreeWidget*>();
    list->setFocus();
    rig.panel.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&rig.panel));
    list->setCurrentItem(rig.panel.row(rig.indexOf(RuleId::GrammarEdge)));
    auto* button = rig.panel.findChild<ProblemDetail*>()->findChild<QPushButton*>();
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("Insert a policy"));
    QVERIFY(rig.panel.fixSelected());
    QVERIFY(!rig.has(RuleId::GrammarEdge));
    QCOMPARE(int(rig.controller.board().notes().size()), 3);
    const NoteId policy = rig.selection.singleNote().value_or(NoteId());
    QCOMPARE(rig.controller.board().note(policy)->kind, NoteKind::Policy);
    QCOMPARE(jumped.count(), 1);
    QCOMPARE(rig.controller.undoStack()->count(), 1);
    QCOMPARE(rig.controller.undoStack()->undoText(), QStringLiteral("Insert a policy"));
    rig.controller.undoStack()->undo();
    QVERIFY(rig.controller.board() == before);
    QVERIFY(rig.has(RuleId::GrammarEdge));
}

void ProblemsPanelTest::mendsTheSelectedNote()
{
    Rig rig;
    rig.selection.selectNote(rig.event);
    QVERIFY(rig.panel.fixSelected());  // the gravest first: nothing produces it
    QVERIFY(!rig.has(RuleId::EventWithoutProducer));
    QVERIFY(rig.controller.board().note(rig.event)->flag(NoteProperty::External));
    QVERIFY(rig.has(RuleId::GrammarEdge));
}

void ProblemsPanelTest::saysWhyItMendsNothing()
{
    Rig rig;
    QSignalSpy said(&rig.panel, &ProblemsPanel::said);
    QVERIFY(!rig.panel.fixSelected());
    QCOMPARE(said.count(), 1);
    const NoteId hotspot = rig.controller.addNote(NoteKind::Hotspot, {0, 900}, QStringLiteral("?"));
    (void)rig.live.now();
    rig.selection.selectNote(hotspot);
    QVERIFY(!rig.panel.fixSelected());
    QCOMPARE(said.count(), 2);
    QCOMPARE(rig.controller.undoStack()->count(), 1);
}

// The list is older than the board when the hand has not rested yet.
void ProblemsPanelTest::mendsNothingTwice()
{
    Rig rig;
    rig.selection.selectNote(rig.event);
    rig.controller.setProperty({rig.event}, NoteProperty::External, true);
    QVERIFY(!rig.panel.fixSelected());
    QCOMPARE(rig.controller.undoStack()->count(), 1);
}

void ProblemsPanelTest::tellsWhyWithAnExample()
{
    Rig rig;
    auto* list = rig.panel.findChild<QTreeWidget*>();
    const int index = rig.indexOf(RuleId::CommandWithoutHandler);
    list->setCurrentItem(rig.panel.row(index));
    const Rule& rule = ruleOf(RuleId::CommandWithoutHandler);
    QStringList shown;
    for (const QLabel* label : rig.panel.findChildren<QLabel*>())
        if (label->isVisible())
            shown += label->text();
    QVERIFY(shown.contains(QString::fromUtf8(rule.explanation)));
    QVERIFY(shown.contains(QString::fromUtf8(rule.failing)));
    QVERIFY(shown.contains(QString::fromUtf8(rule.passing)));
    // It stays chosen when the findings change around it.
    rig.controller.addNote(NoteKind::Event, {0, 900}, QStringLiteral("Order lost"));
    (void)rig.live.now();
    QCOMPARE(list->currentItem(), rig.panel.row(rig.indexOf(RuleId::CommandWithoutHandler)));
}

void ProblemsPanelTest::looks_data()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << int(ui::Scheme::Light);
    QTest::newRow("dark") << int(ui::Scheme::Dark);
    QTest::newRow("contrast") << int(ui::Scheme::HighContrast);
}

// STORMBENCH_PICTURES=DIR keeps what it looks like.
void ProblemsPanelTest::looks()
{
    QFETCH(int, scheme);
    ui::theme().setScheme(static_cast<ui::Scheme>(scheme));
    ui::theme().apply(*qApp);
    Rig rig;
    auto* list = rig.panel.findChild<QTreeWidget*>();
    list->setCurrentItem(rig.panel.row(rig.indexOf(RuleId::GrammarEdge)));
    QVERIFY(QTest::qWaitForWindowExposed(&rig.panel));
    QTRY_VERIFY(!list->visualItemRect(rig.panel.row(rig.panel.shownCount() - 1)).isEmpty());
    const QImage image = rig.panel.grab().toImage();
    QVERIFY(!image.isNull());
    const QString folder = qEnvironmentVariable("STORMBENCH_PICTURES");
    if (!folder.isEmpty())
        QVERIFY(image.save(QStringLiteral("%1/problems-%2.png")
                               .arg(folder, QString::fromLatin1(QTest::currentDataTag()))));
    ui::theme().setScheme(ui::Scheme::Light);
}

QTEST_MAIN(ProblemsPanelTest)
#include "problems_panel_test.moc"
