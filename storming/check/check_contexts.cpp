// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/model/naming.h"

namespace stormbench::storming {

namespace {

using enum NoteKind;

bool belongsInContext(NoteKind kind)
{
    return kind != Actor && kind != System && kind != Timer;
}

void checkTopics(RuleContext& context)
{
    std::map<QString, const Element*> owners;
    for (const Element& element : context.graph.elements()) {
        if (element.kind != Aggregate || element.name.isEmpty())
            continue;
        const QString topic = context.graph.topicOf(element);
        if (!isLegalTopicName(topic)) {
            context.report(RuleId::IllegalTopicName, element, {topic});
            continue;
        }
        QString metricName = topic;
        metricName.replace(QLatin1Char('.'), QLatin1Char('_'));
        if (!owners.try_emplace(metricName, &element).second)
            context.report(RuleId::TopicNameCollision, element, {topic});
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
    for (const Element& element : context.graph.elements())
        if (!element.frame && belongsInContext(element.kind))
            context.report(RuleId::NoteOutsideContext, element);
    checkTopics(context);
}

}  // namespace stormbench::storming
