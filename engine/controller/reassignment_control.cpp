// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "engine/controller/controller.h"
#include "engine/controller/reassignment.h"
#include "engine/controller/replica_placer.h"

namespace stormbench::controller {

Outcome<AlterReassignmentsResponse> Controller::alterReassignments(
    const AlterReassignmentsRequest& request)
{
    Outcome<AlterReassignmentsResponse> outcome;
    RecordWriter writer(m_image);
    for (const auto& topic : request.topics) {
        auto& answer = outcome.response.topics.emplace_back();
        answer.topic = topic.topic;
        for (const auto& wish : topic.partitions)
            answer.partitions.push_back({wish.index, reassign(topic.topic, wish, writer)});
    }
    outcome.records = finish(std::move(writer));
    return outcome;
}

ApiError Controller::reassign(
    const std::string& name, const PartitionToReassign& wish, RecordWriter& writer) const
{
    const auto topic = writer.image().topic(name);
    if (!topic)
        return {WireError::UnknownTopicOrPartition,
            fmt::format("Unable to find a topic named {}.", name)};
    const auto* partition = topic->partition(wish.index);
    if (!partition)
        return {WireError::UnknownTopicOrPartition,
            fmt::format("Unable to find partition {}:{}.", name, wish.index.value())};
    auto plan = planFor(name, resolver());
    const bool mayBeUnclean = plan.election == Election::Unclean;
    if (!wish.replicas) {
        if (!partition->reassigning())
            return {
                WireError::NoReassignmentInProgress, "No partition reassignment is in progress."};
        auto revert = planRevert(*partition, std::move(plan));
        if (revert.unclean && !mayBeUnclean)
            return {WireError::InvalidReplicaAssignment,
                fmt::format("Unable to revert partition assignment for {}:{} because it would "
                            "require an unclean leader election.",
                    name, wish.index.value())};
        plan = std::move(revert.plan);
    } else {
        if (auto error = checkAssignment(*wish.replicas, 0, writer.image()); !error.ok())
            return error;
        auto planned = planReassignment(*partition, *wish.replicas, std::move(plan));
        if (!planned)
            return {WireError::InvalidReplicaAssignment,
                fmt::format("None of the replicas of {}:{} that would be left is in sync.", name,
                    wish.index.value())};
        plan = *std::move(planned);
    }
    if (auto change = changePartition(*topic, wish.index, plan, writer.image()))
        writer.add(*std::move(change));
    return {};
}

Outcome<ListReassignmentsResponse> Controller::listReassignments(
    const ListReassignmentsRequest& request) const
{
    Outcome<ListReassignmentsResponse> outcome;
    const auto list = [&](const TopicImage& topic, const std::vector<PartitionIndex>& indexes) {
        NamedPartitions<OngoingReassignment> answer{topic.name, {}};
        for (const auto index : indexes)
            if (const auto* partition = topic.partition(index);
                partition && partition->reassigning())
                answer.partitions.push_back(
                    {index, partition->replicas, partition->adding, partition->removing});
        if (!answer.partitions.empty())
            outcome.response.topics.push_back(std::move(answer));
    };
    if (request.topics) {
        for (const auto& wanted : *request.topics)
            if (const auto topic = m_image->topic(wanted.topic))
                list(*topic, wanted.partitions);
        return outcome;
    }
    for (const auto& [name, topic] : m_image->topics()) {
        std::vector<PartitionIndex> all;
        for (std::size_t i = 0; i < topic->partitions.size(); ++i)
            all.emplace_back(static_cast<std::int32_t>(i));
        list(*topic, all);
    }
    return outcome;
}

}  // namespace stormbench::controller
