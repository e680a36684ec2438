// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/notation.h"
#include "storming/panels/inspector_forms.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <map>

class QScrollArea;

namespace stormbench::storming {

/// What is selected, in detail: a note, a frame, an edge, what several notes have in common; with
/// nothing selected, the board itself. Every edit goes through the controller. Rebuilds its form
/// with the selection, and re-reads its values with the board.
class InspectorPanel : public QWidget {
    Q_OBJECT
public:
    InspectorPanel(
        BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);
    ~InspectorPanel() override;

    /// Who comments.
    void setAuthor(std::function<QString()> author) { m_author = std::move(author); }
    /// Puts the keyboard into the line for a comment on the selected note. False without one.
    bool startComment();

private:
    void rebuildLater();
    void rebuild();
    void refresh();
    void refreshSlowly();
    QWidget* makeForm();
    void finishTyping();
    /// Decides the form of a note besides the selection.
    [[nodiscard]] std::map<NoteId, std::pair<NoteKind, bool>> shapeOfSelection() const;

    BoardController& m_controller;
    BoardSelection& m_selection;
    QScrollArea* m_area;
    FormReaders m_readers;
    std::function<QString()> m_author;
    QTimer m_later;
    QTimer m_slow;
    std::map<NoteId, std::pair<NoteKind, bool>> m_shape;
    BoardSettings m_settings;
    bool m_rebuildWanted = false;
};

}  // namespace stormbench::storming
