// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <QtCore/QObject>

#include <optional>
#include <set>

namespace stormbench::storming {

class BoardController;

struct Selection {
    std::set<NoteId> notes;
    std::set<FrameId> frames;
    std::set<ConnectorId> connectors;

    [[nodiscard]] bool isEmpty() const
    {
        return notes.empty() && frames.empty() && connectors.empty();
    }
    [[nodiscard]] size_t count() const { return notes.size() + frames.size() + connectors.size(); }
    friend bool operator==(const Selection&, const Selection&) = default;
};

/// What is selected on a board: shared by the canvas and the panels, held as ids. Drops what leaves
/// the board. Owned by the BoardView; runs on: the UI thread.
class BoardSelection : public QObject {
    Q_OBJECT
public:
    explicit BoardSelection(BoardController& controller, QObject* parent = nullptr);

    [[nodiscard]] const Selection& current() const { return m_current; }
    void set(Selection selection);
    void setNotes(std::set<NoteId> notes);
    void selectNote(NoteId note);
    void clear() { set({}); }
    void selectAll();

    [[nodiscard]] bool contains(NoteId note) const { return m_current.notes.contains(note); }
    [[nodiscard]] bool contains(FrameId frame) const { return m_current.frames.contains(frame); }
    [[nodiscard]] bool contains(ConnectorId connector) const
    {
        return m_current.connectors.contains(connector);
    }
    /// The note if exactly one note and nothing else is selected.
    [[nodiscard]] std::optional<NoteId> singleNote() const;
    [[nodiscard]] std::optional<FrameId> singleFrame() const;
    [[nodiscard]] std::optional<ConnectorId> singleConnector() const;

signals:
    void changed();

private:
    void prune();

    BoardController& m_controller;
    Selection m_current;
};

}  // namespace stormbench::storming
