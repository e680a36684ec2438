// SPDX-License-Identifier: GPL-3.0-or-later
// What is locked changes by no way that leads to a board.
#include <QtTest>

#include <QMimeData>
#include <QSignalSpy>
#include <QUndoStack>
#include <functional>

#include "storming/edit/board_controller.h"
#include "storming/edit/locks.h"
#include "storming/edit/note_style.h"

using namespace stormbench::storming;

namespace {

const NoteId kLocked(1), kFree(2);
const FrameId kLockedFrame(3), kFreeFrame(4);
const ConnectorId kConnector(5);

/// A locked and a free note beside each other, joined, in a locked and a free frame.
Board board()
{
    Board board;
    Note locked = makeNote(kLocked, NoteKind::Event, {100, 100}, QStringLiteral("Placed"));
    locked.properties[NoteProperty::Locked] = true;
    locked.properties[NoteProperty::Group] = qint64(7);
    Note free = makeNote(kFree, NoteKind::Event, {400, 130}, QStringLiteral("Paid"));
    free.properties[NoteProperty::Group] = qint64(7);
    Frame lockedFrame{.id = kLockedFrame, .name = QStringLiteral("Shop"), .rect = {0, 0, 800, 300}};
    lockedFrame.locked = true;
    Frame freeFrame{.id = kFreeFrame, .name = QStringLiteral("Bank"), .rect = {0, 600, 800, 300}};
    const auto done = apply(board,
        Operations{AddNote{locked}, AddNote{free}, AddFrame{lockedFrame}, AddFrame{freeFrame},
            AddConnector{{kConnector, kLocked, kFree, {}, false}}});
    return done ? board : Board();
}

Frame changed(FrameId id, const std::function<void(Frame&)>& change)
{
    Frame frame = *board().frame(id);
    change(frame);
    return frame;
}

using Edit = std::function<bool(BoardController&)>;

}  // namespace

Q_DECLARE_METATYPE(Edit)

class LocksTest : public QObject {
    Q_OBJECT
private slots:
    void steps_data()
    {
        QTest::addColumn<Operations>("operations");
        QTest::addColumn<quint64>("element");
        const auto row = [](const char* name, const Operations& operations, quint64 element) {
            QTest::newRow(name) << operations << element;
        };
        const auto note = [](NoteProperty property, const PropertyValue& value) {
            return Operations{ChangeNote{kLocked, property, value}};
        };
        using P = NoteProperty;
        row("text", note(P::Text, QString("No")), 1);
        row("same text", note(P::Text, QString("Placed")), 0);
        row("kind", note(P::Kind, NoteKind::Policy), 1);
        row("size", note(P::Rect, QRectF(0, 0, 9, 9)), 1);
        row("description", note(P::Description, QString("No")), 1);
        row("fields",
            note(P::Fields, std::vector<NoteField>{{1, "id", FieldType::Uuid, false, {}}}), 1);
        row("group", note(P::Group, {}), 1);
        row("a property", note(P::Weight, 3.0), 1);
        row("links of its own", note(P::Links, QString("no")), 1);
        row("votes", note(P::Votes, qint64(3)), 0);
        row("comments", note(P::Comments, std::vector<Comment>{{"a", "b", 1, false}}), 0);
        row("revealing", note(P::Hidden, {}), 0);
        row("stacking", note(P::Z, qint64(4)), 0);
        row("unlocking", note(P::Locked, {}), 0);
        row("unlocking first",
            {ChangeNote{kLocked, P::Locked, {}}, ChangeNote{kLocked, P::Text, QString("Yes")}}, 0);
        row("unlocking last",
            {ChangeNote{kLocked, P::Text, QString("Yes")}, ChangeNote{kLocked, P::Locked, false}},
            0);
        row("locking first",
            {ChangeNote{kFree, P::Locked, true}, ChangeNote{kFree, P::Text, QString("Yes")}}, 0);
        row("move", {MoveElements{{{kFree, {}}, {kLocked, {}}}, {}}}, 1);
        row("move to where it is",
            {MoveElements{
                {{kLocked, board().note(kLocked)->rect.topLeft()}}, {{kLockedFrame, {0, 0}}}}},
            0);
        row("removal", removalOf(board(), {kLocked}), 1);
        row("removal of a free note", removalOf(board(), {kFree}), 0);
        row("connector",
            {RemoveConnector{kConnector},
                AddConnector{{ConnectorId(9), kFree, kLocked, {}, false}}},
            0);
        row("frame's name",
            {ChangeFrame{changed(kLockedFrame, [](Frame& f) { f.name = QString("No"); })}}, 3);
        row("frame's order", {ChangeFrame{changed(kLockedFrame, [](Frame& f) { f.order = 2; })}},
            3);
        row("frame as it is", {ChangeFrame{changed(kLockedFrame, [](Frame&) {})}}, 0);
        row("frame unlocked and renamed",
            {ChangeFrame{changed(kLockedFrame,
                [](Frame& f) {
                    f.name = QString("Yes");
                    f.locked = false;
                })}},
            0);
        row("frame's move", {MoveElements{{}, {{kLockedFrame, {9, 9}}}}}, 3);
        row("frame's removal", {RemoveFrame{kLockedFrame}}, 3);
        row("free frame's removal", {RemoveFrame{kFreeFrame}}, 0);
        row("a new note", {AddNote{makeNote(NoteId(9), NoteKind::Event, {100, 100})}}, 0);
        row("settings", {ChangeSettings{{.title = QString("Yes")}}}, 0);
    }

