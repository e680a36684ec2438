// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/router.h"

#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/broker/handlers/handlers.h"

namespace stormbench::broker {

namespace {

template <class Message> void decodeAndHandle(Core& core, const RequestPtr& request)
{
    auto message = protocol::decode<Message>(request->body(), request->version());
    if (!message)
        return request->refuse(
            fmt::format("bad {} request: {}", request->api().name, message.error().message));
    handle(core, request, std::move(*message));
}

using Handler = void (*)(Core&, const RequestPtr&);

Handler handlerOf(protocol::ApiKey key)
{
    switch (key) {
#define STORMBENCH_HANDLER(name, number)                                                           \
    case protocol::ApiKey::name: return &decodeAndHandle<protocol::name##Request>;
        STORMBENCH_APIS(STORMBENCH_HANDLER)
#undef STORMBENCH_HANDLER
    default: return nullptr;  // declared, and not served yet
    }
}

}  // namespace

void route(Core& core, const RequestPtr& request)
{
    ++core.traffic.requests;
    const auto key = request->api().key;
    if (key == protocol::ApiKey::ApiVersions && !request->api().has(request->version()))
        return answerUnknownApiVersions(request);
    const auto handler = handlerOf(key);
    SB_ASSERT(handler, "the connection lets only known APIs pass");
    handler(core, request);
}

}  // namespace stormbench::broker
