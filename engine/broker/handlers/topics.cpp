// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/handlers/handlers.h"
#include "engine/broker/handlers/relay.h"

namespace stormbench::broker {

using protocol::WireError;

void handle(Core& core, const RequestPtr& request, protocol::CreateTopicsRequest message)
{
    const auto fillErrors = [message](protocol::CreateTopicsResponse& response) {
        for (const auto& topic : message.topics) {
            auto& out = response.topics.emplace_back();
            out.name = topic.name;
            out.errorCode = WireError::NotController;
            out.errorMessage = kNoController;
        }
    };
    const auto visible = [validateOnly = message.validateOnly](
                             const protocol::CreateTopicsResponse& response, const auto& image) {
        return validateOnly
            || std::all_of(response.topics.begin(), response.topics.end(), [&](const auto& topic) {
                   return topic.errorCode != WireError::None || image.topic(topic.name) != nullptr;
               });
    };
    relay(core, request, message, limitOf(message.timeoutMs), fillErrors, visible);
}

void handle(Core& core, const RequestPtr& request, protocol::DeleteTopicsRequest message)
{
    const auto fillErrors = [message](protocol::DeleteTopicsResponse& response) {
        for (const auto& topic : message.topics)
            response.responses.push_back(
                {topic.name, topic.topicId, WireError::NotController, kNoController});
        for (const auto& name : message.topicNames)
            response.responses.push_back({name, {}, WireError::NotController, kNoController});
    };
    const auto visible = [](const protocol::DeleteTopicsResponse& response, const auto& image) {
        return std::all_of(
            response.responses.begin(), response.responses.end(), [&](const auto& topic) {
                if (topic.errorCode != WireError::None)
                    return true;
                return topic.topicId.isZero() ? !topic.name || image.topic(*topic.name) == nullptr
                                              : image.topic(topic.topicId) == nullptr;
            });
    };
    relay(core, request, message, limitOf(message.timeoutMs), fillErrors, visible);
}

void handle(Core& core, const RequestPtr& request, protocol::CreatePartitionsRequest message)
{
    const auto fillErrors = [message](protocol::CreatePartitionsResponse& response) {
        for (const auto& topic : message.topics)
            response.results.push_back({topic.name, WireError::NotController, kNoController});
    };
    const auto visible = [message](const protocol::CreatePartitionsResponse& response,
                             const auto& image) {
        return message.validateOnly
            || std::all_of(
                response.results.begin(), response.results.end(), [&](const auto& result) {
                    const auto wanted = std::find_if(message.topics.begin(), message.topics.end(),
                        [&](const auto& topic) { return topic.name == result.name; });
                    const auto topic = image.topic(result.name);
                    return result.errorCode != WireError::None || wanted == message.topics.end()
                        || !topic
                        || topic->partitions.size()
                        >= static_cast<std::size_t>(std::max(0, wanted->count));
                });
    };
    relay(core, request, message, limitOf(message.timeoutMs), fillErrors, visible);
}

}  // namespace stormbench::broker
