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

QList<ActionSpec> editing()
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
            "Notes or a picture from the clipboard; lines and rows of text become notes"),
        spec("board.copyStyle", "Copy style", "", {key("Ctrl+Alt+C")}, "Edit",
            "Kind, size and properties of the selected note"),
        spec("board.pasteStyle", "Paste style", "", {key("Ctrl+Alt+V")}, "Edit",
            "Give the selected notes the copied kind, size and properties"),
        spec("board.duplicate", "Duplicate", "duplicate", {key("Ctrl+D")}, "Edit",
            "A copy beside the selection"),
        spec("board.delete", "Delete", "delete", {key("Del"), key("Backspace")}, "Edit",
            "Take the selection off the board"),
        spec("board.find", "Find on the board", "search", {QKeySequence::Find}, "Edit",
            "Search texts, descriptions and fields, and jump to them", false, true),
        spec("board.findNext", "Find next", "", {key("F3")}, "Edit", "The next place found"),
        spec("board.findPrevious", "Find previous", "", {key("Shift+F3")}, "Edit",
            "The place found before"),
    };
}

QList<ActionSpec> selecting()
{
    return {
        spec("board.selectAll", "Select all", "", {QKeySequence::SelectAll}, "Edit/Select",
            "Select every note and frame"),
        spec("board.selectFlow", "Select the flow", "", {key("Ctrl+Shift+A")}, "Edit/Select",
            "All notes that edges join with the selected ones"),
        spec("board.selectFrame", "Select the frame around", "", {key("Ctrl+Shift+F")},
            "Edit/Select", "The frame that holds the selection; without one the first frame"),
        spec("board.selectMembers", "Select what the frame holds", "", {key("Ctrl+Alt+F")},
            "Edit/Select", "The notes of the selected frame"),
        spec("board.selectArrow", "Select an arrow", "", {key("Ctrl+E")}, "Edit/Select",
            "An arrow of the selected note; again for the next one"),
        spec("board.selectBeneath", "Select what lies beneath", "", {key("Ctrl+B")}, "Edit/Select",
            "The note under the selected one"),
    };
}

QList<ActionSpec> tools()
{
    return {
        spec("board.tool.select", "Select", "select", {key("V")}, "Board", "Select and move", true),
        spec("board.tool.pan", "Pan", "pan", {key("H")}, "Board",
            "Move the board under the view; Space does so for a moment", true),
        spec("board.tool.connect", "Connect", "connector", {key("C")}, "Board",
            "Draw an arrow from one note to another", true),
        spec("board.tool.erase", "Erase arrows", "remove", {key("E")}, "Board",
            "Drag over arrows to take them away", true),
        spec("board.tool.frame", "Frame", "frame", {key("F")}, "Board/Frames",
            "Draw the frame of a bounded context", true),
        spec("board.tool.swimlane", "Swimlane", "kind-swimlane", {key("W")}, "Board/Frames",
            "Draw the band of an actor or a department", true),
        spec("board.tool.slice", "Slice", "kind-slice", {key("S")}, "Board/Frames",
            "Draw a vertical slice of an event model", true),
        spec("board.tool.parking", "Parking lot", "kind-parking", {key("P")}, "Board/Frames",
            "Draw the place where hotspots wait", true),
        spec("board.frameSelection", "Frame around the selection", "frame", {key("Ctrl+Alt+G")},
            "Board/Frames", "A bounded context around what is selected", false, true),
        spec("board.moveToFrame", "Move to frame…", "", {key("Ctrl+M")}, "Board/Frames",
            "Choose by name or arrow keys the frame that takes the selected notes"),
        spec("board.splitFrame", "Split the context here", "", {key("Ctrl+Alt+X")}, "Board/Frames",
            "What comes after the selected pivotal event becomes a context of its own"),
        spec("board.frameKind", "Next kind of frame", "", {key("Ctrl+Alt+K")}, "Board/Frames",
            "Context, swimlane, slice, parking lot in turn"),
        spec("board.toolLock", "Keep the tool", "pin", {key("Q")}, "Board",
            "A tool stays in hand after it has done its work", true),
    };
}

