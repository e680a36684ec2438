// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/slides.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

// Frames whose upper halves overlap stand in one row.
void sortByPosition(std::vector<const Frame*>& frames)
{
    std::ranges::stable_sort(frames, {}, [](const Frame* f) { return f->rect.top(); });
    for (auto row = frames.begin(); row != frames.end();) {
        const qreal middle = (*row)->rect.center().y();
        const auto end = std::find_if(
            row, frames.end(), [&](const Frame* f) { return f->rect.top() >= middle; });
        std::stable_sort(row, end,
            [](const Frame* a, const Frame* b) { return a->rect.left() < b->rect.left(); });
        row = end;
    }
}

}  // namespace

std::vector<FrameId> slides(const Board& board)
{
    std::vector<const Frame*> ordered, others;
    for (const auto& [id, frame] : board.frames()) {
        if (frame.order > 0)
            ordered.push_back(&frame);
        else if (frame.kind != FrameKind::Parking)
            others.push_back(&frame);
    }
    std::ranges::stable_sort(ordered, {}, &Frame::order);
    sortByPosition(others);
    std::vector<FrameId> ids;
    for (const auto* list : {&ordered, &others})
        for (const Frame* frame : *list)
            ids.push_back(frame->id);
    return ids;
}

}  // namespace stormbench::storming
