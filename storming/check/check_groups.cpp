// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/check/stream.h"

#include <map>

namespace stormbench::storming {

namespace {

using enum NoteKind;

/// What a group takes in, by the stream it lies in.
using Inputs = std::map<NoteId, std::pair<const Element*, std::vector<const Element*>>>;

Inputs inputsOf(const RuleContext& context, const Element& group)
{
    Inputs inputs;
    const bool isOwner = group.kind == Aggregate || group.kind == System;
    if (isOwner) {
        if (auto commands = context.graph.before(group, {Command}); !commands.empty())
            inputs[group.main().id] = {&group, std::move(commands)};
    }
    for (const Element* event : context.graph.before(group, {Event})) {
        if (const Element* owner = ownerOf(context.graph, *event)) {
            auto& [stream, events] = inputs[owner->main().id];
            stream = owner;
            events.push_back(event);
        }
    }
    return inputs;
}

void checkInstances(RuleContext& context, const Element& group, const Inputs& inputs)
{
    const double latency = group.setting(NoteProperty::LatencyMs).number(NoteProperty::LatencyMs);
    for (const auto& [id, input] : inputs) {
        const auto& [owner, messages] = input;
        double rate = 0;
        for (const Element* message : messages)
            rate += rateOf(*message);
        const int instances = instancesFor(rate, latency);
        if (instances > partitionsOf(*owner))
            context.report(RuleId::GroupLargerThanStream, group,
                {QString::number(instances), owner->name, QString::number(partitionsOf(*owner))});
    }
}

// A row or a state is put together from events of several streams: that is a join by their keys.
void checkJoin(RuleContext& context, const Element& group, const Inputs& inputs)
{
    std::map<QString, QString> keys;  // by what they mean
    for (const auto& [id, input] : inputs) {
        const NoteField key = keyOf(*input.first);
        if (!key.name.isEmpty())
            keys.try_emplace(key.semantic.isEmpty() ? key.name : key.semantic, key.name);
    }
    QStringList names;
    for (const auto& [meaning, name] : keys)
        names += name;
    if (names.size() > 1)
        context.report(RuleId::JoinKeysDiffer, group, {names.join(QStringLiteral(", "))});
}

// Several events of one stream tell a story, which must be heard in order.
void checkRetries(RuleContext& context, const Element& group, const Inputs& inputs)
{
    if (!isMarked(group, NoteProperty::DeadLetter))
        return;
    for (const auto& [id, input] : inputs) {
        if (input.second.size() > 1) {
            context.report(RuleId::RetryBreaksOrder, group);
            return;
        }
    }
}

void checkState(RuleContext& context, const Element& element)
{
    const bool hasTopic = element.kind == ReadModel
        && element.setting(NoteProperty::TopicName).isSet(NoteProperty::TopicName);
    if (hasTopic && element.keyField().isEmpty())
        context.report(RuleId::CompactionWithoutKey, element);
    const Note& retention = element.setting(NoteProperty::RetentionMs);
    if (element.kind == Aggregate && isMarked(element, NoteProperty::EventSourced)
        && retention.isSet(NoteProperty::RetentionMs)
        && retention.integer(NoteProperty::RetentionMs) >= 0)
        context.report(RuleId::EventSourcedExpires, element);
}

}  // namespace

void checkGroup(RuleContext& context, const Element& element)
{
    checkState(context, element);
    const bool reacts = element.kind == Policy || element.kind == Saga || element.kind == ReadModel;
    if (!reacts && element.kind != Aggregate && element.kind != System)
        return;
    const Inputs inputs = inputsOf(context, element);
    checkInstances(context, element, inputs);
    if (element.kind == Saga || element.kind == ReadModel)
        checkJoin(context, element, inputs);
    if (reacts)
        checkRetries(context, element, inputs);
    const Note& delivery = element.setting(NoteProperty::Delivery);
    if (element.kind == System
        && delivery.string(NoteProperty::Delivery) == QLatin1StringView("exactlyOnce"))
        context.report(RuleId::ExactlyOnceOutside, element);
}

}  // namespace stormbench::storming
