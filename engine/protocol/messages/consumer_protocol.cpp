// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/messages/consumer_protocol.h"

#include <algorithm>

#include "engine/protocol/instantiate.h"

namespace stormbench::protocol {

STORMBENCH_INSTANTIATE_MESSAGE(ConsumerProtocolSubscription);
STORMBENCH_INSTANTIATE_MESSAGE(ConsumerProtocolAssignment);

namespace {

template <class Message> Result<Message> decodeBlob(ByteView blob)
{
    ReadCursor cursor(blob);
    const auto version = cursor.read<std::int16_t>();
    if (!cursor.ok() || version < Message::Api::kMin)
        return fail(ErrorCode::Corrupt, fmt::format("{}: no valid version", Message::kName));
    return decodeFrom<Message>(cursor, std::min(version, Message::Api::kMax));
}

template <class Message> Bytes encodeBlob(const Message& message, std::int16_t version)
{
    Bytes prefix;
    WriteCursor(prefix).write(version);
    return encodeBehind(std::move(prefix), false, message, version).takeBytes();
}

}  // namespace

Result<ConsumerProtocolSubscription> decodeSubscription(ByteView blob)
{
    return decodeBlob<ConsumerProtocolSubscription>(blob);
}

Result<ConsumerProtocolAssignment> decodeAssignment(ByteView blob)
{
    return decodeBlob<ConsumerProtocolAssignment>(blob);
}

Bytes encodeSubscription(const ConsumerProtocolSubscription& subscription, std::int16_t version)
{
    return encodeBlob(subscription, version);
}

Bytes encodeAssignment(const ConsumerProtocolAssignment& assignment, std::int16_t version)
{
    return encodeBlob(assignment, version);
}

}  // namespace stormbench::protocol
