// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/controller_calls.h"

#include "engine/broker/wire_values.h"
#include "engine/controller/topic_name.h"

namespace stormbench::broker {

namespace {

controller::NewTopic newTopic(const protocol::CreateTopicsRequest::CreatableTopic& wire)
{
    controller::NewTopic topic;
    topic.name = wire.name;
    topic.partitions = wire.numPartitions;
    topic.replicationFactor = wire.replicationFactor;
    for (const auto& assignment : wire.assignments)
        topic.assignments[PartitionIndex{assignment.partitionIndex}]
            = idsOf<BrokerId>(assignment.brokerIds);
    for (const auto& config : wire.configs)
        topic.configs.emplace_back(config.name, config.value);
    return topic;
}

protocol::CreateTopicsResponse::CreatableTopicResult createdTopic(
    const controller::CreatedTopic& created)
{
    protocol::CreateTopicsResponse::CreatableTopicResult wire;
    wire.name = created.name;
    wire.topicId = created.id;
    wire.errorCode = created.error.code;
    wire.errorMessage = messageOf(created.error);
    wire.numPartitions = created.partitions;
    wire.replicationFactor = created.replicationFactor;
    wire.configs.emplace();
    for (const auto& entry : created.configs) {
        wire.configs->push_back({std::string(entry.definition->name), entry.value, entry.readOnly,
            static_cast<std::int8_t>(entry.source), false});
    }
    return wire;
}

template <class WireResponse>
std::function<void(controller::AlterConfigsResponse)> alterReply(
    ControllerReply<WireResponse> reply)
{
    return [reply = std::move(reply)](const controller::AlterConfigsResponse& response) {
        WireResponse wire;
        for (const auto& [target, error] : response.resources)
            wire.responses.push_back({error.code, messageOf(error), target.type, target.name});
        reply(std::move(wire));
    };
}

}  // namespace

void askController(controller::ControllerHost& host, const protocol::CreateTopicsRequest& request,
    ControllerReply<protocol::CreateTopicsResponse> reply)
{
    controller::CreateTopicsRequest values;
    values.validateOnly = request.validateOnly;
    protocol::CreateTopicsResponse wire;
    for (const auto& topic : request.topics) {
        if (topic.name != controller::kMetadataTopic) {
            values.topics.push_back(newTopic(topic));
            continue;
        }
        auto& refused = wire.topics.emplace_back();
        refused.name = topic.name;
        refused.errorCode = protocol::WireError::InvalidRequest;
        refused.errorMessage = "the metadata log is no topic";
    }
    host.createTopics(values,
        [reply = std::move(reply), wire = std::move(wire)](
            const controller::CreateTopicsResponse& response) mutable {
            for (const auto& created : response.topics)
                wire.topics.push_back(createdTopic(created));
            reply(std::move(wire));
        });
}

void askController(controller::ControllerHost& host, const protocol::DeleteTopicsRequest& request,
    ControllerReply<protocol::DeleteTopicsResponse> reply)
{
    controller::DeleteTopicsRequest values;
    for (const auto& topic : request.topics)
        values.topics.push_back({topic.name.value_or(std::string{}), topic.topicId});
    for (const auto& name : request.topicNames)
        values.topics.push_back({name, {}});
    host.deleteTopics(
        values, [reply = std::move(reply)](const controller::DeleteTopicsResponse& response) {
            protocol::DeleteTopicsResponse wire;
            for (const auto& deleted : response.topics) {
                wire.responses.push_back(
                    {deleted.name.empty() ? std::nullopt : std::optional(deleted.name), deleted.id,
                        deleted.error.code, messageOf(deleted.error)});
            }
            reply(std::move(wire));
        });
}

void askController(controller::ControllerHost& host,
    const protocol::CreatePartitionsRequest& request,
    ControllerReply<protocol::CreatePartitionsResponse> reply)
{
    controller::CreatePartitionsRequest values;
    values.validateOnly = request.validateOnly;
    for (const auto& topic : request.topics) {
        controller::NewPartitions partitions{topic.name, topic.count, std::nullopt};
        if (topic.assignments) {
            partitions.assignments.emplace();
            for (const auto& assignment : *topic.assignments)
                partitions.assignments->push_back(idsOf<BrokerId>(assignment.brokerIds));
        }
        values.topics.push_back(std::move(partitions));
    }
    host.createPartitions(
        values, [reply = std::move(reply)](const controller::CreatePartitionsResponse& response) {
            protocol::CreatePartitionsResponse wire;
            for (const auto& [topic, error] : response.topics)
                wire.results.push_back({topic, error.code, messageOf(error)});
            reply(std::move(wire));
        });
}

void askController(controller::ControllerHost& host, const protocol::AlterConfigsRequest& request,
    ControllerReply<protocol::AlterConfigsResponse> reply)
{
    controller::AlterConfigsRequest values;
    values.validateOnly = request.validateOnly;
    values.replaceAll = true;
    for (const auto& resource : request.resources) {
        controller::AlteredResource altered{{resource.resourceType, resource.resourceName}, {}};
        for (const auto& config : resource.configs)
            altered.changes.push_back(
                {config.name, controller::ConfigOperation::Set, config.value});
        values.resources.push_back(std::move(altered));
    }
    host.alterConfigs(values, alterReply(std::move(reply)));
}

void askController(controller::ControllerHost& host,
    const protocol::IncrementalAlterConfigsRequest& request,
    ControllerReply<protocol::IncrementalAlterConfigsResponse> reply)
{
    controller::AlterConfigsRequest values;
    values.validateOnly = request.validateOnly;
    for (const auto& resource : request.resources) {
        controller::AlteredResource altered{{resource.resourceType, resource.resourceName}, {}};
        for (const auto& config : resource.configs)
            altered.changes.push_back({config.name,
                static_cast<controller::ConfigOperation>(config.configOperation), config.value});
        values.resources.push_back(std::move(altered));
    }
    host.alterConfigs(values, alterReply(std::move(reply)));
}

void askController(controller::ControllerHost& host,
    const protocol::AllocateProducerIdsRequest& request,
    ControllerReply<protocol::AllocateProducerIdsResponse> reply)
{
    host.allocateProducerIds({BrokerId{request.brokerId}, BrokerEpoch{request.brokerEpoch}},
        [reply = std::move(reply)](const controller::AllocateProducerIdsResponse& response) {
            protocol::AllocateProducerIdsResponse wire;
            wire.errorCode = response.error.code;
            wire.producerIdStart = response.start.value();
            wire.producerIdLen = response.count;
            reply(wire);
        });
}

void askController(controller::ControllerHost& host,
    const protocol::BrokerRegistrationRequest& request,
    ControllerReply<protocol::BrokerRegistrationResponse> reply)
{
    controller::RegisterBrokerRequest values;
    values.broker = BrokerId{request.brokerId};
    values.clusterId = request.clusterId;
    values.incarnation = request.incarnationId;
    values.directory = request.logDirs.empty() ? Uuid{} : request.logDirs.front();
    values.rack = request.rack;
    values.previousEpoch = BrokerEpoch{request.previousBrokerEpoch};
    for (const auto& listener : request.listeners)
        values.listeners.push_back({listener.name, {listener.host, listener.port}});
    host.registerBroker(
        values, [reply = std::move(reply)](const controller::RegisterBrokerResponse& response) {
            protocol::BrokerRegistrationResponse wire;
            wire.errorCode = response.error.code;
            wire.brokerEpoch = response.epoch.value();
            reply(wire);
        });
}

void askController(controller::ControllerHost& host,
    const protocol::BrokerHeartbeatRequest& request,
    ControllerReply<protocol::BrokerHeartbeatResponse> reply)
{
    const controller::BrokerHeartbeatRequest values{BrokerId{request.brokerId},
        BrokerEpoch{request.brokerEpoch}, Offset{request.currentMetadataOffset}, request.wantFence,
        request.wantShutDown, !request.offlineLogDirs.empty()};
    host.heartbeat(
        values, [reply = std::move(reply)](const controller::BrokerHeartbeatResponse& response) {
            protocol::BrokerHeartbeatResponse wire;
            wire.errorCode = response.error.code;
            wire.isCaughtUp = response.caughtUp;
            wire.isFenced = response.fenced;
            wire.shouldShutDown = response.shouldShutdown;
            wire.metadataOffset = response.metadataOffset.value();
            reply(wire);
        });
}

}  // namespace stormbench::broker
