// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <map>
#include <set>

#include "engine/broker/commit_wait.h"
#include "engine/broker/flusher.h"
#include "engine/broker/metadata_view.h"
#include "engine/broker/partition_table.h"
#include "engine/coordinator/group/group_coordinator.h"
#include "engine/env/executor.h"

namespace stormbench::broker {

/// Hosts the pure group coordinator: loads it from the partitions of `__consumer_offsets` that this
/// broker leads, writes its records there, ends its timeouts, and carries its answers to the
/// requests that wait. Owned by the Broker. Runs on: its strand.
class GroupHost {
public:
    GroupHost(env::Environment environment, std::string loggerName, PartitionTable& partitions,
        Purgatory& purgatory, Flusher& flusher, coordinator::GroupConfig config,
        std::int32_t partitionCount);

    using Answer = std::function<void(const coordinator::GroupReply&)>;
    /// `answer` comes once: inside this call or when the group gets on.
    void submit(const coordinator::GroupRequest& request, Answer answer);

    /// See GroupCoordinator::expireMembers().
    [[nodiscard]] Result<> expireMembers(const std::string& groupId, const std::string& member);

    [[nodiscard]] const coordinator::GroupCoordinator& coordinator() const { return m_coordinator; }

    void setConfig(const coordinator::GroupConfig& config) { m_coordinator.setConfig(config); }
    /// From the image, before any partition of the topic is led.
    void setPartitionCount(std::int32_t count);
    void onLed(PartitionIndex partition);
    void onResigned(PartitionIndex partition);
    void onTopicsDeleted(const std::vector<std::string>& topics);
    /// No timeouts from now on: nothing is written any more.
    void stop()
    {
        m_timer->cancel();
        m_expiryTimer->cancel();
    }
    /// Has every partition that this broker leads been loaded?
    [[nodiscard]] bool loaded() const { return m_loading.empty(); }

private:
    struct Loading {
        Offset next;
        std::uint64_t generation = 0;
    };
    void loadSome(PartitionIndex partition, std::uint64_t generation);
    [[nodiscard]] Result<> replay(PartitionIndex partition, ByteView batches, Offset& next);
    void finishLoading(PartitionIndex partition);
    void run(coordinator::Outputs outputs);
    struct Appended {
        protocol::WireError error = protocol::WireError::None;
        bool waits = false;  ///< until it counts: the coordinator hears of it later
    };
    [[nodiscard]] Appended append(const coordinator::Append& append);
    void awaitCommit(const LeaderAppend& appended, coordinator::AppendId id);
    void finishAppend(coordinator::AppendId id, protocol::WireError error);
    void armTimer();
    void armExpiry();

    env::Environment m_environment;
    std::string m_loggerName;
    PartitionTable& m_partitions;
    Purgatory& m_purgatory;
    Flusher& m_flusher;
    std::int32_t m_partitionCount;
    coordinator::GroupCoordinator m_coordinator;
    std::map<coordinator::RequestToken, Answer> m_waiting;
    std::uint64_t m_lastToken = 0;
    std::set<PartitionIndex> m_led;
    std::map<PartitionIndex, Loading> m_loading;
    std::uint64_t m_lastLoading = 0;
    std::unique_ptr<env::Executor::Timer> m_timer, m_expiryTimer;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
