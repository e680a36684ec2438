// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever the mouse does on the canvas a key does too.
#include "tests/support/canvas_fixture.h"

#include "storming/geometry/edges.h"
#include "storming/tools/key_sheet.h"
#include "storming/tools/pick_bar.h"

#include <QAction>
#include <QLineEdit>
#include <QMenu>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

/// Whether some key of the canvas' own table runs a command.
bool hasKey(KeyCommand command)
{
    return std::ranges::any_of(
        canvasKeys(), [&](const CanvasKey& key) { return key.command == command; });
}

bool isJoined(const Board& board, NoteId from, NoteId to)
{
    const std::vector<Edge> all = edges(board);
    return std::ranges::any_of(
        all, [&](const Edge& edge) { return edge.from == from && edge.to == to; });
}

}  // namespace

Q_DECLARE_METATYPE(KeyCommand)

class EveryKeyTest : public QObject {
    Q_OBJECT
private slots:
    // A mouse action and the action, or the command of the canvas' table, that does it by key.
    void everyMouseActionHasAKey_data()
    {
        QTest::addColumn<QString>("action");
        QTest::addColumn<int>("command");
        const auto action = [](const char* mouse, const char* id) {
            QTest::newRow(mouse) << QString::fromLatin1(id) << -1;
        };
        const auto command = [](const char* mouse, KeyCommand key) {
            QTest::newRow(mouse) << QString() << int(key);
        };
        action("double-click on the board", "board.note");
        command("double-click on a note", KeyCommand::Edit);
        command("double-click on an arrow or a title", KeyCommand::Edit);
        command("click on a note", KeyCommand::Walk);
        command("shift-click on a note", KeyCommand::Extend);
        action("ctrl-click on what lies beneath", "board.selectBeneath");
        action("click on an arrow", "board.selectArrow");
        action("click on a frame", "board.selectFrame");
        action("marquee around everything", "board.selectAll");
        action("marquee in a frame", "board.selectMembers");
        command("click on the empty board", KeyCommand::Leave);
        command("drag a note", KeyCommand::Nudge);
        command("drag a note far", KeyCommand::NudgeFar);
        action("alt-drag a note", "board.duplicate");
        action("drag a note into a frame", "board.moveToFrame");
        command("drag a corner", KeyCommand::Resize);
        action("drag from a dot", "board.connectTo");
        action("drag the head of an arrow", "board.connectTo");
        action("drag the tail of an arrow", "board.connectFrom");
        action("wipe over an arrow", "board.delete");
        action("connect tool", "board.tool.connect");
        action("eraser", "board.tool.erase");
        action("draw a frame", "board.frameSelection");
        action("frame tool", "board.tool.frame");
        action("swimlane tool", "board.tool.swimlane");
        action("slice tool", "board.tool.slice");
        action("parking tool", "board.tool.parking");
        command("click with a tool", KeyCommand::Place);
        command("drag the board", KeyCommand::Scroll);
        action("pan tool", "board.tool.pan");
        action("ctrl-wheel up", "board.zoomIn");
        action("ctrl-wheel down", "board.zoomOut");
        action("double tap with two fingers", "board.fitSelection");
        action("click on the minimap", "board.fitAll");
        action("right click", "board.menu");
        action("drop a picture or text", "board.paste");
    }
    void everyMouseActionHasAKey()
    {
        QFETCH(QString, action);
        QFETCH(int, command);
        if (command >= 0) {
            QVERIFY(hasKey(KeyCommand(command)));
            return;
        }
        CanvasFixture canvas;
        const QAction* found = canvas.actions.action(action);
        QVERIFY2(found, qPrintable(action));
        QVERIFY2(!found->shortcuts().isEmpty(), qPrintable(action));
    }

    // Dragging a kind from the palette, and what the context menu offers.
    void everyKindAndEveryMenuEntryHasAKey()
    {
        CanvasFixture canvas;
        for (const NotationEntry& entry : notation()) {
            for (const char* what : {"board.kind.", "board.become."}) {
                const QString id = QLatin1String(what) + QLatin1String(entry.key);
                QVERIFY2(!canvas.actions.action(id)->shortcuts().isEmpty(), qPrintable(id));
            }
        }
        const NoteId a = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId b = canvas.controller.addNote(NoteKind::Policy, {400, 0});
        const ConnectorId arrow = canvas.controller.connectNotes(a, b);
        const FrameId frame = canvas.controller.addFrame({-200, -200, 900, 400}, "Sales");
        const std::vector<Selection> selections{
            {}, {{a}, {}, {}}, {{}, {frame}, {}}, {{}, {}, {arrow}}};
        for (const Selection& selection : selections) {
            canvas.view.selection().set(selection);
            QMenu menu;
            canvas.actions.fillContextMenu(menu);
            QVERIFY(menu.actions().size() > 3);
            for (const QAction* action : menu.actions()) {
                // Tab is the canvas' own key, shown in these two's tool tips.
                const bool byTab = action->objectName() == "board.next"
                    || action->objectName() == "board.previous";
                if (!action->menu() && !action->isSeparator() && !byTab)
                    QVERIFY2(!action->shortcuts().isEmpty(), qPrintable(action->objectName()));
            }
        }
    }

