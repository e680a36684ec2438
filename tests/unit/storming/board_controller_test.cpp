// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "storming/edit/board_controller.h"
#include "storming/edit/clipboard.h"
#include "storming/edit/note_style.h"
#include "storming/store/text_form.h"

#include <QtCore/QMimeData>
#include <QtGui/QUndoStack>

using namespace stormbench::storming;

class BoardControllerTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();

    void everyEditCanBeUndone_data();
    void everyEditCanBeUndone();
    void aDragIsOneStep();
    void aDragBackIsNoStep();
    void typingIsOneStep();
    void macroIsOneStep();
    void changesAreTold();
    void theJournalReplays();
    void readOnlyRefuses();
    void nothingChangedIsNoStep();
    void cleanFollowsUndo();
    void copyAndPaste();
    void pasteLines();
    void framesCarryTheirMembers();
    void stacking();
    void replaceStartsAfresh();
    void fieldNumbersAreGiven();

private:
    std::unique_ptr<BoardController> m_controller;
    NoteId m_event, m_policy;
    ConnectorId m_connector;
    FrameId m_frame;
};

void BoardControllerTest::init()
{
    m_controller = std::make_unique<BoardController>();
    m_event = m_controller->addNote(NoteKind::Event, {60, 60}, QStringLiteral("Order placed"));
    m_policy = m_controller->addNote(NoteKind::Policy, {600, 60}, QStringLiteral("Ship"));
    m_connector = m_controller->connectNotes(m_event, m_policy);
    m_frame = m_controller->addFrame(QRectF(-40, -40, 300, 300), QStringLiteral("Ordering"));
    m_controller->undoStack()->clear();
    m_controller->setClean();
}

void BoardControllerTest::cleanup()
{
    m_controller.reset();
}

using Edit = std::function<void(BoardControllerTest&, BoardController&)>;
Q_DECLARE_METATYPE(Edit)

void BoardControllerTest::everyEditCanBeUndone_data()
{
    QTest::addColumn<Edit>("edit");
    const auto row = [](const char* name, Edit edit) { QTest::newRow(name) << edit; };
    row("add note", [](auto&, auto& c) { c.addNote(NoteKind::Command, {0, 500}); });
    row("add frame",
        [](auto&, auto& c) { c.addFrame(QRectF(900, 0, 100, 100), QStringLiteral("Shipping")); });
    row("connect", [](auto& t, auto& c) { c.connectNotes(t.m_policy, t.m_event); });
    row("text", [](auto& t, auto& c) { c.setText(t.m_event, QStringLiteral("Order lost")); });
    row("kind and size", [](auto& t, auto& c) {
        c.setKind({t.m_event, t.m_policy}, NoteKind::Actor);
    });
    row("resize", [](auto& t, auto& c) { c.resize(t.m_event, QRectF(0, 0, 300, 200)); });
    row("property",
        [](auto& t, auto& c) { c.setProperty({t.m_event}, NoteProperty::Pivotal, true); });
    row("fields", [](auto& t, auto& c) {
        c.setFields(t.m_event, {{0, QStringLiteral("id"), FieldType::Uuid, false, {}}});
    });
    row("move", [](auto& t, auto& c) { c.moveBy({t.m_policy}, {t.m_frame}, {0.1, -7.3}); });
    row("front",
        [](auto& t, auto& c) { c.restack({t.m_event}, BoardController::Stacking::Front); });
    row("frame", [](auto& t, auto& c) {
        Frame frame = *c.board().frame(t.m_frame);
        frame.name = QStringLiteral("Sales");
        c.changeFrame(frame);
    });
    row("connector", [](auto& t, auto& c) {
        Connector connector = *c.board().connector(t.m_connector);
        connector.label = QStringLiteral("later");
        c.changeConnector(connector);
    });
    row("settings", [](auto&, auto& c) {
        BoardSettings settings = c.board().settings();
        settings.level = Level::Design;
        c.changeSettings(settings);
    });
    row("delete with connectors", [](auto& t, auto& c) { c.remove({t.m_event}, {t.m_frame}); });
    row("delete connector", [](auto& t, auto& c) { c.remove({}, {}, {t.m_connector}); });
    row("group", [](auto& t, auto& c) { c.group({t.m_event, t.m_policy}); });
    row("lock", [](auto& t, auto& c) { c.setLocked({t.m_event}, {t.m_frame}, true); });
    row("vote", [](auto& t, auto& c) { c.vote(t.m_event, 2); });
    row("turn around", [](auto& t, auto& c) { c.flip({t.m_connector}); });
    row("move into", [](auto& t, auto& c) { c.moveInto({t.m_policy}, t.m_frame); });
    row("swimlane", [](auto&, auto& c) {
        Frame frame;
        frame.rect = QRectF(0, 900, 800, 200);
        frame.kind = FrameKind::Swimlane;
        c.addFrame(frame);
    });
    row("paste style", [](auto& t, auto& c) {
        c.pasteStyle(*styleToMimeData(*c.board().note(t.m_policy)), {t.m_event});
    });
    row("duplicate", [](auto& t, auto& c) {
        c.duplicate({t.m_event, t.m_policy}, {t.m_frame}, {0, 400});
    });
}

