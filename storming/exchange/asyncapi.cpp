// SPDX-License-Identifier: GPL-3.0-or-later
#include "storming/exchange/formats.h"

#include <algorithm>
#include <set>

#include "storming/exchange/yaml.h"

namespace stormbench::storming {
namespace {

/// Component names allow no dots in references that every tool understands.
std::string componentName(std::string name)
{
    std::replace_if(
        name.begin(), name.end(), [](unsigned char c) { return !std::isalnum(c); }, '_');
    return name;
}

Json reference(const std::string& path)
{
    return {{"$ref", path}};
}

/// One bounded context's application: what its services send and take in, and the channels and
/// messages these need.
class ContextDocument {
public:
    ContextDocument(const Topology& topology, const ExportOptions& options, std::string context)
        : m_topology(topology)
        , m_options(options)
        , m_context(std::move(context))
    {
    }

    /// Null when the context neither sends nor receives.
    Json build()
    {
        Json operations = Json::object();
        for (const ServiceSpec& service : m_topology.services) {
            if (service.context == m_context)
                addOperations(service, operations);
        }
        if (operations.empty())
            return nullptr;
        const auto title = m_topology.contexts.find(m_context);
        return {
            {"asyncapi", "3.0.0"},
            {"info",
                {{"title", (title == m_topology.contexts.end() ? m_context : title->second)},
                    {"version", "1.0.0"},
                    {"description",
                        "The bounded context \"" + m_context + "\" of the board \""
                            + m_topology.title + "\"."}}},
            {"defaultContentType", "application/json"},
            {"servers", {{"kafka", {{"host", m_options.bootstrap}, {"protocol", "kafka"}}}}},
            {"channels", channels()},
            {"operations", std::move(operations)},
            {"components", {{"messages", messages()}}},
        };
    }

private:
    void addOperations(const ServiceSpec& service, Json& operations)
    {
        std::map<std::string, std::set<std::string>> sends, receives;  // topic → types
        std::map<std::string, std::set<std::string>> replies;  // topic received from → types
        for (const Reaction& reaction : service.reactions) {
            if (const auto* trigger = m_topology.message(reaction.trigger)) {
                receives[trigger->topic].insert(trigger->type);
                replies[trigger->topic].insert(reaction.replies.begin(), reaction.replies.end());
            }
            for (const Emission& emission : reaction.emissions) {
                if (const auto* message = m_topology.message(emission.type))
                    sends[message->topic].insert(message->type);
            }
        }
        for (const auto& [topic, types] : receives) {
            Json received = operation(service, "receive", topic, types);
            addReply(received, replies[topic]);
            operations[componentName(service.id + ".receive." + topic)] = std::move(received);
        }
        for (const auto& [topic, types] : sends) {
            Json sent = operation(service, "send", topic, types);
            if (isCommanded(service.saga, types))
                addReply(sent, {service.saga.replyType});
            operations[componentName(service.id + ".send." + topic)] = std::move(sent);
        }
    }

    static bool isCommanded(const SagaPlan& saga, const std::set<std::string>& types)
    {
        return std::any_of(saga.steps.begin(), saga.steps.end(), [&](const SagaPlanStep& step) {
            return types.contains(step.command) || types.contains(step.compensation);
        });
    }

    /// Where several sagas ask, only the command tells where its reply belongs.
    void addReply(Json& operation, const std::set<std::string>& types)
    {
        if (types.size() > 1)
            operation["reply"] = {{"address", {{"location", "$message.header#/ce_replyto"}}}};
        const auto* message = types.size() == 1 ? m_topology.message(*types.begin()) : nullptr;
        if (!message)
            return;
        m_used[message->topic].insert(message->type);
        const std::string channel = "#/channels/" + componentName(message->topic);
        operation["reply"] = {{"channel", reference(channel)},
            {"messages",
                Json::array({reference(channel + "/messages/" + componentName(message->type))})}};
    }

