// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/core.h"
#include "engine/broker/fetch_session.h"
#include "engine/broker/request.h"
#include "engine/replication/partition_log.h"

namespace stormbench::broker {

/// One Fetch request: reads what is there; answers at once when that is enough (min_bytes) or
/// cannot wait, otherwise waits in the purgatory until a partition moves or max_wait is over.
/// Records go out as ranges of the segment files. Held by the purgatory while it waits. Runs on:
/// the broker's strand.
class FetchOperation final : public DelayedOperation {
public:
    FetchOperation(Core& core, RequestPtr request, const protocol::FetchRequest& message,
        FetchContext context);

    /// Answers now or begins to wait.
    void begin();

    bool tryComplete() override;
    void expire() override;

private:
    struct PartitionAnswer {
        protocol::FetchResponse::PartitionData data;
        env::FileRange records;
        HostedPartition* hosted = nullptr;  ///< whose traffic it is; valid within one turn
    };
    void readAll();
    [[nodiscard]] PartitionAnswer read(
        const FetchTarget& target, std::uint32_t maxBytes, bool atLeastOneBatch);
    void readHosted(const FetchTarget& target, std::uint32_t maxBytes, bool atLeastOneBatch,
        PartitionAnswer& answer);
    [[nodiscard]] bool fromReplica() const { return m_replica != kNoBroker; }
    /// What a follower's request tells its leader: how far it has copied.
    void noteFollower();
    void noteFollower(const FetchTarget& target);
    [[nodiscard]] HostedPartition* hostedBy(const FetchTarget& target) const;
    /// The in-sync follower in the consumer's rack, if this leader should send it there.
    [[nodiscard]] BrokerId nearestReplica(const HostedPartition& partition, Offset offset) const;
    /// Held back from a follower that is behind, until the quota has room (KIP-73).
    [[nodiscard]] bool isHeldBack(const HostedPartition& partition) const;
    void noteToldFollower(const FetchTarget& target, const PartitionAnswer& told);
    void answer();
    void watchPartitions();
    void hintLeaders(protocol::FetchResponse& response) const;

    Core& m_core;
    RequestPtr m_request;
    FetchContext m_context;
    std::chrono::milliseconds m_maxWait;
    std::uint64_t m_minBytes;
    std::uint32_t m_maxBytes;
    replication::Isolation m_isolation;
    BrokerId m_replica;  ///< kNoBroker: a consumer asks
    BrokerEpoch m_replicaEpoch;
    std::string m_rack;                      ///< of the consumer (KIP-392)
    std::vector<PartitionAnswer> m_answers;  ///< of m_context.targets, in their order
    std::uint64_t m_bytes = 0;
    bool m_mustAnswer = false;  ///< an error or a diverging epoch
    std::vector<replication::OffsetWatch::Subscription> m_subscriptions;
};

}  // namespace stormbench::broker
