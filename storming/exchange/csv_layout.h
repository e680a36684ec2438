// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/exchange/delimited_text.h"
#include "storming/exchange/import_plan.h"

namespace stormbench::storming {

/// What a table's columns mean: by the words of its first row or, where they say nothing, by what
/// the columns hold.
[[nodiscard]] CsvLayout guessLayout(const DelimitedText& table);

/// A number with a point or a comma.
[[nodiscard]] std::optional<double> csvNumber(const QString& cell);

}  // namespace stormbench::storming
