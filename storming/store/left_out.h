// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/operation.h"
#include "storming/store/text_form.h"

#include <utility>

namespace stormbench::storming {

/// What is not in a board that was read from a file of a later version, because this one does not
/// know it. Filled while reading; an element that the file removes later on is not missing.
struct LeftOut {
    std::set<NoteId> notes;
    std::set<FrameId> frames;
    std::set<ConnectorId> connectors;               ///< whose ends are left out
    std::set<std::pair<quint64, quint32>> details;  ///< element (0: the board) and what of it
    int changes = 0;                                ///< that do not fit without the rest

    [[nodiscard]] bool isEmpty() const;
    /// "2 notes, 1 frame and 3 details"
    [[nodiscard]] QString words() const;
    void forget(quint64 element);
};

/// Applies what the board can take, one by one, and takes down the rest.
void applyWhatFits(Board& board, Operations operations, LeftOut& leftOut);

/// Which lines of a text could not be read, and why the first could not.
[[nodiscard]] QString wordsOf(const std::vector<TextMistake>& mistakes);

}  // namespace stormbench::storming
