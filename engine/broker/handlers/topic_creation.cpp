// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/topic_creation.h"

#include "engine/broker/controller_link.h"
#include "engine/controller/topic_name.h"

namespace stormbench::broker {

using protocol::CreateTopicsRequest;
using protocol::CreateTopicsResponse;
using protocol::WireError;

namespace {

CreateTopicsRequest::CreatableTopic wireTopic(const controller::NewTopic& topic)
{
    CreateTopicsRequest::CreatableTopic wire;
    wire.name = topic.name;
    wire.numPartitions = topic.partitions;
    wire.replicationFactor = topic.replicationFactor;
    for (const auto& [name, value] : topic.configs)
        wire.configs.push_back({name, value});
    return wire;
}

void onCreated(Core& core, const std::vector<std::string>& names,
    const Result<CreateTopicsResponse>& answer, std::function<void(TopicErrors)> done)
{
    TopicErrors errors;
    std::vector<std::string> awaited;
    if (!answer) {
        for (const auto& name : names)
            errors[name] = WireError::LeaderNotAvailable;
    } else {
        for (const auto& topic : answer->topics) {
            if (topic.errorCode == WireError::None
                || topic.errorCode == WireError::TopicAlreadyExists)
                awaited.push_back(topic.name);
            else
                errors[topic.name] = topic.errorCode;
        }
    }
    const auto visible = [awaited](const controller::MetadataImage& image) {
        return std::all_of(awaited.begin(), awaited.end(),
            [&](const auto& name) { return image.topic(name) != nullptr; });
    };
    core.metadata.await(
        visible, kAutoCreateLimit, [errors, done = std::move(done)](bool) { done(errors); });
}

}  // namespace

void autoCreateTopics(
    Core& core, const std::vector<std::string>& names, std::function<void(TopicErrors)> done)
{
    CreateTopicsRequest request;
    request.timeoutMs = static_cast<std::int32_t>(kAutoCreateLimit.count());
    for (const auto& name : names) {
        if (name == controller::kOffsetsTopic) {
            request.topics.push_back(wireTopic(controller::offsetsTopic(core.configs())));
            continue;
        }
        controller::NewTopic topic;
        topic.name = name;
        request.topics.push_back(wireTopic(topic));
    }
    core.controller.send(request, CreateTopicsRequest::Api::kMax, kAutoCreateLimit,
        [&core, names, done = std::move(done)](
            const Result<CreateTopicsResponse>& answer) { onCreated(core, names, answer, done); });
}

}  // namespace stormbench::broker
