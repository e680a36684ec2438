// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/actions/action_table.h"

#include <QAction>
#include <QCoreApplication>
#include <QMenu>
#include <QMenuBar>

namespace stormbench::app {
namespace {

using Keys = QList<QKeySequence>;

QString tr(const char* text)
{
    return QCoreApplication::translate("Actions", text);
}

ui::ActionSpec spec(const char* id, const char* text, const char* icon, Keys keys, const char* menu,
    const char* tip, bool checkable = false, bool separator = false)
{
    return {QString::fromLatin1(id), tr(text), QString::fromLatin1(icon), std::move(keys), tr(menu),
        tr(tip), checkable, separator};
}

}  // namespace

const QList<ui::ActionSpec>& actionTable()
{
    static const QList<ui::ActionSpec> table{
        spec("file.new", "New board", "new", {QKeySequence::New}, "File",
            "Start with an empty board"),
        spec("file.newFrom", "New from a template…", "duplicate",
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_N)}, "File",
            "Start with an empty board of a level, or with a copy of a sample"),
        spec("file.open", "Open board…", "open", {QKeySequence::Open}, "File",
            "Open a .storm or .storm.txt file"),
        spec("file.welcome", "Welcome page", "logo", {}, "File",
            "Samples, recent boards and connections"),
        spec("file.saveAs", "Save as…", "save",
            {QKeySequence::Save, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S)}, "File",
            "Give the board a file; from then on every change is saved at once", false, true),
        spec("file.import", "Import…", "import", {}, "File",
            "A table, Miro items, an event model or a Context Mapper model, onto this board", false,
            true),
        spec("file.exportPicture", "Drawing…", "export",
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E)}, "File/Export",
            "The board, a frame or the selection as PNG, SVG or PDF"),
        spec("file.copyPicture", "Copy as picture", "copy",
            {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C)}, "Edit",
            "The selection, or the whole board, into the clipboard as an image"),
        spec("file.settings", "Settings…", "settings", {QKeySequence(Qt::CTRL | Qt::Key_Comma)},
            "File", "Theme, motion, times, and the local cluster", false, true),
        spec("file.quit", "Quit", "close", {QKeySequence::Quit}, "File",
            "Close the window; the local cluster stops with it", false, true),

        spec("view.storm", "Storm", "kind-event", {QKeySequence(Qt::Key_F5)}, "View",
            "Board, palette, inspector and problems", true),
        spec("view.run", "Run", "play", {QKeySequence(Qt::Key_F6)}, "View",
            "Board above, throughput and lag below", true),
        spec("view.operate", "Operate", "broker", {QKeySequence(Qt::Key_F7)}, "View",
            "Topics, groups, messages and brokers; the board beside them", true),
        spec("view.resetLayout", "Reset this layout", "reset", {}, "View",
            "Put the docks of this perspective back where they were at first"),
        spec("view.dark", "Dark theme", "moon", {QKeySequence(Qt::ALT | Qt::SHIFT | Qt::Key_D)},
            "View", "Light or dark", true, true),
        spec("view.highContrast", "High contrast", "contrast", {}, "View",
            "Black on white, strong outlines", true),
        spec("view.motion", "Motion", "step", {}, "View", "Animations and moving tokens", true),
        spec("view.palette", "Command palette…", "search", {QKeySequence(Qt::CTRL | Qt::Key_K)},
            "View", "Find any action, note, topic or group by typing", false, true),
        spec("view.zen", "Canvas only", "fit", {QKeySequence(Qt::Key_F11)}, "View",
            "The canvas over the whole screen; Esc brings the rest back", true),

        spec("workshop.timer", "Start or pause the timer", "clock", {QKeySequence(Qt::Key_F8)},
            "Workshop", "With the length it had last; five minutes at first"),
        spec("workshop.timerSet", "Set the timer…", "", {QKeySequence(Qt::SHIFT | Qt::Key_F8)},
            "Workshop", "A length of up to 99:59; then it runs"),
        spec("workshop.minute", "One minute more", "add", {QKeySequence(Qt::CTRL | Qt::Key_F8)},
            "Workshop", "Also when the time is up"),
        spec("workshop.vote", "Start voting…", "kind-vote",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O)}, "Workshop",
            "So many dots for each person; counts are hidden until voting is closed", false, true),
        spec("workshop.nextPerson", "Next person votes", "",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_N)}, "Workshop",
            "The dots given so far stay, out of sight"),
        spec("workshop.closeVoting", "Close voting", "ok",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_O)}, "Workshop",
            "Put everybody's dots onto the notes, and list the results"),
        spec("workshop.clearVotes", "Clear all votes", "", {}, "Workshop",
            "Take every dot off the board"),
        spec("workshop.park", "Park hotspots", "kind-parking",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_P)}, "Workshop",
            "Move the selected hotspots to the parking lot, which is made if need be", false, true),
        spec("workshop.takeBack", "Take back from parking", "undo",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_P)}, "Workshop",
            "The selected parked notes, or all of them, go back to where they were"),
        spec("workshop.private", "Private writing", "hidden",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_W)}, "Workshop",
            "New notes are folded for everyone until they are revealed", true, true),
        spec("workshop.reveal", "Reveal private notes", "",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_W)}, "Workshop",
            "Unfold what was written in private"),
        spec("workshop.comment", "Comment on the note", "comment",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_A)}, "Workshop",
            "Say something about the selected note", false, true),
        spec("workshop.comments", "All comments", "",
            {QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | Qt::Key_A)}, "Workshop",
            "Everything that people remarked on the board, newest first"),
        spec("workshop.present", "Present the frames", "play", {QKeySequence(Qt::Key_F9)},
            "Workshop", "One after another over the whole screen; Esc ends it", false, true),
        spec("workshop.replay", "Replay how the board came to be", "reset",
            {QKeySequence(Qt::SHIFT | Qt::Key_F9)}, "Workshop",
            "A film of its history with a bar to scrub"),

        spec("board.fix", "Fix the problem", "ok", {QKeySequence(Qt::CTRL | Qt::Key_Period)},
            "Board", "Mend the chosen problem, or the gravest one of the selected notes", false,
            true),

        spec("run.play", "Play", "play", {QKeySequence(Qt::CTRL | Qt::Key_Return)}, "Run",
            "Create the topics and run the board's services"),
        spec("run.pause", "Pause", "pause", {QKeySequence(Qt::CTRL | Qt::Key_P)}, "Run",
            "Hold every service; go on with Play"),
        spec("run.stop", "Stop", "stop", {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Period)},
            "Run", "Stop the services; the cluster and its data stay"),
        spec("run.plan", "Show plan…", "topic", {}, "Run",
            "What playing the board would create, keep or cannot fit", false, true),

        spec("cluster.local", "Use the local cluster", "broker", {}, "Cluster",
            "Three brokers inside this program"),
        spec("cluster.connect", "Connect to a cluster…", "connect", {}, "Cluster",
            "Work with a cluster elsewhere"),
        spec("cluster.copyBootstrap", "Copy the bootstrap address", "copy", {}, "Cluster",
            "For other Kafka clients"),
        spec("cluster.reset", "Reset local data…", "reset", {}, "Cluster",
            "Delete every topic, group and offset of the local cluster", false, true),

        spec("help.shortcuts", "Keyboard shortcuts", "help", {QKeySequence(Qt::Key_F1)}, "Help",
            "Every action with its key"),
        spec("help.about", "About Stormbench", "logo", {}, "Help", "Version and licence"),
    };
    return table;
}

