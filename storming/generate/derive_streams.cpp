// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/generate/deriver.h"

#include <algorithm>

#include "storming/generate/naming.h"

namespace stormbench::storming {
namespace {

constexpr qint64 kRequestRetentionMs = 24LL * 3600 * 1000;  // of commands and replies

const char* suffixOf(TopicRole role)
{
    switch (role) {
    case TopicRole::Commands: return ".cmd";
    case TopicRole::Replies: return ".reply";
    case TopicRole::State: return ".state";
    default: return "";
    }
}

/// The field that identifies the thing a message is about: its owner's key, else the owner's first
/// "…Id" field, else the message's own first one.
std::string keyFieldOf(const Element& owner, const Element& message)
{
    if (const QString key = owner.keyField(); !key.isEmpty())
        return key.toStdString();
    for (const auto& fields : {owner.fields(), message.fields()}) {
        for (const NoteField& field : fields) {
            if (field.name.endsWith(QLatin1String("Id")) || field.name == QLatin1String("id"))
                return field.name.toStdString();
        }
    }
    return {};
}

}  // namespace

void Deriver::deriveMessages()
{
    for (const Element& element : m_graph.elements()) {
        if (element.kind == NoteKind::Event)
            deriveEvent(element);
        else if (element.kind == NoteKind::Command)
            deriveCommand(element);
    }
}

/// One topic an aggregate, with all its events in order; the events of a system in its own; any
/// other event has one alone.
void Deriver::deriveEvent(const Element& event)
{
    for (const NoteKind kind : {NoteKind::Aggregate, NoteKind::System}) {
        const auto owners = m_graph.before(event, {kind});
        if (!owners.empty()) {
            addMessage(event, MessageRole::Event, streamTopic(*owners.front(), TopicRole::Events),
                keyFieldOf(*owners.front(), event));
            return;
        }
    }
    addMessage(
        event, MessageRole::Event, streamTopic(event, TopicRole::Events), keyFieldOf(event, event));
}

void Deriver::deriveCommand(const Element& command)
{
    for (const NoteKind kind : {NoteKind::Aggregate, NoteKind::System}) {
        const auto handlers = m_graph.after(command, {kind});
        if (!handlers.empty()) {
            addMessage(command, MessageRole::Command,
                streamTopic(*handlers.front(), TopicRole::Commands),
                keyFieldOf(*handlers.front(), command));
            return;
        }
    }
    // At process level a command may lead to its events directly: the command itself is then the
    // handler.
    if (!m_graph.after(command, {NoteKind::Event}).empty())
        addMessage(command, MessageRole::Command, streamTopic(command, TopicRole::Commands),
            keyFieldOf(command, command));
    else
        report(DiagnosticSeverity::Warning,
            QStringLiteral("Nothing handles the command \"%1\": put the aggregate or system that "
                           "does beside it.")
                .arg(command.name),
            command.noteIds());
}

const std::string& Deriver::streamTopic(const Element& owner, TopicRole role)
{
    const auto [it, isNew] = m_streams.try_emplace({&owner, role});
    if (!isNew)
        return it->second;

    it->second = nameTopic(owner, role);

    TopicSpec topic;
    topic.name = it->second;
    topic.role = role;
    topic.context = owner.context;
    topic.partitions = static_cast<int>(std::clamp<qint64>(
        owner.setting(NoteProperty::Partitions).integer(NoteProperty::Partitions), 1, 10'000));
    topic.notes = owner.noteIds();
    topic.isPublic = role == TopicRole::Events
        && owner.setting(NoteProperty::Public).flag(NoteProperty::Public);
    const bool forEver = owner.setting(NoteProperty::EventSourced).flag(NoteProperty::EventSourced);
    const qint64 retention = role != TopicRole::Events ? kRequestRetentionMs
        : forEver                                      ? -1
                  : owner.setting(NoteProperty::RetentionMs).integer(NoteProperty::RetentionMs);
    if (role == TopicRole::State)
        topic.configs["cleanup.policy"] = "compact";
    else
        topic.configs = {{"cleanup.policy", "delete"}, {"retention.ms", std::to_string(retention)}};
    m_topology.topics.push_back(std::move(topic));
    return it->second;
}

std::string Deriver::nameTopic(const Element& owner, TopicRole role)
{
    const QString name = m_graph.topicOf(owner) + QLatin1String(suffixOf(role));
    const QString problem = topicNameProblem(name);
    if (!problem.isEmpty())
        report(DiagnosticSeverity::Error,
            QStringLiteral("%1. Rename the note or change its topic name.").arg(problem),
            owner.noteIds());

    // Different things must not share a topic by accident; a second one of the same name gets a
    // number.
    const auto taken = [&](const QString& candidate) {
        return m_topology.topic(candidate.toStdString()) != nullptr;
    };
    QString unique = name;
    for (int i = 2; taken(unique); ++i)
        unique = QStringLiteral("%1-%2").arg(name).arg(i);
    return unique.toStdString();
}

std::string Deriver::uniqueType(const std::string& type) const
{
    std::string unique = type;
    for (int i = 2; m_topology.message(unique); ++i)
        unique = type + std::to_string(i);
    return unique;
}

void Deriver::addMessage(
    const Element& element, MessageRole role, const std::string& topic, const std::string& keyField)
{
    MessageType message;
    const QString pascal = pascalCase(element.name);
    message.name = pascal.isEmpty() ? "Note" + std::to_string(element.main().id.value())
                                    : pascal.toStdString();
    message.type = uniqueType(element.context + "." + message.name);
    message.title = element.name.toStdString();
    message.description = element.main().description.toStdString();
    message.role = role;
    message.context = element.context;
    message.topic = topic;
    message.keyField = keyField;
    message.fields = element.fields();
    message.notes = element.noteIds();
    m_types[&element] = message.type;
    m_topology.messages.push_back(std::move(message));
}

}  // namespace stormbench::storming
