// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/frame_tree.h"

#include <algorithm>

namespace stormbench::storming {
namespace {

qreal areaOf(const Frame& frame)
{
    return frame.rect.width() * frame.rect.height();
}

}  // namespace

std::optional<FrameId> frameHolding(const Board& board, const Note& note)
{
    const Frame* smallest = nullptr;
    for (const auto& [id, frame] : board.frames())
        if (frame.rect.contains(note.rect.center())
            && (!smallest || areaOf(frame) < areaOf(*smallest)))
            smallest = &frame;
    // A context that was chosen for the note counts wherever the note lies.
    const auto context = board.frameOf(note);
    const bool elsewhere
        = context && (!smallest || !board.frame(*context)->rect.contains(note.rect.center()));
    if (elsewhere)
        return context;
    return smallest ? std::optional(smallest->id) : std::nullopt;
}

std::vector<FrameEntry> frameTree(const Board& board)
{
    std::vector<const Frame*> frames;
    for (const auto& [id, frame] : board.frames())
        frames.push_back(&frame);
    std::map<std::optional<FrameId>, std::vector<const Frame*>> children;
    for (const Frame* frame : frames) {
        const Frame* parent = nullptr;
        for (const Frame* other : frames)
            if (other != frame && other->rect.contains(frame->rect)
                && areaOf(*other) > areaOf(*frame) && (!parent || areaOf(*other) < areaOf(*parent)))
                parent = other;
        children[parent ? std::optional(parent->id) : std::nullopt].push_back(frame);
    }
    std::vector<FrameEntry> entries;
    const auto add = [&](auto& self, std::optional<FrameId> parent) -> void {
        auto& list = children[parent];
        std::ranges::stable_sort(
            list, {}, [](const Frame* f) { return std::pair(f->rect.left(), f->rect.top()); });
        for (const Frame* frame : list) {
            entries.push_back({frame->id, parent});
            self(self, frame->id);
        }
    };
    add(add, std::nullopt);
    return entries;
}

}  // namespace stormbench::storming
