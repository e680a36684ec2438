// SPDX-License-Identifier: GPL-3.0-or-later
// The panels edit through the controller, and follow board and selection.
#include "storming/panels/fields_table.h"
#include "storming/panels/inspector_panel.h"
#include "storming/panels/outline_panel.h"
#include "storming/panels/palette_panel.h"
#include "storming/panels/problems_panel.h"

#include "storming/edit/board_controller.h"
#include "storming/scene/selection.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeWidget>
#include <QUndoStack>
#include <QtTest>

using namespace stormbench::storming;

namespace {

template <typename Widget> Widget* named(QWidget& within, const QString& name)
{
    for (Widget* widget : within.findChildren<Widget*>()) {
        if (widget->accessibleName() == name)
            return widget;
    }
    return nullptr;
}

}  // namespace

class PanelsTest : public QObject {
    Q_OBJECT
private slots:
    void thePaletteFollowsTheLevel()
    {
        BoardController controller;
        PalettePanel palette(controller);
        QSignalSpy chosen(&palette, &PalettePanel::kindChosen);
        const auto offers = [&palette](NoteKind kind) {
            const std::vector<NoteKind> kinds = palette.offered();
            return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
        };
        BoardSettings settings = controller.board().settings();
        settings.level = Level::BigPicture;
        controller.changeSettings(settings);
        QVERIFY(offers(NoteKind::Event) && !offers(NoteKind::Aggregate));
        settings.level = Level::Design;
        controller.changeSettings(settings);
        QVERIFY(offers(NoteKind::Aggregate));
        palette.resize(200, 700);
        palette.show();
        QTest::mouseClick(palette.findChildren<PaletteNote*>().at(1), Qt::LeftButton);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.first().first().value<NoteKind>(), palette.offered().at(1));
    }

    void theInspectorEditsANote()
    {
        BoardController controller;
        BoardSelection selection(controller);
        const NoteId id = controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        InspectorPanel inspector(controller, selection);
        inspector.show();
        selection.selectNote(id);
        QTRY_VERIFY(named<QPlainTextEdit>(inspector, "Text"));
        QCOMPARE(named<QPlainTextEdit>(inspector, "Text")->toPlainText(),
            QStringLiteral("Order placed"));
        named<QPlainTextEdit>(inspector, "Description")->setPlainText("The customer has decided");
        QCOMPARE(
            controller.board().note(id)->description, QStringLiteral("The customer has decided"));
        for (QCheckBox* box : inspector.findChildren<QCheckBox*>()) {
            if (box->text() == QLatin1String("Pivotal event"))
                box->click();
        }
        QVERIFY(controller.board().note(id)->flag(NoteProperty::Pivotal));
        // What changes on the canvas shows in the form.
        controller.setText(id, "Order confirmed");
        QTRY_COMPARE(named<QPlainTextEdit>(inspector, "Text")->toPlainText(),
            QStringLiteral("Order confirmed"));
        // Another kind has another form.
        controller.setKind({id}, NoteKind::Aggregate);
        QTRY_VERIFY(named<QLineEdit>(inspector, "Partitions"));
        QLineEdit* partitions = named<QLineEdit>(inspector, "Partitions");
        QTest::keyClicks(partitions, "12");
        QCOMPARE(controller.board().note(id)->integer(NoteProperty::Partitions), 12);
        partitions->clear();
        QTest::keyClicks(partitions, "x");
        QCOMPARE(controller.board().note(id)->integer(NoteProperty::Partitions), 12);
    }

    void theInspectorCountsTheBoardAndSelectsWhatItCounts()
    {
        BoardController controller;
        BoardSelection selection(controller);
        InspectorPanel inspector(controller, selection);
        inspector.show();
        const auto line = [&](const QString& name) { return named<QToolButton>(inspector, name); };
        QVERIFY(!line("Domain event: 2"));
        const NoteId a = controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = controller.addNote(NoteKind::Event, {300, 0});
        controller.addNote(NoteKind::Policy, {600, 0});
        const FrameId frame = controller.addFrame({0, 0, 400, 300}, "Ordering");
        controller.setProperty({b}, NoteProperty::Pivotal, true);
        QTRY_VERIFY(line("Domain event: 2") && line("Policy: 1"));
        line("Domain event: 2")->click();
        QCOMPARE(selection.current().notes, std::set<NoteId>({a, b}));
        selection.clear();
        QTRY_VERIFY(line("Pivotal events: 1"));
        line("Pivotal events: 1")->click();
        QCOMPARE(selection.singleNote(), std::optional(b));
        selection.clear();
        QTRY_VERIFY(line("Bounded contexts: 1"));
        line("Bounded contexts: 1")->click();
        QCOMPARE(selection.singleFrame(), std::optional(frame));
    }

    void theInspectorEditsFramesArrowsAndTheBoard()
    {
        BoardController controller;
        BoardSelection selection(controller);
        const NoteId a = controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = controller.addNote(NoteKind::Policy, {600, 0});
        const ConnectorId arrow = controller.connectNotes(a, b);
        const FrameId frame = controller.addFrame({0, 0, 400, 300}, "Ordering");
        InspectorPanel inspector(controller, selection);
        inspector.show();
        QTest::keyClicks(named<QLineEdit>(inspector, "Title"), "Shop");
        QCOMPARE(controller.board().settings().title, QStringLiteral("Shop"));
        selection.set({{}, {frame}, {}});
        QTRY_VERIFY(named<QLineEdit>(inspector, "Owner") && named<QLineEdit>(inspector, "Name"));
        QTest::keyClicks(named<QLineEdit>(inspector, "Owner"), "Team");
        QCOMPARE(controller.board().frame(frame)->owner, QStringLiteral("Team"));
        selection.set({{}, {}, {arrow}});
        QTRY_VERIFY(named<QLineEdit>(inspector, "Label"));
        QTest::keyClicks(named<QLineEdit>(inspector, "Label"), "if paid");
        QCOMPARE(controller.board().connector(arrow)->label, QStringLiteral("if paid"));
        selection.setNotes({a, b});
        QTRY_VERIFY(!named<QLineEdit>(inspector, "Label"));
        controller.remove({a, b}, {frame});
        QTRY_VERIFY(named<QLineEdit>(inspector, "Title"));
    }

    void fieldsAreAddedChangedAndRemoved()
    {
        BoardController controller;
        const NoteId id = controller.addNote(NoteKind::Event, {0, 0});
        FieldsTable fields(controller, id);
        fields.show();
        fields.addField();
        QCOMPARE(controller.board().note(id)->fields.size(), 1u);
        const quint32 number = controller.board().note(id)->fields.front().number;
        QVERIFY(number > 0);
        fields.table()->item(0, FieldsTable::Name)->setText("orderId");
        fields.table()->item(0, FieldsTable::Optional)->setCheckState(Qt::Checked);
        fields.example()->setText("A-1");
        emit fields.example()->editingFinished();
        const NoteField& field = controller.board().note(id)->fields.front();
        QCOMPARE(field.name, QStringLiteral("orderId"));
        QCOMPARE(field.number, number);
        QVERIFY(field.optional);
        QCOMPARE(field.example, QStringLiteral("A-1"));
        fields.table()->setCurrentCell(0, 0);
        fields.removeCurrent();
        QVERIFY(controller.board().note(id)->fields.empty());
        controller.undoStack()->undo();
        QCOMPARE(controller.board().note(id)->fields.size(), 1u);
    }

    void problemsFilterAndJump()
    {
        BoardController controller;
        BoardSelection selection(controller);
        const NoteId note = controller.addNote(NoteKind::Event, {0, 0}, "Do something");
        ProblemsPanel problems(controller, selection);
        problems.resize(800, 300);
        problems.show();
        QCOMPARE(problems.shownCount(), 0);
        QSignalSpy counted(&problems, &ProblemsPanel::countChanged);
        QSignalSpy jumped(&problems, &ProblemsPanel::jumpRequested);
        Finding error;
        error.severity = Severity::Error;
        error.notes = {note};
        error.message = "Nothing produces it";
        Finding hint = error;
        hint.severity = Severity::Hint;
        hint.message = "Nobody consumes it";
        problems.setFindings({error, hint});
        QCOMPARE(counted.last().first().toInt(), 1);
        QCOMPARE(problems.shownCount(), 2);
        auto* filter = problems.findChild<QLineEdit*>();
        filter->setText("PRODUCES");
        QCOMPARE(problems.shownCount(), 1);
        auto* list = problems.findChild<QTreeWidget*>();
        emit list->itemClicked(problems.row(0), 0);
        QCOMPARE(jumped.count(), 1);
        QCOMPARE(selection.singleNote(), std::optional(note));
        filter->setText("no such words");
        QCOMPARE(problems.shownCount(), 0);
    }

    void theOutlineIsTheBoardAsATree()
    {
        BoardController controller;
        BoardSelection selection(controller);
        const FrameId frame = controller.addFrame({-200, -200, 900, 400}, "Ordering");
        const NoteId right = controller.addNote(NoteKind::Event, {400, 0}, "Order placed");
        const NoteId left = controller.addNote(NoteKind::Command, {0, 0}, "Place order");
        const NoteId outside = controller.addNote(NoteKind::Hotspot, {0, 900}, "Why?");
        OutlinePanel outline(controller, selection);
        outline.show();
        QAbstractItemModelTester tester(
            outline.tree()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(outline.tree()->topLevelItemCount(), 2);
        QTreeWidgetItem* context = outline.tree()->topLevelItem(0);
        QCOMPARE(context->text(0), QStringLiteral("Ordering"));
        QCOMPARE(context->child(0)->text(0), QStringLiteral("Place order"));
        QCOMPARE(context->child(1)->text(0), QStringLiteral("Order placed"));
        QCOMPARE(outline.tree()->topLevelItem(1)->text(0), QStringLiteral("Why?"));
        // One selection, both ways.
        selection.selectNote(right);
        QVERIFY(context->child(1)->isSelected());
        outline.tree()->setCurrentItem(context->child(0));
        QCOMPARE(selection.singleNote(), std::optional(left));
        controller.remove({left, outside});
        outline.flush();
        QCOMPARE(outline.tree()->topLevelItemCount(), 1);
        QCOMPARE(outline.tree()->topLevelItem(0)->childCount(), 1);
        QVERIFY(frame.isValid());
    }
};

QTEST_MAIN(PanelsTest)
#include "panels_test.moc"
