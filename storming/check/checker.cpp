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
    QString message = QString::fromUtf8(rule.message);
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
    report(rule, element.noteIds(), QStringList{element.name} + moreWords);
}

std::vector<Finding> check(const Board& board, Level level)
{
    const ElementGraph graph(board);
    std::vector<Finding> findings;
    RuleContext context{graph, level, findings};
    for (const auto subject :
        {checkNames, checkGrammar, checkStructure, checkLoops, checkFields, checkContexts})
        subject(context);
    std::ranges::stable_sort(findings, [](const Finding& a, const Finding& b) {
        const auto rank = [](const Finding& f) {
            return std::tuple(-static_cast<int>(f.severity), f.rule,
                f.notes.empty() ? NoteId{} : f.notes.front(), f.frame);
        };
        return rank(a) < rank(b);
    });
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

}  // namespace stormbench::storming
