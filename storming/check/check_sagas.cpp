// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/rule_context.h"
#include "storming/model/naming.h"

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

std::vector<SagaStep> stepsOf(const Element& saga)
{
    const PropertyValue steps = saga.setting(NoteProperty::Steps).value(NoteProperty::Steps);
    const auto* list = std::get_if<std::vector<SagaStep>>(&steps);
    return list ? *list : std::vector<SagaStep>();
}

// The last step needs no way back: no later one can fail.
void checkCompensations(
    RuleContext& context, const Element& saga, const std::vector<SagaStep>& steps)
{
    QStringList bare;
    for (std::size_t at = 0; at + 1 < steps.size(); ++at)
        if (steps[at].compensation.trimmed().isEmpty())
            bare += QLatin1Char('"') + steps[at].command.simplified() + QLatin1Char('"');
    if (!bare.isEmpty())
        context.report(
            RuleId::SagaStepWithoutCompensation, saga, {bare.join(QStringLiteral(", "))});
}

void checkCommands(RuleContext& context, const Element& saga, const std::vector<SagaStep>& steps)
{
    QStringList sent;
    for (const Element* command : context.graph.after(saga, {Command}))
        sent += nameKey(command->name);
    // The first step may be what starts the saga: somebody else gives that command, and the saga
    // waits for what came of it.
    const bool leads = std::ranges::any_of(
        steps, [&](const SagaStep& step) { return sent.contains(nameKey(step.command)); });
    if (leads && !context.graph.before(saga, {Event}).empty())
        sent += nameKey(steps.front().command);
    QStringList reported;
    for (const SagaStep& step : steps) {
        for (const QString& command : {step.command, step.compensation}) {
            const QString key = nameKey(command);
            if (key.isEmpty() || sent.contains(key) || reported.contains(key))
                continue;
            reported += key;
            context.report(RuleId::SagaStepWithoutCommand, saga, {command.simplified()});
        }
    }
}

}  // namespace

void checkSaga(RuleContext& context, const Element& saga)
{
    if (context.graph.after(saga, {Command, Aggregate, System}).empty())
        context.report(RuleId::SagaWithoutEffect, saga);
    if (context.graph.after(saga, {Event}).empty())
        context.report(RuleId::SagaWithoutEnd, saga);
    const auto steps = stepsOf(saga);
    checkCompensations(context, saga, steps);
    checkCommands(context, saga, steps);
}

}  // namespace stormbench::storming
