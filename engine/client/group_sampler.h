// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/cluster_sampler.h"

namespace stormbench::client {

/// Reads consumer groups and their committed offsets, a page of groups a round. A group that cannot
/// be read keeps its last figures and says why. Runs on: the observer's thread.
class GroupSampler {
public:
    using Time = ClusterSampler::Time;
    static constexpr std::size_t kGroupsARound = 25;

    explicit GroupSampler(api::Admin& admin)
        : m_admin(admin)
    {
    }

    void read(Time now);
    void fill(api::Snapshot& snapshot, const ClusterSampler& cluster) const;

private:
    struct Group {
        api::GroupListing listing;
        std::optional<api::GroupDescription> description;
        std::vector<api::CommittedOffset> committed;
        std::string error;
    };
    struct Key {
        std::string group;
        api::TopicPartition partition;
        friend auto operator<=>(const Key&, const Key&) = default;
    };
    [[nodiscard]] Result<> refreshList();
    [[nodiscard]] std::vector<std::string> nextPage();
    void readCommitted(const std::string& id, Group& group, Time now);
    [[nodiscard]] api::GroupStatus statusOf(
        const Group& group, const ClusterSampler& cluster) const;

    api::Admin& m_admin;
    std::map<std::string, Group> m_groups;
    std::string m_pageEnd;
    RateTracker<Key> m_rates;
};

}  // namespace stormbench::client