void BoardControllerTest::everyEditCanBeUndone()
{
    QFETCH(Edit, edit);
    const Board before = m_controller->board();
    edit(*this, *m_controller);
    const Board after = m_controller->board();
    QVERIFY(!(after == before));
    QCOMPARE(m_controller->undoStack()->count(), 1);
    QVERIFY(!m_controller->undoStack()->undoText().isEmpty());
    m_controller->undoStack()->undo();
    QVERIFY(m_controller->board() == before);
    m_controller->undoStack()->redo();
    QVERIFY(m_controller->board() == after);
}

void BoardControllerTest::aDragIsOneStep()
{
    const Board before = m_controller->board();
    const MergeKey drag{m_controller->beginGesture()};
    for (int i = 1; i <= 20; ++i)
        QVERIFY(m_controller->moveTo({{m_event, QPointF(i * 3.7, i)}}, {}, drag));
    QCOMPARE(m_controller->undoStack()->count(), 1);
    const MergeKey next{m_controller->beginGesture()};
    QVERIFY(m_controller->moveTo({{m_event, QPointF(0, 500)}}, {}, next));
    QCOMPARE(m_controller->undoStack()->count(), 2);
    m_controller->undoStack()->undo();
    QCOMPARE(m_controller->board().note(m_event)->rect.topLeft(), QPointF(20 * 3.7, 20));
    m_controller->undoStack()->undo();
    QVERIFY(m_controller->board() == before);
}

void BoardControllerTest::aDragBackIsNoStep()
{
    const QPointF home = m_controller->board().note(m_event)->rect.topLeft();
    const MergeKey drag{m_controller->beginGesture()};
    QVERIFY(m_controller->moveTo({{m_event, {300, 300}}}, {}, drag));
    QVERIFY(m_controller->moveTo({{m_event, home}}, {}, drag));
    QCOMPARE(m_controller->undoStack()->count(), 0);
    QCOMPARE(m_controller->board().note(m_event)->rect.topLeft(), home);
}

void BoardControllerTest::typingIsOneStep()
{
    const MergeKey typing{m_controller->beginGesture()};
    QString text;
    for (const QChar c : QStringLiteral("Order lost")) {
        text += c;
        QVERIFY(m_controller->setText(m_event, text, typing));
    }
    QCOMPARE(m_controller->undoStack()->count(), 1);
    m_controller->undoStack()->undo();
    QCOMPARE(m_controller->board().note(m_event)->text, QStringLiteral("Order placed"));
    m_controller->undoStack()->redo();
    QCOMPARE(m_controller->board().note(m_event)->text, text);
}

void BoardControllerTest::macroIsOneStep()
{
    const Board before = m_controller->board();
    m_controller->beginMacro(QStringLiteral("Insert policy"));
    const NoteId added = m_controller->addNote(NoteKind::Policy, {300, 0});
    m_controller->connectNotes(m_event, added);
    m_controller->endMacro();
    QCOMPARE(m_controller->undoStack()->count(), 1);
    m_controller->undoStack()->undo();
    QVERIFY(m_controller->board() == before);
}

void BoardControllerTest::changesAreTold()
{
    std::vector<ChangeSet> told;
    connect(m_controller.get(), &BoardController::changed, this,
        [&](const ChangeSet& changes) { told.push_back(changes); });
    const NoteId added = m_controller->addNote(NoteKind::Command, {0, 900});
    m_controller->setText(added, QStringLiteral("Ship"));
    m_controller->remove({m_event});
    m_controller->undoStack()->undo();
    QCOMPARE(told.size(), 4u);
    QCOMPARE(told[0].addedNotes, std::set<NoteId>{added});
    QCOMPARE(told[1].changedNotes, std::set<NoteId>{added});
    QCOMPARE(told[2].removedNotes, std::set<NoteId>{m_event});
    QCOMPARE(told[2].removedConnectors, std::set<ConnectorId>{m_connector});
    QCOMPARE(told[3].addedNotes, std::set<NoteId>{m_event});
    QCOMPARE(told[3].addedConnectors, std::set<ConnectorId>{m_connector});
}

// What the autosave is told rebuilds the board, undo and redo included.
void BoardControllerTest::theJournalReplays()
{
    Board copy = m_controller->board();
    bool fits = true;
    m_controller->setJournal(
        [&](const Operations& operations) { fits = fits && apply(copy, operations).has_value(); });
    const MergeKey drag{m_controller->beginGesture()};
    m_controller->moveBy({m_event}, {m_frame}, {10, 10}, drag);
    m_controller->moveBy({m_event}, {m_frame}, {10, 10}, drag);
    m_controller->remove({m_event});
    m_controller->undoStack()->undo();
    m_controller->undoStack()->undo();
    m_controller->undoStack()->redo();
    m_controller->duplicate({m_event, m_policy}, {}, {0, 300});
    QVERIFY(fits);
    QVERIFY(copy == m_controller->board());
}

