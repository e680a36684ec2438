// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"
#include "storming/scene/edge_items.h"
#include "storming/scene/frame_item.h"
#include "storming/scene/live_state.h"
#include "storming/scene/note_item.h"
#include "storming/scene/selection.h"

#include <QGraphicsScene>

#include <map>
#include <memory>

namespace stormbench::storming {

class BoardController;
class Exposed;
class LiveOverlay;
class PaintedLayer;
class PivotalTapes;

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

    void setFindings(const std::vector<Finding>& findings);
    void setLive(const LiveState& state);
    [[nodiscard]] LiveOverlay& live() const { return *m_live; }

    /// Notes whose text holds the words stay bright, the others fade; empty ends it. Gives the
    /// matches in reading order.
    std::vector<NoteId> search(const QString& words);
    /// These stay bright, the others fade; nothing ends it.
    void showMatches(std::optional<std::set<NoteId>> matches);

    struct Hover {
        NoteId note;
        FrameId frame;
        ConnectorId connector;
        friend bool operator==(const Hover&, const Hover&) = default;
    };
    void setHover(const Hover& hover);
    [[nodiscard]] const Hover& hover() const { return m_hover; }
    /// The note or frame whose text an editor shows instead.
    void setEditing(NoteId note, FrameId frame = {});

    [[nodiscard]] const NoteItem* noteItem(NoteId id) const;
    [[nodiscard]] const EdgeItem* edgeItem(NoteId from, NoteId to) const;
    /// The drawn arrow at a point; seams of touching notes are no connectors.
    [[nodiscard]] ConnectorId connectorAt(QPointF point, qreal reach) const;
    [[nodiscard]] QRectF contentBounds() const { return m_bounds; }
    /// With what reaches beyond notes and frames: shadows, titles, arrows.
    [[nodiscard]] QRectF drawnBounds() const;
    /// What lies on the board, by its id; for whoever paints it otherwise than item by item.
    using NoteItems = std::map<NoteId, std::unique_ptr<NoteItem>>;
    [[nodiscard]] const NoteItems& noteItems() const { return m_notes; }
    [[nodiscard]] const std::map<FrameId, FrameItem*>& frameItems() const { return m_frames; }
    [[nodiscard]] const EdgeIndex& edgeIndex() const { return m_edges.index(); }
    [[nodiscard]] const EdgeItems::Items& edgeItems() const { return m_edges.items(); }
    [[nodiscard]] PivotalTapes& tapes() const { return *m_tapes; }
    /// The kinds the board uses, as its legends show them.
    [[nodiscard]] std::vector<LegendRow> legendRows() const;
    [[nodiscard]] int edgeCount() const { return static_cast<int>(m_edges.items().size()); }
    /// Finishes what may wait (routes of many edges at once), for a picture.
    void settle() { m_edges.settle(); }

signals:
    void contentChanged();
    /// What is on the board looks otherwise from afar: other places, colours, or fading.
    void pictureChanged();

private:
    void rebuild();
    void follow(const ChangeSet& changes);
    void readNote(NoteId id);
    void readFrame(FrameId id);
    void readEverything();
    void readSurroundings();
    void updateLegends();
    void mark(NoteId id);
    void mark(FrameId id);
    void markArrows() { m_edges.setMarks(m_selection.current().connectors, m_hover.connector); }
    void markMembers();
    void markEverything();
    void followSelection();
    void growSceneRect();
    /// Has painted anew what a change of a note's item makes look otherwise.
    template <typename Change> void change(NoteItem& item, Change change);
    void paintNotes(QPainter& painter, const Exposed& exposed) const;

    BoardController& m_controller;
    BoardSelection& m_selection;
    NoteItems m_notes;
    std::map<FrameId, FrameItem*> m_frames;
    EdgeItems m_edges;
    PaintedLayer* m_paper;  ///< the notes
    LiveOverlay* m_live;
    PivotalTapes* m_tapes;
    QRectF m_bounds;
    struct Noted {
        Severity severity = Severity::Off;
        QString messages;
        friend bool operator==(const Noted&, const Noted&) = default;
    };
    std::map<NoteId, Noted> m_findings;  ///< by the notes they concern
    std::set<NoteId> m_legends;
    std::optional<std::set<EdgeKey>> m_flowing;  ///< as the edges show it
    Selection m_marked;                          ///< the selection as it is shown
    std::set<NoteId> m_hoveredMembers;
    std::optional<std::set<NoteId>> m_matches;
    Hover m_hover;
    NoteId m_editingNote;
    FrameId m_editingFrame;
};

}  // namespace stormbench::storming