ActionRegistry::ActionRegistry(QWidget* window)
    : m_window(window)
{
    for (const auto& spec : actionTable()) {
        QAction* action = ui::makeAction(spec, window);
        m_separators[action] = spec.separatorBefore;
        add(spec.menuPath, action);
    }
}

void ActionRegistry::add(const QString& menuPath, QAction* action)
{
    // The canvas' single keys are the canvas' alone: in a table a letter looks for a row.
    if (action->shortcutContext() != Qt::WidgetWithChildrenShortcut)
        m_window->addAction(action);
    m_actions.append(action);
    m_byId[action->objectName()] = action;
    m_paths[action] = menuPath;
}

QAction* ActionRegistry::action(const QString& id) const
{
    QAction* found = m_byId.value(id);
    Q_ASSERT_X(found, "ActionRegistry", qPrintable(id));
    return found;
}

void ActionRegistry::fillMenus(QMenuBar* bar) const
{
    QHash<QString, QMenu*> menus;
    for (const char* title :
        {"File", "Edit", "Board", "View", "Workshop", "Run", "Cluster", "Help"})
        menus[tr(title)] = bar->addMenu(tr(title));
    for (QAction* action : m_actions) {
        const QString path = m_paths.value(action);
        if (path.isEmpty())
            continue;
        QMenu*& menu = menus[path];
        if (!menu) {
            const auto slash = path.lastIndexOf(u'/');
            QMenu* parent = menus.value(path.left(qMax<qsizetype>(slash, 0)));
            menu = parent ? parent->addMenu(path.mid(slash + 1)) : bar->addMenu(path);
        }
        if (m_separators.value(action))
            menu->addSeparator();
        menu->addAction(action);
    }
}

}  // namespace stormbench::app
