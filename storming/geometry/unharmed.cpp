// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/unharmed.h"

#include "storming/geometry/edges.h"

#include <algorithm>

namespace stormbench::storming {

bool keepsMembers(const Board& before, const Board& after)
{
    const auto keeps = [&](const Note& now) {
        const Note& then = *before.note(now.id);
        return after.frameOf(now) == before.frameOf(then)
            && std::ranges::all_of(frameKinds(), [&](const FrameKindEntry& entry) {
                   return after.frameAround(now, entry.kind)
                       == before.frameAround(then, entry.kind);
               });
    };
    return std::ranges::all_of(
        after.notes(), [&](const auto& entry) { return keeps(entry.second); });
}

bool keepsFramesApart(const Board& before, const Board& after)
{
    for (const auto& [a, first] : after.frames())
        for (const auto& [b, second] : after.frames())
            if (a < b && first.rect.intersects(second.rect)
                && !before.frame(a)->rect.intersects(before.frame(b)->rect))
                return false;
    return true;
}

bool keepsOffTheLocked(const Board& before, const Board& after)
{
    for (const auto& [locked, stays] : after.notes())
        if (stays.flag(NoteProperty::Locked))
            for (const auto& [id, note] : after.notes())
                if (id != locked && note.rect.intersects(stays.rect)
                    && !before.note(id)->rect.intersects(stays.rect))
                    return false;
    return true;
}

std::optional<Operations> arrowsForLostEdges(const Board& before, const Board& after)
{
    const std::set<EdgeEnds> then = edgeEnds(before);
    const std::set<EdgeEnds> now = edgeEnds(after);
    if (!std::ranges::includes(then, now))
        return std::nullopt;
    Operations arrows;
    quint64 next = after.nextId();
    for (const auto& [from, to] : then)
        if (!now.contains({from, to}))
            arrows.emplace_back(AddConnector{{ConnectorId(next++), from, to, {}, true}});
    return arrows;
}

}  // namespace stormbench::storming
