// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/runtime/payload.h"

#include <QtCore/QJsonArray>

namespace stormbench::storming {
namespace {

QJsonValue parse(FieldType type, const QString& text)
{
    bool ok = false;
    switch (type) {
    case FieldType::Integer:
    case FieldType::Long: {
        const qint64 number = text.toLongLong(&ok);
        return ok ? QJsonValue(number) : QJsonValue(0);
    }
    case FieldType::Double: {
        const double number = text.toDouble(&ok);
        return ok ? QJsonValue(number) : QJsonValue(0.0);
    }
    case FieldType::Boolean: return text.compare(QLatin1String("true"), Qt::CaseInsensitive) == 0;
    case FieldType::List: {
        QJsonArray items;
        for (const QString& item : text.split(u',', Qt::SkipEmptyParts))
            items.append(item.trimmed());
        return items;
    }
    default: return text;
    }
}

bool isIdentity(const NoteField& field)
{
    return field.name.endsWith(QLatin1String("Id")) || field.name == QLatin1String("id")
        || field.type == FieldType::Uuid;
}

}  // namespace

QJsonObject makePayload(
    const MessageType& message, const QJsonObject& cause, const std::string& freshId)
{
    QJsonObject payload;
    for (const NoteField& field : message.fields) {
        const bool isKey = field.name == QString::fromStdString(message.keyField);
        const auto known = cause.constFind(field.name);
        if (known != cause.constEnd())
            payload[field.name] = *known;
        else if (isKey || (isIdentity(field) && field.example.isEmpty()))
            payload[field.name] = QString::fromStdString(freshId);
        else
            payload[field.name] = parse(field.type,
                field.example.isEmpty() ? QString::fromLatin1(fieldTypeEntry(field.type).sample)
                                        : field.example);
    }
    return payload;
}

std::string keyOf(
    const MessageType& message, const QJsonObject& payload, const std::string& fallback)
{
    const QJsonValue value = payload.value(QString::fromStdString(message.keyField));
    if (value.isString() && !value.toString().isEmpty())
        return value.toString().toStdString();
    if (value.isDouble())
        return QString::number(value.toInteger()).toStdString();
    return fallback;
}

}  // namespace stormbench::storming
