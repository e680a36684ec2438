// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/model/naming.h"

namespace stormbench::storming {

namespace {

using enum NoteKind;

bool belongsInContext(NoteKind kind) { return kind != Actor && kind != System && kind != Timer; }

// The stream an aggregate is going to have: its own topic name, or the template's.
QString streamName(const Board& board, const Thing& thing)
{
    for (const NoteId id : thing.notes)
        if (const QString own = board.note(id)->string(NoteProperty::TopicName); !own.isEmpty())
            return own;
    const Frame* frame = thing.context ? board.frame(*thing.context) : nullptr;
    TopicNameParts parts{board.settings().domain, {}, thing.name, 1};
    if (frame) {
        parts.context = frame->context.isEmpty() ? frame->name : frame->context;
        if (!frame->domain.isEmpty())
            parts.domain = frame->domain;
    }
    if (kebab(thing.name).isEmpty())
        return {};
    return topicName(board.settings().namingTemplate, parts);
}

void checkTopics(RuleContext& context)
{
    std::map<QString, const Thing*> owners;
    for (const Thing& thing : context.index.things()) {
        if (thing.kind != Aggregate || thing.name.isEmpty())
            continue;
        const QString topic = streamName(context.board(), thing);
        if (!isLegalTopicName(topic)) {
            context.report(RuleId::IllegalTopicName, thing, {topic});
            continue;
        }
        QString metricName = topic;
        metricName.replace(QLatin1Char('.'), QLatin1Char('_'));
        if (!owners.try_emplace(metricName, &thing).second)
            context.report(RuleId::TopicNameCollision, thing, {topic});
    }
}

}  // namespace

void checkContexts(RuleContext& context)
{
    for (const auto& [id, frame] : context.board().frames()) {
        if (!frame.name.trimmed().isEmpty())
            continue;
        const size_t before = context.findings.size();
        context.report(RuleId::UnnamedContext, std::vector<NoteId>{}, {});
        if (context.findings.size() > before)
            context.findings.back().frame = id;
    }
    for (const Thing& thing : context.index.things())
        if (!thing.context && belongsInContext(thing.kind))
            context.report(RuleId::NoteOutsideContext, thing);
    checkTopics(context);
}

}  // namespace stormbench::storming
