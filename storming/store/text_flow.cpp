// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/store/text_flow.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace stormbench::storming {

namespace {

bool isSame(const QRectF& a, const QRectF& b)
{
    return a.x() == b.x() && a.y() == b.y() && a.width() == b.width() && a.height() == b.height();
}

/// Finds notes by their left edge and the height of their centre.
class LeftEdges {
public:
    explicit LeftEdges(const Board& board)
    {
        for (const auto& [id, note] : board.notes())
            m_notes[keyOf(note.rect)].push_back(&note);
    }

    /// In order of ids.
    [[nodiscard]] const std::vector<const Note*>& at(double left, double middle) const
    {
        static const std::vector<const Note*> kNone;
        const auto found = m_notes.find(keyOf(left, middle));
        return found == m_notes.end() ? kNone : found->second;
    }

private:
    // Coarse: what matters is compared exactly afterwards.
    static size_t keyOf(double left, double middle)
    {
        return qHashMulti(0, left, std::round(middle * 8));
    }
    static size_t keyOf(const QRectF& rect) { return keyOf(rect.left(), rect.center().y()); }

    std::unordered_map<size_t, std::vector<const Note*>> m_notes;
};

}  // namespace

QRectF nextInFlow(const QRectF& before, QSizeF size)
{
    return {QPointF(before.x() + before.width() + kFlowGap,
                before.y() + before.height() / 2 - size.height() / 2),
        size};
}

bool beginsReaction(NoteKind kind)
{
    return kind == NoteKind::Policy || kind == NoteKind::Saga;
}

std::vector<std::vector<NoteId>> flowsOf(const Board& board)
{
    const LeftEdges edges(board);
    std::map<NoteId, NoteId> next;
    std::map<NoteId, NoteId> previous;
    for (const auto& [id, note] : board.notes()) {
        const QRectF place = nextInFlow(note.rect, note.rect.size());
        for (const Note* other : edges.at(place.x(), note.rect.center().y())) {
            // On a board as wide as numbers reach, a gap may vanish in rounding.
            const bool follows = isSame(other->rect, nextInFlow(note.rect, other->rect.size()))
                && other->rect.x() > note.rect.x();
            if (follows && previous.try_emplace(other->id, id).second) {
                next.emplace(id, other->id);
                break;
            }
        }
    }
    std::vector<std::vector<NoteId>> flows;
    for (const auto& [id, note] : board.notes()) {
        if (previous.contains(id))
            continue;
        std::vector<NoteId> flow{id};
        for (auto step = next.find(id); step != next.end(); step = next.find(step->second))
            flow.push_back(step->second);
        flows.push_back(std::move(flow));
    }
    std::ranges::sort(flows, {}, [](const auto& flow) { return *std::ranges::min_element(flow); });
    return flows;
}

}  // namespace stormbench::storming
