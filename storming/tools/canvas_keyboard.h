// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"
#include "storming/tools/canvas_keys.h"

namespace stormbench::storming {

class CanvasTools;

/// Carries out the canvas' keys (canvas_keys.h): walks, nudges, resizes, scrolls, makes linked
/// notes. Owned by CanvasTools; runs on: the UI thread.
class CanvasKeyboard {
public:
    explicit CanvasKeyboard(CanvasTools& tools)
        : m_tools(tools)
    {
    }

    [[nodiscard]] CanvasState state() const;
    /// Whether the canvas wants this key although an action of the window has it.
    [[nodiscard]] bool claims(const QKeyEvent& event) const;
    /// True if it was a key of the canvas.
    bool press(const QKeyEvent& event);
    /// The next nudge is a step of undo of its own.
    void endNudging() { m_nudge = 0; }

private:
    bool run(const CanvasKey& key);
    bool edit();
    void nudge(QPoint direction, qreal step);
    void resize(QPoint direction);
    void scroll(QPoint direction);
    bool leaveArrow(bool toHead);  ///< selects the note at that end; false without an arrow
    void walk(QPoint direction, bool extend);
    void walkFrames(FrameId from, QPoint direction);
    void selectEnd(bool last);
    void reveal(NoteId note);

    CanvasTools& m_tools;
    int m_nudge = 0;
};

}  // namespace stormbench::storming
