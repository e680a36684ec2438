// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <optional>

namespace stormbench::storming {

/// A figure that follows from the others on the board, and why, as a sentence.
struct Suggestion {
    qint64 value = 0;
    QString why;
    friend bool operator==(const Suggestion&, const Suggestion&) = default;
};

/// Partitions of the stream of an aggregate or a system: enough for its peak and for as many
/// consumers at once as their latency asks for, on the ladder 6, 12, 24, 48. Nothing when neither a
/// peak nor a rate is known.
[[nodiscard]] std::optional<Suggestion> suggestedPartitions(const Board& board, NoteId stream);

/// How long its events are worth keeping, in ms (-1 = for ever): from event sourcing or from the
/// lifetime of an instance. Nothing when neither is known.
[[nodiscard]] std::optional<Suggestion> suggestedRetention(const Board& board, NoteId stream);

/// What its stream takes on disk, as a sentence; empty when its rate or its sizes are not known.
[[nodiscard]] QString expectedVolume(const Board& board, NoteId stream);

}  // namespace stormbench::storming
