// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <variant>
#include <vector>

#include "engine/base/result.h"
#include "engine/coordinator/group/group_messages.h"

/// The records of `__consumer_offsets` in Kafka's own formats, so that foreign tools read them:
///
///   key    i16 version, then   0, 1: group, topic, partition    2: group
///   value  of 0, 1: i16 version 0…3: offset, [3: leader epoch,] metadata, commit time, [1: expire
///   time]
///          of 2:    i16 version 0…3: protocol type, generation, protocol, leader, [2: state's
///          time,] members
///
/// Strings have an i16 length, bytes and arrays an i32 one. We write key 1 with value 3 (1 if it
/// expires), key 2 with value 3.
namespace stormbench::coordinator {

struct OffsetKey {
    std::string groupId;
    TopicPartitionName partition;
    friend bool operator==(const OffsetKey&, const OffsetKey&) = default;
};
struct GroupKey {
    std::string groupId;
    friend bool operator==(const GroupKey&, const GroupKey&) = default;
};
/// Of a kind that later versions write (KIP-848 …): skipped.
struct UnknownKey {
    std::int16_t version = 0;
    friend bool operator==(const UnknownKey&, const UnknownKey&) = default;
};
using RecordKey = std::variant<OffsetKey, GroupKey, UnknownKey>;

/// A group as its last stable generation left it.
struct StoredGroup {
    std::string protocolType;
    GenerationId generation{0};
    std::optional<std::string> protocol, leader;
    WallTime stateSince{-1};
    struct Member {
        std::string memberId;
        std::optional<std::string> instanceId;
        std::string clientId, host;
        Millis rebalanceTimeout{0}, sessionTimeout{0};
        Bytes subscription, assignment;
        friend bool operator==(const Member&, const Member&) = default;
    };
    std::vector<Member> members;
    friend bool operator==(const StoredGroup&, const StoredGroup&) = default;
};

[[nodiscard]] Bytes encodeKey(const OffsetKey& key);
[[nodiscard]] Bytes encodeKey(const GroupKey& key);
[[nodiscard]] Bytes encodeValue(const CommittedOffset& offset);
[[nodiscard]] Bytes encodeValue(const StoredGroup& group);

/// Total: Corrupt for bytes that are not of the format, Unsupported for a later version of a value.
[[nodiscard]] Result<RecordKey> decodeKey(ByteView bytes);
[[nodiscard]] Result<CommittedOffset> decodeOffsetValue(ByteView bytes);
[[nodiscard]] Result<StoredGroup> decodeGroupValue(ByteView bytes);

}  // namespace stormbench::coordinator
