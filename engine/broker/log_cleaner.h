// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <set>

#include "engine/broker/metadata_view.h"
#include "engine/broker/partition_table.h"
#include "engine/controller/config_resolver.h"
#include "engine/env/executor.h"
#include "engine/storage/compaction.h"

namespace stormbench::broker {

/// Compacts the logs that ask for it, one at a time, the dirtiest first, in steps on the blocking
/// pool; `log.cleaner.io.max.bytes.per.second` makes it pause between them. A log that cannot be
/// read is left alone until the next start. Owned by Maintenance. Runs on: the broker's strand.
class LogCleaner {
public:
    LogCleaner(env::Environment environment, std::string loggerName, PartitionTable& partitions,
        std::function<controller::ConfigResolver()> configs);
    ~LogCleaner();

    void start();

private:
    void check();
    [[nodiscard]] HostedPartition* dirtiest();
    void work();
    void worked(const Result<>& outcome);
    void finish(const Result<bool>& outcome);
    /// The partition whose log is being cleaned, if it is still here.
    [[nodiscard]] HostedPartition* current();
    [[nodiscard]] std::chrono::milliseconds pause() const;

    env::Environment m_environment;
    std::string m_loggerName;
    PartitionTable& m_partitions;
    std::function<controller::ConfigResolver()> m_configs;
    std::unique_ptr<env::Executor::Timer> m_timer;

    storage::TopicPartition m_name;
    Uuid m_topicId;
    std::shared_ptr<storage::Compaction> m_pass;
    std::uint64_t m_bytesBefore = 0;  ///< that the pass had moved when its last step began
    std::set<std::pair<std::string, Uuid>> m_unreadable;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

}  // namespace stormbench::broker
