// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QPoint>

#include <optional>
#include <span>

class QKeyEvent;

namespace stormbench::storming {

/// What the canvas is about when a key comes: bits.
enum class CanvasState : quint8 {
    Nothing = 1,  ///< nothing is selected
    Note = 2,
    Several = 4,
    Frame = 8,
    Arrow = 16,
    Typing = 32,
    Tool = 64,  ///< another tool than Select is in hand
};

/// What keys do beyond the actions of canvas_action_table.cpp: those that depend on what is
/// selected, and those of the text editor.
enum class KeyCommand : quint8 {
    Edit,
    Next,
    Previous,
    Sibling,
    Nudge,
    NudgeFar,
    Link,
    Walk,
    Extend,
    Resize,
    Scroll,
    First,
    Last,
    Place,
    Leave,
    Hold,
    Typing,
};

/// One key of the canvas, declared once: it is read, explained and tested by this table.
struct CanvasKey {
    KeyCommand command;
    int key;
    Qt::KeyboardModifiers modifiers;
    QPoint direction;
    quint8 when;       ///< CanvasState bits
    const char* text;  ///< what it does, in the sheet of keys

    [[nodiscard]] QKeySequence sequence() const;
};
[[nodiscard]] std::span<const CanvasKey> canvasKeys();

/// The key of the table for an event, or nothing. Typing's own keys are the editor's to read.
[[nodiscard]] const CanvasKey* canvasKeyFor(const QKeyEvent& event, CanvasState state);

}  // namespace stormbench::storming
