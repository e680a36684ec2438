// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/coordinator/group/offset_records.h"

#include <fmt/format.h>

#include "engine/base/cursor.h"

namespace stormbench::coordinator {
namespace {

constexpr std::int16_t kOffsetKeyVersion = 1;
constexpr std::int16_t kGroupKeyVersion = 2;
constexpr std::int16_t kValueVersion = 3;
constexpr std::int16_t kExpiringValueVersion = 1;
constexpr std::size_t kMaxStringLength = 32767;

struct Writer : WriteCursor {
    using WriteCursor::WriteCursor;

    void string(std::string_view text)
    {
        text = text.substr(0, kMaxStringLength);
        write(static_cast<std::int16_t>(text.size()));
        writeBytes(asBytes(text));
    }
    void nullable(const std::optional<std::string>& text)
    {
        if (text)
            string(*text);
        else
            write(std::int16_t{-1});
    }
    void bytes(ByteView view)
    {
        write(static_cast<std::int32_t>(view.size()));
        writeBytes(view);
    }
    void millis(Millis time) { write(static_cast<std::int32_t>(time.count())); }
};

struct Reader : ReadCursor {
    using ReadCursor::ReadCursor;

    std::optional<std::string> nullable()
    {
        const auto size = read<std::int16_t>();
        if (size == -1)
            return std::nullopt;
        if (size < 0)
            markFailed();
        return toText(readView(ok() ? static_cast<std::size_t>(size) : 0));
    }
    std::string string()
    {
        auto text = nullable();
        if (!text)
            markFailed();
        return std::move(text).value_or(std::string{});
    }
    Bytes bytes()
    {
        const auto size = read<std::int32_t>();
        if (size < 0)
            markFailed();
        const auto view = readView(ok() ? static_cast<std::size_t>(size) : 0);
        return {view.begin(), view.end()};
    }
    Millis millis() { return Millis{read<std::int32_t>()}; }
};

tl::unexpected<Error> corrupt(std::string_view what)
{
    return fail(
        ErrorCode::Corrupt, fmt::format("A record of __consumer_offsets has a damaged {}", what));
}

tl::unexpected<Error> tooNew(std::string_view what, std::int16_t version)
{
    return fail(ErrorCode::Unsupported,
        fmt::format("A record of __consumer_offsets has a {} of version {}", what, version));
}

StoredGroup::Member readMember(Reader& in, std::int16_t version)
{
    StoredGroup::Member member;
    member.memberId = in.string();
    if (version >= 3)
        member.instanceId = in.nullable();
    member.clientId = in.string();
    member.host = in.string();
    if (version >= 1)
        member.rebalanceTimeout = in.millis();
    member.sessionTimeout = in.millis();
    if (version < 1)
        member.rebalanceTimeout = member.sessionTimeout;
    member.subscription = in.bytes();
    member.assignment = in.bytes();
    return member;
}

}  // namespace

Bytes encodeKey(const OffsetKey& key)
{
    Bytes bytes;
    Writer out(bytes);
    out.write(kOffsetKeyVersion);
    out.string(key.groupId);
    out.string(key.partition.topic);
    out.write(key.partition.partition.value());
    return bytes;
}

Bytes encodeKey(const GroupKey& key)
{
    Bytes bytes;
    Writer out(bytes);
    out.write(kGroupKeyVersion);
    out.string(key.groupId);
    return bytes;
}

Bytes encodeValue(const CommittedOffset& offset)
{
    Bytes bytes;
    Writer out(bytes);
    out.write(offset.expiresAt ? kExpiringValueVersion : kValueVersion);
    out.write(offset.offset.value());
    if (!offset.expiresAt)
        out.write(offset.leaderEpoch.value());
    out.string(offset.metadata);
    out.write<std::int64_t>(offset.committedAt.count());
    if (offset.expiresAt)
        out.write<std::int64_t>(offset.expiresAt->count());
    return bytes;
}

Bytes encodeValue(const StoredGroup& group)
{
    Bytes bytes;
    Writer out(bytes);
    out.write(kValueVersion);
    out.string(group.protocolType);
    out.write(group.generation.value());
    out.nullable(group.protocol);
    out.nullable(group.leader);
    out.write<std::int64_t>(group.stateSince.count());
    out.write(static_cast<std::int32_t>(group.members.size()));
    for (const auto& member : group.members) {
        out.string(member.memberId);
        out.nullable(member.instanceId);
        out.string(member.clientId);
        out.string(member.host);
        out.millis(member.rebalanceTimeout);
        out.millis(member.sessionTimeout);
        out.bytes(member.subscription);
        out.bytes(member.assignment);
    }
    return bytes;
}

Result<RecordKey> decodeKey(ByteView bytes)
{
    Reader in(bytes);
    const auto version = in.read<std::int16_t>();
    RecordKey key = UnknownKey{version};
    if (version >= 0 && version <= kOffsetKeyVersion) {
        OffsetKey offset;
        offset.groupId = in.string();
        offset.partition.topic = in.string();
        offset.partition.partition = PartitionIndex{in.read<std::int32_t>()};
        key = std::move(offset);
    } else if (version == kGroupKeyVersion) {
        key = GroupKey{in.string()};
    }
    if (!in.ok())
        return corrupt("key");
    return key;
}

Result<CommittedOffset> decodeOffsetValue(ByteView bytes)
{
    Reader in(bytes);
    const auto version = in.read<std::int16_t>();
    if (version < 0 || version > kValueVersion)
        return tooNew("committed offset", version);
    CommittedOffset offset;
    offset.offset = Offset{in.read<std::int64_t>()};
    if (version >= 3)
        offset.leaderEpoch = LeaderEpoch{in.read<std::int32_t>()};
    offset.metadata = in.string();
    offset.committedAt = WallTime{in.read<std::int64_t>()};
    if (version == kExpiringValueVersion) {
        const auto expires = in.read<std::int64_t>();
        if (expires != -1)
            offset.expiresAt = WallTime{expires};
    }
    if (!in.ok())
        return corrupt("committed offset");
    return offset;
}

Result<StoredGroup> decodeGroupValue(ByteView bytes)
{
    Reader in(bytes);
    const auto version = in.read<std::int16_t>();
    if (version < 0 || version > kValueVersion)
        return tooNew("group", version);
    StoredGroup group;
    group.protocolType = in.string();
    group.generation = GenerationId{in.read<std::int32_t>()};
    group.protocol = in.nullable();
    group.leader = in.nullable();
    if (version >= 2)
        group.stateSince = WallTime{in.read<std::int64_t>()};
    const auto count = in.read<std::int32_t>();
    for (std::int32_t i = 0; i < count && in.ok(); ++i)
        group.members.push_back(readMember(in, version));
    if (!in.ok() || count < 0)
        return corrupt("group");
    return group;
}

}  // namespace stormbench::coordinator
