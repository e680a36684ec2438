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

}  // namespace stormbench::storming