void BoardControllerTest::readOnlyRefuses()
{
    QSignalSpy refused(m_controller.get(), &BoardController::refused);
    const Board before = m_controller->board();
    m_controller->setReadOnly(true);
    QVERIFY(!m_controller->addNote(NoteKind::Event, {}).isValid());
    QVERIFY(!m_controller->setText(m_event, QStringLiteral("x")));
    QCOMPARE(refused.count(), 2);
    QVERIFY(m_controller->board() == before);
}

void BoardControllerTest::nothingChangedIsNoStep()
{
    QVERIFY(m_controller->setText(m_event, QStringLiteral("Order placed")));
    QVERIFY(m_controller->moveBy({m_event}, {}, {0, 0}));
    QVERIFY(m_controller->setKind({m_event}, NoteKind::Event));
    QVERIFY(m_controller->remove({}));
    QCOMPARE(m_controller->connectNotes(m_event, m_policy), m_connector);
    QCOMPARE(m_controller->undoStack()->count(), 0);
}

void BoardControllerTest::cleanFollowsUndo()
{
    QSignalSpy clean(m_controller.get(), &BoardController::cleanChanged);
    QVERIFY(m_controller->isClean());
    m_controller->setText(m_event, QStringLiteral("x"));
    QVERIFY(!m_controller->isClean());
    m_controller->undoStack()->undo();
    QVERIFY(m_controller->isClean());
    QCOMPARE(clean.count(), 2);
}

void BoardControllerTest::copyAndPaste()
{
    const auto data = m_controller->copy({m_event, m_policy}, {m_frame});
    QVERIFY(data->hasFormat(QString::fromLatin1(kBoardMimeType)));
    QCOMPARE(data->text(), QStringLiteral("Order placed\nShip"));

    BoardController other;
    const auto pasted = other.paste(*data, {1000, 1000});
    QCOMPARE(pasted.notes.size(), 2u);
    QCOMPARE(pasted.frames.size(), 1u);
    QCOMPARE(other.board().connectors().size(), 1u);
    const auto again = m_controller->paste(*data, {0, 2000});
    QCOMPARE(again.notes.size(), 2u);
    QCOMPARE(m_controller->board().notes().size(), 4u);
    QVERIFY(!again.notes.contains(m_event));
    QCOMPARE(m_controller->undoStack()->count(), 1);
}

void BoardControllerTest::pasteLines()
{
    QMimeData data;
    data.setText(QStringLiteral("Order placed\n\n  Order paid \nOrder shipped\n"));
    const auto pasted = m_controller->paste(data, {0, 3000}, NoteKind::Event);
    QStringList texts;
    for (const NoteId id : pasted.notes)
        texts << m_controller->board().note(id)->text;
    QCOMPARE(texts, (QStringList{"Order placed", "Order paid", "Order shipped"}));
    QMimeData empty;
    QVERIFY(m_controller->paste(empty, {}).notes.empty());
}

void BoardControllerTest::framesCarryTheirMembers()
{
    QVERIFY(m_controller->moveBy({}, {m_frame}, {100, 50}));
    QCOMPARE(m_controller->board().frame(m_frame)->rect.topLeft(), QPointF(60, 10));
    QCOMPARE(m_controller->board().note(m_event)->rect.topLeft(), QPointF(100, 50));
    QCOMPARE(m_controller->board().note(m_policy)->rect.center(), QPointF(600, 60));
}

void BoardControllerTest::stacking()
{
    const auto z = [&](NoteId id) { return m_controller->board().note(id)->z; };
    QVERIFY(m_controller->restack({m_event}, BoardController::Stacking::Front));
    QVERIFY(z(m_event) > z(m_policy));
    QVERIFY(m_controller->restack({m_event}, BoardController::Stacking::Backward));
    QVERIFY(z(m_event) < z(m_policy));
    QVERIFY(m_controller->restack({m_event}, BoardController::Stacking::Forward));
    QVERIFY(z(m_event) > z(m_policy));
    QVERIFY(m_controller->restack({m_event}, BoardController::Stacking::Back));
    QVERIFY(z(m_event) < z(m_policy));
}

void BoardControllerTest::replaceStartsAfresh()
{
    QSignalSpy reset(m_controller.get(), &BoardController::reset);
    m_controller->setText(m_event, QStringLiteral("x"));
    m_controller->replaceBoard(Board());
    QCOMPARE(reset.count(), 1);
    QVERIFY(m_controller->board().isEmpty());
    QVERIFY(m_controller->isClean());
    QVERIFY(!m_controller->undoStack()->canUndo());
}

void BoardControllerTest::fieldNumbersAreGiven()
{
    QVERIFY(m_controller->setFields(
        m_event, {{0, "a", FieldType::String, false, {}}, {7, "b", FieldType::String, false, {}}}));
    QVERIFY(m_controller->setFields(m_event, {{0, "c", FieldType::String, false, {}}}));
    QCOMPARE(m_controller->board().note(m_event)->fields.front().number, 9u);  // 8 was a's
}

QTEST_GUILESS_MAIN(BoardControllerTest)
#include "board_controller_test.moc"
