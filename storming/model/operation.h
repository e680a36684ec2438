// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"
#include "storming/model/board_result.h"

#include <set>

namespace stormbench::storming {

// The changes a board knows. Each says all it needs, so that a row of them replays; each has an
// inverse.

struct AddNote {
    Note note;  ///< with a fresh id (Board::nextId) or, when undone, its old one
    friend bool operator==(const AddNote&, const AddNote&) = default;
};
struct RemoveNote {
    NoteId id;  ///< without connectors: remove those first (removalOf)
    friend bool operator==(const RemoveNote&, const RemoveNote&) = default;
};
struct ChangeNote {
    NoteId id;
    NoteProperty property = NoteProperty::Text;
    PropertyValue value;
    friend bool operator==(const ChangeNote&, const ChangeNote&) = default;
};

/// New top-left corners. Targets and not distances, so that there and back is exact.
struct MoveElements {
    std::map<NoteId, QPointF> notes;
    std::map<FrameId, QPointF> frames;
    friend bool operator==(const MoveElements&, const MoveElements&) = default;
};

struct AddFrame {
    Frame frame;
    friend bool operator==(const AddFrame&, const AddFrame&) = default;
};
struct RemoveFrame {
    FrameId id;  ///< its members stay
    friend bool operator==(const RemoveFrame&, const RemoveFrame&) = default;
};
struct ChangeFrame {
    Frame frame;  ///< as it shall be; the id tells which
    friend bool operator==(const ChangeFrame&, const ChangeFrame&) = default;
};

struct AddConnector {
    Connector connector;
    friend bool operator==(const AddConnector&, const AddConnector&) = default;
};
struct RemoveConnector {
    ConnectorId id;
    friend bool operator==(const RemoveConnector&, const RemoveConnector&) = default;
};
struct ChangeConnector {
    Connector connector;
    friend bool operator==(const ChangeConnector&, const ChangeConnector&) = default;
};

struct ChangeSettings {
    BoardSettings settings;
    friend bool operator==(const ChangeSettings&, const ChangeSettings&) = default;
};

using Operation = std::variant<AddNote, RemoveNote, ChangeNote, MoveElements, AddFrame, RemoveFrame,
    ChangeFrame, AddConnector, RemoveConnector, ChangeConnector, ChangeSettings>;
/// One user action: applied, stored and undone as a whole.
using Operations = std::vector<Operation>;

/// Which elements a change touched. An id is in at most one of added, changed and removed.
struct ChangeSet {
    std::set<NoteId> addedNotes, changedNotes, removedNotes;
    std::set<FrameId> addedFrames, changedFrames, removedFrames;
    std::set<ConnectorId> addedConnectors, changedConnectors, removedConnectors;
    bool settings = false;

    [[nodiscard]] bool isEmpty() const;
    void merge(const ChangeSet& later);
};

/// Changes the board, or leaves it as it was and says why not. Depends on nothing but its
/// arguments. (By value: for a reference, argument-dependent lookup would prefer std::apply.)
[[nodiscard]] BoardResult<ChangeSet> apply(Board& board, Operation operation);
/// All or nothing.
[[nodiscard]] BoardResult<ChangeSet> apply(Board& board, Operations operations);

/// What takes the operation back, seen from the board before it.
[[nodiscard]] BoardResult<Operation> inverse(const Board& before, const Operation& operation);
/// Applies and gives the operations that take it back, in their order.
[[nodiscard]] BoardResult<std::pair<ChangeSet, Operations>> applyInvertibly(
    Board& board, const Operations& operations);

/// Removes elements with everything that hangs on them.
[[nodiscard]] Operations removalOf(const Board& board, const std::set<NoteId>& notes,
    const std::set<FrameId>& frames = {}, const std::set<ConnectorId>& connectors = {});

/// A note of the kind's default size around a centre, not yet on the board; take its id from
/// Board::nextId().
[[nodiscard]] Note makeNote(NoteId id, NoteKind kind, QPointF center, const QString& text = {});

}  // namespace stormbench::storming
