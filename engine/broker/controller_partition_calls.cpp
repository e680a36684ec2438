// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/controller_calls.h"
#include "engine/broker/wire_values.h"

namespace stormbench::broker {

namespace {

controller::PartitionToAlter partitionToAlter(
    const protocol::AlterPartitionRequest::PartitionData& wire)
{
    controller::PartitionToAlter partition;
    partition.index = PartitionIndex{wire.partitionIndex};
    partition.leaderEpoch = LeaderEpoch{wire.leaderEpoch};
    partition.partitionEpoch = controller::PartitionEpoch{wire.partitionEpoch};
    partition.recovering = wire.leaderRecoveryState != 0;
    for (const auto id : wire.newIsr)
        partition.isr.push_back({BrokerId{id}, BrokerEpoch{-1}});
    for (const auto& member : wire.newIsrWithEpochs)
        partition.isr.push_back({BrokerId{member.brokerId}, BrokerEpoch{member.brokerEpoch}});
    return partition;
}

}  // namespace

void askController(controller::ControllerHost& host, const protocol::AlterPartitionRequest& request,
    ControllerReply<protocol::AlterPartitionResponse> reply)
{
    controller::AlterPartitionRequest values;
    values.broker = BrokerId{request.brokerId};
    values.epoch = BrokerEpoch{request.brokerEpoch};
    for (const auto& topic : request.topics) {
        auto& wanted = values.topics.emplace_back();
        wanted.id = topic.topicId;
        for (const auto& partition : topic.partitions)
            wanted.partitions.push_back(partitionToAlter(partition));
    }
    host.alterPartition(
        values, [reply = std::move(reply)](const controller::AlterPartitionResponse& response) {
            protocol::AlterPartitionResponse wire;
            wire.errorCode = response.error.code;
            for (const auto& topic : response.topics) {
                auto& answered = wire.topics.emplace_back();
                answered.topicId = topic.id;
                for (const auto& is : topic.partitions)
                    answered.partitions.push_back({is.index.value(), is.error, is.leader.value(),
                        is.leaderEpoch.value(), numbers(is.isr), 0, is.partitionEpoch.value()});
            }
            reply(std::move(wire));
        });
}

void askController(controller::ControllerHost& host, const protocol::ElectLeadersRequest& request,
    ControllerReply<protocol::ElectLeadersResponse> reply)
{
    controller::ElectLeadersRequest values;
    values.type = request.electionType == 0 ? controller::ElectionType::Preferred
                                            : controller::ElectionType::Unclean;
    if (request.topicPartitions) {
        values.topics.emplace();
        for (const auto& topic : *request.topicPartitions)
            values.topics->push_back({topic.topic, idsOf<PartitionIndex>(topic.partitions)});
    }
    host.electLeaders(
        values, [reply = std::move(reply)](const controller::ElectLeadersResponse& response) {
            protocol::ElectLeadersResponse wire;
            wire.errorCode = response.error.code;
            for (const auto& topic : response.topics) {
                auto& answered = wire.replicaElectionResults.emplace_back();
                answered.topic = topic.topic;
                for (const auto& result : topic.partitions)
                    answered.partitionResult.push_back(
                        {result.index.value(), result.error.code, messageOf(result.error)});
            }
            reply(std::move(wire));
        });
}

void askController(controller::ControllerHost& host,
    const protocol::AlterPartitionReassignmentsRequest& request,
    ControllerReply<protocol::AlterPartitionReassignmentsResponse> reply)
{
    controller::AlterReassignmentsRequest values;
    for (const auto& topic : request.topics) {
        auto& wanted = values.topics.emplace_back();
        wanted.topic = topic.name;
        for (const auto& partition : topic.partitions) {
            auto& move = wanted.partitions.emplace_back();
            move.index = PartitionIndex{partition.partitionIndex};
            if (partition.replicas)
                move.replicas = idsOf<BrokerId>(*partition.replicas);
        }
    }
    host.alterReassignments(
        values, [reply = std::move(reply)](const controller::AlterReassignmentsResponse& response) {
            protocol::AlterPartitionReassignmentsResponse wire;
            wire.errorCode = response.error.code;
            wire.errorMessage = messageOf(response.error);
            for (const auto& topic : response.topics) {
                auto& answered = wire.responses.emplace_back();
                answered.name = topic.topic;
                for (const auto& result : topic.partitions)
                    answered.partitions.push_back(
                        {result.index.value(), result.error.code, messageOf(result.error)});
            }
            reply(std::move(wire));
        });
}

void askController(controller::ControllerHost& host,
    const protocol::ListPartitionReassignmentsRequest& request,
    ControllerReply<protocol::ListPartitionReassignmentsResponse> reply)
{
    controller::ListReassignmentsRequest values;
    if (request.topics) {
        values.topics.emplace();
        for (const auto& topic : *request.topics)
            values.topics->push_back({topic.name, idsOf<PartitionIndex>(topic.partitionIndexes)});
    }
    host.listReassignments(
        values, [reply = std::move(reply)](const controller::ListReassignmentsResponse& response) {
            protocol::ListPartitionReassignmentsResponse wire;
            wire.errorCode = response.error.code;
            wire.errorMessage = messageOf(response.error);
            for (const auto& topic : response.topics) {
                auto& answered = wire.topics.emplace_back();
                answered.name = topic.topic;
                for (const auto& move : topic.partitions)
                    answered.partitions.push_back({move.index.value(), numbers(move.replicas),
                        numbers(move.adding), numbers(move.removing)});
            }
            reply(std::move(wire));
        });
}

}  // namespace stormbench::broker
