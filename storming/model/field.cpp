// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/model/field.h"

#include <array>

namespace stormbench::storming {

namespace {

constexpr std::array kFieldTypes{
    FieldTypeEntry{FieldType::String, "string", "text"},
    FieldTypeEntry{FieldType::Integer, "int", "1"},
    FieldTypeEntry{FieldType::Long, "long", "1"},
    FieldTypeEntry{FieldType::Double, "double", "1.5"},
    FieldTypeEntry{FieldType::Decimal, "decimal", "19.90"},
    FieldTypeEntry{FieldType::Boolean, "bool", "true"},
    FieldTypeEntry{FieldType::Uuid, "uuid", "6f9619ff-8b86-4011-b42d-00c04fc964ff"},
    FieldTypeEntry{FieldType::Date, "date", "2025-01-31"},
    FieldTypeEntry{FieldType::DateTime, "dateTime", "2025-01-31T12:00:00Z"},
    FieldTypeEntry{FieldType::Duration, "duration", "PT15M"},
    FieldTypeEntry{FieldType::List, "list", "a, b"},
};

}  // namespace

std::span<const FieldTypeEntry> fieldTypes()
{
    return kFieldTypes;
}

const FieldTypeEntry& fieldTypeEntry(FieldType type)
{
    for (const FieldTypeEntry& entry : kFieldTypes)
        if (entry.type == type)
            return entry;
    return kFieldTypes.front();
}

std::optional<FieldType> fieldTypeFromKey(QStringView key)
{
    for (const FieldTypeEntry& entry : kFieldTypes)
        if (key == QLatin1StringView(entry.key))
            return entry.type;
    return std::nullopt;
}

}  // namespace stormbench::storming
