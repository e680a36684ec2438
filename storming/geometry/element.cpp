// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/geometry/element.h"

#include "storming/model/naming.h"

#include <algorithm>

namespace stormbench::storming {

std::vector<NoteId> Element::noteIds() const
{
    std::vector<NoteId> ids;
    for (const Note* note : notes)
        ids.push_back(note->id);
    return ids;
}

const Note& Element::setting(NoteProperty property) const
{
    const auto it
        = std::ranges::find_if(notes, [&](const Note* note) { return note->isSet(property); });
    return it == notes.end() ? main() : **it;
}

std::vector<NoteField> Element::fields() const
{
    std::vector<NoteField> all;
    for (const Note* note : notes) {
        for (const NoteField& field : note->fields) {
            if (std::ranges::find(all, field.name, &NoteField::name) == all.end())
                all.push_back(field);
        }
    }
    return all;
}

QString Element::keyField() const
{
    for (const Note* note : notes) {
        if (QString key = note->string(NoteProperty::KeyField); !key.isEmpty())
            return key;
    }
    const auto all = fields();
    if (all.empty())
        return {};
    const QString ownId = nameKey(name) + QLatin1String("id");
    for (const NoteField& field : all) {
        if (field.name == QLatin1String("id") || nameKey(field.name) == ownId)
            return field.name;
    }
    return {};
}

}  // namespace stormbench::storming
