// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/authorized_operations.h"
#include "engine/broker/handlers/controller_to_tell.h"
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/partition_lists.h"
#include "engine/broker/handlers/topic_creation.h"
#include "engine/controller/topic_name.h"

namespace stormbench::broker {

using protocol::MetadataRequest;
using protocol::MetadataResponse;
using protocol::WireError;

namespace {

MetadataResponse::Topic describe(
    const controller::MetadataImage& image, const controller::TopicImage& topic, bool operations)
{
    MetadataResponse::Topic out;
    out.name = topic.name;
    out.topicId = topic.id;
    out.isInternal = controller::isInternalTopic(topic.name);
    if (operations)
        out.topicAuthorizedOperations = kTopicOperations;
    out.partitions.reserve(topic.partitions.size());
    for (std::size_t i = 0; i < topic.partitions.size(); ++i) {
        const auto& partition = topic.partitions[i];
        auto& wire = out.partitions.emplace_back();
        wire.partitionIndex = static_cast<std::int32_t>(i);
        wire.leaderId = aliveLeader(image, partition).value();
        wire.errorCode = wire.leaderId < 0 ? WireError::LeaderNotAvailable : WireError::None;
        wire.leaderEpoch = partition.leaderEpoch.value();
        wire.replicaNodes = numbersOf(partition.replicas);
        wire.isrNodes = numbersOf(partition.isr);
        wire.offlineReplicas = offlineReplicas(image, partition);
    }
    return out;
}

MetadataResponse::Topic missing(
    const std::optional<std::string>& name, const Uuid& id, WireError error)
{
    MetadataResponse::Topic out;
    out.name = name;
    out.topicId = id;
    out.errorCode = error;
    return out;
}

void answer(Core& core, const RequestPtr& request, const MetadataRequest& message,
    const TopicErrors& errors)
{
    const auto& image = core.image();
    MetadataResponse response;
    for (const auto& [id, broker] : image.brokers()) {
        if (const auto* at = broker.endpoint(); at && !broker.fenced)
            response.brokers.push_back({id.value(), at->host, at->port, broker.rack});
    }
    response.clusterId = core.options.clusterId;
    response.controllerId = controllerToTell(core).value();
    if (message.includeClusterAuthorizedOperations)
        response.clusterAuthorizedOperations = kClusterOperations;

    const bool operations = message.includeTopicAuthorizedOperations;
    const bool all = !message.topics || (request->version() == 0 && message.topics->empty());
    if (all) {
        for (const auto& [name, topic] : image.topics())
            response.topics.push_back(describe(image, *topic, operations));
        return request->reply(response);
    }
    for (const auto& wanted : *message.topics) {
        const bool byId = !wanted.topicId.isZero();
        const auto topic
            = byId ? image.topic(wanted.topicId) : image.topic(wanted.name.value_or(std::string{}));
        if (topic) {
            response.topics.push_back(describe(image, *topic, operations));
        } else if (byId) {
            response.topics.push_back(
                missing(request->version() >= 12 ? std::nullopt : std::optional(std::string{}),
                    wanted.topicId, WireError::UnknownTopicId));
        } else {
            const auto failed = errors.find(wanted.name.value_or(std::string{}));
            response.topics.push_back(missing(wanted.name.value_or(std::string{}), {},
                failed == errors.end() ? WireError::UnknownTopicOrPartition : failed->second));
        }
    }
    request->reply(response);
}

}  // namespace

void handle(Core& core, const RequestPtr& request, MetadataRequest message)
{
    TopicErrors errors;
    std::vector<std::string> toCreate;
    const bool mayCreate = (request->version() < 4 || message.allowAutoTopicCreation)
        && core.configs().flag("auto.create.topics.enable");
    for (const auto& wanted : message.topics.value_or(std::vector<MetadataRequest::Topic>{})) {
        if (!wanted.topicId.isZero() || !wanted.name || core.image().topic(*wanted.name))
            continue;
        if (!controller::checkTopicName(*wanted.name))
            errors[*wanted.name] = WireError::InvalidTopicException;
        else if (mayCreate
            && std::find(toCreate.begin(), toCreate.end(), *wanted.name) == toCreate.end())
            toCreate.push_back(*wanted.name);
    }
    if (toCreate.empty())
        return answer(core, request, message, errors);
    autoCreateTopics(core, toCreate,
        [&core, request, message = std::move(message), errors](const TopicErrors& failed) mutable {
            errors.insert(failed.begin(), failed.end());
            answer(core, request, message, errors);
        });
}

}  // namespace stormbench::broker
