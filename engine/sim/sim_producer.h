// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>

#include "engine/sim/cluster_client.h"
#include "engine/sim/ledger.h"
#include "engine/storage/batch_builder.h"

namespace stormbench::sim {

/// An idempotent producer (KIP-98): batches of a few records to random partitions, up to five in
/// flight a partition. After a failure everything that is in flight in the partition is sent again,
/// in order, with the sequences it had. Runs on: its process' strand.
class SimProducer {
public:
    SimProducer(ClientProcess& process, std::vector<env::Endpoint> bootstrap,
        const std::string& topic, std::string name, Ledger& ledger);

    /// Before start(): records have one of so many keys, and some are tombstones.
    void setKeys(std::uint64_t keys) { m_keys = keys; }
    void start(std::chrono::microseconds pace);  ///< one batch a pace on average
    /// No new batches; those on the way are still sent until each is answered.
    void finish() { m_pace = {}; }
    [[nodiscard]] bool isDrained() const;
    [[nodiscard]] std::uint64_t retries() const { return m_retries; }
    [[nodiscard]] std::uint64_t identities() const { return m_identities; }

private:
    static constexpr std::size_t kMaxInFlight = 5;
    static constexpr std::size_t kMaxQueued = 20;
    static constexpr int kMostGaps = 30;  ///< refusals of one sequence, over some seconds

    struct Batch {
        Sequence sequence;
        std::vector<std::string> values;
        Bytes bytes;
    };
    struct Partition {
        Sequence next{0};
        std::deque<Batch> queue;
        std::size_t inFlight = 0;  ///< the first ones of the queue
        /// Since the last failure, or under this identity, none has been answered: one goes out at
        /// a time. A new leader that does not know the producer takes any sequence for its first
        /// one.
        bool careful = true;
        int gaps = 0;
        std::uint64_t attempt = 0;  ///< answers to an earlier attempt are void
        std::unique_ptr<env::Executor::Timer> retry;
    };

    void obtainId();
    void tick();
    void addBatch(PartitionIndex index);
    [[nodiscard]] std::string addRecord(storage::BatchBuilder& builder);
    void pump(PartitionIndex index);
    struct Sent {
        std::uint64_t attempt;
        Sequence sequence;
    };
    void onAnswer(
        PartitionIndex index, Sent sent, const Result<protocol::ProduceResponse>& response);
    void acknowledge(
        PartitionIndex index, const protocol::ProduceResponse::PartitionProduceResponse& answer);
    void resend(PartitionIndex index);
    void onRefused(PartitionIndex index, const std::string& why);

    ClusterClient m_client;
    std::string m_name;
    Ledger& m_ledger;
    std::chrono::microseconds m_pace{};
    std::unique_ptr<env::Executor::Timer> m_timer;
    ProducerId m_id = kNoProducer;
    ProducerEpoch m_epoch{-1};
    std::map<PartitionIndex, Partition> m_partitions;
    std::uint64_t m_keys = 0;  ///< 0: records have none
    std::uint64_t m_made = 0;
    std::uint64_t m_retries = 0;
    std::uint64_t m_identities = 0;
};

}  // namespace stormbench::sim
