// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <vector>

namespace stormbench::storming {

/// How much there is of what, as people ask when they look at a whole board.
struct BoardStatistics {
    struct Kind {
        NoteKind kind;
        int count = 0;
        friend bool operator==(const Kind&, const Kind&) = default;
    };
    std::vector<Kind> kinds;  ///< those there are, in the palette's order
    int pivotalEvents = 0;
    int contexts = 0;
    int arrows = 0;
    int openComments = 0;

    friend bool operator==(const BoardStatistics&, const BoardStatistics&) = default;
};

/// Private notes count as notes, but not what they say.
[[nodiscard]] BoardStatistics statisticsOf(const Board& board);

}  // namespace stormbench::storming
