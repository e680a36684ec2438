// SPDX-License-Identifier: GPL-3.0-or-later
// The canvas played by keys alone, asserted on the board.
#include "tests/support/canvas_fixture.h"

#include "storming/geometry/edges.h"

#include <QClipboard>

using namespace stormbench;
using namespace stormbench::storming;

class KeyboardTest : public QObject {
    Q_OBJECT
private slots:
    void aProcessTypedWithoutTheMouse()
    {
        CanvasFixture canvas;
        QVERIFY(canvas.ready);
        canvas.key(Qt::Key_N);
        canvas.type("Order placed");
        canvas.key(Qt::Key_Tab);
        canvas.type("Whenever an order is placed, reserve stock");
        canvas.key(Qt::Key_Tab);
        canvas.type("Reserve stock");
        canvas.key(Qt::Key_Tab);
        canvas.type("Stock");
        canvas.key(Qt::Key_Tab);
        canvas.type("Stock reserved");
        canvas.key(Qt::Key_Return);

        std::vector<NoteKind> kinds;
        std::vector<NoteId> ids;
        for (const auto& [id, note] : canvas.board().notes()) {
            kinds.push_back(note.kind);
            ids.push_back(id);
            QVERIFY(!note.text.isEmpty());
        }
        QCOMPARE(kinds,
            (std::vector<NoteKind>{NoteKind::Event, NoteKind::Policy, NoteKind::Command,
                NoteKind::Aggregate, NoteKind::Event}));
        // Each step is an edge, in the grammar's direction.
        const std::vector<Edge> all = edges(canvas.board());
        for (std::size_t i = 1; i < ids.size(); ++i) {
            const bool found = std::any_of(all.begin(), all.end(),
                [&](const Edge& e) { return e.from == ids[i - 1] && e.to == ids[i]; });
            QVERIFY2(found, qPrintable(QString::number(i)));
        }
    }

