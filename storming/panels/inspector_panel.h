// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <vector>

class QScrollArea;

namespace stormbench::storming {

class BoardController;
class BoardSelection;

/// What is selected, in detail: a note, a frame, an edge, what several notes have in common; with
/// nothing selected, the board itself. Every edit goes through the controller. Rebuilds its form
/// with the selection, and re-reads its values with the board.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    InspectorPanel(
        BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);

private:
    void rebuild();
    void refresh();

    BoardController& m_controller;
    BoardSelection& m_selection;
    QScrollArea* m_area;
    std::vector<std::function<void()>> m_readers;
    QTimer m_later;
    NoteKind m_kind = NoteKind::Event;
    bool m_rebuildWanted = false;
};

}  // namespace stormbench::storming
