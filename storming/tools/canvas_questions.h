// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/tools/pick_bar.h"
#include "storming/tools/tool.h"

namespace stormbench::storming {

class CanvasTools;

/// What a mouse says by dragging to a place and a keyboard by an answer: which note an arrow leads
/// to, which frame notes move into. Owned by CanvasActions; runs on: the UI thread.
class CanvasQuestions {
public:
    explicit CanvasQuestions(CanvasTools& tools);

    /// From the selected note to another; of a selected arrow its head.
    void connectTo();
    /// The tail of the selected arrow.
    void connectFrom();
    /// The selected notes into another frame.
    void moveToFrame();
    [[nodiscard]] PickBar& bar() const { return *m_bar; }

private:
    void askForNote(
        const QString& words, NoteId fixed, bool forward, std::function<void(NoteId)> answer);
    void reconnect(ConnectorId connector, bool head);
    void preview(NoteId fixed, NoteId other, bool forward);

    CanvasTools& m_tools;
    PickBar* m_bar;
};

}  // namespace stormbench::storming