QList<ActionSpec> notes()
{
    return {
        spec("board.note", "New note", "note", {key("N"), key("Ins")}, "Board",
            "A note of the chosen kind, ready to type", false, true),
        spec("board.eyedropper", "Take this kind", "", {key("I"), key("Ctrl+I")}, "Board",
            "The next notes are of the kind that is selected or pointed at"),
        spec("board.next", "What follows", "", {}, "Board",
            "Tab: the note that usually follows, beside the selected one"),
        spec("board.previous", "What comes before", "", {}, "Board",
            "Shift+Tab: the note that usually comes before"),
        spec("board.connectTo", "Connect to…", "connector", {key("Ctrl+L")}, "Board",
            "Choose by name or arrow keys where an arrow leads; of a selected arrow its head"),
        spec("board.connectFrom", "Arrow comes from…", "", {key("Alt+Shift+L")}, "Board",
            "Choose where the selected arrow begins"),
        spec("board.flip", "Turn the arrow around", "", {key("Ctrl+R")}, "Board",
            "The selected arrows lead the other way"),
        spec("board.pin", "Pin the edge", "pin", {key("Alt+P")}, "Board",
            "Turn the edges of touching notes into arrows that stay"),
        spec("board.group", "Group", "", {key("Ctrl+G")}, "Board",
            "Select and move the selected notes as one", false, true),
        spec("board.ungroup", "Ungroup", "", {key("Ctrl+Shift+G")}, "Board",
            "Each note for itself again"),
        spec("board.lock", "Lock", "lock", {key("Ctrl+Shift+L")}, "Board",
            "Locked notes and frames neither move nor change", true),
    };
}

QList<ActionSpec> arranging()
{
    return {
        spec("board.forward", "Forward", "", {key("Ctrl+]")}, "Board/Arrange",
            "Above the next note"),
        spec("board.backward", "Backward", "", {key("Ctrl+[")}, "Board/Arrange",
            "Below the next note"),
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
        spec("board.alignCenter", "Align centres", "", {key("Alt+H")}, "Board/Arrange",
            "Middles on one vertical line"),
        spec("board.alignMiddle", "Align middles", "", {key("Alt+V")}, "Board/Arrange",
            "Middles on one horizontal line"),
        spec("board.distributeX", "Distribute horizontally", "", {key("Alt+Shift+H")},
            "Board/Arrange", "Equal gaps from left to right", false, true),
        spec("board.distributeY", "Distribute vertically", "", {key("Alt+Shift+V")},
            "Board/Arrange", "Equal gaps from top to bottom"),
        spec("board.tidy", "Tidy by timeline", "", {key("Alt+T")}, "Board/Arrange",
            "Lay the selection, or the whole board, out in the order of time", false, true),
        spec("board.snapGrid", "Snap to the grid", "", {key("Ctrl+'")}, "Board/Arrange",
            "What is dragged settles on the fine grid; Ctrl suspends it", true, true),
        spec("board.snapObjects", "Snap to notes", "snap", {key("Alt+S")}, "Board/Arrange",
            "What is dragged docks to notes and lines up with them; Ctrl suspends it", true),
    };
}

QList<ActionSpec> viewing()
{
    return {
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
        spec("board.viewOnly", "Only show", "", {key("Alt+R")}, "View",
            "Nothing on the board can be changed by mistake", true),
        spec("board.menu", "Menu of the selection", "more", {key("Ctrl+Shift+Return")}, "Board",
            "What can be done with it"),
        spec("board.keys", "Keys for this", "help", {key("?"), key("Ctrl+?")}, "Help",
            "The keys for what is selected or being typed"),
    };
}

}  // namespace

const QList<ui::ActionSpec>& canvasActions()
{
    static const QList<ui::ActionSpec> table
        = editing() + selecting() + tools() + notes() + arranging() + viewing();
    return table;
}

}  // namespace stormbench::storming
