// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

#include <optional>
#include <span>

namespace stormbench::storming {

/// The type of a field of a note; drives payloads and every kind of schema. Stored: never change or
/// reuse a number.
enum class FieldType : quint8 {
    String = 1,
    Integer = 2,  ///< 32 bits
    Long = 3,     ///< 64 bits
    Double = 4,
    Decimal = 5,  ///< exact, written as text: money
    Boolean = 6,
    Uuid = 7,
    Date = 8,       ///< ISO 8601 day
    DateTime = 9,   ///< ISO 8601 instant in UTC
    Duration = 10,  ///< ISO 8601 duration
    List = 11,      ///< of strings
};

struct FieldTypeEntry {
    FieldType type;
    const char* key;
    const char* sample;  ///< an example where the note gives none
};
[[nodiscard]] std::span<const FieldTypeEntry> fieldTypes();
[[nodiscard]] const FieldTypeEntry& fieldTypeEntry(FieldType type);
[[nodiscard]] std::optional<FieldType> fieldTypeFromKey(QStringView key);

/// One field of a note's payload. `number` is stable within the note (a Protobuf field number, an
/// Avro alias): never reused.
struct NoteField {
    quint32 number = 0;
    QString name;
    FieldType type = FieldType::String;
    bool optional = false;
    QString example;
    QString
        semantic;  ///< what it means beyond this note ("order.id"): fields of one meaning share it

    friend bool operator==(const NoteField&, const NoteField&) = default;
};

}  // namespace stormbench::storming
