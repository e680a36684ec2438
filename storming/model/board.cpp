// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/board.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

template <typename Map, typename Id> const typename Map::mapped_type* lookUp(const Map& map, Id id)
{
    const auto found = map.find(id);
    return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const Note* Board::note(NoteId id) const
{
    return lookUp(m_notes, id);
}
const Frame* Board::frame(FrameId id) const
{
    return lookUp(m_frames, id);
}
const Connector* Board::connector(ConnectorId id) const
{
    return lookUp(m_connectors, id);
}

std::optional<FrameId> Board::frameOf(const Note& note) const
{
    if (note.isSet(NoteProperty::Frame)) {
        const FrameId chosen(static_cast<quint64>(note.integer(NoteProperty::Frame)));
        if (!chosen.isValid())
            return std::nullopt;
        if (m_frames.contains(chosen))
            return chosen;
    }
    const Frame* smallest = nullptr;
    const auto area = [](const Frame& frame) { return frame.rect.width() * frame.rect.height(); };
    for (const auto& [id, frame] : m_frames)
        if (frame.rect.contains(note.rect.center()) && (!smallest || area(frame) < area(*smallest)))
            smallest = &frame;
    return smallest ? std::optional(smallest->id) : std::nullopt;
}

std::vector<NoteId> Board::membersOf(FrameId frame) const
{
    std::vector<NoteId> members;
    for (const auto& [id, note] : m_notes)
        if (frameOf(note) == frame)
            members.push_back(id);
    return members;
}

std::vector<ConnectorId> Board::connectorsOf(NoteId note) const
{
    std::vector<ConnectorId> attached;
    for (const auto& [id, connector] : m_connectors)
        if (connector.from == note || connector.to == note)
            attached.push_back(id);
    return attached;
}

void Board::reserveIds(quint64 next)
{
    m_nextId = std::max(m_nextId, next);
}

}  // namespace stormbench::storming
