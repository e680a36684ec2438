// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/json_schema.h"

#include <QtCore/QStringList>

namespace stormbench::storming {
namespace {

Json typeOf(FieldType type)
{
    switch (type) {
    case FieldType::String: return {{"type", "string"}};
    case FieldType::Integer:
        return {{"type", "integer"}, {"minimum", -2147483648LL}, {"maximum", 2147483647LL}};
    case FieldType::Long: return {{"type", "integer"}};
    case FieldType::Double: return {{"type", "number"}};
    case FieldType::Decimal: return {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]+)?$"}};
    case FieldType::Boolean: return {{"type", "boolean"}};
    case FieldType::Uuid: return {{"type", "string"}, {"format", "uuid"}};
    case FieldType::Date: return {{"type", "string"}, {"format", "date"}};
    case FieldType::DateTime: return {{"type", "string"}, {"format", "date-time"}};
    case FieldType::Duration: return {{"type", "string"}, {"format", "duration"}};
    case FieldType::List: return {{"type", "array"}, {"items", {{"type", "string"}}}};
    }
    return {{"type", "string"}};
}

/// The example as the schema's type, or nothing if it does not read as one.
Json example(const NoteField& field)
{
    bool ok = false;
    switch (field.type) {
    case FieldType::Integer:
    case FieldType::Long: {
        const qint64 value = field.example.toLongLong(&ok);
        return ok ? Json(value) : Json();
    }
    case FieldType::Double: {
        const double value = field.example.toDouble(&ok);
        return ok ? Json(value) : Json();
    }
    case FieldType::Boolean: return field.example == QLatin1String("true");
    case FieldType::List: {
        Json items = Json::array();
        for (const QString& item : field.example.split(u',', Qt::SkipEmptyParts))
            items.push_back(item.trimmed().toStdString());
        return items;
    }
    default: return field.example.toStdString();
    }
}

}  // namespace

Json fieldSchema(const NoteField& field)
{
    Json schema = typeOf(field.type);
    if (!field.example.isEmpty()) {
        Json value = example(field);
        if (!value.is_null())
            schema["examples"] = Json::array({std::move(value)});
    }
    schema["x-field-number"] = field.number;
    return schema;
}

Json payloadSchema(const MessageType& message)
{
    Json schema{{"type", "object"}};
    Json properties = Json::object();
    Json required = Json::array();
    for (const NoteField& field : message.fields) {
        properties[field.name.toStdString()] = fieldSchema(field);
        if (!field.optional)
            required.push_back(field.name.toStdString());
    }
    if (message.role == MessageRole::Reply || message.role == MessageRole::State)
        properties["data"] = {{"type", "object"}};
    schema["properties"] = std::move(properties);
    if (!required.empty())
        schema["required"] = std::move(required);
    return schema;
}

}  // namespace stormbench::storming
