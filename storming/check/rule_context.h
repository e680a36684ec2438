// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"
#include "storming/geometry/element_graph.h"

#include <QtCore/QStringList>

namespace stormbench::storming {

/// What a rule works with: the board, its elements, and where findings go. Lives for one check().
struct RuleContext {
    const ElementGraph& graph;
    Level level;
    std::vector<Finding>& findings;

    [[nodiscard]] const Board& board() const { return graph.board(); }

    /// Adds a finding in the words of its rule, unless the rule is off at this level.
    void report(RuleId rule, std::vector<NoteId> notes, const QStringList& words);
    void report(RuleId rule, const Element& element, const QStringList& moreWords = {});
};

// One function a subject; together they are the whole checker.
void checkNames(RuleContext& context);
void checkGrammar(RuleContext& context);
void checkStructure(RuleContext& context);
void checkLoops(RuleContext& context);
void checkFields(RuleContext& context);
void checkContexts(RuleContext& context);

}  // namespace stormbench::storming
