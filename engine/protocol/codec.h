// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "engine/base/bytes.h"
#include "engine/base/cursor.h"
#include "engine/base/result.h"
#include "engine/protocol/encoded_message.h"

namespace stormbench::protocol {

// One codec for every message, driven by the message's fields(). Declared for any message,
// instantiated once a message in messages/*.cpp, so that including a message's header costs little.
// Pure and thread-safe.

/// Decodes a body. Total: any bytes give a message or an error (Corrupt; Unsupported for a version
/// that the API has not). Bytes behind the message are ignored, as Apache Kafka does. Records are
/// views into `body`.
template <class Message> [[nodiscard]] Result<Message> decode(ByteView body, std::int16_t version);

/// The same from a cursor, which stands behind the message afterwards.
template <class Message>
[[nodiscard]] Result<Message> decodeFrom(ReadCursor& cursor, std::int16_t version);

/// Encodes a body. Fields that the version lacks are dropped (see checkEncodable). Precondition:
/// the API has the version.
template <class Message>
[[nodiscard]] EncodedMessage encode(const Message& message, std::int16_t version);

/// The same behind a prefix, e.g. a frame's length and header. Precondition: `prefix` starts with
/// room for the length if `framed`, which is then filled in.
template <class Message>
[[nodiscard]] EncodedMessage encodeBehind(
    Bytes prefix, bool framed, const Message& message, std::int16_t version);

/// The size of the encoded body.
template <class Message>
[[nodiscard]] std::size_t encodedSize(const Message& message, std::int16_t version);

/// Unsupported, naming the field, if `message` sets a field that `version` lacks and that is not
/// ignorable, or has null where the version does not allow it. For clients: a request that says
/// less than was asked must not be sent.
template <class Message>
[[nodiscard]] Result<> checkEncodable(const Message& message, std::int16_t version);

/// One line for people: {groupId: "orders", generationId: 3, members: [{…}]}. Long values are
/// shortened.
template <class Message>
[[nodiscard]] std::string toText(const Message& message, std::int16_t version);

}  // namespace stormbench::protocol
