// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/draft.h"

#include "storming/geometry/push.h"

#include <algorithm>

namespace stormbench::storming {

bool Draft::run(Operation operation)
{
    if (!apply(m_board, operation))
        return false;
    m_operations.push_back(std::move(operation));
    return true;
}

NoteId Draft::add(NoteKind kind, const QPointF& topLeft, const QString& text)
{
    Note note = makeNote(NoteId(m_board.nextId()), kind, {}, text);
    note.rect.moveTopLeft(topLeft);
    const NoteId id = note.id;
    return run(AddNote{std::move(note)}) ? id : NoteId();
}

void Draft::connect(NoteId from, NoteId to, bool pinned)
{
    run(AddConnector{{ConnectorId(m_board.nextId()), from, to, {}, pinned}});
}

void Draft::set(NoteId note, NoteProperty property, PropertyValue value)
{
    run(ChangeNote{note, property, std::move(value)});
}

void Draft::addField(NoteId note, NoteField field)
{
    std::vector<NoteField> fields = m_board.note(note)->fields;
    if (std::ranges::find(fields, field.name, &NoteField::name) != fields.end())
        return;
    field.number = 1;
    for (const NoteField& other : fields)
        field.number = std::max(field.number, other.number + 1);
    fields.push_back(std::move(field));
    set(note, NoteProperty::Fields, std::move(fields));
}

void pushAway(Draft& draft, NoteId from, NoteId to, qreal distance)
{
    for (Operation& operation : pushAway(draft.board(), from, to, distance))
        draft.run(std::move(operation));
}

}  // namespace stormbench::storming
