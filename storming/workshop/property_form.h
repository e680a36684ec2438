// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/model/board_result.h"
#include "storming/model/note.h"

#include <set>
#include <span>

namespace stormbench::storming {

/// How a person reads and writes a figure.
enum class Quantity : quint8 { None, Count, Figure, Duration, Retention, Bytes, Rate, Days, Share };

/// Where the inspector shows a property.
enum class FormSection : quint8 { Meaning, Load, Stream, Handling };

/// What the inspector calls a property, and how it is written; which kinds have it is declared with
/// the property itself.
struct PropertyForm {
    NoteProperty property;
    FormSection section;
    const char* label;
    Quantity quantity;
    const char* help;
};
/// In the order they are shown.
[[nodiscard]] std::span<const PropertyForm> propertyForms();
[[nodiscard]] const char* formSectionName(FormSection section);

/// Unset for an empty text.
[[nodiscard]] BoardResult<PropertyValue> readQuantity(
    Quantity quantity, PropertyType type, const QString& text);
/// Empty for an unset value.
[[nodiscard]] QString writeQuantity(Quantity quantity, const PropertyValue& value);
/// The declared default, as a person would write it; empty where there is none.
[[nodiscard]] QString defaultText(const PropertyForm& form);

/// A choice as it is shown: "atLeastOnce" → "At least once".
[[nodiscard]] QString choiceText(const QString& choice);
/// "Every 15 min", "15 min after its trigger", "Within 15 min".
[[nodiscard]] QString timerInWords(const Note& timer);

/// What notes have in common in one property.
struct CommonValue {
    PropertyValue value;  ///< unset also when they differ
    bool mixed = false;
    friend bool operator==(const CommonValue&, const CommonValue&) = default;
};
[[nodiscard]] CommonValue commonValue(const std::vector<const Note*>& notes, NoteProperty property);

}  // namespace stormbench::storming