    Json operation(const ServiceSpec& service, const char* action, const std::string& topic,
        const std::set<std::string>& types)
    {
        const std::string channel = "#/channels/" + componentName(topic);
        Json list = Json::array();
        for (const auto& type : types) {
            m_used[topic].insert(type);
            list.push_back(reference(channel + "/messages/" + componentName(type)));
        }
        Json binding{{"clientId", {{"type", "string"}, {"enum", Json::array({service.id})}}},
            {"bindingVersion", "0.5.0"}};
        if (std::string_view(action) == "receive")
            binding = {{"groupId", {{"type", "string"}, {"enum", Json::array({service.id})}}},
                {"bindingVersion", "0.5.0"}};
        Json notes = Json::array();
        for (const NoteId id : service.notes)
            notes.push_back(id.value());
        return {{"action", action}, {"title", service.title}, {"channel", reference(channel)},
            {"messages", std::move(list)}, {"bindings", {{"kafka", std::move(binding)}}},
            {"x-stormbench-kind", toString(service.kind)},
            {"x-stormbench-notes", std::move(notes)}};
    }

    Json channels() const
    {
        Json result = Json::object();
        for (const auto& [topic, types] : m_used) {
            Json list = Json::object();
            for (const auto& type : types)
                list[componentName(type)]
                    = reference("#/components/messages/" + componentName(type));
            Json channel{{"address", topic}, {"messages", std::move(list)}};
            if (const TopicSpec* spec = m_topology.topic(topic))
                channel["bindings"]["kafka"] = channelBinding(*spec);
            result[componentName(topic)] = std::move(channel);
        }
        return result;
    }

    Json channelBinding(const TopicSpec& topic) const
    {
        Json binding{{"topic", topic.name}, {"partitions", topic.partitions},
            {"replicas",
                topic.replicationFactor > 0 ? topic.replicationFactor
                                            : m_options.replicationFactor}};
        Json configuration = Json::object();
        for (const auto& [name, value] : topic.configs) {
            if (name == "cleanup.policy")
                configuration[name] = Json::array({value});
            else
                configuration[name] = std::stoll(value);
        }
        binding["topicConfiguration"] = std::move(configuration);
        binding["bindingVersion"] = "0.5.0";
        return binding;
    }

    Json messages() const
    {
        Json result = Json::object();
        std::set<std::string> all;
        for (const auto& [topic, types] : m_used)
            all.insert(types.begin(), types.end());
        for (const auto& type : all)
            result[componentName(type)] = message(*m_topology.message(type));
        return result;
    }

    /// Whether a saga sends it and waits for the reply.
    [[nodiscard]] bool isAnswered(const std::string& type) const
    {
        return std::any_of(m_topology.services.begin(), m_topology.services.end(),
            [&](const ServiceSpec& service) { return isCommanded(service.saga, {type}); });
    }

    [[nodiscard]] Json message(const MessageType& message) const
    {
        Json headers{{"type", "object"},
            {"properties",
                {{"ce_type", {{"type", "string"}, {"const", message.type}}},
                    {"ce_id", {{"type", "string"}}}, {"ce_source", {{"type", "string"}}},
                    {"traceparent", {{"type", "string"}}}}},
            {"required", Json::array({"ce_type", "ce_id", "ce_source"})}};
        if (isAnswered(message.type))
            for (const char* name : {"ce_replyto", "ce_sagaid"})
                headers["properties"][name] = {{"type", "string"}};
        Json result{{"name", message.type}, {"title", message.title}};
        if (!message.description.empty())
            result["summary"] = message.description;
        result["contentType"] = "application/json";
        result["headers"] = std::move(headers);
        result["payload"] = payloadSchema(message);
        Json key{{"type", "string"}};
        if (!message.keyField.empty())
            key["description"] = "the value of " + message.keyField;
        result["bindings"]["kafka"] = {{"key", std::move(key)}, {"bindingVersion", "0.5.0"}};
        return result;
    }

    const Topology& m_topology;
    const ExportOptions& m_options;
    std::string m_context;
    std::map<std::string, std::set<std::string>>
        m_used;  ///< topic → types that this context sends or receives
};

}  // namespace

ExportResult exportAsyncApi(const Topology& topology, const ExportOptions& options)
{
    ExportResult result;
    for (const auto& [context, title] : topology.contexts) {
        const Json document = ContextDocument(topology, options, context).build();
        if (!document.is_null())
            result.files.push_back({context + ".asyncapi.yaml", toYaml(document), false});
    }
    const bool timed = std::any_of(
        topology.services.begin(), topology.services.end(), [](const ServiceSpec& service) {
            return service.ratePerSecond > 0 || service.latencyMs > 0;
        });
    if (timed)
        result.losses.emplace_back(
            "Rates, latencies and failure rates of the simulated services have "
            "no place in AsyncAPI.");
    return result;
}

}  // namespace stormbench::storming
