// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <set>

#include "engine/broker/controller_link.h"
#include "engine/broker/metadata_view.h"
#include "engine/broker/partition_table.h"

namespace stormbench::broker {

/// Keeps the in-sync replicas of what this broker leads: looks for followers that have fallen
/// behind or have caught up, and asks the controller (AlterPartition, one request at a time, all
/// changes of the moment together).
///
/// A request whose outcome is unknown is repeated until the controller answers or the metadata
/// tell: until then the high watermark waits for both ISRs, see InSyncReplicas. Owned by the
/// Broker. Runs on: its strand.
class IsrKeeper {
public:
    struct Context {
        env::Environment environment;
        std::string loggerName;
        BrokerId self;
        PartitionTable& partitions;
        ControllerLink& controller;
        MetadataView& metadata;
        std::function<BrokerEpoch()> ownEpoch;
        std::function<std::chrono::milliseconds()> maxLag;  ///< replica.lag.time.max.ms
    };
    explicit IsrKeeper(Context context);

    void start() { armTimer(); }
    /// A follower of a partition that we lead has fetched: it may join now.
    void onFollowerFetch(HostedPartition& partition, BrokerId follower);

private:
    struct Open {
        Uuid topicId;
        replication::InSyncReplicas::Proposal proposal;
        /// By the request under way. Its answer is not one to a newer proposal for the partition,
        /// made when the metadata had overtaken the request.
        bool sent = false;
    };
    using Proposals = std::map<storage::TopicPartition, Open>;

    void checkAll();
    void check(HostedPartition& partition);
    void send();
    void onAnswer(const Result<protocol::AlterPartitionResponse>& answer);
    void settle(
        Proposals::iterator open, const protocol::AlterPartitionResponse::PartitionData& answer);
    void retryLater();
    void armTimer();

    Context m_context;
    Proposals m_open;  ///< sent, or to be sent with the next request
    bool m_inFlight = false;
    std::unique_ptr<env::Executor::Timer> m_checkTimer, m_retryTimer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
