// SPDX-License-Identifier: GPL-3.0-or-later
// What a broker does with the bytes of a connection, up to the decoded request: framing, header,
// body. The same body is also decoded as a response, as a client would.
#include <algorithm>
#include <cstdlib>

#include "engine/protocol/api_table.h"
#include "engine/protocol/codec.h"
#include "engine/protocol/frame_reader.h"
#include "engine/protocol/header.h"
#include "engine/protocol/messages/all.h"

using namespace stormbench;
using namespace stormbench::protocol;

namespace {

constexpr std::size_t kMaxFrame = 1024 * 1024;

/// What decodes must encode to something that means the same.
template <class Message> void tryDecode(ByteView body, std::int16_t version)
{
    const auto message = decode<Message>(body, version);
    if (!message)
        return;
    const auto bytes = encode(*message, version).takeBytes();
    const auto again = decode<Message>(bytes, version);
    if (!again || *again != *message || toText(*message, version).empty())
        std::abort();
}

void tryFrame(ByteView frame)
{
    const auto request = decodeRequestFrame(frame);
    if (!request)
        return;
    const auto version = request->header.apiVersion;
    switch (static_cast<ApiKey>(request->header.apiKey)) {
#define STORMBENCH_DISPATCH(name, key)                                                             \
    case ApiKey::name:                                                                             \
        tryDecode<name##Request>(request->body, version);                                          \
        tryDecode<name##Response>(request->body, version);                                         \
        break;
        STORMBENCH_APIS(STORMBENCH_DISPATCH)
#undef STORMBENCH_DISPATCH
    }
    (void)decodeSubscription(request->body);
    (void)decodeAssignment(request->body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const ByteView input(data, size);
    const auto half = size / 2;
    FrameReader reader(kMaxFrame);
    for (const auto& piece : {input.first(half), input.subspan(half)}) {
        reader.feed(piece);
        for (auto frame = reader.next(); frame && *frame; frame = reader.next())
            tryFrame(**frame);
    }
    return 0;
}
