// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/workshop/offered_kinds.h"

#include <algorithm>
#include <array>

namespace stormbench::storming {
namespace {

using enum NoteKind;
// What Event Modeling draws; the rest of the notation has no part in its flow.
constexpr std::array kModeling{Event, Command, ReadModel, Screen, Policy, System, Timer, Example,
    Actor, Hotspot, Definition, Legend, Picture, Vote};
// The method has its four parts from the start, whatever the level.
constexpr std::array kModelingAlways{Event, Command, ReadModel, Screen, Example};

bool has(const auto& kinds, NoteKind kind)
{
    return std::ranges::find(kinds, kind) != kinds.end();
}

bool isOffered(const NotationEntry& entry, Level level, Method method)
{
    const bool byLevel = entry.firstLevel <= level;
    if (method == Method::EventStorming)
        return byLevel;
    return has(kModelingAlways, entry.kind) || (byLevel && has(kModeling, entry.kind));
}

}  // namespace

std::vector<NoteKind> offeredKinds(Level level, Method method)
{
    std::vector<NoteKind> kinds;
    for (const NotationEntry& entry : notation())
        if (isOffered(entry, level, method))
            kinds.push_back(entry.kind);
    return kinds;
}

const char* methodName(Method method)
{
    return method == Method::EventModeling ? "Event Modeling" : "EventStorming";
}

const char* methodHint(Method method)
{
    return method == Method::EventModeling
        ? "Screens, commands, events and views along one timeline"
        : "Events first, then policies, commands and aggregates";
}

}  // namespace stormbench::storming
