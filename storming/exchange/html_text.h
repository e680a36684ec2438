// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QString>

namespace stormbench::storming {

/// What a reader of HTML sees: paragraphs, breaks and list items become lines, entities become
/// letters, other tags go. A "<" that begins no tag stays.
[[nodiscard]] QString textOfHtml(const QString& html);

}  // namespace stormbench::storming
