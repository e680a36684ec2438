// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/fix.h"

#include "storming/check/draft.h"
#include "storming/check/fix_parts.h"
#include "storming/model/grammar.h"

namespace stormbench::storming {

namespace {

using enum RuleId;
using P = NoteProperty;

bool setOnAll(Draft& draft, const Finding& finding, P property, const PropertyValue& value)
{
    for (const NoteId id : finding.notes)
        if (draft.board().note(id)->isSet(property))
            draft.set(id, property, value);
    return true;
}

bool mend(Draft& draft, const Finding& finding)
{
    const NoteId note = finding.notes.front();
    switch (finding.rule) {
    case GrammarEdge: return insertBetween(draft, note, finding.notes.back());
    case PolicyWithoutWhenever: return writeRule(draft, note);
    case Alias: return joinFields(draft, note);
    case BlockingHotspot: return setOnAll(draft, finding, P::Blocking, {});
    case EventWithoutProducer: draft.set(note, P::External, true); return true;
    case CommandWithoutHandler: return addHandler(draft, note);
    case PolicyWithoutEffect: return addCommandOfRule(draft, note);
    case AggregateWithoutEvent:
    case SagaWithoutEnd: return addEventOf(draft, note);
    case SagaStepWithoutCommand: return connectStep(draft, note);
    case AggregateWithoutKey: ensureKey(draft, note); return true;
    case EventWithoutKey:
    case CommandWithoutKey: return addKeyToMessage(draft, note);
    case DuplicateField: return separateDuplicates(draft, note);
    case ViewFieldWithoutSource:
    case EventFieldWithoutSource: return addFieldsToSource(draft, note);
    case KeyNotDerivable: return addKeyOf(draft, finding.notes.back(), finding.notes.at(1));
    case PrivateStreamCrossesContexts: return publishStream(draft, note);
    case IllegalTopicName:
    case TopicNameCollision: return mendTopicName(draft, note);
    case GroupLargerThanStream: return raisePartitions(draft, note);
    case CompactionWithoutKey: return takeKeyOfEvents(draft, note);
    case RetryBreaksOrder: return setOnAll(draft, finding, P::DeadLetter, {});
    case EventSourcedExpires: return setOnAll(draft, finding, P::RetentionMs, {});
    case ExactlyOnceOutside: return setOnAll(draft, finding, P::Delivery, {});
    default: return false;
    }
}

}  // namespace

std::optional<Fix> fixOf(const Board& board, const Finding& finding)
{
    const QString name = fixNameOf(board, finding);
    if (name.isEmpty())
        return std::nullopt;
    Draft draft(board);
    if (!mend(draft, finding) || draft.operations().empty())
        return std::nullopt;
    return Fix{name, draft.operations()};
}

QString fixNameOf(const Board& board, const Finding& finding)
{
    for (const NoteId id : finding.notes)
        if (!board.note(id))
            return {};
    if (finding.notes.empty())
        return {};
    if (finding.rule != GrammarEdge)
        return QString::fromUtf8(ruleOf(finding.rule).action);
    const GrammarFix fix = grammarOf(board.note(finding.notes.front())->kind,
        board.note(finding.notes.back())->kind, board.settings().method)
                               .fix;
    return fix.label ? QString::fromUtf8(fix.label) : QString();
}

QString explanationOf(RuleId id)
{
    const Rule& rule = ruleOf(id);
    return QStringLiteral("%1\n\nNot: %2\nBut: %3")
        .arg(QString::fromUtf8(rule.explanation), QString::fromUtf8(rule.failing),
            QString::fromUtf8(rule.passing));
}

}  // namespace stormbench::storming