    void steps()
    {
        QFETCH(Operations, operations);
        QFETCH(quint64, element);
        const auto refusal = lockRefusal(board(), operations);
        QCOMPARE(refusal ? refusal->element : 0, element);
        BoardController controller(board());
        QSignalSpy refused(&controller, &BoardController::refused);
        QCOMPARE(controller.edit(QStringLiteral("Edit"), operations), element == 0);
        QCOMPARE(refused.count(), element == 0 ? 0 : 1);
        if (element == 0)
            return;
        QVERIFY(controller.board() == board());
        const QString why = refused.front().front().toString();
        QVERIFY2(why.contains(element == 1 ? "\"Placed\" is locked" : "\"Shop\" is locked"),
            qPrintable(why));
    }

    void severalLeaveTheLockedOut_data()
    {
        QTest::addColumn<Edit>("both");
        QTest::addColumn<Edit>("lockedOnly");
        const auto row = [](const char* name, auto edit) {
            QTest::newRow(name) << Edit([edit](BoardController& c) {
                return edit(c, std::set<NoteId>{kLocked, kFree});
            }) << Edit([edit](BoardController& c) { return edit(c, std::set<NoteId>{kLocked}); });
        };
        using Notes = std::set<NoteId>;
        row("kind", [](auto& c, const Notes& n) { return c.setKind(n, NoteKind::Policy); });
        row("property",
            [](auto& c, const Notes& n) { return c.setProperty(n, NoteProperty::Weight, 2.0); });
        row("align", [](auto& c, const Notes& n) {
            std::map<NoteId, QPointF> to;
            for (const NoteId id : n)
                to[id] = {-50, -50};
            return c.moveTo(to);
        });
        row("move", [](auto& c, const Notes& n) { return c.moveBy(n, {}, {10, 10}); });
        row("remove", [](auto& c, const Notes& n) { return c.remove(n); });
        row("ungroup", [](auto& c, const Notes& n) {
            // The rest of the group goes with it.
            return n.size() > 1 ? c.ungroup(n) : c.setText(kLocked, QStringLiteral("No"));
        });
        row("to the front",
            [](auto& c, const Notes& n) { return c.restack(n, BoardController::Stacking::Front); });
        row("into a frame", [](auto& c, const Notes& n) { return c.moveInto(n, kFreeFrame); });
        row("style", [](auto& c, const Notes& n) {
            BoardController other;
            const NoteId from = other.addNote(NoteKind::Saga, {});
            QMimeData style;
            const auto copied = styleToMimeData(*other.board().note(from));
            style.setData(copied->formats().front(), copied->data(copied->formats().front()));
            return c.pasteStyle(style, n);
        });
    }

    void severalLeaveTheLockedOut()
    {
        QFETCH(Edit, both);
        QFETCH(Edit, lockedOnly);
        BoardController controller(board());
        QSignalSpy refused(&controller, &BoardController::refused);
        QVERIFY(both(controller));
        QCOMPARE(refused.count(), 0);
        Note before = *board().note(kLocked);
        Note after = *controller.board().note(kLocked);
        after.z = before.z;
        QVERIFY(after == before);
        QVERIFY(!controller.board().note(kFree)
            || *controller.board().note(kFree) != *board().note(kFree));
        // Undone and redone, whatever is locked.
        const Board done = controller.board();
        controller.undoStack()->undo();
        QVERIFY(controller.board() == board());
        controller.undoStack()->redo();
        QVERIFY(controller.board() == done);

        BoardController alone(board());
        QSignalSpy said(&alone, &BoardController::refused);
        QVERIFY(!lockedOnly(alone));
        QCOMPARE(said.count(), 1);
        QVERIFY(alone.board() == board());
    }

    // What was done before the lock can be undone after it.
    void undoAndReplayAreFree()
    {
        BoardController controller(board());
        controller.setLocked({kLocked}, {}, false);
        controller.setText(kLocked, QStringLiteral("Sent"));
        controller.setLocked({kLocked}, {}, true);
        for (int i = 0; i < 3; ++i)
            controller.undoStack()->undo();
        QVERIFY(controller.board() == board());
        for (int i = 0; i < 3; ++i)
            controller.undoStack()->redo();
        QCOMPARE(controller.board().note(kLocked)->text, QStringLiteral("Sent"));
        QVERIFY(!controller.setText(kLocked, QStringLiteral("Back")));
        controller.setIgnoringLocks(true);
        QVERIFY(controller.setText(kLocked, QStringLiteral("Back")));
    }

    void aPrivateNoteIsNotNamed()
    {
        Board hidden = board();
        QVERIFY(apply(hidden, ChangeNote{kLocked, NoteProperty::Hidden, true}));
        const auto refusal = lockRefusal(hidden, std::set<NoteId>{kLocked});
        QVERIFY(refusal && !refusal->why.contains(QStringLiteral("Placed")));
    }
};

QTEST_GUILESS_MAIN(LocksTest)
#include "locks_test.moc"