    void altArrowsWalkTheGraph()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId far = canvas.controller.addNote(NoteKind::Policy, {600, 0});
        const NoteId below = canvas.controller.addNote(NoteKind::Hotspot, {0, 300});
        canvas.controller.connectNotes(event, far);
        canvas.key(Qt::Key_Right, Qt::AltModifier);  // from nothing: the first
        QCOMPARE(canvas.selectedNote(), event);
        canvas.key(Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(canvas.selectedNote(), far);
        canvas.key(Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(canvas.selectedNote(), event);
        canvas.key(Qt::Key_Down, Qt::AltModifier);
        QCOMPARE(canvas.selectedNote(), below);
        canvas.key(Qt::Key_Up, Qt::AltModifier | Qt::ShiftModifier);
        QCOMPARE(canvas.view.selection().current().notes, (std::set<NoteId>{event, below}));
        canvas.key(Qt::Key_Home);
        QCOMPARE(canvas.selectedNote(), event);
    }

    void controlArrowsMakeLinkedNeighbours()
    {
        const std::vector<std::pair<Qt::Key, QPoint>> sides{{Qt::Key_Right, {1, 0}},
            {Qt::Key_Left, {-1, 0}}, {Qt::Key_Up, {0, -1}}, {Qt::Key_Down, {0, 1}}};
        for (const auto& [key, side] : sides) {
            CanvasFixture canvas;
            const NoteId command = canvas.controller.addNote(NoteKind::Command, {0, 0});
            canvas.view.selection().selectNote(command);
            canvas.key(key, Qt::ControlModifier);
            QVERIFY(canvas.tools.isEditing());
            canvas.type("Made");
            canvas.key(Qt::Key_Return);
            const Note& made = canvas.note(canvas.selectedNote());
            QVERIFY(made.id != command);
            QVERIFY(QPointF::dotProduct(made.rect.center(), side) > 60);
            const bool before = side.x() < 0;
            QCOMPARE(made.kind, before ? NoteKind::Policy : NoteKind::Aggregate);
            QVERIFY(
                isJoined(canvas.board(), before ? made.id : command, before ? command : made.id));
            canvas.trigger("board.undo");
            canvas.trigger("board.undo");
            QCOMPARE(canvas.board().notes().size(), 1u);
            QVERIFY(canvas.board().connectors().empty());
        }
    }

    void connectToByWalkingAndByTyping()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {-200, 0}, "Order placed");
        const NoteId ship = canvas.controller.addNote(NoteKind::Policy, {200, 0}, "Ship");
        const NoteId bill = canvas.controller.addNote(NoteKind::Policy, {200, 240}, "Bill it");
        canvas.view.selection().selectNote(event);
        canvas.key(Qt::Key_L, Qt::ControlModifier);
        PickBar& bar = canvas.actions.pickBar();
        QVERIFY(bar.isOpen());
        QTest::keyClick(&bar.line(), Qt::Key_Right);
        QCOMPARE(bar.inHand(), ship.value());
        QVERIFY(canvas.view.feedback().connection.has_value());
        QTest::keyClick(&bar.line(), Qt::Key_Return);
        QVERIFY(!bar.isOpen());
        QVERIFY(!canvas.view.feedback().connection.has_value());
        QVERIFY(isJoined(canvas.board(), event, ship));

        // The arrow is selected now: the same key takes its head elsewhere.
        canvas.trigger("board.connectTo");
        QTest::keyClicks(&bar.line(), "bill");
        QTest::keyClick(&bar.line(), Qt::Key_Return);
        QVERIFY(isJoined(canvas.board(), event, bill));
        QVERIFY(!isJoined(canvas.board(), event, ship));
        canvas.trigger("board.connectFrom");
        QTest::keyClicks(&bar.line(), "ship");
        QTest::keyClick(&bar.line(), Qt::Key_Return);
        QVERIFY(isJoined(canvas.board(), ship, bill));
        canvas.key(Qt::Key_R, Qt::ControlModifier);
        QVERIFY(isJoined(canvas.board(), bill, ship));