    void backTabGoesUpstream()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        canvas.view.selection().selectNote(event);
        canvas.key(Qt::Key_Backtab, Qt::ShiftModifier);
        canvas.type("Order");
        canvas.key(Qt::Key_Escape);
        const Note& made = canvas.note(canvas.selectedNote());
        QCOMPARE(made.kind, NoteKind::Aggregate);
        QVERIFY(made.rect.right() < canvas.note(event).rect.left());
        QVERIFY(canvas.view.boardScene().edgeItem(made.id, event));
    }

    void controlEnterMakesASibling()
    {
        CanvasFixture canvas;
        canvas.key(Qt::Key_2);
        canvas.key(Qt::Key_Return);
        canvas.type("One");
        canvas.key(Qt::Key_Return, Qt::ControlModifier);
        canvas.type("Two");
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().notes().size(), 2u);
        const Note& first = canvas.board().notes().begin()->second;
        const Note& second = canvas.board().notes().rbegin()->second;
        QCOMPARE(first.kind, NoteKind::Command);
        QCOMPARE(first.text, QStringLiteral("One"));
        QCOMPARE(second.kind, NoteKind::Command);
        QCOMPARE(second.text, QStringLiteral("Two"));
        QVERIFY(second.rect.top() >= first.rect.bottom());
    }

    void eventsThrownDownStandAlongTime()
    {
        CanvasFixture canvas;
        canvas.key(Qt::Key_N);
        for (const char* text : {"One", "Two"}) {
            canvas.type(text);
            canvas.key(Qt::Key_Return, Qt::ControlModifier);
        }
        canvas.type("Three");
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().notes().size(), 3u);
        const Note* before = nullptr;
        for (const auto& [id, note] : canvas.board().notes()) {
            QVERIFY(!before || note.rect.left() > before->rect.right());
            QVERIFY(!before || note.rect.top() == before->rect.top());
            before = &note;
        }
        QVERIFY(edges(canvas.board()).empty());
    }

    void tabGoesOnFromTheHeadOfAnArrow()
    {
        CanvasFixture canvas;
        const NoteId locks = canvas.controller.addNote(NoteKind::Aggregate, {0, 0}, "Locks");
        const NoteId unlocked = canvas.controller.addNote(NoteKind::Event, {500, 300}, "Unlocked");
        const ConnectorId arrow = canvas.controller.connectNotes(locks, unlocked);
        canvas.view.selection().set({{}, {}, {arrow}});
        canvas.key(Qt::Key_Tab);
        canvas.type("Start the ride");
        canvas.key(Qt::Key_Return);
        const Note& made = canvas.note(canvas.selectedNote());
        QCOMPARE(made.kind, NoteKind::Policy);
        QVERIFY(canvas.view.boardScene().edgeItem(unlocked, made.id));
        canvas.view.selection().set({{}, {}, {arrow}});
        canvas.key(Qt::Key_Backtab, Qt::ShiftModifier);
        canvas.type("Unlock");
        canvas.key(Qt::Key_Return);
        QVERIFY(canvas.view.boardScene().edgeItem(canvas.selectedNote(), locks));
    }

    void aKindIsPlacedWhereItMakesAFlow()
    {
        CanvasFixture canvas;
        const NoteId command = canvas.controller.addNote(NoteKind::Command, {0, 0}, "Reserve bike");
        canvas.controller.addNote(NoteKind::Aggregate, {178, 0}, "Reservations");
        canvas.view.selection().selectNote(command);
        canvas.key(Qt::Key_7);
        canvas.key(Qt::Key_Return);
        canvas.type("Rider");
        canvas.key(Qt::Key_Return);
        const Note& rider = canvas.note(canvas.selectedNote());
        QCOMPARE(rider.kind, NoteKind::Actor);
        QVERIFY(rider.rect.right() < canvas.note(command).rect.left());
        QVERIFY(canvas.view.boardScene().edgeItem(rider.id, command));
        canvas.key(Qt::Key_6);
        canvas.key(Qt::Key_Return);
        canvas.type("Free bikes");
        canvas.key(Qt::Key_Return);
        QVERIFY(canvas.note(canvas.selectedNote()).rect.right() < rider.rect.left());
        QVERIFY(canvas.view.boardScene().edgeItem(canvas.selectedNote(), rider.id));
    }

    void anEventOfAFlowGetsItsAlternativeBelow()
    {
        CanvasFixture canvas;
        canvas.key(Qt::Key_2);
        canvas.key(Qt::Key_Return);
        canvas.type("Pay");
        canvas.key(Qt::Key_Tab);
        canvas.type("Account");
        canvas.key(Qt::Key_Tab);
        canvas.type("Paid");
        canvas.key(Qt::Key_Return, Qt::ControlModifier);
        canvas.type("Payment failed");
        canvas.key(Qt::Key_Return);
        const Note& failed = canvas.note(canvas.selectedNote());
        const Note& paid = canvas.board().notes().rbegin()->second.id == failed.id
            ? std::prev(canvas.board().notes().end(), 2)->second
            : canvas.board().notes().rbegin()->second;
        QCOMPARE(paid.kind, NoteKind::Event);
        QCOMPARE(failed.kind, NoteKind::Event);
        QVERIFY(failed.rect.top() >= paid.rect.bottom());
    }

    void figuresPickKinds_data()
    {
        QTest::addColumn<NoteKind>("kind");
        QTest::addColumn<char>("digit");
        for (const NotationEntry& entry : notation()) {
            if (entry.digit)
                QTest::newRow(entry.key) << entry.kind << entry.digit;
        }
    }
    void figuresPickKinds()
    {
        QFETCH(NoteKind, kind);
        QFETCH(char, digit);
        CanvasFixture canvas;
        canvas.key(digit);
        QCOMPARE(canvas.tools.toolId(), Tool::Id::Note);
        QCOMPARE(canvas.tools.currentKind(), kind);
        canvas.click({40, 40});
        canvas.type("Text");
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.tools.toolId(), Tool::Id::Select);
        QCOMPARE(canvas.board().notes().size(), 1u);
        const Note& note = canvas.board().notes().begin()->second;
        QCOMPARE(note.kind, kind);
        QCOMPARE(note.rect.size(), notationOf(kind).size);
        QCOMPARE(note.text, QStringLiteral("Text"));
    }

    void aFigureAndEnterPlaceWithoutTheMouse()
    {
        CanvasFixture canvas;
        const NoteId event = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Order placed");
        canvas.view.selection().selectNote(event);
        canvas.key(Qt::Key_6);
        canvas.key(Qt::Key_Return);
        canvas.type("Orders");
        canvas.key(Qt::Key_Return);
        const Note& view = canvas.note(canvas.selectedNote());
        QCOMPARE(view.kind, NoteKind::ReadModel);
        QVERIFY(canvas.view.boardScene().edgeItem(event, view.id));
    }

    void altAndAFigureChangeTheKind()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Place order");
        canvas.view.selection().selectNote(note);
        canvas.key(Qt::Key_2, Qt::AltModifier);
        QCOMPARE(canvas.note(note).kind, NoteKind::Command);
    }

    void lettersTypeIntoTheSelectedNote()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.view.selection().selectNote(note);
        canvas.type("New visitor");  // N is a shortcut, but not now
        canvas.key(Qt::Key_Return);
        QCOMPARE(canvas.board().notes().size(), 1u);
        QCOMPARE(canvas.note(note).text, QStringLiteral("New visitor"));
    }

    void arrowsNudgeInOneStepOfUndo()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.view.selection().selectNote(note);
        canvas.key(Qt::Key_Right);
        canvas.key(Qt::Key_Right);
        canvas.key(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(canvas.note(note).rect.center(), QPointF(8, 24));
        canvas.trigger("board.undo");
        QCOMPARE(canvas.note(note).rect.center(), QPointF(0, 0));
    }

    void editingKeys()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {0, 0}, "A");
        canvas.controller.addNote(NoteKind::Command, {300, 0}, "B");
        canvas.key(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(canvas.view.selection().current().notes.size(), 2u);
        canvas.key(Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(canvas.board().notes().size(), 4u);
        QCOMPARE(canvas.view.selection().current().notes.size(), 2u);
        canvas.key(Qt::Key_Delete);
        QCOMPARE(canvas.board().notes().size(), 2u);
        canvas.key(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(canvas.board().notes().size(), 4u);
        canvas.key(Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(canvas.board().notes().size(), 2u);
    }

    void cutCopyPaste()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Policy, {0, 0}, "Whenever paid, ship");
        canvas.key(Qt::Key_A, Qt::ControlModifier);
        canvas.key(Qt::Key_C, Qt::ControlModifier);
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(canvas.board().notes().size(), 2u);
        const Note& copy = canvas.note(canvas.selectedNote());
        QCOMPARE(copy.kind, NoteKind::Policy);
        QCOMPARE(copy.text, QStringLiteral("Whenever paid, ship"));
        canvas.key(Qt::Key_X, Qt::ControlModifier);
        QCOMPARE(canvas.board().notes().size(), 1u);
        QGuiApplication::clipboard()->setText("Order placed\nOrder paid\n\nOrder shipped");
        canvas.key(Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(canvas.board().notes().size(), 4u);
    }

    void zoomKeys()
    {
        CanvasFixture canvas;
        canvas.controller.addNote(NoteKind::Event, {-3000, 0}, "Far left");
        canvas.controller.addNote(NoteKind::Event, {3000, 0}, "Far right");
        canvas.key(Qt::Key_1, Qt::ShiftModifier);
        const QRectF seen = canvas.view.mapToScene(canvas.view.viewport()->rect()).boundingRect();
        for (const auto& [id, note] : canvas.board().notes())
            QVERIFY(seen.contains(note.rect));
        canvas.key(Qt::Key_0, Qt::ControlModifier);
        QCOMPARE(canvas.view.zoom(), 1.0);
        canvas.key(Qt::Key_Equal, Qt::ControlModifier);
        QVERIFY(canvas.view.zoom() > 1.0);
        canvas.key(Qt::Key_Minus, Qt::ControlModifier);
        QCOMPARE(canvas.view.zoom(), 1.0);
        const NoteId right = canvas.board().notes().rbegin()->first;
        canvas.view.selection().selectNote(right);
        canvas.key(Qt::Key_2, Qt::ShiftModifier);
        const QPointF middle = canvas.view.toScene(QRectF(canvas.view.viewport()->rect()).center());
        QVERIFY((middle - canvas.note(right).rect.center()).manhattanLength() < 4);
    }

    void escapeLeavesToolsAndSelections()
    {
        CanvasFixture canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0});
        canvas.key(Qt::Key_H);
        QCOMPARE(canvas.tools.toolId(), Tool::Id::Pan);
        canvas.key(Qt::Key_Escape);
        QCOMPARE(canvas.tools.toolId(), Tool::Id::Select);
        canvas.view.selection().selectNote(note);
        canvas.key(Qt::Key_Escape);
        QVERIFY(canvas.view.selection().current().isEmpty());
    }

    void everyActionHasAnIdAndEveryShortcutOneAction()
    {
        CanvasFixture canvas;
        QHash<QString, QString> taken;
        for (QAction* action : canvas.actions.actions()) {
            QVERIFY(!action->objectName().isEmpty());
            QVERIFY(!action->toolTip().isEmpty());
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!taken.contains(text),
                    qPrintable(text + " " + action->objectName() + " " + taken.value(text)));
                taken.insert(text, action->objectName());
            }
        }
    }
};

QTEST_MAIN(KeyboardTest)
#include "keyboard_test.moc"
