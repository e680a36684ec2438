// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/check/stream.h"
#include "storming/model/naming.h"

namespace stormbench::storming {

namespace {

using enum NoteKind;

bool belongsInContext(NoteKind kind)
{
    return kind != Actor && kind != System && kind != Timer && kind != Screen;
}

QString nameOfFrame(const RuleContext& context, const Element& element)
{
    return context.board().frame(*element.frame)->name.simplified();
}

// The event's own context is its producer's: see ElementGraph.
void checkReaders(RuleContext& context, const Element& event)
{
    const Element* owner = ownerOf(context.graph, event);
    if (!(owner ? owner->frame : event.frame) || isPublic(context.graph, event))
        return;
    QStringList readers;
    for (const Element* reader : context.graph.after(event, {Policy, Saga, ReadModel}))
        if (reader->frame && reader->context != event.context)
            readers += nameOfFrame(context, *reader);
    readers.removeDuplicates();
    if (!readers.isEmpty())
        context.report(
            RuleId::PrivateStreamCrossesContexts, event, {readers.join(QStringLiteral(", "))});
}

void checkWriters(RuleContext& context, const Element& event)
{
    std::set<std::string> contexts;
    QStringList names;
    for (const Element* writer : context.graph.before(event, {Aggregate}))
        if (writer->frame && contexts.insert(writer->context).second)
            names += nameOfFrame(context, *writer);
    if (contexts.size() > 1)
        context.report(RuleId::TwoContextsOneStream, event, {names.join(QStringLiteral(", "))});
}

}  // namespace

void checkFrame(RuleContext& context, const Frame& frame)
{
    if (frame.kind != FrameKind::Context || !frame.name.trimmed().isEmpty())
        return;
    const size_t before = context.findings.size();
    context.report(RuleId::UnnamedContext, std::vector<NoteId>{}, {});
    if (context.findings.size() > before)
        context.findings.back().frame = frame.id;
}

void checkTopic(RuleContext& context, const Element& element)
{
    const bool isNamed = element.setting(NoteProperty::TopicName).isSet(NoteProperty::TopicName);
    const bool hasTopic = (element.kind == Aggregate && !element.name.isEmpty())
        || ((element.kind == System || element.kind == ReadModel) && isNamed);
    if (!hasTopic)
        return;
    const QString topic = context.graph.topicOf(element);
    if (!isLegalTopicName(topic)) {
        context.report(RuleId::IllegalTopicName, element, {topic});
        return;
    }
    const auto& sharing = context.topics.sharing(element.main().id);
    if (!sharing.empty() && *sharing.begin() != element.main().id)
        context.report(RuleId::TopicNameCollision, element, {topic});
}

void checkStreams(RuleContext& context, const Element& element)
{
    if (!element.frame && belongsInContext(element.kind))
        context.report(RuleId::NoteOutsideContext, element);
    if (element.kind != Event)
        return;
    checkReaders(context, element);
    checkWriters(context, element);
}

}  // namespace stormbench::storming
