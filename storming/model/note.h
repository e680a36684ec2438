// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/property.h"

#include <map>

namespace stormbench::storming {

/// A sticky note: a value. Everything that only some kinds have is a property, so that kinds can be
/// changed without loss.
struct Note {
    NoteId id;
    NoteKind kind = NoteKind::Event;
    QRectF rect;  ///< canvas units; y grows downwards
    QString text;
    int z = 0;  ///< painting order: (z, id)
    QString description;
    std::vector<NoteField> fields;
    std::map<NoteProperty, PropertyValue> properties;  ///< only what differs from the default

    // A property's value or, where it is unset, its declared default.
    [[nodiscard]] bool flag(NoteProperty property) const;
    [[nodiscard]] qint64 integer(NoteProperty property) const;
    [[nodiscard]] double number(NoteProperty property) const;
    [[nodiscard]] QString string(NoteProperty property) const;
    [[nodiscard]] bool isSet(NoteProperty property) const { return properties.contains(property); }

    /// Any property, also the members, as ChangeNote sees it.
    [[nodiscard]] PropertyValue value(NoteProperty property) const;
    /// The text on one line, without outer blanks: the note's name. Notes of one kind and name are
    /// one thing (aliases).
    [[nodiscard]] QString name() const { return text.simplified(); }
    [[nodiscard]] const NoteField* field(QStringView fieldName) const;

    friend bool operator==(const Note&, const Note&) = default;
};

}  // namespace stormbench::storming
