// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <fmt/format.h>

#include "engine/controller/config_change.h"
#include "engine/controller/controller.h"
#include "engine/controller/replica_placer.h"
#include "engine/controller/topic_name.h"

namespace stormbench::controller {
namespace {

using Assignments = std::vector<std::vector<BrokerId>>;
using AssignmentsOr = tl::expected<Assignments, ApiError>;

ApiError checkName(const std::string& name, const MetadataImage& image)
{
    if (const auto checked = checkTopicName(name); !checked)
        return {WireError::InvalidTopicException, checked.error().message};
    if (image.topic(name))
        return {WireError::TopicAlreadyExists, fmt::format("Topic '{}' already exists.", name)};
    if (name.find_first_of("._") == std::string::npos)
        return {};
    for (const auto& [other, topic] : image.topics())
        if (topicNamesCollide(name, other))
            return {WireError::InvalidTopicException,
                fmt::format("Topic '{}' collides with existing topic: {}", name, other)};
    return {};
}

ApiError checkReplicationFactor(std::int16_t wanted)
{
    if (wanted < 1)
        return {WireError::InvalidReplicationFactor,
            "Replication factor must be larger than 0, or -1 to use the default value."};
    return {};
}

ApiError checkSomeoneLeads(const Assignments& assignments, const MetadataImage& image)
{
    for (const auto& replicas : assignments)
        if (std::none_of(replicas.begin(), replicas.end(),
                [&](BrokerId broker) { return isActive(image, broker); }))
            return {WireError::InvalidReplicaAssignment,
                "All brokers specified in the manual partition assignment are fenced or in "
                "controlled shutdown."};
    return {};
}

AssignmentsOr manualAssignments(const NewTopic& topic, const MetadataImage& image)
{
    if (topic.replicationFactor != -1)
        return tl::unexpected(ApiError{WireError::InvalidRequest,
            "A manual partition assignment was specified, but replication factor was not set to "
            "-1."});
    if (topic.partitions != -1)
        return tl::unexpected(ApiError{WireError::InvalidRequest,
            "A manual partition assignment was specified, but numPartitions was not set to -1."});
    Assignments assignments;
    for (const auto& [index, replicas] : topic.assignments) {
        if (static_cast<std::size_t>(index.value()) != assignments.size())
            return tl::unexpected(ApiError{WireError::InvalidReplicaAssignment,
                "partitions should be a consecutive 0-based integer sequence"});
        auto error = checkAssignment(
            replicas, assignments.empty() ? 0 : assignments.front().size(), image);
        if (!error.ok())
            return tl::unexpected(std::move(error));
        assignments.push_back(replicas);
    }
    if (auto error = checkSomeoneLeads(assignments, image); !error.ok())
        return tl::unexpected(std::move(error));
    return assignments;
}

ApiError checkPartitionCount(std::int32_t count)
{
    if (count < 1)
        return {WireError::InvalidPartitions,
            "Number of partitions must be larger than 0, or -1 to use the default value."};
    if (count > 10'000)
        return {WireError::PolicyViolation,
            fmt::format("Excessively large number of partitions per request: {}", count)};
    return {};
}

// A message names a topic once: the answers could not be told apart.
template <typename Items, typename NameOf>
std::map<std::string, int> occurrences(const Items& items, NameOf nameOf)
{
    std::map<std::string, int> counts;
    for (const auto& item : items)
        ++counts[nameOf(item)];
    return counts;
}

}  // namespace

NewTopic offsetsTopic(const ConfigResolver& resolver)
{
    NewTopic topic;
    topic.name = kOffsetsTopic;
    topic.partitions = static_cast<std::int32_t>(resolver.number("offsets.topic.num.partitions"));
    topic.replicationFactor
        = static_cast<std::int16_t>(resolver.number("offsets.topic.replication.factor"));
    topic.configs = {{"cleanup.policy", "compact"}, {"compression.type", "producer"},
        {"segment.bytes", resolver.text("offsets.topic.segment.bytes")}};
    return topic;
}

Uuid Controller::newTopicId()
{
    Uuid id;
    do {
        const auto high = m_random.next();
        id = Uuid::fromRandomBits(high, m_random.next());
    } while (id.isZero() || id == kMetadataTopicId
        || id.toString().starts_with('-'));  // Kafka's tools take '-' for an option
    return id;
}

Outcome<CreateTopicsResponse> Controller::createTopics(const CreateTopicsRequest& request)
{
    Outcome<CreateTopicsResponse> outcome;
    const auto counts
        = occurrences(request.topics, [](const NewTopic& topic) { return topic.name; });
    RecordWriter writer(m_image);
    for (const auto& topic : request.topics) {
        if (counts.at(topic.name) > 1)
            outcome.response.topics.push_back(
                {topic.name, {WireError::InvalidRequest, "Duplicate topic name."}, {}, -1, -1, {}});
        else
            outcome.response.topics.push_back(createTopic(topic, writer));
    }
    outcome.records = finish(std::move(writer), request.validateOnly);
    return outcome;
}

CreatedTopic Controller::createTopic(const NewTopic& request, RecordWriter& writer)
{
    CreatedTopic created;
    created.name = request.name;
    const auto& image = writer.image();
    const auto refuse = [&](ApiError error) {
        created.error = std::move(error);
        return created;
    };
    if (auto error = checkName(request.name, image); !error.ok())
        return refuse(std::move(error));
    const auto configs = checkTopicConfigs(request.configs);
    if (!configs)
        return refuse(configs.error());

    AssignmentsOr assignments;
    if (!request.assignments.empty()) {
        assignments = manualAssignments(request, image);
    } else {
        const auto defaults = resolver();
        const auto partitions = request.partitions == -1
            ? static_cast<std::int32_t>(defaults.number("num.partitions"))
            : request.partitions;
        const auto factor = request.replicationFactor == -1
            ? static_cast<std::int16_t>(defaults.number("default.replication.factor"))
            : request.replicationFactor;
        if (auto error = checkPartitionCount(partitions); !error.ok())
            return refuse(std::move(error));
        if (auto error = checkReplicationFactor(factor); !error.ok())
            return refuse(std::move(error));
        assignments = placeReplicas({partitions, factor, m_placements}, image);
    }
    if (!assignments)
        return refuse(assignments.error());

    created.id = newTopicId();
    created.partitions = static_cast<std::int32_t>(assignments->size());
    created.replicationFactor = static_cast<std::int16_t>(assignments->front().size());
    ++m_placements;
    writer.add(TopicRecord{request.name, created.id});
    for (const auto& [name, value] : *configs)
        writer.add(ConfigRecord{{ConfigResourceType::Topic, request.name}, name, value});
    for (std::size_t i = 0; i < assignments->size(); ++i)
        writer.add(newPartition(
            created.id, PartitionIndex{static_cast<std::int32_t>(i)}, (*assignments)[i], image));
    created.configs = ConfigResolver(
        std::make_shared<const MetadataImage>(image), m_options.configs, m_options.self)
                          .describeTopic(request.name);
    return created;
}

Outcome<DeleteTopicsResponse> Controller::deleteTopics(const DeleteTopicsRequest& request)
{
    Outcome<DeleteTopicsResponse> outcome;
    const bool enabled = resolver().flag("delete.topic.enable");
    RecordWriter writer(m_image);
    for (const auto& wanted : request.topics) {
        const bool byId = wanted.name.empty() && !wanted.id.isZero();
        const auto topic
            = byId ? writer.image().topic(wanted.id) : writer.image().topic(wanted.name);
        auto& result
            = outcome.response.topics.emplace_back(DeletedTopic{wanted.name, wanted.id, {}});
        if (!enabled) {
            result.error = {WireError::TopicDeletionDisabled, "Topic deletion is disabled."};
        } else if (!topic && byId) {
            result.error = {WireError::UnknownTopicId, "This server does not host this topic ID."};
        } else if (!topic) {
            result.error = {WireError::UnknownTopicOrPartition,
                "This server does not host this topic-partition."};
        } else {
            result.name = topic->name;
            result.id = topic->id;
            writer.add(RemoveTopicRecord{topic->id});
        }
    }
    outcome.records = finish(std::move(writer));
    return outcome;
}

Outcome<CreatePartitionsResponse> Controller::createPartitions(
    const CreatePartitionsRequest& request)
{
    Outcome<CreatePartitionsResponse> outcome;
    const auto counts
        = occurrences(request.topics, [](const NewPartitions& topic) { return topic.topic; });
    RecordWriter writer(m_image);
    for (const auto& topic : request.topics) {
        if (counts.at(topic.topic) > 1)
            outcome.response.topics.emplace_back(
                topic.topic, ApiError{WireError::InvalidRequest, "Duplicate topic name."});
        else
            outcome.response.topics.emplace_back(topic.topic, addPartitions(topic, writer));
    }
    outcome.records = finish(std::move(writer), request.validateOnly);
    return outcome;
}

ApiError Controller::addPartitions(const NewPartitions& request, RecordWriter& writer)
{
    const auto topic = writer.image().topic(request.topic);
    if (!topic)
        return {
            WireError::UnknownTopicOrPartition, "This server does not host this topic-partition."};
    const auto have = static_cast<std::int32_t>(topic->partitions.size());
    if (request.count == have)
        return {
            WireError::InvalidPartitions, fmt::format("Topic already has {} partition(s).", have)};
    if (request.count < have)
        return {WireError::InvalidPartitions,
            fmt::format("The topic {} currently has {} partition(s); {} would not be an increase.",
                request.topic, have, request.count)};
    const auto added = request.count - have;
    if (auto error = checkPartitionCount(added); !error.ok())
        return error;
    const auto& model = topic->partitions.front();
    const auto factor = static_cast<std::int16_t>(model.replicas.size() - model.removing.size());

    AssignmentsOr assignments;
    if (request.assignments) {
        if (request.assignments->size() != static_cast<std::size_t>(added))
            return {WireError::InvalidReplicaAssignment,
                fmt::format("Attempted to add {} additional partition(s), but only {} "
                            "assignment(s) were specified.",
                    added, request.assignments->size())};
        for (const auto& replicas : *request.assignments)
            if (auto error
                = checkAssignment(replicas, static_cast<std::size_t>(factor), writer.image());
                !error.ok())
                return error;
        if (auto error = checkSomeoneLeads(*request.assignments, writer.image()); !error.ok())
            return error;
        assignments = *request.assignments;
    } else {
        assignments = placeReplicas(
            {added, factor, m_placements + static_cast<std::size_t>(have)}, writer.image());
    }
    if (!assignments)
        return assignments.error();
    for (std::int32_t i = 0; i < added; ++i)
        writer.add(newPartition(topic->id, PartitionIndex{have + i},
            (*assignments)[static_cast<std::size_t>(i)], writer.image()));
    return {};
}

}  // namespace stormbench::controller
