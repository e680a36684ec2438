// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/dock_table.h"

#include <QCoreApplication>

namespace stormbench::app {
namespace {

constexpr auto kLeft = Qt::LeftDockWidgetArea;
constexpr auto kRight = Qt::RightDockWidgetArea;
constexpr auto kBottom = Qt::BottomDockWidgetArea;

constexpr int kPaletteWidth = 212;
constexpr int kInspectorWidth = 300;
constexpr int kTextWidth = 460;  // a line of a flow in two or three

}  // namespace

const QList<DockSpec>& dockTable()
{
    static const QList<DockSpec> table{
        {"palette", QT_TRANSLATE_NOOP("Docks", "Palette"), "palette", "",
            QT_TRANSLATE_NOOP("Docks", "The kinds of notes of this level"), kLeft, true, false,
            false, kPaletteWidth},
        {"outline", QT_TRANSLATE_NOOP("Docks", "Outline"), "outline", "Ctrl+Shift+O",
            QT_TRANSLATE_NOOP("Docks", "The board as a tree of frames, notes and relations"), kLeft,
            false, false, false, kPaletteWidth},
        {"inspector", QT_TRANSLATE_NOOP("Docks", "Inspector"), "inspector", "Ctrl+Shift+I",
            QT_TRANSLATE_NOOP("Docks", "The details of what is selected"), kRight, true, false,
            false, kInspectorWidth},
        {"text", QT_TRANSLATE_NOOP("Docks", "Board as text"), "text", "Ctrl+Shift+T",
            QT_TRANSLATE_NOOP("Docks", "The board's text beside the canvas, both ways"), kRight,
            false, false, false, kTextWidth},
        {"problems", QT_TRANSLATE_NOOP("Docks", "Problems"), "problem", "Ctrl+Shift+P",
            QT_TRANSLATE_NOOP("Docks", "What the checker finds, and how to mend it"), kBottom, true,
            true, true},
        {"comments", QT_TRANSLATE_NOOP("Docks", "Comments"), "comment", "",
            QT_TRANSLATE_NOOP("Docks", "Everything that people remarked on the board"), kBottom,
            true},
        {"votes", QT_TRANSLATE_NOOP("Docks", "Votes"), "kind-vote", "",
            QT_TRANSLATE_NOOP("Docks", "The notes by the dots that they have"), kBottom},
        {"plan", QT_TRANSLATE_NOOP("Docks", "Plan"), "play", "",
            QT_TRANSLATE_NOOP("Docks", "What playing the board would create"), kBottom, false, true,
            true},
        {"topics", QT_TRANSLATE_NOOP("Docks", "Topics"), "topic", "",
            QT_TRANSLATE_NOOP("Docks", "Topics and partitions of the cluster"), kBottom, false,
            true, true},
        {"groups", QT_TRANSLATE_NOOP("Docks", "Groups and lag"), "group", "",
            QT_TRANSLATE_NOOP("Docks", "Who reads what, and how far behind"), kBottom, false, true,
            true},
        {"throughput", QT_TRANSLATE_NOOP("Docks", "Throughput"), "chart", "",
            QT_TRANSLATE_NOOP("Docks", "Rates, bytes and times as charts"), kBottom, false, true,
            true},
        {"messages", QT_TRANSLATE_NOOP("Docks", "Messages"), "message", "",
            QT_TRANSLATE_NOOP("Docks", "The records of a topic"), kBottom, false, true, true},
        {"brokers", QT_TRANSLATE_NOOP("Docks", "Brokers"), "broker", "",
            QT_TRANSLATE_NOOP("Docks", "The brokers and how they are"), kBottom, false, true, true},
        {"timeline", QT_TRANSLATE_NOOP("Docks", "Timeline"), "clock", "",
            QT_TRANSLATE_NOOP("Docks", "What happened in the cluster, in its order"), kBottom,
            false, false, true},
        {"faults", QT_TRANSLATE_NOOP("Docks", "Faults"), "fault", "",
            QT_TRANSLATE_NOOP("Docks", "Break the local cluster on purpose"), kBottom, false, false,
            true},
    };
    return table;
}

}  // namespace stormbench::app
