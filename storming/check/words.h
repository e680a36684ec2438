// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace stormbench::storming {

// English only, and meant to be right about what teams write on notes: "Order placed",
// "PaymentWasDeclined", "Place order". A text with letters beyond ASCII is taken for another
// language and passes.

/// Whether a text tells what happened: a past tense or participle stands in it.
[[nodiscard]] bool readsAsPast(const QString& text);

/// Whether a text tells somebody to do something: it begins with the base form of a verb, as far as
/// its ending shows.
[[nodiscard]] bool readsAsImperative(const QString& text);

/// Whether a text says when it applies: "whenever", "if", "every", "once" …
[[nodiscard]] bool namesOccasion(const QString& text);

// Words for notes that a fix puts on the board. Their writer will find better ones.

/// "Place order" → "Order placed": what has happened when the command was carried out.
[[nodiscard]] QString asEvent(const QString& command);
/// What a command or an event is about: "Place order", "Order placed" → "Order".
[[nodiscard]] QString subjectOf(const QString& text);
/// A text within a sentence: without a capital at the start, unless it is an abbreviation.
[[nodiscard]] QString inSentence(const QString& text);

}  // namespace stormbench::storming
