// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/formats.h"

#include "storming/exchange/json_schema.h"

namespace stormbench::storming {
namespace {

Json ids(const std::vector<NoteId>& notes)
{
    Json result = Json::array();
    for (const NoteId id : notes)
        result.push_back(id.value());
    return result;
}

const char* toText(TopicRole role)
{
    switch (role) {
    case TopicRole::Events: return "events";
    case TopicRole::Commands: return "commands";
    case TopicRole::Replies: return "replies";
    case TopicRole::State: return "state";
    case TopicRole::DeadLetters: return "deadLetters";
    }
    return "events";
}

const char* toText(MessageRole role)
{
    switch (role) {
    case MessageRole::Event: return "event";
    case MessageRole::Command: return "command";
    case MessageRole::Reply: return "reply";
    case MessageRole::State: return "state";
    }
    return "event";
}

Json topicsOf(const Topology& topology)
{
    Json topics = Json::array();
    for (const TopicSpec& topic : topology.topics) {
        Json configs = Json::object();
        for (const auto& [name, value] : topic.configs)
            configs[name] = value;
        topics.push_back({{"name", topic.name}, {"role", toText(topic.role)},
            {"context", topic.context}, {"partitions", topic.partitions},
            {"replicationFactor", topic.replicationFactor}, {"configs", std::move(configs)},
            {"public", topic.isPublic}, {"notes", ids(topic.notes)}});
    }
    return topics;
}

Json messagesOf(const Topology& topology)
{
    Json messages = Json::array();
    for (const MessageType& message : topology.messages)
        messages.push_back({{"type", message.type}, {"name", message.name},
            {"title", message.title}, {"role", toText(message.role)}, {"context", message.context},
            {"topic", message.topic}, {"keyField", message.keyField},
            {"payload", payloadSchema(message)}, {"notes", ids(message.notes)}});
    return messages;
}

Json reactionsOf(const ServiceSpec& service)
{
    Json reactions = Json::array();
    for (const Reaction& reaction : service.reactions) {
        Json emissions = Json::array();
        for (const Emission& emission : reaction.emissions)
            emissions.push_back({{"type", emission.type}, {"weight", emission.weight},
                {"freshKey", emission.freshKey}});
        reactions.push_back(
            {{"trigger", reaction.trigger}, {"outcomes", reaction.all ? "all" : "one"},
                {"emissions", std::move(emissions)}, {"replies", reaction.replies}});
    }
    return reactions;
}

/// Null for what is no saga with steps.
Json sagaOf(const SagaPlan& plan)
{
    if (plan.steps.empty())
        return nullptr;
    Json steps = Json::array();
    for (const SagaPlanStep& step : plan.steps)
        steps.push_back({{"command", step.command}, {"compensation", step.compensation},
            {"answers", step.answers}, {"fails", step.fails}, {"undone", step.undone},
            {"timeoutMs", step.timeoutMs}});
    return {{"starts", plan.starts}, {"steps", std::move(steps)}, {"completed", plan.completed},
        {"failed", plan.failed}, {"keyField", plan.keyField}, {"replyType", plan.replyType},
        {"stateType", plan.stateType}};
}

Json servicesOf(const Topology& topology)
{
    Json services = Json::array();
    for (const ServiceSpec& service : topology.services)
        services.push_back({{"id", service.id}, {"kind", toString(service.kind)},
            {"title", service.title}, {"context", service.context}, {"topics", service.topics},
            {"reactions", reactionsOf(service)}, {"ratePerSecond", service.ratePerSecond},
            {"latencyMs", service.latencyMs}, {"failureRate", service.failureRate},
            {"maxRetries", service.maxRetries}, {"retryBackoffMs", service.retryBackoffMs},
            {"deadLetterTopic", service.deadLetterTopic}, {"guard", service.guard},
            {"saga", sagaOf(service.saga)}, {"notes", ids(service.notes)}});
    return services;
}

}  // namespace

ExportResult exportTopologyJson(const Topology& topology, const ExportOptions&)
{
    Json edges = Json::array();
    for (const FlowEdge& edge : topology.edges)
        edges.push_back(
            {{"from", edge.from.value()}, {"to", edge.to.value()}, {"service", edge.service},
                {"type", edge.type}, {"direction", edge.consumes ? "consumes" : "produces"}});
    const Json document{{"format", "stormbench-topology"}, {"version", 1},
        {"title", topology.title}, {"domain", topology.domain}, {"contexts", topology.contexts},
        {"topics", topicsOf(topology)}, {"messages", messagesOf(topology)},
        {"services", servicesOf(topology)}, {"edges", std::move(edges)}};
    return {{{"topology.json", document.dump(2) + "\n", false}}, {}};
}

}  // namespace stormbench::storming