        canvas.view.selection().selectNote(event);
        canvas.trigger("board.connectTo");
        QTest::keyClicks(&bar.line(), "nothing like it");
        QTest::keyClick(&bar.line(), Qt::Key_Return);
        QVERIFY(bar.isOpen());
        QTest::keyClick(&bar.line(), Qt::Key_Escape);
        QVERIFY(!bar.isOpen());
        QCOMPARE(canvas.board().connectors().size(), 1u);
    }

    void framesWithoutTheMouse()
    {
        CanvasFixture canvas;
        const NoteId one = canvas.controller.addNote(NoteKind::Event, {0, 0}, "One");
        const NoteId two = canvas.controller.addNote(NoteKind::Event, {300, 0}, "Two");
        canvas.view.selection().setNotes({one});
        canvas.key(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
        canvas.type("Ordering");
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().frames().size(), 1u);
        const FrameId frame = canvas.board().frames().begin()->first;
        QCOMPARE(canvas.board().frame(frame)->name, QStringLiteral("Ordering"));
        QCOMPARE(canvas.board().membersOf(frame), std::vector<NoteId>{one});
        canvas.view.selection().selectNote(two);
        canvas.trigger("board.moveToFrame");
        QTest::keyClicks(&canvas.actions.pickBar().line(), "order");
        QTest::keyClick(&canvas.actions.pickBar().line(), Qt::Key_Return);
        QCOMPARE(canvas.board().membersOf(frame).size(), 2u);
        canvas.key(Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(canvas.view.selection().singleFrame(), std::optional(frame));
        canvas.key(Qt::Key_K, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(canvas.board().frame(frame)->kind, FrameKind::Swimlane);
        canvas.key(Qt::Key_F, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(canvas.view.selection().current().notes.size(), 2u);
        // A tool and Enter, with nothing selected.
        canvas.view.selection().clear();
        canvas.key(Qt::Key_P);
        canvas.key(Qt::Key_Return);
        canvas.key(Qt::Key_Escape);
        QCOMPARE(canvas.board().frames().rbegin()->second.kind, FrameKind::Parking);
    }

    void altEndMakesWider()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {60, 60});
        canvas.view.selection().selectNote(note);
        canvas.key(Qt::Key_End, Qt::AltModifier);
        canvas.key(Qt::Key_End, Qt::AltModifier);
        canvas.key(Qt::Key_PageUp, Qt::AltModifier);
        QCOMPARE(canvas.note(note).rect, QRectF(0, 0, 144, 108));
        canvas.trigger("board.undo");
        QCOMPARE(canvas.note(note).rect, QRectF(0, 0, 120, 120));
    }

    void f2EditsAndLabelsArrows()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {-250, 0}, "Old");
        const NoteId policy = canvas.controller.addNote(NoteKind::Policy, {250, 0});
        const ConnectorId arrow = canvas.controller.connectNotes(event, policy);
        canvas.view.selection().selectNote(event);
        canvas.key(Qt::Key_F2);
        canvas.type("New");
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.note(event).text, QStringLiteral("New"));
        canvas.key(Qt::Key_E, Qt::ControlModifier);
        QCOMPARE(canvas.view.selection().singleConnector(), std::optional(arrow));
        canvas.key(Qt::Key_F2);
        canvas.type("if paid");
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().connector(arrow)->label, QStringLiteral("if paid"));
        canvas.trigger("board.undo");
        QCOMPARE(canvas.board().connector(arrow)->label, QString());
    }

    void pagesScroll()
    {
        CanvasFixture canvas;
        const QPointF before = canvas.view.toScene({0, 0});
        canvas.key(Qt::Key_PageDown);
        QVERIFY(canvas.view.toScene({0, 0}).y() > before.y() + 100);
        canvas.key(Qt::Key_PageUp);
        QCOMPARE(canvas.view.toScene({0, 0}), before);
        canvas.key(Qt::Key_Right);  // nothing is selected
        QVERIFY(canvas.view.toScene({0, 0}).x() > before.x());
    }

    // A domain from nothing: five flows of six notes, each with a hotspot, in a frame of its own.
    void thirtyNotesByKeysAlone()
    {
        CanvasFixture canvas;
        for (int flow = 1; flow <= 5; ++flow) {
            canvas.key(Qt::Key_Escape);
            canvas.key(Qt::Key_1);
            canvas.key(Qt::Key_Return);
            for (const char* words :
                {"Placed", "Whenever placed", "Reserve", "Stock", "Reserved"}) {
                canvas.type(QStringLiteral("%1 %2").arg(QLatin1String(words)).arg(flow));
                canvas.key(qstrcmp(words, "Reserved") == 0 ? Qt::Key_Return : Qt::Key_Tab);
            }
            canvas.key(Qt::Key_8);
            canvas.key(Qt::Key_Return);
            canvas.type("What if not?");
            canvas.key(Qt::Key_Escape);
            canvas.key(Qt::Key_Left, Qt::AltModifier);
            canvas.key(Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
            QCOMPARE(canvas.view.selection().current().notes.size(), 5u);
            canvas.key(Qt::Key_G, Qt::ControlModifier | Qt::AltModifier);
            canvas.type(QStringLiteral("Context %1").arg(flow));
            canvas.key(Qt::Key_Return);
        }
        QCOMPARE(canvas.board().notes().size(), 30u);
        QCOMPARE(canvas.board().frames().size(), 5u);
        for (const auto& [a, first] : canvas.board().notes())
            for (const auto& [b, second] : canvas.board().notes())
                QVERIFY(a == b || !first.rect.intersects(second.rect));
        QCOMPARE(edges(canvas.board()).size(), 5u * 4);
    }

    // Keys that are actions of the window elsewhere belong to a note in hand.
    void keysOfTheWindowDoNotTakeTheCanvasOwn()
    {
        CanvasFixture canvas;
        QAction play;
        play.setShortcuts({QKeySequence("Ctrl+Return"), QKeySequence("F2"), QKeySequence("Esc")});
        canvas.view.addAction(&play);
        QSignalSpy played(&play, &QAction::triggered);
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0}, "One");
        canvas.view.selection().selectNote(note);
        canvas.key(Qt::Key_Return, Qt::ControlModifier);
        canvas.type("Two");
        canvas.key(Qt::Key_Return, Qt::ControlModifier);
        canvas.type("Three");
        canvas.key(Qt::Key_Escape);
        QCOMPARE(canvas.board().notes().size(), 3u);
        QCOMPARE(played.count(), 0);
        canvas.view.selection().clear();
        canvas.key(Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(played.count(), 1);
    }

    void theSheetShowsTheKeysForWhatIsSelected()
    {
        CanvasFixture canvas;
        const auto shown = [&] {
            QStringList texts;
            for (const KeyHelp& help : canvas.actions.keySheet().keys())
                texts << help.what;
            return texts;
        };
        canvas.trigger("board.keys");
        QVERIFY(canvas.actions.keySheet().isVisible());
        QVERIFY(!shown().contains("Group"));
        const QString follows = QStringLiteral("The note that usually follows");
        QVERIFY(!shown().contains(follows));
        canvas.key(Qt::Key_Escape);
        QVERIFY(!canvas.actions.keySheet().isVisible());
        const NoteId one = canvas.controller.addNote(NoteKind::Event, {0, 0});
        const NoteId two = canvas.controller.addNote(NoteKind::Event, {300, 0});
        canvas.view.selection().selectNote(one);
        canvas.key(Qt::Key_Question);
        QVERIFY(shown().contains(follows));
        // N would be a letter of its text, Ins is a key.
        for (const KeyHelp& help : canvas.actions.keySheet().keys())
            QVERIFY2(help.keys != "N" && help.keys != "V", qPrintable(help.what));
        QVERIFY(shown().contains("New note"));
        canvas.view.selection().setNotes({one, two});
        canvas.actions.keySheet().hide();
        canvas.trigger("board.keys");
        QVERIFY(shown().contains("Group"));
        canvas.tools.editNote(one);
        canvas.actions.keySheet().hide();
        canvas.trigger("board.keys");
        QVERIFY(shown().contains("A new line"));
        QVERIFY(!shown().contains("Group"));
    }

    void everyKeyOfTheTableIsOneOfItsState()
    {
        for (const CanvasState state :
            {CanvasState::Nothing, CanvasState::Note, CanvasState::Several, CanvasState::Frame,
                CanvasState::Arrow, CanvasState::Typing, CanvasState::Tool}) {
            QSet<QString> taken;
            for (const CanvasKey& key : canvasKeys()) {
                if (!(key.when & quint8(state)))
                    continue;
                const QString text = key.sequence().toString();
                QVERIFY2(!taken.contains(text), qPrintable(text));
                taken.insert(text);
            }
        }
    }
};

QTEST_MAIN(EveryKeyTest)
#include "every_key_test.moc"
