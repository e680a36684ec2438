// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storming/check/checker.h"
#include "storming/check/topic_names.h"
#include "storming/geometry/element_graph.h"

#include <QtCore/QStringList>

#include <unordered_set>

namespace stormbench::storming {

/// What a rule works with: the board, its elements, and where findings go. Lives for one check().
struct RuleContext {
    const ElementGraph& graph;
    const TopicNames& topics;
    Level level;
    std::vector<Finding>& findings;

    [[nodiscard]] const Board& board() const { return graph.board(); }
    [[nodiscard]] Method method() const { return board().settings().method; }

    /// Adds a finding in the words of its rule, unless the rule is off at this level. The first
    /// note is the main one of what the rule is about.
    void report(RuleId rule, std::vector<NoteId> notes, const QStringList& words);
    void report(RuleId rule, const Element& element, const QStringList& moreWords = {});
};

/// How far a rule of the scope Element may look from its element, in edges.
inline constexpr int kRuleReach = 2;

/// Every rule on the whole board, in the order of comesBefore().
[[nodiscard]] std::vector<Finding> checkAll(
    const ElementGraph& graph, const TopicNames& topics, Level level);

// What the rules of a scope say to one note, edge, element or frame.
void checkNote(RuleContext& context, const Note& note);
void checkEdge(RuleContext& context, const Edge& edge);
void checkElement(RuleContext& context, const Element& element);
void checkFrame(RuleContext& context, const Frame& frame);

// Parts of checkElement().
void checkWords(RuleContext& context, const Element& element);
void checkStructure(RuleContext& context, const Element& element);
void checkSaga(RuleContext& context, const Element& saga);
void checkFields(RuleContext& context, const Element& element);
void checkTopic(RuleContext& context, const Element& element);
void checkStreams(RuleContext& context, const Element& element);
void checkGroup(RuleContext& context, const Element& element);

/// Circles that pass through the notes, or lie downstream of them. Gives every note it looked at:
/// a circle is either among them or untouched by them.
std::unordered_set<NoteId> checkLoops(RuleContext& context, const std::vector<NoteId>& notes);

}  // namespace stormbench::storming
