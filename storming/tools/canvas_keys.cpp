// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/tools/canvas_keys.h"

#include <QKeyEvent>

#include <array>

namespace stormbench::storming {
namespace {

constexpr quint8 bits()
{
    return 0;
}
template <typename... Rest> constexpr quint8 bits(CanvasState first, Rest... rest)
{
    return static_cast<quint8>(first) | bits(rest...);
}

using enum CanvasState;
constexpr quint8 kNote = bits(Note);
constexpr quint8 kOne = bits(Note, Frame);
constexpr quint8 kMovable = bits(Note, Several, Frame);
constexpr quint8 kNothing = bits(Nothing);
constexpr quint8 kTyping = bits(Typing);
constexpr quint8 kFree = bits(Nothing, Note, Several, Frame, Arrow);
constexpr quint8 kAny = bits(Nothing, Note, Several, Frame, Arrow, Tool);

constexpr QPoint kLeft{-1, 0};
constexpr QPoint kRight{1, 0};
constexpr QPoint kUp{0, -1};
constexpr QPoint kDown{0, 1};
constexpr Qt::KeyboardModifiers kPlain{};
constexpr Qt::KeyboardModifiers kShift = Qt::ShiftModifier;
constexpr Qt::KeyboardModifiers kCtrl = Qt::ControlModifier;
constexpr Qt::KeyboardModifiers kAlt = Qt::AltModifier;
constexpr Qt::KeyboardModifiers kAltShift{Qt::AltModifier | Qt::ShiftModifier};

struct ArrowKey {
    int key;
    QPoint direction;
};
constexpr std::array kArrows{ArrowKey{Qt::Key_Left, kLeft}, ArrowKey{Qt::Key_Right, kRight},
    ArrowKey{Qt::Key_Up, kUp}, ArrowKey{Qt::Key_Down, kDown}};

constexpr std::array kSingleKeys{
    CanvasKey{KeyCommand::Edit, Qt::Key_Return, kPlain, {}, bits(Note, Frame, CanvasState::Arrow),
        "Type into what is selected"},
    CanvasKey{KeyCommand::Edit, Qt::Key_F2, kPlain, {}, bits(Note, Frame, CanvasState::Arrow),
        "Type into what is selected"},
    CanvasKey{KeyCommand::Next, Qt::Key_Tab, kPlain, {}, bits(Note, CanvasState::Arrow),
        "The note that usually follows"},
    CanvasKey{KeyCommand::Previous, Qt::Key_Tab, kShift, {}, bits(Note, CanvasState::Arrow),
        "The note that usually comes before"},
    CanvasKey{KeyCommand::Sibling, Qt::Key_Return, kCtrl, {}, kNote,
        "Another of its kind: an event along time, else below"},
    CanvasKey{KeyCommand::Resize, Qt::Key_End, kAlt, kRight, kOne, "Wider"},
    CanvasKey{KeyCommand::Resize, Qt::Key_Home, kAlt, kLeft, kOne, "Narrower"},
    CanvasKey{KeyCommand::Resize, Qt::Key_PageDown, kAlt, kDown, kOne, "Taller"},
    CanvasKey{KeyCommand::Resize, Qt::Key_PageUp, kAlt, kUp, kOne, "Less tall"},
    CanvasKey{KeyCommand::Scroll, Qt::Key_PageUp, kPlain, kUp, kAny, "Scroll the board"},
    CanvasKey{KeyCommand::Scroll, Qt::Key_PageDown, kPlain, kDown, kAny, "Scroll the board"},
    CanvasKey{KeyCommand::Scroll, Qt::Key_PageUp, kShift, kLeft, kAny, "Scroll the board sideways"},
    CanvasKey{
        KeyCommand::Scroll, Qt::Key_PageDown, kShift, kRight, kAny, "Scroll the board sideways"},
    CanvasKey{KeyCommand::First, Qt::Key_Home, kPlain, {}, kFree, "Select the first note"},
    CanvasKey{KeyCommand::Last, Qt::Key_End, kPlain, {}, kFree, "Select the last note"},
    CanvasKey{
        KeyCommand::Place, Qt::Key_Return, kPlain, {}, bits(Tool), "Place it without the mouse"},
    CanvasKey{KeyCommand::Leave, Qt::Key_Escape, kPlain, {}, kAny, "Give up, then select nothing"},
    CanvasKey{KeyCommand::Hold, Qt::Key_Space, kPlain, {}, kAny, "Hold it and drag to scroll"},
    CanvasKey{KeyCommand::Typing, Qt::Key_Return, kPlain, {}, kTyping, "Done"},
    CanvasKey{KeyCommand::Typing, Qt::Key_Return, kShift, {}, kTyping, "A new line"},
    CanvasKey{KeyCommand::Typing, Qt::Key_Tab, kPlain, {}, kTyping,
        "Done; on to the note that usually follows"},
    CanvasKey{KeyCommand::Typing, Qt::Key_Tab, kShift, {}, kTyping,
        "Done; on to the note that usually comes before"},
    CanvasKey{KeyCommand::Typing, Qt::Key_Return, kCtrl, {}, kTyping, "Done; another of its kind"},
    CanvasKey{KeyCommand::Typing, Qt::Key_Escape, kPlain, {}, kTyping,
        "Done; a new note without a word goes"},
};

struct ArrowUse {
    KeyCommand command;
    Qt::KeyboardModifiers modifiers;
    quint8 when;
    const char* text;
};
constexpr std::array kArrowUses{
    ArrowUse{KeyCommand::Nudge, kPlain, kMovable, "Move it a little"},
    ArrowUse{KeyCommand::NudgeFar, kShift, kMovable, "Move it by one dot of the board"},
    ArrowUse{KeyCommand::Scroll, kPlain, kNothing, "Scroll the board"},
    ArrowUse{KeyCommand::Link, kCtrl, kNote, "A new note on that side, linked"},
    ArrowUse{
        KeyCommand::Walk, kAlt, kFree, "Select the neighbour: along the arrows, else the nearest"},
    ArrowUse{KeyCommand::Extend, kAltShift, bits(Note, Several), "Select the neighbour too"},
};

constexpr auto makeTable()
{
    constexpr std::size_t kArrowKeys = kArrowUses.size() * kArrows.size();
    std::array<CanvasKey, kSingleKeys.size() + kArrowKeys> table{};
    std::size_t at = 0;
    for (const CanvasKey& key : kSingleKeys)
        table[at++] = key;
    for (const ArrowUse& use : kArrowUses)
        for (const auto& [key, direction] : kArrows)
            table[at++] = {use.command, key, use.modifiers, direction, use.when, use.text};
    return table;
}
constexpr auto kKeys = makeTable();

}  // namespace

QKeySequence CanvasKey::sequence() const
{
    return QKeySequence(QKeyCombination(modifiers, static_cast<Qt::Key>(key)));
}

std::span<const CanvasKey> canvasKeys()
{
    return kKeys;
}

const CanvasKey* canvasKeyFor(const QKeyEvent& event, CanvasState state)
{
    int key = event.key();
    Qt::KeyboardModifiers modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (key == Qt::Key_Enter)
        key = Qt::Key_Return;
    if (key == Qt::Key_Backtab) {
        key = Qt::Key_Tab;
        modifiers |= Qt::ShiftModifier;
    }
    for (const CanvasKey& entry : kKeys)
        if (entry.key == key && entry.modifiers == modifiers
            && (entry.when & static_cast<quint8>(state)))
            return &entry;
    return nullptr;
}

}  // namespace stormbench::storming
