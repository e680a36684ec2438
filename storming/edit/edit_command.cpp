// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/edit_command.h"

#include "storming/edit/board_controller.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

// Two operations that overwrite the same thing: the later one alone does the work of both.
bool overwrites(const Operation& earlier, const Operation& later)
{
    if (const auto *a = std::get_if<ChangeNote>(&earlier), *b = std::get_if<ChangeNote>(&later);
        a && b)
        return a->id == b->id && a->property == b->property;
    if (const auto *a = std::get_if<ChangeFrame>(&earlier), *b = std::get_if<ChangeFrame>(&later);
        a && b)
        return a->frame.id == b->frame.id;
    if (const auto *a = std::get_if<ChangeConnector>(&earlier),
        *b = std::get_if<ChangeConnector>(&later);
        a && b)
        return a->connector.id == b->connector.id;
    if (const auto *a = std::get_if<MoveElements>(&earlier), *b = std::get_if<MoveElements>(&later);
        a && b) {
        const auto sameKey = [](const auto& x, const auto& y) { return x.first == y.first; };
        return std::ranges::equal(a->notes, b->notes, sameKey)
            && std::ranges::equal(a->frames, b->frames, sameKey);
    }
    return false;
}

bool changesNotesOnly(const Operations& operations)
{
    return std::ranges::all_of(operations,
        [](const Operation& operation) { return std::holds_alternative<ChangeNote>(operation); });
}

}  // namespace

EditCommand::EditCommand(BoardController& controller, const QString& name, Operations forward,
    Operations backward, int gesture)
    : QUndoCommand(name)
    , m_controller(controller)
    , m_forward(std::move(forward))
    , m_backward(std::move(backward))
    , m_gesture(gesture)
{
}

void EditCommand::redo()
{
    if (!std::exchange(m_applied, false))
        m_controller.replay(m_forward);
}

void EditCommand::undo()
{
    m_controller.replay(m_backward);
}

int EditCommand::id() const
{
    return m_gesture ? m_gesture : -1;
}

bool EditCommand::mergeWith(const QUndoCommand* other)
{
    const auto* later = static_cast<const EditCommand*>(other);
    if (std::ranges::equal(m_forward, later->m_forward, overwrites)) {
        m_forward = later->m_forward;
    } else if (changesNotesOnly(m_forward) && changesNotesOnly(later->m_forward)) {
        foldIn(*later);
    } else {
        m_forward.insert(m_forward.end(), later->m_forward.begin(), later->m_forward.end());
        m_backward.insert(m_backward.begin(), later->m_backward.begin(), later->m_backward.end());
    }
    const bool nothingLeft
        = std::ranges::equal(m_forward, Operations(m_backward.rbegin(), m_backward.rend()));
    setObsolete(nothingLeft);
    return true;
}

// Changes of different properties commute, so a long stretch of typing stays as short as its
// result. m_backward mirrors m_forward.
void EditCommand::foldIn(const EditCommand& later)
{
    const std::size_t count = later.m_forward.size();
    for (std::size_t i = 0; i < count; ++i) {
        const Operation& change = later.m_forward[i];
        const auto earlier = std::ranges::find_if(
            m_forward, [&](const Operation& operation) { return overwrites(operation, change); });
        if (earlier != m_forward.end()) {
            *earlier = change;
            continue;
        }
        m_forward.push_back(change);
        m_backward.insert(m_backward.begin(), later.m_backward[count - 1 - i]);
    }
}

}  // namespace stormbench::storming
