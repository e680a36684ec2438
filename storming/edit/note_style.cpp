// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/edit/note_style.h"

#include "storming/store/text_form.h"

#include <QtCore/QMimeData>

namespace stormbench::storming {

bool isStyle(NoteProperty property)
{
    switch (property) {
    case NoteProperty::Frame:
    case NoteProperty::Group:
    case NoteProperty::Locked:
    case NoteProperty::Hidden:
    case NoteProperty::KeyField:
    case NoteProperty::TopicName:
    case NoteProperty::Rule:
    case NoteProperty::Guard:
    case NoteProperty::Steps:
    case NoteProperty::Links:
    case NoteProperty::Votes:
    case NoteProperty::Comments:
    case NoteProperty::Author:
    case NoteProperty::ParkedFrom:
    case NoteProperty::Image: return false;
    default: return !isMember(property);
    }
}

std::unique_ptr<QMimeData> styleToMimeData(const Note& note)
{
    Note style = makeNote(NoteId(1), note.kind, {});
    style.rect = QRectF(QPointF(), note.rect.size());
    for (const auto& [property, value] : note.properties)
        if (isStyle(property))
            style.properties.emplace(property, value);
    Board carrier;
    (void)apply(carrier, AddNote{style});
    auto data = std::make_unique<QMimeData>();
    data->setData(QString::fromLatin1(kStyleMimeType), writeText(carrier).toUtf8());
    return data;
}

std::optional<Note> styleFromMimeData(const QMimeData& data)
{
    const auto carrier
        = readText(QString::fromUtf8(data.data(QString::fromLatin1(kStyleMimeType))));
    if (!carrier || carrier->notes().empty())
        return std::nullopt;
    return carrier->notes().begin()->second;
}

Operations stylePlan(const Board& board, const std::set<NoteId>& notes, const Note& style)
{
    Operations operations;
    for (const NoteId id : notes) {
        const Note* note = board.note(id);
        if (!note)
            continue;
        QRectF rect(QPointF(), style.rect.size());
        rect.moveCenter(note->rect.center());
        operations.emplace_back(ChangeNote{id, NoteProperty::Kind, style.kind});
        operations.emplace_back(ChangeNote{id, NoteProperty::Rect, rect});
        for (const NotePropertyEntry& entry : noteProperties()) {
            if (isStyle(entry.property)
                && note->value(entry.property) != style.value(entry.property))
                operations.emplace_back(
                    ChangeNote{id, entry.property, style.value(entry.property)});
        }
    }
    return operations;
}

}  // namespace stormbench::storming
