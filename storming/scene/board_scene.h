// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"
#include "storming/scene/edge_item.h"
#include "storming/scene/frame_item.h"
#include "storming/scene/live_state.h"
#include "storming/scene/note_item.h"
#include "storming/scene/selection.h"

#include <QGraphicsScene>
#include <QTimer>

#include <map>
#include <unordered_map>

namespace stormbench::storming {

class BoardController;
class LiveOverlay;

/// The drawing of a board: follows the controller's one stream of changes and mirrors selection,
/// findings and the live state. Never changes the board. Items hold ids and painted copies, no
/// pointers into the model. Owned by BoardView; runs on: the UI thread.
class BoardScene : public QGraphicsScene {
    Q_OBJECT
public:
    BoardScene(BoardController& controller, BoardSelection& selection, QObject* parent = nullptr);
    ~BoardScene() override;

    [[nodiscard]] BoardController& controller() const { return m_controller; }
    [[nodiscard]] BoardSelection& selection() const { return m_selection; }

    void setFindings(std::vector<Finding> findings);
    void setLive(const LiveState& state);
    [[nodiscard]] LiveOverlay& live() const { return *m_live; }

    /// Notes whose text holds the words stay bright, the others fade; empty ends it. Gives the
    /// matches in reading order.
    std::vector<NoteId> search(const QString& words);

    struct Hover {
        NoteId note;
        FrameId frame;
        ConnectorId connector;
        friend bool operator==(const Hover&, const Hover&) = default;
    };
    void setHover(const Hover& hover);
    /// The note or frame whose text an editor shows instead.
    void setEditing(NoteId note, FrameId frame = {});

    [[nodiscard]] const NoteItem* noteItem(NoteId id) const;
    [[nodiscard]] const EdgeItem* edgeItem(NoteId from, NoteId to) const;
    /// The drawn arrow at a point; seams of touching notes are no connectors.
    [[nodiscard]] ConnectorId connectorAt(QPointF point, qreal reach) const;
    [[nodiscard]] QRectF contentBounds() const;
    [[nodiscard]] int edgeCount() const { return static_cast<int>(m_edges.size()); }

signals:
    void contentChanged();

private:
    using EdgeKey = std::pair<NoteId, NoteId>;

    void rebuild();
    void follow(const ChangeSet& changes);
    void readNote(NoteId id);
    void readFrame(FrameId id);
    void updateEdges(const std::set<NoteId>& moved);
    void routeEdge(EdgeItem& item) const;
    void updateMarks();
    void growSceneRect();

    BoardController& m_controller;
    BoardSelection& m_selection;
    std::map<NoteId, NoteItem*> m_notes;
    std::map<FrameId, FrameItem*> m_frames;
    std::map<EdgeKey, EdgeItem*> m_edges;
    LiveOverlay* m_live;
    std::vector<Finding> m_findings;
    std::optional<std::set<NoteId>> m_matches;
    Hover m_hover;
    NoteId m_editingNote;
    FrameId m_editingFrame;
};

}  // namespace stormbench::storming
