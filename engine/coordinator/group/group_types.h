// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/bytes.h"
#include "engine/base/ids.h"
#include "engine/env/clock.h"
#include "engine/protocol/error_code.h"

namespace stormbench::coordinator {

using env::Millis;
using env::SteadyTime;
using env::WallTime;
using protocol::WireError;

/// Names a parked request: the host answers it when a reply with its token comes out, at once or
/// much later.
using RequestToken = StrongId<struct RequestTokenTag, std::uint64_t>;
/// Names records on their way into the log: the host tells their fate with
/// GroupCoordinator::appended().
using AppendId = StrongId<struct AppendIdTag, std::uint64_t>;

inline constexpr GenerationId kNoGeneration{-1};

/// Classic groups (before KIP-848):
///
///   Empty ──join──▶ PreparingRebalance ──all joined or time out──▶ CompletingRebalance ──leader's
///   sync──▶ Stable
///     ▲                    ▲  │  ▲                                        │ join, leave, expiry │
///     └── nobody joined ───│──┘
///     └────────────────────────────────────────┴──────────────────────────────────┘
///   Dead: deleted; its coordinator has forgotten it.
enum class GroupState { Empty, PreparingRebalance, CompletingRebalance, Stable, Dead };
[[nodiscard]] std::string_view toString(
    GroupState state);  ///< Kafka's names, as ListGroups sends and filters them

/// One assignor that a member supports, with its opaque subscription.
struct GroupProtocol {
    std::string name;
    Bytes metadata;
    friend bool operator==(const GroupProtocol&, const GroupProtocol&) = default;
};

struct MemberAssignment {
    std::string memberId;
    Bytes assignment;
    friend bool operator==(const MemberAssignment&, const MemberAssignment&) = default;
};

struct TopicPartitionName {
    std::string topic;
    PartitionIndex partition;
    friend auto operator<=>(const TopicPartitionName&, const TopicPartitionName&) = default;
};

struct CommittedOffset {
    Offset offset = kNoOffset;
    LeaderEpoch leaderEpoch = kNoLeaderEpoch;
    std::string metadata;
    WallTime committedAt{-1};
    std::optional<WallTime> expiresAt;  ///< only from clients that still send a retention time
    friend bool operator==(const CommittedOffset&, const CommittedOffset&) = default;
};

/// Limits and delays: Kafka's broker configurations of the same names.
struct GroupConfig {
    Millis minSessionTimeout{6'000};
    Millis maxSessionTimeout{1'800'000};
    Millis initialRebalanceDelay{0};
    std::int32_t maxSize = 2147483647;
    std::int32_t offsetMetadataMaxBytes = 4096;
    Millis offsetsRetention{7LL * 24 * 3600 * 1000};  ///< offsets.retention.minutes
    Millis offsetsRetentionCheck{600'000};            ///< how often the host calls expireOffsets()
};

}  // namespace stormbench::coordinator
