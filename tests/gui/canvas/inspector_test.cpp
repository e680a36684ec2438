// SPDX-License-Identifier: GPL-3.0-or-later
// The inspector's forms: what is typed there is on the board, as one step of undo.
#include "storming/panels/comments_box.h"
#include "storming/panels/fields_table.h"
#include "storming/panels/inspector_panel.h"
#include "storming/panels/kind_styles_table.h"
#include "storming/panels/palette_panel.h"
#include "storming/panels/quantity_edit.h"
#include "storming/panels/steps_table.h"

#include "storming/scene/selection.h"
#include "storming/workshop/discussion.h"
#include "tests/support/board_builder.h"

#include <QAbstractItemDelegate>
#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QUndoStack>
#include <QtTest>

using namespace stormbench::storming;

namespace {

template <typename Widget> Widget* named(QWidget& within, const QString& name)
{
    for (Widget* widget : within.findChildren<Widget*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

QCheckBox* boxOf(QWidget& within, const QString& text)
{
    for (QCheckBox* box : within.findChildren<QCheckBox*>())
        if (box->text() == text)
            return box;
    return nullptr;
}

bool says(QWidget& within, const QString& words)
{
    for (QLabel* label : within.findChildren<QLabel*>())
        if (!label->isHidden() && label->text().contains(words))
            return true;
    return false;
}

/// An inspector on a board, shown as wide as its dock on a small screen.
struct Bench {
    explicit Bench(Board board = {})
        : controller(std::move(board))
        , selection(controller)
        , inspector(controller, selection)
    {
        inspector.resize(300, 700);
        inspector.show();
    }
    [[nodiscard]] const Note& note(NoteId id) const { return *controller.board().note(id); }
    void type(const QString& name, const QString& text)
    {
        auto* line = named<QLineEdit>(inspector, name);
        QVERIFY2(line, qPrintable(name));
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    void choose(const QString& name, const QString& text)
    {
        auto* box = named<QComboBox>(inspector, name);
        QVERIFY2(box, qPrintable(name));
        const int index = box->findText(text);
        QVERIFY2(index >= 0, qPrintable(text));
        box->setCurrentIndex(index);
        emit box->activated(index);
    }

    BoardController controller;
    BoardSelection selection;
    InspectorPanel inspector;
};

}  // namespace

class InspectorTest : public QObject {
    Q_OBJECT
private slots:
    void figuresAreWrittenAsPeopleDo_data();
    void figuresAreWrittenAsPeopleDo();
    void aFigureThatCannotBeReadIsExplained();
    void aStretchOfTypingIsOneStep();
    void aTimerIsSaidInWords();
    void suggestionsAreShownWithTheirReasonAndTaken();
    void severalNotesShowWhatTheyShare();
    void sagaStepsPickCommandsOfTheBoard();
    void fieldNumbersAreNeverGivenAgain();
    void aLockedNoteOnlyUnlocks();
    void aPrivateNoteSaysNothing();
    void commentsAreAThread();
    void framesHaveKindLockAndOrder();
    void theTemplateShowsWhatItGives();
    void kindsAreRenamedAndRecoloured();
    void nothingIsClipped_data();
    void nothingIsClipped();
};

void InspectorTest::figuresAreWrittenAsPeopleDo_data()
{
    QTest::addColumn<NoteKind>("kind");
    QTest::addColumn<QString>("label");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<int>("property");
    QTest::addColumn<double>("value");
    const auto row = [](NoteKind kind, const char* label, const char* typed, NoteProperty property,
                         double value) {
        QTest::newRow(label) << kind << QString::fromUtf8(label) << QString::fromUtf8(typed)
                             << int(property) << value;
    };
    row(NoteKind::Timer, "Interval", "15 min", NoteProperty::IntervalMs, 900'000);
    row(NoteKind::Aggregate, "Kept for", "30 days", NoteProperty::RetentionMs, 30.0 * 86'400'000);
    row(NoteKind::Aggregate, "Partitions", "12", NoteProperty::Partitions, 12);
    row(NoteKind::Aggregate, "An instance lives", "2 weeks", NoteProperty::LifetimeDays, 14);
    row(NoteKind::Event, "Record size", "2 KB", NoteProperty::RecordBytes, 2000);
    row(NoteKind::Event, "Peak rate", "200/s", NoteProperty::PeakPerSecond, 200);
    row(NoteKind::Policy, "Handling takes", "1.5 s", NoteProperty::LatencyMs, 1500);
    row(NoteKind::Policy, "Fails", "5 %", NoteProperty::FailureRate, 0.05);
    row(NoteKind::Policy, "Pause between retries", "1 min", NoteProperty::RetryBackoffMs, 60'000);
    row(NoteKind::Actor, "Average rate", "3 per minute", NoteProperty::RatePerSecond, 0.05);
}

void InspectorTest::figuresAreWrittenAsPeopleDo()
{
    QFETCH(NoteKind, kind);
    QFETCH(QString, label);
    QFETCH(QString, typed);
    QFETCH(int, property);
    QFETCH(double, value);
    Bench bench;
    const NoteId id = bench.controller.addNote(kind, {0, 0}, "Thing");
    bench.selection.selectNote(id);
    QTRY_VERIFY(named<QLineEdit>(bench.inspector, label));
    const int before = bench.controller.undoStack()->count();
    bench.type(label, typed);
    const auto stored = static_cast<NoteProperty>(property);
    const bool whole = notePropertyEntry(stored)->type == PropertyType::Integer;
    QCOMPARE(
        whole ? static_cast<double>(bench.note(id).integer(stored)) : bench.note(id).number(stored),
        value);
    QCOMPARE(bench.controller.undoStack()->count(), before + 1);
    bench.controller.undoStack()->undo();
    QVERIFY(!bench.note(id).isSet(stored));
}

void InspectorTest::aFigureThatCannotBeReadIsExplained()
{
    Bench bench;
    const NoteId id = bench.controller.addNote(NoteKind::Timer, {0, 0}, "Later");
    bench.selection.selectNote(id);
    QTRY_VERIFY(named<QLineEdit>(bench.inspector, "Interval"));
    bench.type("Interval", "15");
    QVERIFY(!bench.note(id).isSet(NoteProperty::IntervalMs));
    QVERIFY(says(bench.inspector, "15 of what?"));
    bench.type("Interval", "15 s");
    QVERIFY(!says(bench.inspector, "15 of what?"));
    QCOMPARE(bench.note(id).integer(NoteProperty::IntervalMs), 15'000);
}

void InspectorTest::aStretchOfTypingIsOneStep()
{
    Bench bench;
    const NoteId id = bench.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
    bench.selection.selectNote(id);
    QTRY_VERIFY(named<QLineEdit>(bench.inspector, "Owner"));
    const int before = bench.controller.undoStack()->count();
    bench.type("Owner", "Team A");
    QCOMPARE(bench.controller.undoStack()->count(), before + 1);
    // Another stretch is another step.
    bench.type("Owner", "Team B");
    QCOMPARE(bench.controller.undoStack()->count(), before + 2);
    bench.controller.undoStack()->undo();
    QCOMPARE(bench.note(id).string(NoteProperty::Owner), QStringLiteral("Team A"));
}

void InspectorTest::aTimerIsSaidInWords()
{
    Bench bench;
    const NoteId id = bench.controller.addNote(NoteKind::Timer, {0, 0}, "Reminder");
    bench.selection.selectNote(id);
    QTRY_VERIFY(named<QComboBox>(bench.inspector, "Timer"));
    bench.choose("Timer", "Every");
    bench.type("Interval", "15 min");
    QCOMPARE(bench.note(id).string(NoteProperty::TimerMode), QStringLiteral("every"));
    QTRY_VERIFY(says(bench.inspector, "Every 15 min, again and again"));
}

void InspectorTest::suggestionsAreShownWithTheirReasonAndTaken()
{
    ShopBoard shop;
    shop.set(shop.orderPlaced, NoteProperty::PeakPerSecond, 200.0);
    shop.set(shop.policy, NoteProperty::LatencyMs, 50.0);
    shop.set(shop.order, NoteProperty::LifetimeDays, 30.0);
    Bench bench(shop.board());
    bench.selection.selectNote(shop.order);
    QTRY_VERIFY(says(bench.inspector, "Suggested: 12. A peak of 200/s"));
    QVERIFY(says(bench.inspector, "Suggested: 37 days. An instance lives 30 days"));
    QPushButton* take = nullptr;
    for (QPushButton* button : bench.inspector.findChildren<QPushButton*>())
        if (button->text() == QLatin1String("Use 12"))
            take = button;
    QVERIFY(take);
    QTRY_VERIFY(!take->isHidden());
    take->click();
    QCOMPARE(bench.note(shop.order).integer(NoteProperty::Partitions), 12);
    QTRY_VERIFY(take->isHidden());
}

void InspectorTest::severalNotesShowWhatTheyShare()
{
    Bench bench;
    const NoteId a = bench.controller.addNote(NoteKind::Policy, {0, 0}, "A");
    const NoteId b = bench.controller.addNote(NoteKind::Policy, {400, 0}, "B");
    const NoteId c = bench.controller.addNote(NoteKind::ReadModel, {800, 0}, "C");
    bench.controller.setProperty({a, b}, NoteProperty::Owner, QStringLiteral("Team"));
    bench.controller.setProperty({a}, NoteProperty::MaxRetries, qint64(5));
    bench.controller.setProperty({a}, NoteProperty::DeadLetter, true);
    bench.selection.setNotes({a, b});
    QTRY_VERIFY(named<QLineEdit>(bench.inspector, "Retries"));
    QCOMPARE(named<QLineEdit>(bench.inspector, "Owner")->text(), QStringLiteral("Team"));
    QCOMPARE(named<QLineEdit>(bench.inspector, "Retries")->text(), QString());
    QCOMPARE(
        named<QLineEdit>(bench.inspector, "Retries")->placeholderText(), QStringLiteral("mixed"));
    QCOMPARE(boxOf(bench.inspector, "Dead letter topic")->checkState(), Qt::PartiallyChecked);
    QVERIFY(named<QLineEdit>(bench.inspector, "Only if"));
    const int before = bench.controller.undoStack()->count();
    bench.type("Retries", "7");
    QCOMPARE(bench.note(a).integer(NoteProperty::MaxRetries), 7);
    QCOMPARE(bench.note(b).integer(NoteProperty::MaxRetries), 7);
    QCOMPARE(bench.controller.undoStack()->count(), before + 1);
    // A view has no guard: what only some have is not offered.
    bench.selection.setNotes({a, b, c});
    QTRY_VERIFY(!named<QLineEdit>(bench.inspector, "Only if"));
    QVERIFY(named<QLineEdit>(bench.inspector, "Retries"));
    QCOMPARE(named<QComboBox>(bench.inspector, "Kind")->currentIndex(), -1);
}

void InspectorTest::sagaStepsPickCommandsOfTheBoard()
{
    Bench bench;
    bench.controller.addNote(NoteKind::Command, {400, 0}, "Charge card");
    bench.controller.addNote(NoteKind::Command, {800, 0}, "Refund card");
    const NoteId saga = bench.controller.addNote(NoteKind::Saga, {0, 0}, "Order saga");
    bench.selection.selectNote(saga);
    QTRY_VERIFY(bench.inspector.findChild<StepsTable*>());
    auto* steps = bench.inspector.findChild<StepsTable*>();
    const auto stored = [&] {
        return std::get<std::vector<SagaStep>>(bench.note(saga).value(NoteProperty::Steps));
    };
    steps->addStep();
    QCOMPARE(stored().front().command, QStringLiteral("Charge card"));
    // The commands on the board are offered where one writes.
    const QModelIndex cell = steps->table()->model()->index(0, 1);
    QAbstractItemDelegate* delegate = steps->table()->itemDelegateForIndex(cell);
    std::unique_ptr<QWidget> editor(delegate->createEditor(steps->table(), {}, cell));
    auto* box = qobject_cast<QComboBox*>(editor.get());
    QVERIFY(box && box->findText("Refund card") >= 0);
    box->setCurrentText("Refund card");
    delegate->setModelData(box, steps->table()->model(), cell);
    steps->table()->item(0, 2)->setText("soon");
    QVERIFY(!steps->complaint().isEmpty());
    steps->table()->item(0, 2)->setText("30 s");
    QVERIFY(steps->complaint().isEmpty());
    QCOMPARE(stored(), (std::vector<SagaStep>{{"Charge card", "Refund card", 30'000}}));
    steps->addStep();
    steps->table()->setCurrentCell(1, 2);
    steps->moveCurrent(-1);
    QCOMPARE(stored().back().command, QStringLiteral("Charge card"));
    steps->removeCurrent();
    QCOMPARE(stored().size(), 1u);
    steps->removeCurrent();
    QVERIFY(!bench.note(saga).isSet(NoteProperty::Steps));
    bench.controller.undoStack()->undo();
    QCOMPARE(stored().size(), 1u);
}

void InspectorTest::fieldNumbersAreNeverGivenAgain()
{
    BoardController controller;
    const NoteId id = controller.addNote(NoteKind::Event, {0, 0});
    FieldsTable fields(controller, id);
    fields.show();
    fields.addField();
    fields.addField();
    QCOMPARE(fields.table()->item(1, FieldsTable::Number)->text(), QStringLiteral("2"));
    QVERIFY(!(fields.table()->item(1, FieldsTable::Number)->flags() & Qt::ItemIsEditable));
    fields.table()->setCurrentCell(1, FieldsTable::Name);
    fields.removeCurrent();
    fields.addField();
    QCOMPARE(controller.board().note(id)->fields.back().number, 3u);
    fields.removeCurrent();
    fields.removeCurrent();
    fields.addField();
    QCOMPARE(controller.board().note(id)->fields.back().number, 4u);
    fields.semantic()->setText("order.id");
    emit fields.semantic()->editingFinished();
    QCOMPARE(controller.board().note(id)->fields.back().semantic, QStringLiteral("order.id"));
}

void InspectorTest::aLockedNoteOnlyUnlocks()
{
    Bench bench;
    const NoteId id = bench.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
    bench.selection.selectNote(id);
    QTRY_VERIFY(boxOf(bench.inspector, "Locked"));
    boxOf(bench.inspector, "Locked")->click();
    QVERIFY(bench.note(id).flag(NoteProperty::Locked));
    QTRY_VERIFY(!named<QLineEdit>(bench.inspector, "Owner")->isEnabled());
    boxOf(bench.inspector, "Locked")->click();
    QVERIFY(!bench.note(id).isSet(NoteProperty::Locked));
    QTRY_VERIFY(named<QLineEdit>(bench.inspector, "Owner")->isEnabled());
}

void InspectorTest::aPrivateNoteSaysNothing()
{
    Bench bench;
    const NoteId id = bench.controller.addNote(NoteKind::Event, {0, 0}, "Secret");
    bench.controller.setProperty({id}, NoteProperty::Hidden, true);
    bench.selection.selectNote(id);
    QTRY_VERIFY(says(bench.inspector, "Private note"));
    QVERIFY(!says(bench.inspector, "Secret"));
    QVERIFY(!named<QPlainTextEdit>(bench.inspector, "Text"));
    bench.controller.setProperty({id}, NoteProperty::Hidden, {});
    QTRY_VERIFY(named<QPlainTextEdit>(bench.inspector, "Text"));
}

void InspectorTest::commentsAreAThread()
{
    Bench bench;
    bench.inspector.setAuthor([] { return QStringLiteral("Ann"); });
    const NoteId id = bench.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
    bench.selection.selectNote(id);
    QVERIFY(bench.inspector.startComment());
    auto* box = bench.inspector.findChild<CommentsBox*>();
    QTest::keyClicks(box->input(), "Really?");
    QTest::keyClick(box->input(), Qt::Key_Return, Qt::ControlModifier);
    std::vector<Comment> comments = commentsOf(bench.note(id));
    QCOMPARE(comments.size(), 1u);
    QCOMPARE(comments.front().author, QStringLiteral("Ann"));
    QCOMPARE(comments.front().text, QStringLiteral("Really?"));
    QVERIFY(comments.front().atMs > 0);
    QVERIFY(says(bench.inspector, "Really?"));
    box->setResolved(0, true);
    QCOMPARE(openComments(bench.note(id)), 0);
    bench.controller.undoStack()->undo();
    QCOMPARE(openComments(bench.note(id)), 1);
    box->remove(0);
    QVERIFY(!bench.note(id).isSet(NoteProperty::Comments));
}

void InspectorTest::framesHaveKindLockAndOrder()
{
    Bench bench;
    const FrameId first = bench.controller.addFrame({0, 0, 400, 300}, "Ordering");
    bench.controller.addFrame({600, 0, 400, 300}, "Billing");
    bench.selection.set({{}, {first}, {}});
    QTRY_VERIFY(named<QComboBox>(bench.inspector, "Kind of frame"));
    const auto frame = [&] { return *bench.controller.board().frame(first); };
    bench.choose("Kind of frame", "Swimlane");
    QCOMPARE(frame().kind, FrameKind::Swimlane);
    QVERIFY(says(bench.inspector, "Shown as 1 of 2"));
    named<QSpinBox>(bench.inspector, "Order in the presentation")->setValue(3);
    QCOMPARE(frame().order, 3);
    boxOf(bench.inspector, "Locked")->click();
    QVERIFY(frame().locked);
    auto* context = named<QLineEdit>(bench.inspector, "Context in topic names");
    QTRY_VERIFY(context && !context->isEnabled());
    boxOf(bench.inspector, "Locked")->click();
    QVERIFY(!frame().locked);
    QTRY_VERIFY(context->isEnabled());
    bench.type("Context in topic names", "orders");
    QCOMPARE(frame().context, QStringLiteral("orders"));
}

void InspectorTest::theTemplateShowsWhatItGives()
{
    ShopBoard shop;
    Bench bench(shop.board());
    auto* preview = named<QLabel>(bench.inspector, "Example of a topic name");
    QVERIFY(preview);
    QCOMPARE(preview->text(), QStringLiteral("Gives shop.ordering.order.v1"));
    bench.type("Template", "{stream} of {context}");
    QTRY_VERIFY(preview->text().contains("is no name for a topic"));
    bench.choose("Level", "Software design");
    QCOMPARE(bench.controller.board().settings().level, Level::Design);
    bench.choose("Method", "Event Modeling");
    QCOMPARE(bench.controller.board().settings().method, Method::EventModeling);
}

void InspectorTest::kindsAreRenamedAndRecoloured()
{
    Bench bench;
    PalettePanel palette(bench.controller);
    auto* kinds = bench.inspector.findChild<KindStylesTable*>();
    QVERIFY(kinds);
    bench.type("Name of Policy", "Reaction");
    kinds->setColor(NoteKind::Policy, "#123456");
    const BoardSettings& settings = bench.controller.board().settings();
    QCOMPARE(settings.nameOf(NoteKind::Policy), QStringLiteral("Reaction"));
    QCOMPARE(settings.colorOf(NoteKind::Policy), QStringLiteral("#123456"));
    QVERIFY(named<PaletteNote>(palette, "Reaction"));
    const NoteId id = bench.controller.addNote(NoteKind::Policy, {0, 0}, "Whenever");
    bench.selection.selectNote(id);
    QTRY_VERIFY(named<QComboBox>(bench.inspector, "Kind"));
    QCOMPARE(named<QComboBox>(bench.inspector, "Kind")->currentText(), QStringLiteral("Reaction"));
    bench.selection.clear();
    QTRY_VERIFY(bench.inspector.findChild<KindStylesTable*>());
    bench.inspector.findChild<KindStylesTable*>()->reset(NoteKind::Policy);
    QVERIFY(bench.controller.board().settings().kinds.empty());
    QVERIFY(!named<PaletteNote>(palette, "Reaction"));
}

void InspectorTest::nothingIsClipped_data()
{
    QTest::addColumn<NoteKind>("kind");
    for (const NotationEntry& entry : notation())
        QTest::newRow(entry.key) << entry.kind;
}

void InspectorTest::nothingIsClipped()
{
    QFETCH(NoteKind, kind);
    Bench bench;
    const NoteId id = bench.controller.addNote(kind, {0, 0}, "Something with a long name");
    bench.controller.setFields(id, {{0, "orderId", FieldType::DateTime, false, "1", ""}});
    bench.selection.selectNote(id);
    QTRY_VERIFY(named<QPlainTextEdit>(bench.inspector, "Text"));
    QCoreApplication::processEvents();
    QWidget* form = named<QPlainTextEdit>(bench.inspector, "Text");
    while (form->parentWidget() && form->parentWidget()->objectName() != "qt_scrollarea_viewport")
        form = form->parentWidget();
    QVERIFY2(form->width() <= bench.inspector.width(),
        qPrintable(QStringLiteral("%1 in %2").arg(form->width()).arg(bench.inspector.width())));
}

QTEST_MAIN(InspectorTest)
#include "inspector_test.moc"
