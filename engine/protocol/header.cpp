// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/header.h"

#include <fmt/format.h>

#include "engine/protocol/api_table.h"
#include "engine/protocol/wire_reader.h"
#include "engine/protocol/wire_writer.h"

namespace stormbench::protocol {

namespace {

constexpr std::size_t kFrameLengthSize = 4;

/// Tagged fields of a header: none are defined, all are skipped.
void skipTagged(WireReader& reader)
{
    for (auto left = reader.unsignedVarint(); left > 0 && reader.ok(); --left) {
        (void)reader.unsignedVarint();
        reader.skip(reader.taggedSize());
    }
}

}  // namespace

Result<RequestFrame> decodeRequestFrame(ByteView frame)
{
    ReadCursor cursor(frame);
    WireReader reader(cursor, false);
    RequestFrame result;
    auto& header = result.header;
    reader.at("header");
    header.apiKey = reader.integer<std::int16_t>();
    header.apiVersion = reader.integer<std::int16_t>();
    header.correlationId = CorrelationId(reader.integer<std::int32_t>());
    reader.at("clientId");
    header.clientId = reader.string();
    const auto* api = findApi(header.apiKey);
    if (reader.ok() && api && api->has(header.apiVersion)
        && requestHeaderVersion(*api, header.apiVersion) >= 2) {
        reader.at("tagged fields of the header");
        skipTagged(reader);
    }
    if (!reader.ok())
        return fail(
            reader.error(fmt::format("request {}", apiName(header.apiKey)), header.apiVersion));
    result.body = frame.subspan(cursor.position());
    return result;
}

Result<CorrelationId> decodeCorrelationId(ByteView frame)
{
    ReadCursor cursor(frame);
    const CorrelationId id(cursor.read<std::int32_t>());
    if (!cursor.ok())
        return fail(ErrorCode::Corrupt, "a response shorter than its correlation id");
    return id;
}

Result<ResponseFrame> decodeResponseFrame(ByteView frame, ApiKey api, std::int16_t version)
{
    const auto& info = apiInfo(api);
    ReadCursor cursor(frame);
    WireReader reader(cursor, false);
    ResponseFrame result;
    reader.at("correlationId");
    result.correlationId = CorrelationId(reader.integer<std::int32_t>());
    if (responseHeaderVersion(info, version) >= 1) {
        reader.at("tagged fields of the header");
        skipTagged(reader);
    }
    if (!reader.ok())
        return fail(reader.error(fmt::format("response {}", info.name), version));
    result.body = frame.subspan(cursor.position());
    return result;
}

Bytes requestPrefix(ApiKey api, std::int16_t version, CorrelationId correlationId,
    const std::optional<std::string>& clientId)
{
    Bytes prefix(kFrameLengthSize);
    WireWriter writer(std::move(prefix), false);
    writer.integer(static_cast<std::int16_t>(api));
    writer.integer(version);
    writer.integer(correlationId.value());
    if (clientId)
        writer.string(*clientId);
    else
        writer.nullString();
    if (requestHeaderVersion(apiInfo(api), version) >= 2)
        writer.unsignedVarint(0);
    return writer.finish(false).takeBytes();
}

Bytes responsePrefix(ApiKey api, std::int16_t version, CorrelationId correlationId)
{
    Bytes prefix(kFrameLengthSize);
    WireWriter writer(std::move(prefix), false);
    writer.integer(correlationId.value());
    if (responseHeaderVersion(apiInfo(api), version) >= 1)
        writer.unsignedVarint(0);
    return writer.finish(false).takeBytes();
}

}  // namespace stormbench::protocol
