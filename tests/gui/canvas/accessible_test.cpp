// SPDX-License-Identifier: GPL-3.0-or-later
// Assistive technology meets the board as a tree of frames and notes, and hears of every change.
#include "resources/ui/theme.h"
#include "storming/edit/board_controller.h"
#include "storming/scene/accessible_board.h"
#include "storming/scene/board_view.h"

#include <QAccessible>
#include <QUndoStack>
#include <QtTest>

#include <algorithm>

using namespace stormbench;
using namespace stormbench::storming;

namespace {

/// A board in a window, without tools.
struct Canvas {
    Canvas()
        : view(controller)
    {
        ui::theme().setMotion(false);
        view.resize(1200, 800);
        view.show();
    }
    [[nodiscard]] QAccessibleInterface* tree()
    {
        return QAccessible::queryAccessibleInterface(&view);
    }

    BoardController controller;
    BoardView view;
};

struct Heard {
    QAccessible::Event what;
    QString name;
    friend bool operator==(const Heard&, const Heard&) = default;
};
std::vector<Heard> s_heard;  // the listener takes no context

void hear(QAccessibleEvent* event)
{
    QAccessibleInterface* about = event->accessibleInterface();
    s_heard.push_back({event->type(), about ? about->text(QAccessible::Name) : QString()});
}

bool wasTold(QAccessible::Event what, const QString& name)
{
    return std::ranges::find(s_heard, Heard{what, name}) != s_heard.end();
}

QStringList namesOf(QAccessibleInterface* parent)
{
    QStringList names;
    for (int i = 0; i < parent->childCount(); ++i)
        names.append(parent->child(i)->text(QAccessible::Name));
    return names;
}

}  // namespace

class AccessibleTest : public QObject {
    Q_OBJECT
private slots:
    void init()
    {
        s_heard.clear();
        listenToAnnouncements(hear);
    }
    void cleanup()
    {
        listenToAnnouncements(nullptr);
        ui::theme().setMotion(true);
    }

    void framesHoldTheirNotes()
    {
        Canvas canvas;
        auto& board = canvas.controller;
        board.addFrame({-100, -100, 600, 300}, "Ordering");
        board.addNote(NoteKind::Event, {200, 0}, "Order placed");
        board.addNote(NoteKind::Command, {0, 0}, "Place order");
        board.addNote(NoteKind::Hotspot, {900, 0}, "Who pays?");
        QAccessibleInterface* tree = canvas.tree();
        QCOMPARE(tree->role(), QAccessible::Tree);
        QCOMPARE(namesOf(tree), (QStringList{"Bounded context: Ordering", "Hotspot: Who pays?"}));
        QAccessibleInterface* frame = tree->child(0);
        QCOMPARE(frame->role(), QAccessible::TreeItem);
        QVERIFY(frame->state().expandable);
        QCOMPARE(
            namesOf(frame), (QStringList{"Command: Place order", "Domain event: Order placed"}));
        QCOMPARE(frame->text(QAccessible::Description), QString("2 notes"));
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(frame->child(i)->parent(), frame);
            QCOMPARE(frame->indexOfChild(frame->child(i)), i);
        }
        QCOMPARE(frame->parent(), tree);
        QCOMPARE(tree->indexOfChild(tree->child(1)), 1);
        QVERIFY(!tree->child(2));
    }

    void aNoteTellsItsRelations()
    {
        Canvas canvas;
        auto& board = canvas.controller;
        const NoteId event = board.addNote(NoteKind::Event, {0, 0}, "Order placed");
        const NoteId policy = board.addNote(NoteKind::Policy, {600, 0}, "Whenever placed, reserve");
        board.connectNotes(event, policy);
        board.setProperty({event}, NoteProperty::Pivotal, true);
        QAccessibleInterface* from = canvas.tree()->child(0);
        QAccessibleInterface* to = canvas.tree()->child(1);
        QCOMPARE(from->text(QAccessible::Description),
            QString("pivotal; activates Whenever placed, reserve"));
        const auto out = from->relations(QAccessible::Controlled);
        QCOMPARE(out.size(), 1);
        QCOMPARE(out.front().first, to);
        const auto in = to->relations(QAccessible::Controller);
        QCOMPARE(in.size(), 1);
        QCOMPARE(in.front().first, from);
        QVERIFY(from->relations(QAccessible::Controller).isEmpty());
    }

    void theBoardsOwnWordsAreUsed()
    {
        Canvas canvas;
        canvas.controller.addNote(NoteKind::Policy, {0, 0}, "Cover");
        BoardSettings settings = canvas.controller.board().settings();
        settings.kinds[NoteKind::Policy].name = "Business rule";
        canvas.controller.changeSettings(settings);
        QCOMPARE(canvas.tree()->child(0)->text(QAccessible::Name), QString("Business rule: Cover"));
    }

    void aHiddenNoteKeepsItsSecret()
    {
        Canvas canvas;
        const NoteId note = canvas.controller.addNote(NoteKind::Event, {0, 0}, "Boss fired");
        canvas.controller.setProperty({note}, NoteProperty::Hidden, true);
        QAccessibleInterface* child = canvas.tree()->child(0);
        QCOMPARE(child->text(QAccessible::Name), QString("Domain event: not yet shown"));
        QVERIFY(!child->text(QAccessible::Description).contains("Boss"));
    }

    void changesAreAnnounced()
    {
        Canvas canvas;
        auto& board = canvas.controller;
        board.addNote(NoteKind::Event, {0, 400}, "Before anybody listens");
        QVERIFY(s_heard.empty());
        QCOMPARE(canvas.tree()->childCount(), 1);
        const NoteId note = board.addNote(NoteKind::Event, {0, 0}, "Order placed");
        QVERIFY(wasTold(QAccessible::ObjectCreated, "Domain event: Order placed"));
        board.setText(note, "Order paid");
        QVERIFY(wasTold(QAccessible::NameChanged, "Domain event: Order paid"));
        canvas.view.selection().selectNote(note);
        QVERIFY(wasTold(QAccessible::Focus, "Domain event: Order paid"));
        QAccessibleInterface* child = canvas.tree()->child(0);
        QVERIFY(child->state().selected);
        board.remove({note});
        QVERIFY(wasTold(QAccessible::ObjectDestroyed, QString()));
        QVERIFY(!child->isValid());
        QVERIFY(child->state().invalid);
        QCOMPARE(canvas.tree()->childCount(), 1);
        board.undoStack()->undo();
        QCOMPARE(canvas.tree()->childCount(), 2);
        QVERIFY(child->isValid());
    }

    void pressingSelectsAndShows()
    {
        Canvas canvas;
        const NoteId far = canvas.controller.addNote(NoteKind::Event, {9000, 4000}, "Far away");
        QAccessibleInterface* child = canvas.tree()->child(0);
        QVERIFY(child->state().offscreen);
        QVERIFY(child->actionInterface());
        child->actionInterface()->doAction(QAccessibleActionInterface::pressAction());
        QCOMPARE(canvas.view.selection().singleNote(), std::optional(far));
        QVERIFY(!child->state().offscreen);
        // What lies under a point of the screen is found again.
        const QPoint middle = child->rect().center();
        QCOMPARE(canvas.tree()->childAt(middle.x(), middle.y()), child);
    }
};

QTEST_MAIN(AccessibleTest)
#include "accessible_test.moc"
