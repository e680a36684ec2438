// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/scene/selection.h"

#include "storming/edit/board_controller.h"

namespace stormbench::storming {

BoardSelection::BoardSelection(BoardController& controller, QObject* parent)
    : QObject(parent)
    , m_controller(controller)
{
    connect(&controller, &BoardController::changed, this, [this](const ChangeSet& changes) {
        if (!changes.removedNotes.empty() || !changes.removedFrames.empty()
            || !changes.removedConnectors.empty())
            prune();
    });
    connect(&controller, &BoardController::reset, this, &BoardSelection::clear);
}

void BoardSelection::set(Selection selection)
{
    if (selection == m_current)
        return;
    m_current = std::move(selection);
    emit changed();
}

void BoardSelection::setNotes(std::set<NoteId> notes)
{
    set({std::move(notes), {}, {}});
}

void BoardSelection::selectNote(NoteId note)
{
    setNotes({note});
}

void BoardSelection::selectAll()
{
    Selection all;
    for (const auto& [id, note] : m_controller.board().notes())
        all.notes.insert(id);
    for (const auto& [id, frame] : m_controller.board().frames())
        all.frames.insert(id);
    set(std::move(all));
}

std::optional<NoteId> BoardSelection::singleNote() const
{
    if (m_current.count() != 1 || m_current.notes.empty())
        return std::nullopt;
    return *m_current.notes.begin();
}

std::optional<FrameId> BoardSelection::singleFrame() const
{
    if (m_current.count() != 1 || m_current.frames.empty())
        return std::nullopt;
    return *m_current.frames.begin();
}

std::optional<ConnectorId> BoardSelection::singleConnector() const
{
    if (m_current.count() != 1 || m_current.connectors.empty())
        return std::nullopt;
    return *m_current.connectors.begin();
}

void BoardSelection::prune()
{
    Selection left = m_current;
    const Board& board = m_controller.board();
    std::erase_if(left.notes, [&](NoteId id) { return !board.note(id); });
    std::erase_if(left.frames, [&](FrameId id) { return !board.frame(id); });
    std::erase_if(left.connectors, [&](ConnectorId id) { return !board.connector(id); });
    set(std::move(left));
}

}  // namespace stormbench::storming
