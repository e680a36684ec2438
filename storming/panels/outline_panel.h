// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/edges.h"
#include "storming/panels/rest_timer.h"

#include <QWidget>

#include <map>
#include <set>

class QLineEdit;
class QTreeWidget;
class QTreeWidgetItem;

namespace stormbench::ui {
class StatePane;
}

namespace stormbench::storming {

class BoardController;
class BoardSelection;

/// The board as a tree: frames, in them smaller frames and the notes as one reads them, in each
/// note its relations. The same selection as the canvas; for keyboards and screen readers the board
/// itself. Rebuilds when changes rest, and only while it is in sight.
class OutlinePanel : public QWidget {
    Q_OBJECT
public:
    OutlinePanel(BoardController& controller, BoardSelection& selection, QWidget* parent = nullptr);

    [[nodiscard]] QTreeWidget* tree() const { return m_tree; }
    /// Rebuilds at once instead of when changes rest; out of sight not even now.
    void flush();
    /// As wide as the palette that it stands below.
    [[nodiscard]] QSize sizeHint() const override { return {kWidth, 2 * kWidth}; }

signals:
    void jumpRequested(stormbench::storming::NoteId note);

protected:
    void showEvent(QShowEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    static constexpr int kWidth = 212;

    void build();
    void connectTree();
    void follow();
    void catchUp();
    void rebuild();
    void addFrames(const std::map<FrameId, std::vector<NoteId>>& members);
    void addNote(QTreeWidgetItem* parent, NoteId id);
    void addRelations(QTreeWidgetItem* item);
    void jumpTo(const QTreeWidgetItem* item);
    void showSelection();
    void takeSelection();

    BoardController& m_controller;
    BoardSelection& m_selection;
    QLineEdit* m_filter;
    QTreeWidget* m_tree;
    ui::StatePane* m_state;
    std::map<NoteId, QTreeWidgetItem*> m_notes;
    std::map<FrameId, QTreeWidgetItem*> m_frames;
    std::multimap<NoteId, Edge> m_edges;  ///< under both ends
    std::set<FrameId> m_collapsed;
    RestTimer m_later;
    bool m_updating = false;
    bool m_stale = true;     ///< the tree is not the board
    bool m_unshown = false;  ///< nor its selection the selection
};

}  // namespace stormbench::storming
