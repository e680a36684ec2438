// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"
#include "storming/model/operation.h"

#include <optional>

namespace stormbench::storming {

/// A change that makes a finding go away.
struct Fix {
    QString name;  ///< "Insert a policy": for a button and the undo menu
    Operations operations;
};

/// What mends a finding of this board, as one step; nothing where only people can. Inserted notes
/// find or make room: what touched goes on touching, or is connected instead. New notes bring the
/// fields that their neighbours need, so that no worse finding follows. A pure function; takes as
/// long as checking the whole board.
[[nodiscard]] std::optional<Fix> fixOf(const Board& board, const Finding& finding);

/// The fix's name, quickly; empty where there is none. What it names may still turn out not to be
/// possible.
[[nodiscard]] QString fixNameOf(const Board& board, const Finding& finding);

/// Why a rule matters, and its example: plain text for context help and tool tips.
[[nodiscard]] QString explanationOf(RuleId rule);

}  // namespace stormbench::storming
