// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <vector>

#include "engine/broker/partition_table.h"

namespace stormbench::broker {

/// Syncs partition logs on the blocking pool, one job a log at a time; requests that come while one
/// runs share the next. Owned by the Broker. Runs on: its strand.
class Flusher {
public:
    Flusher(env::Environment environment, std::string loggerName, PartitionTable& partitions);

    /// `done` comes once, never inside this call, when everything before `upTo` is durable, is cut
    /// off, or the flush has failed.
    using Done = std::function<void(bool durable)>;
    void flush(const HostedPartition& partition, Offset upTo, Done done);
    /// All there is; nobody waits for it.
    void flushAll(const HostedPartition& partition);
    /// Whether flush.messages asks for a sync before what was just appended may be acknowledged,
    /// to a producer or, by a follower's next fetch, to the leader.
    [[nodiscard]] bool isOwed(const HostedPartition& partition) const;

private:
    struct Waiting {
        Offset upTo;
        Done done;
    };
    struct Queue {
        Uuid topicId;
        std::vector<Waiting> waiting;
        bool running = false;
    };
    void run(const storage::TopicPartition& name);
    void onSynced(
        const storage::TopicPartition& name, const storage::FlushJob& job, const Result<>& outcome);
    void finish(const HostedPartition& partition);
    void failAll(const storage::TopicPartition& name);

    env::Environment m_environment;
    std::string m_loggerName;
    PartitionTable& m_partitions;
    std::map<storage::TopicPartition, Queue> m_queues;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
