// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/rule.h"
#include "storming/model/board.h"

#include <vector>

namespace stormbench::storming {

/// One thing the checker has to say about a board.
struct Finding {
    RuleId rule = RuleId::EmptyName;
    Severity severity = Severity::Info;
    std::vector<NoteId> notes;  ///< where its mark goes; the first is the one to jump to
    FrameId frame;              ///< where it concerns a frame
    QString message;
    QString fix;  ///< what to do, or empty

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Evaluates every rule at a level. Errors first, then warnings, hints; within those by rule and
/// note: the same board gives the same list. A pure function: any thread, on a board of its own.
[[nodiscard]] std::vector<Finding> check(const Board& board, Level level);
/// At the board's own level.
[[nodiscard]] std::vector<Finding> check(const Board& board);

/// Those that tell nothing of a note which is not revealed yet.
[[nodiscard]] std::vector<Finding> shownFindings(const Board& board, std::vector<Finding> findings);

/// The order of check().
[[nodiscard]] bool comesBefore(const Finding& a, const Finding& b);

/// The gravest severity of the findings, or Off.
[[nodiscard]] Severity worst(const std::vector<Finding>& findings);

}  // namespace stormbench::storming
