// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/check/draft.h"
#include "storming/check/fix_parts.h"
#include "storming/check/stream.h"
#include "storming/check/words.h"
#include "storming/model/naming.h"

#include <QtCore/QStringList>

#include <algorithm>

namespace stormbench::storming {

namespace {

using enum NoteKind;

QString capitalized(const QString& text)
{
    return text.left(1).toUpper() + text.mid(1);
}

/// "Whenever paid, then ship order" → "Ship order"; empty if the rule names no consequence.
QString consequenceOf(const Note& policy)
{
    for (const QString& rule :
        {policy.string(NoteProperty::Rule), policy.text, policy.description}) {
        const QString plain = rule.simplified();
        const qsizetype then = plain.indexOf(QLatin1StringView("then "), 0, Qt::CaseInsensitive);
        const qsizetype comma = plain.indexOf(QLatin1StringView(", "));
        const QString rest = then >= 0 ? plain.mid(then + 5)
            : comma >= 0               ? plain.mid(comma + 2)
                                       : QString();
        if (!rest.isEmpty() && readsAsImperative(rest))
            return capitalized(rest);
    }
    return {};
}

}  // namespace

bool writeRule(Draft& draft, NoteId policy)
{
    QString when;
    QStringList then;
    {
        const ElementGraph graph(draft.board());
        const Element& element = *graph.elementOf(policy);
        const auto triggers = graph.before(element, {Event, Timer, System, ReadModel});
        if (triggers.empty())
            return false;
        when = inSentence(triggers.front()->name);
        for (const Element* effect : graph.after(element, {Command, Event}))
            then += inSentence(effect->name);
    }
    if (when.isEmpty() || then.isEmpty())
        return false;
    draft.set(policy, NoteProperty::Rule,
        QStringLiteral("Whenever %1, then %2").arg(when, then.join(QStringLiteral(" and "))));
    return true;
}

bool addCommandOfRule(Draft& draft, NoteId policy)
{
    const QString command = consequenceOf(*draft.board().note(policy));
    if (command.isEmpty())
        return false;
    addAfter(draft, policy, Command, command);
    return true;
}

bool addHandler(Draft& draft, NoteId command)
{
    const QString subject = subjectOf(draft.board().note(command)->name());
    if (subject.isEmpty())
        return false;
    ensureKey(draft, addAfter(draft, command, Aggregate, subject));
    return true;
}

/// The event that says what became of an aggregate or a saga.
bool addEventOf(Draft& draft, NoteId note)
{
    const Note& source = *draft.board().note(note);
    const QString name = source.name();
    if (name.isEmpty())
        return false;
    const bool isSaga = source.kind == Saga;
    const QString done = isSaga && readsAsImperative(name) && name.contains(QLatin1Char(' '))
        ? asEvent(name)
        : QStringLiteral("%1 completed").arg(name);
    QString text = isSaga ? done : QStringLiteral("%1 changed").arg(name);
    if (!isSaga) {
        const ElementGraph graph(draft.board());
        const auto commands = graph.before(*graph.elementOf(note), {Command});
        if (!commands.empty() && !commands.front()->name.isEmpty())
            text = asEvent(commands.front()->name);
    }
    const NoteId event = addAfter(draft, note, Event, text);
    if (!isSaga)
        addKeyToMessage(draft, event);
    return true;
}

bool connectStep(Draft& draft, NoteId saga)
{
    std::vector<NoteId> commands;
    {
        const ElementGraph graph(draft.board());
        const Element& element = *graph.elementOf(saga);
        const PropertyValue value = element.setting(NoteProperty::Steps).value(NoteProperty::Steps);
        const auto* steps = std::get_if<std::vector<SagaStep>>(&value);
        const auto sent = graph.after(element, {Command});
        const auto isStep = [&](const Element& command) {
            return steps && std::ranges::any_of(*steps, [&](const SagaStep& step) {
                const QString key = nameKey(command.name);
                return nameKey(step.command) == key || nameKey(step.compensation) == key;
            });
        };
        for (const Element& command : graph.elements())
            if (command.kind == Command && !command.name.isEmpty() && isStep(command)
                && std::ranges::find(sent, &command) == sent.end())
                commands.push_back(command.main().id);
    }
    for (const NoteId command : commands)
        draft.connect(saga, command);
    return !commands.empty();
}

}  // namespace stormbench::storming
