// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/metadata_image.h"

namespace stormbench::controller {

enum class Election : std::uint8_t {
    Online,     ///< the leader stays as long as it can lead
    Preferred,  ///< the first replica leads if it can
    Unclean,    ///< where nobody else can, any live replica: it may lack acknowledged records
};

/// What shall become of a partition. What is absent stays.
struct PartitionPlan {
    Election election = Election::Online;
    int minInSync = 1;  ///< the topic's min.insync.replicas
    std::optional<std::vector<BrokerId>> isr{};
    std::optional<std::vector<BrokerId>> replicas{};
    std::optional<std::vector<BrokerId>> adding{};
    std::optional<std::vector<BrokerId>> removing{};
    /// Started again without having closed its logs: it may have lost the last records that it had
    /// acknowledged, and does not lead as long as there is another one that can know them.
    BrokerId lostTail = kNoBroker;
};

/// The one way to change a partition; nothing if all stays as it is. In this order:
///   1. the plan's replicas and ISR; `lostTail` leaves the ISR unless it is the last that is left,
///      counting the eligible ones;
///   2. a reassignment completes when every replica that is to stay is in sync (KIP-455);
///   3. while the ISR is smaller than min.insync.replicas, who has left it stays eligible
///   (KIP-966);
///   4. the election: the leader if it can lead, else the first replica that can. Leading takes an
///      active broker in the ISR; or, without one, an eligible broker, which then is the ISR; or
///      any active replica in an unclean election.
/// The leader epoch rises with each election and when a replica goes for good, so that its late
/// fetches are refused; the smaller ISR alone raises only the partition epoch (KAFKA-15021).
[[nodiscard]] std::optional<PartitionChangeRecord> changePartition(const TopicImage& topic,
    PartitionIndex index, const PartitionPlan& plan, const MetadataImage& image);

/// Who is in sync and active; all who are in sync if nobody of them is active: those that went
/// together stay together, for each of them has everything.
[[nodiscard]] std::vector<BrokerId> activeIsr(
    const PartitionImage& partition, const MetadataImage& image);

[[nodiscard]] bool isActive(const MetadataImage& image, BrokerId broker);

}  // namespace stormbench::controller
