// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/broker/flusher.h"
#include "engine/broker/metadata_view.h"

namespace stormbench::broker {

/// What a broker does without being asked: retention, flush.ms, expiry of idle producers,
/// checkpoints. Owned by the Broker. Runs on: its strand; deletions and syncs on the blocking pool.
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

    env::Environment m_environment;
    std::string m_loggerName;
    storage::LogDirectory& m_logs;
    PartitionTable& m_partitions;
    Flusher& m_flusher;
    std::function<controller::ConfigResolver()> m_configs;
    std::unique_ptr<env::Executor::Timer> m_flushTimer, m_cleanTimer, m_checkpointTimer;
};

}  // namespace stormbench::broker
