// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/deriver.h"

#include <algorithm>

#include "storming/generate/naming.h"

#include <QtCore/QStringList>

namespace stormbench::storming {
namespace {

constexpr double kMaxRate = 100'000;

/// The first four letters of each longer word: "Place Order" and "Order Placed" share "plac", and
/// "orde".
std::set<QString> stems(const QString& name)
{
    std::set<QString> result;
    for (const QString& word : kebab(name).split(u'-', Qt::SkipEmptyParts)) {
        if (word.size() > 2)
            result.insert(word.left(4));
    }
    return result;
}

bool shareStem(const QString& a, const QString& b, const QString& without)
{
    const auto ignored = stems(without);
    const auto other = stems(b);
    for (const QString& stem : stems(a)) {
        if (!ignored.contains(stem) && other.contains(stem))
            return true;
    }
    return false;
}

double weightOf(const Element& element)
{
    return std::max(0.0, element.setting(NoteProperty::Weight).number(NoteProperty::Weight));
}

void addTopic(ServiceSpec& service, const std::string& topic)
{
    if (std::find(service.topics.begin(), service.topics.end(), topic) == service.topics.end())
        service.topics.push_back(topic);
}

}  // namespace

const std::string* Deriver::typeOf(const Element& element) const
{
    const auto it = m_types.find(&element);
    return it == m_types.end() ? nullptr : &it->second;
}

void Deriver::deriveServices()
{
    for (const Element& element : m_graph.elements()) {
        switch (element.kind) {
        case NoteKind::Actor: deriveActor(element); break;
        case NoteKind::Aggregate: deriveHandler(element, ServiceKind::Aggregate); break;
        case NoteKind::System: deriveHandler(element, ServiceKind::System); break;
        case NoteKind::Policy: derivePolicy(element, ServiceKind::Policy); break;
        case NoteKind::Saga: derivePolicy(element, ServiceKind::Saga); break;
        case NoteKind::ReadModel: deriveReadModel(element); break;
        case NoteKind::Timer: deriveTimer(element); break;
        case NoteKind::Event: deriveExternalSource(element); break;
        case NoteKind::Command: deriveImplicitHandler(element); break;
        default: break;
        }
    }
}

ServiceSpec Deriver::makeService(const Element& element, ServiceKind kind) const
{
    ServiceSpec service;
    QString name = kebab(element.name);
    if (name.isEmpty())
        name = QStringLiteral("note-%1").arg(element.main().id.value());
    service.id = element.context + "." + name.toStdString();
    service.kind = kind;
    service.title = element.name.toStdString();
    service.context = element.context;
    service.notes = element.noteIds();
    const auto number
        = [&](NoteProperty property) { return element.setting(property).number(property); };
    const auto integer
        = [&](NoteProperty property) { return element.setting(property).integer(property); };
    service.latencyMs = std::clamp(number(NoteProperty::LatencyMs), 0.0, 60'000.0);
    service.failureRate = std::clamp(number(NoteProperty::FailureRate), 0.0, 1.0);
    service.maxRetries
        = static_cast<int>(std::clamp<qint64>(integer(NoteProperty::MaxRetries), 0, 100));
    service.retryBackoffMs
        = static_cast<int>(std::clamp<qint64>(integer(NoteProperty::RetryBackoffMs), 0, 60'000));
    return service;
}

void Deriver::addService(ServiceSpec service)
{
    // An aggregate and a policy of one context may have the same name; a group id stands for one of
    // them.
    if (m_serviceIds.contains(service.id)) {
        std::string kind = toString(service.kind);
        std::replace(kind.begin(), kind.end(), ' ', '-');
        service.id += "-" + kind;
        for (int i = 2; m_serviceIds.contains(service.id); ++i)
            service.id += std::to_string(i);
    }
    m_serviceIds.insert(service.id);
    std::sort(service.topics.begin(), service.topics.end());

    const Note* deadLetterNote = nullptr;
    for (const NoteId id : service.notes) {
        if (m_board.note(id)->flag(NoteProperty::DeadLetter))
            deadLetterNote = m_board.note(id);
    }
    if (deadLetterNote && !service.topics.empty()) {
        TopicSpec topic;
        const auto domain = m_graph.domainOf(service.context).toStdString();
        topic.name = (domain.empty() ? "" : domain + ".") + service.id + ".dlq";
        topic.role = TopicRole::DeadLetters;
        topic.context = service.context;
        topic.partitions = 1;
        topic.configs = {{"cleanup.policy", "delete"}, {"retention.ms", "1209600000"}};
        topic.notes = {deadLetterNote->id};
        service.deadLetterTopic = topic.name;
        m_topology.topics.push_back(std::move(topic));
    }
    if (!service.notes.empty())
        m_services[m_graph.elementOf(service.notes.front())] = service.id;
    m_topology.services.push_back(std::move(service));
}

/// The first command that an aggregate sees begins its life: it brings a new id, the others speak
/// of one that exists.
bool Deriver::beginsLife(const Element& command) const
{
    for (const Element* handler : m_graph.after(command, {NoteKind::Aggregate})) {
        for (const Element* other : m_graph.before(*handler, {NoteKind::Command})) {
            if (other != &command && other->main().rect.x() < command.main().rect.x())
                return false;
        }
    }
    return true;
}

std::vector<Emission> Deriver::emissionsAfter(const Element& element) const
{
    std::vector<Emission> emissions;
    for (const NoteKind kind : {NoteKind::Command, NoteKind::Event}) {
        for (const Element* next : m_graph.after(element, {kind})) {
            if (const auto* type = typeOf(*next))
                emissions.push_back({*type, weightOf(*next), false});
        }
    }
    return emissions;
}

void Deriver::deriveActor(const Element& actor)
{
    Reaction reaction;
    for (const Element* command : m_graph.after(actor, {NoteKind::Command})) {
        if (const auto* type = typeOf(*command))
            reaction.emissions.push_back({*type, weightOf(*command), beginsLife(*command)});
    }
    if (reaction.emissions.empty())
        return;  // an actor who only looks at read models
    ServiceSpec service = makeService(actor, ServiceKind::Actor);
    service.ratePerSecond
        = std::clamp(actor.setting(NoteProperty::RatePerSecond).number(NoteProperty::RatePerSecond),
            0.0, kMaxRate);
    service.reactions.push_back(std::move(reaction));
    addService(std::move(service));
}

/// The events that a command may lead to on one aggregate or system note: what is drawn from the
/// command itself; else the events whose words match the command's; else those that match no other
/// command there either.
std::vector<Emission> Deriver::outcomes(
    const Element& handler, const Note& instance, const Element& command) const
{
    std::vector<Emission> direct;
    for (const Element* event : m_graph.after(command, {NoteKind::Event})) {
        if (const auto* type = typeOf(*event))
            direct.push_back({*type, weightOf(*event), false});
    }
    if (!direct.empty())
        return direct;

    const auto commands = m_graph.before(instance, {NoteKind::Command});
    std::vector<Emission> found;
    for (const Note* note : m_graph.after(instance, {NoteKind::Event})) {
        const Element& event = *m_graph.elementOf(note->id);
        const auto* type = typeOf(event);
        if (!type)
            continue;
        const bool mine = shareStem(command.name, event.name, handler.name);
        const bool others = std::any_of(commands.begin(), commands.end(), [&](const Note* other) {
            return m_graph.elementOf(other->id) != &command
                && shareStem(other->name(), event.name, handler.name);
        });
        if (mine || !others)
            found.push_back({*type, weightOf(event), false});
    }
    return found;
}

void Deriver::deriveHandler(const Element& handler, ServiceKind kind)
{
    ServiceSpec service = makeService(handler, kind);
    std::map<std::string, Reaction> byTrigger;
    const bool all = handler.setting(NoteProperty::Outcomes).string(NoteProperty::Outcomes)
        == QLatin1String("all");
    const auto react = [&](const Note& instance, const Note& triggerNote) {
        const Element& trigger = *m_graph.elementOf(triggerNote.id);
        const auto* type = typeOf(trigger);
        if (!type)
            return;
        addTopic(service, m_topology.message(*type)->topic);
        Reaction& reaction = byTrigger[*type];
        reaction.trigger = *type;
        reaction.all = all;
        for (Emission& emission : outcomes(handler, instance, trigger)) {
            const bool known = std::any_of(reaction.emissions.begin(), reaction.emissions.end(),
                [&](const Emission& other) { return other.type == emission.type; });
            if (!known)
                reaction.emissions.push_back(std::move(emission));
        }
    };
    for (const Note* instance : handler.notes) {
        for (const Note* command : m_graph.before(*instance, {NoteKind::Command}))
            react(*instance, *command);
        if (kind == ServiceKind::System) {
            for (const Note* event : m_graph.before(*instance, {NoteKind::Event}))
                react(*instance, *event);
        }
    }
    for (auto& [trigger, reaction] : byTrigger)
        service.reactions.push_back(std::move(reaction));
    if (service.reactions.empty() && kind == ServiceKind::System) {
        // A system that nobody asks speaks on its own.
        Reaction spontaneous;
        spontaneous.emissions = emissionsAfter(handler);
        if (!spontaneous.emissions.empty()) {
            for (Emission& emission : spontaneous.emissions)
                emission.freshKey = true;
            service.ratePerSecond = std::clamp(
                handler.setting(NoteProperty::RatePerSecond).number(NoteProperty::RatePerSecond),
                0.0, kMaxRate);
            service.reactions.push_back(std::move(spontaneous));
        }
    }
    if (!service.reactions.empty())
        addService(std::move(service));
}

void Deriver::deriveImplicitHandler(const Element& command)
{
    const auto* type = typeOf(command);
    if (!type || !m_graph.after(command, {NoteKind::Aggregate}).empty()
        || !m_graph.after(command, {NoteKind::System}).empty())
        return;
    ServiceSpec service = makeService(command, ServiceKind::Aggregate);
    addTopic(service, m_topology.message(*type)->topic);
    service.reactions.push_back({*type, false, {}});
    for (const Element* event : m_graph.after(command, {NoteKind::Event})) {
        if (const auto* eventType = typeOf(*event))
            service.reactions.front().emissions.push_back({*eventType, weightOf(*event), false});
    }
    addService(std::move(service));
}

void Deriver::deriveReadModel(const Element& readModel)
{
    ServiceSpec service = makeService(readModel, ServiceKind::ReadModel);
    std::set<const Element*> sources;
    for (const Element* event : m_graph.before(readModel, {NoteKind::Event}))
        sources.insert(event);
    // "Aggregate → read model" is short for "by way of its events".
    for (const NoteKind kind : {NoteKind::Aggregate, NoteKind::System}) {
        for (const Element* owner : m_graph.before(readModel, {kind})) {
            for (const Element* event : m_graph.after(*owner, {NoteKind::Event}))
                sources.insert(event);
        }
    }
    for (const Element* event : sources) {
        if (const auto* type = typeOf(*event)) {
            addTopic(service, m_topology.message(*type)->topic);
            service.reactions.push_back({*type, true, {}});
        }
    }
    if (!service.reactions.empty())
        addService(std::move(service));
}

void Deriver::deriveTimer(const Element& timer)
{
    Reaction reaction;
    reaction.all = true;
    reaction.emissions = emissionsAfter(timer);
    if (reaction.emissions.empty())
        return;
    ServiceSpec service = makeService(timer, ServiceKind::Timer);
    const qint64 interval = std::max<qint64>(
        1, timer.setting(NoteProperty::IntervalMs).integer(NoteProperty::IntervalMs));
    const QString mode = timer.setting(NoteProperty::TimerMode).string(NoteProperty::TimerMode);
    for (const Element* event : m_graph.before(timer, {NoteKind::Event})) {
        const auto* type = typeOf(*event);
        if (!type || mode == QLatin1String("every"))
            continue;
        // "within" and "after" wait from the event on; the wait is the service's handling time.
        addTopic(service, m_topology.message(*type)->topic);
        Reaction delayed = reaction;
        delayed.trigger = *type;
        service.reactions.push_back(std::move(delayed));
        service.latencyMs = static_cast<double>(interval);
    }
    if (service.reactions.empty()) {
        for (Emission& emission : reaction.emissions)
            emission.freshKey = true;
        service.ratePerSecond = 1000.0 / static_cast<double>(interval);
        service.reactions.push_back(std::move(reaction));
    }
    addService(std::move(service));
}

/// An event that is marked as coming from outside, and that nothing on the board produces, arrives
/// by itself.
void Deriver::deriveExternalSource(const Element& event)
{
    const auto* type = typeOf(event);
    if (!type || !event.setting(NoteProperty::External).flag(NoteProperty::External))
        return;
    for (const NoteKind kind : {NoteKind::Aggregate, NoteKind::System, NoteKind::Command,
             NoteKind::Policy, NoteKind::Saga, NoteKind::Timer}) {
        if (!m_graph.before(event, {kind}).empty())
            return;
    }
    ServiceSpec service = makeService(event, ServiceKind::ExternalSource);
    service.ratePerSecond
        = std::clamp(event.setting(NoteProperty::RatePerSecond).number(NoteProperty::RatePerSecond),
            0.0, kMaxRate);
    service.reactions.push_back({{}, true, {{*type, 1, true}}});
    addService(std::move(service));
}

}  // namespace stormbench::storming
