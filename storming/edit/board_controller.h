// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/edit/merge_key.h"
#include "storming/model/operation.h"

#include <QtCore/QObject>

#include <functional>
#include <memory>

class QMimeData;
class QUndoStack;

namespace stormbench::storming {

/// The board of a window and the only one who changes it: every edit goes through here as
/// operations on an undo stack, and every change of the board, also by undo and redo, comes out as
/// one `changed`. Owned by the session; runs on: the UI thread. A refused edit changes nothing and
/// is reported by `refused`.
/// A locked note or frame keeps its place, size, kind, text, properties and existence until it is
/// unlocked (locks.h); votes, comments and arrows come and go. An edit of one locked thing is
/// refused, one of several leaves the locked out; undo and redo are free.
class BoardController : public QObject {
    Q_OBJECT
public:
    explicit BoardController(Board board = {}, QObject* parent = nullptr);
    ~BoardController() override;

    [[nodiscard]] const Board& board() const { return m_board; }
    [[nodiscard]] QUndoStack* undoStack() const { return m_stack.get(); }

    /// Another board in this one's place (open, new): an empty undo stack, a clean state, `reset`.
    void replaceBoard(Board board);
    /// For boards of a file that somebody else owns: edits are refused.
    void setReadOnly(bool readOnly);
    [[nodiscard]] bool isReadOnly() const { return m_readOnly; }
    void setIgnoringLocks(bool on) { m_ignoringLocks = on; }  ///< for a replay of what was allowed
    /// What is done to every note before it is put on the board, in the same step of undo.
    using NoteDress = std::function<void(Note&)>;
    void setNoteDress(NoteDress dress) { m_noteDress = std::move(dress); }

    // Edits. A name is what the undo menu shows: "Move 3 notes".

    /// Any operations as one named step. False if the board refused them.
    bool edit(const QString& name, Operations operations, MergeKey merge = {});

    NoteId addNote(NoteKind kind, QPointF center, const QString& text = {});
    NoteId addNote(Note note);  ///< its id is given here
    FrameId addFrame(const QRectF& rect, const QString& name);
    FrameId addFrame(Frame frame);  ///< its id is given here
    /// The connector between two notes; an existing one in that direction is kept and returned.
    ConnectorId connectNotes(
        NoteId from, NoteId to, const QString& label = {}, bool pinned = false);

    bool setText(NoteId note, const QString& text, MergeKey merge = {});
    /// Changes the kind and takes on its default size if the note had its old kind's; what touches
    /// still touches.
    bool setKind(const std::set<NoteId>& notes, NoteKind kind);
    bool resize(NoteId note, const QRectF& rect, MergeKey merge = {});
    bool setProperty(const std::set<NoteId>& notes, NoteProperty property,
        const PropertyValue& value, MergeKey merge = {});
    /// Fields with the number 0 get the next free one.
    bool setFields(NoteId note, std::vector<NoteField> fields);

    /// New top-left corners.
    bool moveTo(const std::map<NoteId, QPointF>& notes,
        const std::map<FrameId, QPointF>& frames = {}, MergeKey merge = {});
    /// Frames take their members and the frames in them along.
    bool moveBy(const std::set<NoteId>& notes, const std::set<FrameId>& frames, QPointF delta,
        MergeKey merge = {});
    enum class Stacking { Front, Forward, Backward, Back };
    bool restack(const std::set<NoteId>& notes, Stacking stacking);
    bool moveInto(const std::set<NoteId>& notes, FrameId frame);

    bool group(const std::set<NoteId>& notes);
    bool ungroup(const std::set<NoteId>& notes);
    bool setLocked(const std::set<NoteId>& notes, const std::set<FrameId>& frames, bool locked);
    /// Dots put on a note, or taken off it.
    bool vote(NoteId note, int dots);

    bool changeFrame(const Frame& frame, MergeKey merge = {});
    /// An arrow that comes to join the same notes as another gives way to it.
    bool changeConnector(const Connector& connector, MergeKey merge = {});
    bool flip(const std::set<ConnectorId>& connectors);
    /// Pins the edges that these notes have from touching others.
    bool pinEdges(const std::set<NoteId>& notes);
    bool changeSettings(const BoardSettings& settings);
    bool remove(const std::set<NoteId>& notes, const std::set<FrameId>& frames = {},
        const std::set<ConnectorId>& connectors = {});

    struct Pasted {
        std::set<NoteId> notes;
        std::set<FrameId> frames;
    };
    /// Copies with the connectors among them, moved by `delta`.
    Pasted duplicate(const std::set<NoteId>& notes, const std::set<FrameId>& frames, QPointF delta);
    /// The notes of a clipboard's data (see clipboard.h), of lines or rows of plain text, or of an
    /// image, around a centre.
    using Fit = std::function<QRectF(const Note&)>;  ///< the place a note's text needs
    Pasted paste(const QMimeData& data, QPointF center, NoteKind kindOfText = NoteKind::Event,
        const Fit& fit = {});
    /// Kind, size and properties from styleToMimeData().
    bool pasteStyle(const QMimeData& data, const std::set<NoteId>& notes);
    [[nodiscard]] std::unique_ptr<QMimeData> copy(
        const std::set<NoteId>& notes, const std::set<FrameId>& frames = {}) const;

    /// A number for MergeKey: one drag, one stretch of typing.
    [[nodiscard]] int beginGesture() { return ++m_lastGesture; }
    /// Edits until endMacro() are one step of undo.
    void beginMacro(const QString& name);
    void endMacro();

    /// Clean: as it was last saved.
    [[nodiscard]] bool isClean() const;
    void setClean();

    /// Called with every batch that has changed the board, undo and redo included, before
    /// `changed`.
    using Journal = std::function<void(const Operations&)>;
    void setJournal(Journal journal) { m_journal = std::move(journal); }

signals:
    /// The one stream of changes; the board is already as it says.
    void changed(const stormbench::storming::ChangeSet& changes);
    /// Everything is different: read the board anew.
    void reset();
    void cleanChanged(bool clean);
    void readOnlyChanged(bool readOnly);
    void refused(const QString& why);

private:
    friend class EditCommand;

    void replay(const Operations& operations);
    void publish(const Operations& operations, const ChangeSet& changes);
    Pasted insertCopies(const QString& name, const Board& source, QPointF delta);

    Board m_board;
    std::unique_ptr<QUndoStack> m_stack;
    Journal m_journal;
    NoteDress m_noteDress;
    int m_lastGesture = 0;
    bool m_readOnly = false;
    bool m_ignoringLocks = false;
};

}  // namespace stormbench::storming

Q_DECLARE_METATYPE(stormbench::storming::ChangeSet)
