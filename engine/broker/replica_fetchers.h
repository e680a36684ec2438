// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/replica_fetcher.h"

namespace stormbench::broker {

/// The fetchers of this broker, one for each broker that leads something which has a replica here.
/// Owned by the Broker. Runs on: its strand.
class ReplicaFetchers {
public:
    explicit ReplicaFetchers(ReplicaFetcher::Context context);

    /// After the partition table has taken the delta that led to `image`.
    void apply(const PartitionTable::Applied& applied, const controller::MetadataImage& image);

private:
    void release(const storage::TopicPartition& partition);

    ReplicaFetcher::Context m_context;
    std::map<BrokerId, std::unique_ptr<ReplicaFetcher>> m_fetchers;
    std::map<storage::TopicPartition, BrokerId> m_leaders;  ///< of what is followed
};

}  // namespace stormbench::broker
