// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"

#include <set>

namespace stormbench::storming {

/// Notes and frames in one hand.
struct Handful {
    std::set<NoteId> notes;
    std::set<FrameId> frames;

    [[nodiscard]] bool isEmpty() const { return notes.empty() && frames.empty(); }
    friend bool operator==(const Handful&, const Handful&) = default;
};

// Board in, plan out: what the BoardController does as one step, to be read and tested without it.

/// With every note of a group the rest of the group.
[[nodiscard]] std::set<NoteId> withGroups(const Board& board, std::set<NoteId> notes);
/// With every frame the frames that lie wholly inside of it, and the members of all of them.
[[nodiscard]] Handful withMembers(const Board& board, Handful chosen);
/// Without what is locked or gone.
[[nodiscard]] Handful withoutLocked(const Board& board, Handful chosen);

/// One group of these notes, in place of the groups they were in; nothing for fewer than two.
[[nodiscard]] Operations groupPlan(const Board& board, const std::set<NoteId>& notes);
/// Takes the groups of these notes apart.
[[nodiscard]] Operations ungroupPlan(const Board& board, const std::set<NoteId>& notes);
[[nodiscard]] Operations lockPlan(const Board& board, const Handful& chosen, bool locked);
/// Each arrow the other way round, unless there is one already.
[[nodiscard]] Operations flipPlan(const Board& board, const std::set<ConnectorId>& connectors);
/// Turns the edges of touching notes, one of which is chosen, into arrows that stay.
[[nodiscard]] Operations pinPlan(const Board& board, const std::set<NoteId>& notes);
/// Moves notes into a frame (their places in it stay theirs), which grows where they need more
/// room; a membership that somebody has set follows.
[[nodiscard]] Operations intoFramePlan(
    const Board& board, const std::set<NoteId>& notes, FrameId frame);

}  // namespace stormbench::storming
