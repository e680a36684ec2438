// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board.h"

#include <map>
#include <variant>
#include <vector>

namespace stormbench::storming {

/// A frame or a note, as assistive technology meets it. One row of numbers serves both.
using BoardElement = std::variant<FrameId, NoteId>;
[[nodiscard]] quint64 numberOf(BoardElement element);

/// The board as a tree: frames as one reads them, in each its notes in reading order, and after
/// them the notes outside every frame. A note is in one place only: its bounded context, otherwise
/// the smallest other frame around it.
class AccessibleTree {
public:
    AccessibleTree() = default;
    explicit AccessibleTree(const Board& board);

    [[nodiscard]] const std::vector<BoardElement>& top() const { return m_top; }
    [[nodiscard]] const std::vector<NoteId>& membersOf(FrameId frame) const;
    /// Invalid for a note outside every frame.
    [[nodiscard]] FrameId parentOf(NoteId note) const;

private:
    std::vector<BoardElement> m_top;
    std::map<FrameId, std::vector<NoteId>> m_members;
    std::map<NoteId, FrameId> m_parents;
};

}  // namespace stormbench::storming
