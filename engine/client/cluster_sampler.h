// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/rate_tracker.h"

namespace stormbench::client {

/// Reads brokers, topics, log ends and sizes over an Admin, one cheap step after the other, and
/// keeps what a step could not read anew. Large clusters are read in pages, a page a round. Runs
/// on: the observer's thread.
class ClusterSampler {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::size_t kPartitionsARound = 2'000;

    explicit ClusterSampler(api::Admin& admin)
        : m_admin(admin)
    {
    }

    [[nodiscard]] Result<> readMetadata();
    void readOffsets(Time now);
    void readLogDirs(Time now);

    /// Writes what is known into the snapshot: cluster id, brokers, topics.
    void fill(api::Snapshot& snapshot) const;
    /// Log start and end of a partition; unknown ones for a partition that is not there.
    struct LogBounds {
        api::Figure<std::int64_t> start, end;
    };
    [[nodiscard]] LogBounds bounds(const api::TopicPartition& partition) const;

private:
    struct Partition {
        LogBounds bounds;
        std::map<BrokerId, std::int64_t> sizes;  ///< by replica
        std::string error;
    };
    [[nodiscard]] std::vector<api::TopicPartition> nextPage();
    void store(const std::vector<api::TopicPartition>& page,
        const Result<std::vector<api::PartitionOffset>>& offsets,
        api::Figure<std::int64_t> LogBounds::*bound);
    [[nodiscard]] api::PartitionStatus statusOf(
        const api::TopicPartition& partition, const api::PartitionDescription& description) const;
    void fillBrokers(api::Snapshot& snapshot) const;

    api::Admin& m_admin;
    api::ClusterDescription m_cluster;
    std::map<BrokerId, api::BrokerDescription> m_everSeen;  ///< a broker that left is shown as down
    std::vector<api::TopicDescription> m_topics;
    std::map<api::TopicPartition, Partition> m_partitions;
    std::optional<api::TopicPartition> m_pageEnd;
    bool m_logDirsOffered = true;
    RateTracker<api::TopicPartition> m_recordRates;
    RateTracker<api::TopicPartition> m_byteRates;
};

}  // namespace stormbench::client
