// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/base/assert.h"
#include "engine/protocol/codec.h"
#include "engine/protocol/decoder.h"
#include "engine/protocol/encodable_check.h"
#include "engine/protocol/encoder.h"
#include "engine/protocol/printer.h"

// The bodies of codec.h, for the .cpp files of messages/, which instantiate them once for each of
// their messages.

namespace stormbench::protocol {

template <class Message> [[nodiscard]] constexpr bool hasVersion(std::int16_t version)
{
    return version >= Message::Api::kMin && version <= Message::Api::kMax;
}

template <class Message> Result<Message> decodeFrom(ReadCursor& cursor, std::int16_t version)
{
    if (!hasVersion<Message>(version))
        return fail(
            ErrorCode::Unsupported, fmt::format("{} has no version {}", Message::kName, version));
    Result<Message> result{Message{}};
    WireReader reader(cursor, version >= Message::Api::kFlexibleSince);
    Decoder(reader, version).readStruct(*result);
    if (!reader.ok())
        return fail(reader.error(Message::kName, version));
    return result;
}

template <class Message> Result<Message> decode(ByteView body, std::int16_t version)
{
    ReadCursor cursor(body);
    return decodeFrom<Message>(cursor, version);
}

template <class Message>
EncodedMessage encodeBehind(Bytes prefix, bool framed, const Message& message, std::int16_t version)
{
    SB_ASSERT(hasVersion<Message>(version), "encoding in a version that the API does not have");
    WireWriter writer(std::move(prefix), version >= Message::Api::kFlexibleSince);
    Encoder(writer, version).writeStruct(message);
    return writer.finish(framed);
}

template <class Message> EncodedMessage encode(const Message& message, std::int16_t version)
{
    return encodeBehind(Bytes{}, false, message, version);
}

template <class Message> std::size_t encodedSize(const Message& message, std::int16_t version)
{
    return encode(message, version).size;
}

template <class Message> Result<> checkEncodable(const Message& message, std::int16_t version)
{
    if (!hasVersion<Message>(version))
        return fail(
            ErrorCode::Unsupported, fmt::format("{} has no version {}", Message::kName, version));
    EncodableCheck check(version);
    check.checkStruct(message);
    if (check.field())
        return fail(ErrorCode::Unsupported,
            fmt::format(
                "{} v{}, field {}: {}", Message::kName, version, check.field(), check.reason()));
    return {};
}

template <class Message> std::string toText(const Message& message, std::int16_t version)
{
    Printer printer(version);
    printer.printStruct(message);
    return printer.take();
}

}  // namespace stormbench::protocol

#define STORMBENCH_INSTANTIATE_MESSAGE(Message)                                                    \
    template Result<Message> decode<Message>(ByteView, std::int16_t);                              \
    template Result<Message> decodeFrom<Message>(ReadCursor&, std::int16_t);                       \
    template EncodedMessage encode<Message>(const Message&, std::int16_t);                         \
    template EncodedMessage encodeBehind<Message>(Bytes, bool, const Message&, std::int16_t);      \
    template std::size_t encodedSize<Message>(const Message&, std::int16_t);                       \
    template Result<> checkEncodable<Message>(const Message&, std::int16_t);                       \
    template std::string toText<Message>(const Message&, std::int16_t)

#define STORMBENCH_INSTANTIATE_API(name)                                                           \
    STORMBENCH_INSTANTIATE_MESSAGE(name##Request);                                                 \
    STORMBENCH_INSTANTIATE_MESSAGE(name##Response)
