// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/plan_builder.h"

namespace stormbench::storming {

/// A note of a list: what it is, the frames it names, and its place if the list knows one.
struct ListedNote {
    Note note;
    std::optional<QPointF> topLeft;
    QString context;
    QString lane;
};

/// Puts listed notes and the frames that they name on the part. Notes without a place are laid out
/// in reading order: contexts side by side, swimlanes one above the other, below what has a place.
void layOut(std::vector<ListedNote> notes, PlanBuilder& plan);

}  // namespace stormbench::storming
