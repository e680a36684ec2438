// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/note.h"

namespace stormbench::storming {

namespace {

QString fallbackOf(NoteProperty property)
{
    const NotePropertyEntry* entry = notePropertyEntry(property);
    return entry ? QString::fromLatin1(entry->fallback) : QString();
}

template <typename T> const T* stored(const Note& note, NoteProperty property)
{
    const auto found = note.properties.find(property);
    return found == note.properties.end() ? nullptr : std::get_if<T>(&found->second);
}

}  // namespace

bool Note::flag(NoteProperty property) const
{
    const bool* set = stored<bool>(*this, property);
    return set ? *set : fallbackOf(property) == QLatin1StringView("true");
}

qint64 Note::integer(NoteProperty property) const
{
    const qint64* set = stored<qint64>(*this, property);
    return set ? *set : fallbackOf(property).toLongLong();
}

double Note::number(NoteProperty property) const
{
    const double* set = stored<double>(*this, property);
    return set ? *set : fallbackOf(property).toDouble();
}

QString Note::string(NoteProperty property) const
{
    const QString* set = stored<QString>(*this, property);
    return set ? *set : fallbackOf(property);
}

PropertyValue Note::value(NoteProperty property) const
{
    switch (property) {
    case NoteProperty::Kind: return kind;
    case NoteProperty::Rect: return rect;
    case NoteProperty::Text: return text;
    case NoteProperty::Z: return qint64{z};
    case NoteProperty::Description: return description;
    case NoteProperty::Fields: return fields;
    default: break;
    }
    const auto found = properties.find(property);
    return found == properties.end() ? PropertyValue{} : found->second;
}

const NoteField* Note::field(QStringView fieldName) const
{
    for (const NoteField& field : fields)
        if (field.name == fieldName)
            return &field;
    return nullptr;
}

}  // namespace stormbench::storming
