// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>

#include "engine/broker/flusher.h"
#include "engine/broker/log_cleaner.h"
#include "engine/broker/metadata_view.h"

namespace stormbench::broker {

/// What a broker does without being asked: retention, compaction, flush.ms, expiry of idle
/// producers, checkpoints. Owned by the Broker. Runs on: its strand; deletions and syncs on the
/// blocking pool.
class Maintenance {
public:
    Maintenance(env::Environment environment, std::string loggerName, storage::LogDirectory& logs,
        PartitionTable& partitions, Flusher& flusher,
        std::function<controller::ConfigResolver()> configs);

    void start();

private:
    void flushDueLogs();
    void cleanLogs();
    void writeCheckpoints();
    void writeHighWatermarks();
    /// Tries a log again that a full disk has taken offline.
    void revive(HostedPartition& hosted);
    /// Deletes the files after file.delete.delay.ms.
    void deleteLater(storage::DeletionJob job, std::chrono::milliseconds delay);
    void deleteDue();

    env::Environment m_environment;
    std::string m_loggerName;
    storage::LogDirectory& m_logs;
    PartitionTable& m_partitions;
    Flusher& m_flusher;
    std::function<controller::ConfigResolver()> m_configs;
    LogCleaner m_cleaner;
    std::unique_ptr<env::Executor::Timer> m_flushTimer, m_cleanTimer, m_checkpointTimer,
        m_highWatermarkTimer, m_deletionTimer;
    std::multimap<env::SteadyTime, storage::DeletionJob> m_doomed;  ///< by when they may go
};

}  // namespace stormbench::broker
