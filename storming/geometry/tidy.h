// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/geometry/arrange.h"

namespace stormbench::storming {

/// What tidying moves: new corners of notes, and frames that grow with their members or make room.
struct TidyPlan {
    MovePlan notes;
    std::map<FrameId, QRectF> frames;  ///< as they shall be; only those that change

    [[nodiscard]] bool isEmpty() const { return notes.empty() && frames.empty(); }
};

/// Lays notes out in time order, each inside its frame: what follows stands to the right, flows
/// stay on one line, columns and rows line up. Notes that touch stay together and are straightened.
/// No edge comes or goes, no note changes its frame, nothing comes to lie over anything else;
/// locked notes and frames stay where they are, and a second time changes nothing. `notes` empty:
/// all of the board.
[[nodiscard]] TidyPlan tidyTimeline(const Board& board, const std::vector<NoteId>& notes = {});

}  // namespace stormbench::storming
