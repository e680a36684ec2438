// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/note.h"
#include "storming/model/remark.h"

#include <map>
#include <optional>

namespace stormbench::storming {

/// A bounded context, or another rectangle that holds notes: those whose centre it encloses belong
/// to it.
struct Frame {
    FrameId id;
    QString name;
    QRectF rect;
    QString domain;   ///< for names of topics; empty = the board's
    QString context;  ///< for names of topics; empty = derived from the name
    QString owner;
    FrameKind kind = FrameKind::Context;
    bool locked = false;  ///< neither moves nor changes
    int order = 0;        ///< in a presentation; 0 = by position, after the others

    friend bool operator==(const Frame&, const Frame&) = default;
};

/// An edge that somebody drew, or pinned from an adjacency so that it stays when notes move apart.
struct Connector {
    ConnectorId id;
    NoteId from;
    NoteId to;
    QString label;
    bool pinned = false;

    friend bool operator==(const Connector&, const Connector&) = default;
};

struct BoardSettings {
    QString title;
    Level level = Level::Process;
    Method method = Method::EventStorming;
    QString domain;  ///< first word of topic names
    QString namingTemplate = QStringLiteral("{domain}.{context}.{stream}.v{major}");
    std::map<NoteKind, KindStyle> kinds;  ///< only those with a name or colour of their own
    Remarks remarks;                      ///< between the lines of the text form

    /// What this board calls a kind.
    [[nodiscard]] QString nameOf(NoteKind kind) const;
    /// The board's own colour of a kind, or empty.
    [[nodiscard]] QString colorOf(NoteKind kind) const;

    friend bool operator==(const BoardSettings&, const BoardSettings&) = default;
};

/// A storming board: a value that iterates in order of ids. Read it freely; apply() in operation.h
/// is the one way to change it. Any thread may read a board that nobody changes; the GUI's board
/// lives in its BoardController.
class Board {
public:
    using Notes = std::map<NoteId, Note>;
    using Frames = std::map<FrameId, Frame>;
    using Connectors = std::map<ConnectorId, Connector>;

    [[nodiscard]] const BoardSettings& settings() const { return m_settings; }
    [[nodiscard]] const Notes& notes() const { return m_notes; }
    [[nodiscard]] const Frames& frames() const { return m_frames; }
    [[nodiscard]] const Connectors& connectors() const { return m_connectors; }

    /// Null if there is no such element; valid until the board changes.
    [[nodiscard]] const Note* note(NoteId id) const;
    [[nodiscard]] const Frame* frame(FrameId id) const;
    [[nodiscard]] const Connector* connector(ConnectorId id) const;
    [[nodiscard]] bool isEmpty() const { return m_notes.empty() && m_frames.empty(); }

    /// The bounded context a note belongs to: its explicit frame, otherwise the smallest context
    /// whose rectangle holds the note's centre.
    [[nodiscard]] std::optional<FrameId> frameOf(const Note& note) const;
    /// The smallest frame of some kind around the note's centre, membership aside.
    [[nodiscard]] std::optional<FrameId> frameAround(const Note& note, FrameKind kind) const;
    /// Of a context those that frameOf() gives it; of another frame those whose centre it holds.
    [[nodiscard]] std::vector<NoteId> membersOf(FrameId frame) const;
    [[nodiscard]] std::vector<ConnectorId> connectorsOf(NoteId note) const;

    /// The smallest number no element has ever had; one row of numbers serves notes, frames and
    /// connectors.
    [[nodiscard]] quint64 nextId() const { return m_nextId; }
    /// For readers of files: numbers below `next` have been used, though their elements are gone.
    void reserveIds(quint64 next);

    /// Same content; the numbers once used by elements that are gone do not count.
    friend bool operator==(const Board& a, const Board& b)
    {
        return a.m_settings == b.m_settings && a.m_notes == b.m_notes && a.m_frames == b.m_frames
            && a.m_connectors == b.m_connectors;
    }

private:
    friend class Applier;

    BoardSettings m_settings;
    Notes m_notes;
    Frames m_frames;
    Connectors m_connectors;
    quint64 m_nextId = 1;
};

}  // namespace stormbench::storming
