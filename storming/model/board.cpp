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

QString BoardSettings::nameOf(NoteKind kind) const
{
    const auto own = kinds.find(kind);
    return own != kinds.end() && !own->second.name.isEmpty()
        ? own->second.name
        : QString::fromUtf8(notationOf(kind).name);
}

QString BoardSettings::colorOf(NoteKind kind) const
{
    const auto own = kinds.find(kind);
    return own == kinds.end() ? QString() : own->second.color;
}

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
        if (const Frame* explicitFrame = frame(chosen);
            explicitFrame && explicitFrame->kind == FrameKind::Context)
            return chosen;
    }
    return frameAround(note, FrameKind::Context);
}

std::optional<FrameId> Board::frameAround(const Note& note, FrameKind kind) const
{
    const Frame* smallest = nullptr;
    const auto area = [](const Frame& frame) { return frame.rect.width() * frame.rect.height(); };
    for (const auto& [id, frame] : m_frames)
        if (frame.kind == kind && frame.rect.contains(note.rect.center())
            && (!smallest || area(frame) < area(*smallest)))
            smallest = &frame;
    return smallest ? std::optional(smallest->id) : std::nullopt;
}

std::vector<NoteId> Board::membersOf(FrameId frame) const
{
    std::vector<NoteId> members;
    const Frame* const around = this->frame(frame);
    if (!around)
        return members;
    const auto belongs = [&](const Note& note) {
        return around->kind == FrameKind::Context ? frameOf(note) == frame
                                                  : around->rect.contains(note.rect.center());
    };
    for (const auto& [id, note] : m_notes)
        if (belongs(note))
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
