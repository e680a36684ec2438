// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <vector>

#include "engine/controller/metadata_image.h"

namespace stormbench::broker {

/// Tells a client that asked the wrong broker who leads, so that it need not ask for metadata first
/// (KIP-951). Produce and Fetch have types of their own for the same fields.
template <class Leader, class Endpoint>
void hintLeader(const controller::MetadataImage& image, const controller::TopicImage& topic,
    PartitionIndex index, Leader& leader, std::vector<Endpoint>& endpoints)
{
    const auto* partition = topic.partition(index);
    if (!partition || partition->leader == kNoBroker)
        return;
    leader.leaderId = partition->leader.value();
    leader.leaderEpoch = partition->leaderEpoch.value();
    const bool known = std::any_of(endpoints.begin(), endpoints.end(),
        [&](const Endpoint& endpoint) { return endpoint.nodeId == leader.leaderId; });
    const auto* broker = image.broker(partition->leader);
    const auto* at = broker ? broker->endpoint() : nullptr;
    if (!known && at)
        endpoints.push_back({leader.leaderId, at->host, at->port, broker->rack});
}

}  // namespace stormbench::broker
