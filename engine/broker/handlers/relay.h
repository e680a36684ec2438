// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/controller_link.h"
#include "engine/broker/core.h"
#include "engine/broker/metadata_view.h"
#include "engine/broker/request.h"

namespace stormbench::broker {

[[nodiscard]] inline std::chrono::milliseconds limitOf(std::int32_t timeoutMs)
{
    return std::chrono::milliseconds(std::clamp(timeoutMs, 1000, 60'000));
}

inline constexpr const char* kNoController = "the controller cannot be reached now";

/// Asks the controller; once this broker's own metadata shows the effect, answers. So a client that
/// creates a topic and goes on with the same broker finds it. `visible` tells from the answer when
/// that is.
template <class Message, class FillErrors, class Visible>
void relay(Core& core, const RequestPtr& request, const Message& message,
    std::chrono::milliseconds limit, FillErrors fillErrors, Visible visible)
{
    using Response = typename Message::Response;
    core.controller.send(message, request->version(), limit,
        [&core, request, limit, fillErrors, visible](Result<Response> answer) {
            if (!answer) {
                Response errors;
                fillErrors(errors);
                return request->reply(errors);
            }
            auto response = std::make_shared<Response>(std::move(*answer));
            core.metadata.await(
                [response, visible](
                    const controller::MetadataImage& image) { return visible(*response, image); },
                limit, [request, response](bool) { request->reply(*response); });
        });
}

}  // namespace stormbench::broker
