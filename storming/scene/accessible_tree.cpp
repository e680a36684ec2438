// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/accessible_tree.h"

#include "storming/geometry/frames.h"
#include "storming/scene/reading_order.h"

#include <algorithm>

namespace stormbench::storming {

quint64 numberOf(BoardElement element)
{
    return std::visit([](auto id) { return static_cast<quint64>(id.value()); }, element);
}

AccessibleTree::AccessibleTree(const Board& board)
{
    std::vector<NoteId> loose;
    for (const auto& [id, note] : board.notes()) {
        const FrameId frame = frameFor(board, note);
        m_parents[id] = frame;
        (frame.isValid() ? m_members[frame] : loose).push_back(id);
    }
    for (auto& [frame, notes] : m_members)
        notes = readingOrder(board, std::move(notes));
    std::vector<FrameId> frames;
    for (const auto& [id, frame] : board.frames())
        frames.push_back(id);
    std::ranges::stable_sort(frames, {}, [&](FrameId id) {
        const QPointF corner = board.frame(id)->rect.topLeft();
        return std::pair(corner.y(), corner.x());
    });
    m_top.insert(m_top.end(), frames.begin(), frames.end());
    const std::vector<NoteId> ordered = readingOrder(board, std::move(loose));
    m_top.insert(m_top.end(), ordered.begin(), ordered.end());
}

const std::vector<NoteId>& AccessibleTree::membersOf(FrameId frame) const
{
    static const std::vector<NoteId> nobody;
    const auto found = m_members.find(frame);
    return found == m_members.end() ? nobody : found->second;
}

FrameId AccessibleTree::parentOf(NoteId note) const
{
    const auto found = m_parents.find(note);
    return found == m_parents.end() ? FrameId() : found->second;
}

}  // namespace stormbench::storming
