// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_actions.h"

namespace stormbench::storming {
namespace {

using ui::ActionSpec;

ActionSpec spec(const char* id, const char* text, const char* icon, QList<QKeySequence> keys,
    const char* menu, const char* tip, bool checkable = false, bool separator = false)
{
    return {QString::fromLatin1(id), QString::fromUtf8(text), QString::fromLatin1(icon),
        std::move(keys), QString::fromUtf8(menu), QString::fromUtf8(tip), checkable, separator};
}

QKeySequence key(const char* text)
{
    return QKeySequence(QString::fromLatin1(text));
}

QList<ActionSpec> makeTable()
{
    return {
        spec("board.undo", "Undo", "undo", {QKeySequence::Undo}, "Edit",
            "Take back the last edit of the board"),
        spec("board.redo", "Redo", "redo", {key("Ctrl+Shift+Z"), key("Ctrl+Y")}, "Edit",
            "Do again what was taken back"),
        spec("board.cut", "Cut", "cut", {QKeySequence::Cut}, "Edit",
            "Move the selection to the clipboard", false, true),
        spec("board.copy", "Copy", "copy", {QKeySequence::Copy}, "Edit",
            "Copy the selection to the clipboard"),
        spec("board.paste", "Paste", "paste", {QKeySequence::Paste}, "Edit",
            "Notes from the clipboard; lines of text become notes"),
        spec("board.duplicate", "Duplicate", "duplicate", {key("Ctrl+D")}, "Edit",
            "A copy beside the selection"),
        spec("board.delete", "Delete", "delete", {key("Del"), key("Backspace")}, "Edit",
            "Take the selection off the board"),
        spec("board.selectAll", "Select all", "", {QKeySequence::SelectAll}, "Edit",
            "Select every note and frame", false, true),

        spec("board.tool.select", "Select", "select", {key("V")}, "Board", "Select and move", true),
        spec("board.tool.pan", "Pan", "pan", {key("H")}, "Board",
            "Move the board under the view; Space does so for a moment", true),
        spec("board.tool.connect", "Connect", "connector", {key("C")}, "Board",
            "Draw an arrow from one note to another", true),
        spec("board.tool.frame", "Frame", "frame", {key("F")}, "Board",
            "Draw the frame of a bounded context", true),
        spec("board.note", "New note", "note", {key("N"), key("Ins")}, "Board",
            "A note of the chosen kind, ready to type", false, true),
        spec("board.next", "What follows", "", {}, "Board",
            "Tab: the note that usually follows, beside the selected one"),
        spec("board.previous", "What comes before", "", {}, "Board",
            "Shift+Tab: the note that usually comes before"),
        spec("board.pin", "Pin the edge", "pin", {}, "Board",
            "Turn the edges of touching notes into arrows that stay"),
        spec("board.lock", "Lock", "lock", {key("Ctrl+Shift+L")}, "Board",
            "Locked notes neither move nor change", true),

        spec("board.front", "To the front", "", {key("Ctrl+Shift+]")}, "Board/Arrange",
            "Above all other notes"),
        spec("board.back", "To the back", "", {key("Ctrl+Shift+[")}, "Board/Arrange",
            "Below all other notes"),
        spec("board.alignLeft", "Align left", "", {key("Ctrl+Shift+Left")}, "Board/Arrange",
            "Left edges in line", false, true),
        spec("board.alignRight", "Align right", "", {key("Ctrl+Shift+Right")}, "Board/Arrange",
            "Right edges in line"),
        spec("board.alignTop", "Align top", "", {key("Ctrl+Shift+Up")}, "Board/Arrange",
            "Top edges in line"),
        spec("board.alignBottom", "Align bottom", "", {key("Ctrl+Shift+Down")}, "Board/Arrange",
            "Bottom edges in line"),
        spec("board.alignMiddle", "Align middles", "", {}, "Board/Arrange",
            "Middles on one horizontal line"),
        spec("board.distributeX", "Distribute horizontally", "", {}, "Board/Arrange",
            "Equal gaps from left to right", false, true),
        spec("board.distributeY", "Distribute vertically", "", {}, "Board/Arrange",
            "Equal gaps from top to bottom"),

        spec("board.zoomIn", "Zoom in", "zoom-in", {key("Ctrl++"), key("Ctrl+=")}, "View/Zoom",
            "Larger; Ctrl and the wheel zoom around the pointer"),
        spec("board.zoomOut", "Zoom out", "zoom-out", {key("Ctrl+-")}, "View/Zoom", "Smaller"),
        spec("board.zoomReset", "100 %", "", {key("Ctrl+0")}, "View/Zoom",
            "Notes in their own size"),
        spec("board.fitAll", "Fit the board", "fit", {key("Shift+1")}, "View/Zoom",
            "Everything in sight"),
        spec("board.fitSelection", "Fit the selection", "fit-selection", {key("Shift+2")},
            "View/Zoom", "The selection in sight"),
        spec("board.minimap", "Overview map", "map", {key("Ctrl+Shift+M")}, "View",
            "The whole board in the corner", true),
    };
}

}  // namespace

const QList<ui::ActionSpec>& canvasActions()
{
    static const QList<ui::ActionSpec> table = makeTable();
    return table;
}

}  // namespace stormbench::storming
