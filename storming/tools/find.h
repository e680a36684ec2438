// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <QtCore/QString>

#include <vector>

namespace stormbench::storming {

/// Where words were found: a note or a frame.
struct FoundElement {
    NoteId note;
    FrameId frame;
    friend bool operator==(const FoundElement&, const FoundElement&) = default;
};

/// Every note whose text, description, owner, fields or arrows' labels hold all the words, and
/// every frame whose name or owner does, from left to right. What somebody still hides is not
/// found.
[[nodiscard]] std::vector<FoundElement> findOnBoard(const Board& board, const QString& words);

}  // namespace stormbench::storming
