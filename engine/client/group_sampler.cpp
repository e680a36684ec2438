// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/group_sampler.h"

#include "engine/api/lag.h"

namespace stormbench::client {

Result<> GroupSampler::refreshList()
{
    SB_TRY_ASSIGN(const auto listings, m_admin.listGroups());
    std::map<std::string, Group> kept;
    for (const auto& listing : listings) {
        auto& entry = kept[listing.id];
        if (auto known = m_groups.extract(listing.id))
            entry = std::move(known.mapped());
        entry.listing = listing;
    }
    m_groups = std::move(kept);
    return {};
}

std::vector<std::string> GroupSampler::nextPage()
{
    std::vector<std::string> page;
    auto at = m_groups.upper_bound(m_pageEnd);
    if (at == m_groups.end())
        at = m_groups.begin();
    for (; at != m_groups.end() && page.size() < kGroupsARound; ++at)
        page.push_back(at->first);
    m_pageEnd = page.empty() ? std::string() : page.back();
    return page;
}

void GroupSampler::read(Time now)
{
    if (const auto listed = refreshList(); !listed) {
        for (auto& [id, group] : m_groups)
            group.error = listed.error().message;
        return;
    }
    const auto page = nextPage();
    const auto described = m_admin.describeGroups(page);
    for (const auto& id : page) {
        auto& group = m_groups[id];
        group.error = described ? std::string() : described.error().message;
        readCommitted(id, group, now);
    }
    if (!described)
        return;
    for (const auto& description : *described) {
        if (const auto found = m_groups.find(description.id); found != m_groups.end())
            found->second.description = description;
    }
}

void GroupSampler::readCommitted(const std::string& id, Group& group, Time now)
{
    auto committed = m_admin.committedOffsets(id);
    if (!committed) {
        group.error = committed.error().message;
        return;
    }
    group.committed = *std::move(committed);
    for (const auto& entry : group.committed) {
        if (entry.offset)
            static_cast<void>(m_rates.update({id, entry.partition}, entry.offset->value(), now));
    }
}

api::GroupStatus GroupSampler::statusOf(const Group& group, const ClusterSampler& cluster) const
{
    api::GroupStatus status;
    status.id = group.listing.id;
    status.state = group.listing.state;
    status.protocolType = group.listing.protocolType;
    status.error = group.error;

    // What the group has committed and what its members read: a partition may be in one of the two
    // only.
    std::map<api::TopicPartition, api::GroupPartitionStatus> partitions;
    for (const auto& committed : group.committed)
        partitions[committed.partition].committed = committed.offset;
    if (group.description) {
        status.state = group.description->state;
        status.assignor = group.description->assignor;
        status.coordinator = group.description->coordinator;
        status.members = group.description->members;
        for (const auto& member : group.description->members) {
            for (const auto& partition : member.assignment)
                partitions[partition].memberId = member.memberId;
        }
    }
    for (auto& [key, partition] : partitions) {
        auto bounds = cluster.bounds(key);
        // Committed offset and log end were read one after the other.
        if (bounds.end.known())
            bounds.end.precision = api::Precision::Estimated;
        partition.partition = key;
        partition.lag = api::lagOf({partition.committed, bounds.start, bounds.end});
        partition.consumedPerSecond = m_rates.latest({group.listing.id, key});
        status.partitions.push_back(std::move(partition));
    }
    status.totalLag = api::totalLag(status.partitions);
    return status;
}

void GroupSampler::fill(api::Snapshot& snapshot, const ClusterSampler& cluster) const
{
    for (const auto& [id, group] : m_groups)
        snapshot.groups.push_back(statusOf(group, cluster));
}

}  // namespace stormbench::client
