// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/relay.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {

const controller::PartitionImage* find(
    const controller::MetadataImage& image, const std::string& topic, std::int32_t partition)
{
    return image.partition(topic, PartitionIndex{partition});
}

bool isIn(const std::vector<BrokerId>& replicas, const std::vector<std::int32_t>& wanted)
{
    return std::all_of(wanted.begin(), wanted.end(), [&](std::int32_t id) {
        return std::find(replicas.begin(), replicas.end(), BrokerId{id}) != replicas.end();
    });
}

/// The image has what the controller accepted: the replicas that were wanted, or no reassignment
/// after a cancel.
bool shows(const controller::MetadataImage& image,
    const protocol::AlterPartitionReassignmentsRequest& request,
    const protocol::AlterPartitionReassignmentsResponse& response)
{
    for (std::size_t t = 0; t < response.responses.size() && t < request.topics.size(); ++t) {
        const auto& wanted = request.topics[t].partitions;
        const auto& answered = response.responses[t].partitions;
        for (std::size_t p = 0; p < answered.size() && p < wanted.size(); ++p) {
            const auto* is = find(image, request.topics[t].name, wanted[p].partitionIndex);
            if (answered[p].errorCode != WireError::None || !is)
                continue;
            if (wanted[p].replicas ? !isIn(is->replicas, *wanted[p].replicas) : is->reassigning())
                return false;
        }
    }
    return true;
}

}  // namespace

void handle(Core& core, const RequestPtr& request, protocol::ElectLeadersRequest message)
{
    constexpr std::int8_t kPreferred = 0;
    constexpr std::int8_t kUnclean = 1;
    if (message.electionType != kPreferred && message.electionType != kUnclean) {
        protocol::ElectLeadersResponse response;
        response.errorCode = WireError::InvalidRequest;
        return request->reply(response);
    }
    const auto fillErrors = [message](protocol::ElectLeadersResponse& response) {
        response.errorCode = WireError::NotController;
        if (!message.topicPartitions)
            return;
        for (const auto& topic : *message.topicPartitions) {
            auto& out = response.replicaElectionResults.emplace_back();
            out.topic = topic.topic;
            for (const auto partition : topic.partitions)
                out.partitionResult.push_back({partition, WireError::NotController, kNoController});
        }
    };
    const auto visible = [preferred = message.electionType == kPreferred](
                             const protocol::ElectLeadersResponse& response, const auto& image) {
        for (const auto& topic : response.replicaElectionResults)
            for (const auto& result : topic.partitionResult) {
                const auto* is = find(image, topic.topic, result.partitionId);
                if (result.errorCode == WireError::None && is
                    && (preferred ? is->leader != is->replicas.front() : is->leader == kNoBroker))
                    return false;
            }
        return true;
    };
    relay(core, request, message, limitOf(message.timeoutMs), fillErrors, visible);
}

void handle(
    Core& core, const RequestPtr& request, protocol::AlterPartitionReassignmentsRequest message)
{
    const auto fillErrors = [](protocol::AlterPartitionReassignmentsResponse& response) {
        response.errorCode = WireError::NotController;
        response.errorMessage = kNoController;
    };
    const auto visible = [message](const protocol::AlterPartitionReassignmentsResponse& response,
                             const auto& image) { return shows(image, message, response); };
    relay(core, request, message, limitOf(message.timeoutMs), fillErrors, visible);
}

void handle(
    Core& core, const RequestPtr& request, protocol::ListPartitionReassignmentsRequest message)
{
    const auto fillErrors = [](protocol::ListPartitionReassignmentsResponse& response) {
        response.errorCode = WireError::NotController;
        response.errorMessage = kNoController;
    };
    const auto visible
        = [](const protocol::ListPartitionReassignmentsResponse&, const auto&) { return true; };
    relay(core, request, message, limitOf(message.timeoutMs), fillErrors, visible);
}

}  // namespace stormbench::broker
