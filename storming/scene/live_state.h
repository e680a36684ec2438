// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/ids.h"

#include <optional>
#include <vector>

namespace stormbench::storming {

/// What flows along an edge of the board. `newRecords` were observed since the last state: only
/// they send tokens.
struct LiveEdge {
    NoteId from;
    NoteId to;
    std::optional<double> recordsPerSecond;  ///< unknown: no figure
    bool estimated = false;
    qint64 newRecords = 0;
};

enum class LagState : quint8 {
    Steady,   ///< grey: caught up, or as far behind as before
    Rising,   ///< amber
    Stalled,  ///< red: nothing committed although there is something to read
};

struct LiveConsumer {
    NoteId note;
    std::optional<qint64> lag;  ///< unknown: "–"
    LagState state = LagState::Steady;
    bool estimated = false;
};

/// One observation of a running board, as the canvas shows it. A plain value; an empty one takes
/// the overlay away.
struct LiveState {
    std::vector<LiveEdge> edges;
    std::vector<LiveConsumer> consumers;
    bool stale = false;  ///< the source has failed: the last good figures, greyed

    [[nodiscard]] bool isEmpty() const { return edges.empty() && consumers.empty(); }
};

}  // namespace stormbench::storming
