// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/checker.h"

#include "storming/check/rule_context.h"

#include <algorithm>
#include <tuple>

namespace stormbench::storming {

void RuleContext::report(RuleId id, std::vector<NoteId> notes, const QStringList& words)
{
    const Rule& rule = ruleOf(id);
    const Severity severity = rule.at(level);
    if (severity == Severity::Off)
        return;
    const QString message = QString::fromUtf8(rule.message);
    // By hand: a note's own "%1" must not be taken for a place holder.
    QString filled;
    for (qsizetype at = 0; at < message.size(); ++at) {
        const bool hole = message[at] == QLatin1Char('%') && at + 1 < message.size()
            && message[at + 1].isDigit();
        if (hole)
            filled += words.value(message[++at].digitValue() - 1);
        else
            filled += message[at];
    }
    findings.push_back({id, severity, std::move(notes), {}, filled, QString::fromUtf8(rule.fix)});
}

void RuleContext::report(RuleId rule, const Element& element, const QStringList& moreWords)
{
    if (ruleOf(rule).at(level) != Severity::Off)
        report(rule, element.noteIds(), QStringList{element.name} + moreWords);
}

void checkElement(RuleContext& context, const Element& element)
{
    checkWords(context, element);
    checkStructure(context, element);
    checkFields(context, element);
    checkTopic(context, element);
    checkStreams(context, element);
    checkGroup(context, element);
}

bool comesBefore(const Finding& a, const Finding& b)
{
    const auto rank = [](const Finding& f) {
        return std::tuple(-static_cast<int>(f.severity), f.rule,
            f.notes.empty() ? NoteId{} : f.notes.front(), f.frame);
    };
    const auto [first, second] = std::pair(rank(a), rank(b));
    return first != second ? first < second
                           : std::tie(a.notes, a.message) < std::tie(b.notes, b.message);
}

std::vector<Finding> check(const Board& board, Level level)
{
    const ElementGraph graph(board);
    TopicNames topics;
    for (const Element& element : graph.elements())
        topics.put(graph, element);
    return checkAll(graph, topics, level);
}

std::vector<Finding> checkAll(const ElementGraph& graph, const TopicNames& topics, Level level)
{
    std::vector<Finding> findings;
    RuleContext context{graph, topics, level, findings};
    const Board& board = graph.board();
    std::vector<NoteId> notes;
    for (const auto& [id, note] : board.notes()) {
        checkNote(context, note);
        notes.push_back(id);
    }
    for (const Edge& edge : graph.edges())
        checkEdge(context, edge);
    for (const Element& element : graph.elements())
        checkElement(context, element);
    for (const auto& [id, frame] : board.frames())
        checkFrame(context, frame);
    checkLoops(context, notes);
    std::ranges::sort(findings, comesBefore);
    return findings;
}

std::vector<Finding> check(const Board& board)
{
    return check(board, board.settings().level);
}

Severity worst(const std::vector<Finding>& findings)
{
    Severity worst = Severity::Off;
    for (const Finding& finding : findings)
        worst = std::max(worst, finding.severity);
    return worst;
}

std::vector<Finding> shownFindings(const Board& board, std::vector<Finding> findings)
{
    std::erase_if(findings, [&](const Finding& finding) {
        return std::ranges::any_of(finding.notes, [&](NoteId id) {
            const Note* note = board.note(id);
            return note && note->flag(NoteProperty::Hidden);
        });
    });
    return findings;
}

}  // namespace stormbench::storming
