// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/base/result.h"

namespace stormbench::api {

using Millis = std::chrono::milliseconds;
using WallTime = Millis;  ///< since 1970-01-01 UTC

struct TopicPartition {
    std::string topic;
    PartitionIndex partition;
    friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

struct Header {
    std::string name;
    std::optional<Bytes> value;  ///< absent: null
    friend bool operator==(const Header&, const Header&) = default;
};

/// A record as a producer hands it over.
struct OutgoingRecord {
    std::string topic;
    std::optional<PartitionIndex> partition;  ///< absent: murmur2_random, as Java's clients choose
    std::optional<Bytes> key;
    std::optional<Bytes> value;  ///< absent: a tombstone
    std::vector<Header> headers;
    std::optional<WallTime> timestamp;  ///< absent: now
};

enum class TimestampType { None, CreateTime, LogAppendTime };

/// A record as a consumer receives it.
struct ReceivedRecord {
    std::string topic;
    PartitionIndex partition;
    Offset offset;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::optional<Bytes> key;
    std::optional<Bytes> value;
    std::vector<Header> headers;
    WallTime timestamp{};
    TimestampType timestampType = TimestampType::None;

    /// The first header of that name with a value, as text.
    [[nodiscard]] std::optional<std::string> headerText(std::string_view name) const;
};

/// A received record where the client keeps it: valid only during the call that shows it.
struct RecordView {
    std::string_view topic;
    PartitionIndex partition;
    Offset offset;
    std::optional<ByteView> key;
    std::optional<ByteView> value;
    WallTime timestamp{};
};

}  // namespace stormbench::api
