// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>

#include "engine/base/uuid.h"
#include "engine/env/environment.h"
#include "engine/storage/log.h"
#include "engine/storage/meta_properties.h"
#include "engine/storage/topic_partition.h"

namespace stormbench::storage {

/// A broker's data directory: its lock, its identity and the logs in it, one sub-directory
/// `<topic>-<partition>` each. open() loads all logs (recovering them after an unclean stop);
/// closeCleanly() leaves the marker that spares the next start the recovery. Destroyed without it,
/// the directory is as a crash leaves it. Owned by the broker. Runs on: its strand.
class LogDirectory {
public:
    struct Options {
        std::string path;  ///< created if missing
        MetaProperties
            identity;  ///< written on first use, compared afterwards: Conflict if it is another's
        LogConfig defaultConfig;  ///< of logs whose topic's configuration is not known yet: see
                                  ///< Log::setConfig()
        std::size_t maxOpenFiles = 512;
    };
    /// Conflict when another owner holds the directory.
    [[nodiscard]] static Result<std::unique_ptr<LogDirectory>> open(
        const env::Environment& environment, Options options);
    ~LogDirectory();

    struct Entry {
        std::unique_ptr<Log> log;
        Uuid topicId;  ///< zero if the directory does not tell
    };
    [[nodiscard]] const std::map<TopicPartition, Entry>& logs() const { return m_logs; }
    [[nodiscard]] Log* find(const TopicPartition& partition) const;  ///< null if there is none

    /// AlreadyExists if there is one with another topic id; the existing log if it has this one.
    /// The pointer is valid until remove() or the end of the directory.
    [[nodiscard]] Result<Log*> create(
        const TopicPartition& partition, const Uuid& topicId, const LogConfig& config);

    /// Takes the log out at once (its Log is destroyed); the files go with the returned job.
    [[nodiscard]] Result<DeletionJob> remove(const TopicPartition& partition);

    /// Writes recovery points, log start offsets and how far logs are compacted: every minute, and
    /// after deleteRecords().
    [[nodiscard]] Result<> writeCheckpoints();

    /// Closes every log and leaves the marker of a clean stop.
    [[nodiscard]] Result<> closeCleanly(BrokerEpoch brokerEpoch);

    /// The broker epoch of the last run, if it stopped cleanly (KIP-966).
    [[nodiscard]] std::optional<BrokerEpoch> previousBrokerEpoch() const { return m_previousEpoch; }
    [[nodiscard]] const MetaProperties& identity() const { return m_options.identity; }
    [[nodiscard]] const std::string& path() const { return m_options.path; }
    [[nodiscard]] const FileCache& fileCache() const { return m_cache; }

    /// Whether some log is offline: what is written here may not be taken.
    [[nodiscard]] bool isFailing() const { return m_context.offlineLogs > 0; }
    /// Calls when the first log goes offline, amid its work.
    void onFailure(std::function<void()> call) { m_context.onFirstOffline = std::move(call); }

private:
    LogDirectory(const env::Environment& environment, Options options);
    Result<> checkIdentity();
    Result<> readCleanMarker();
    Result<> loadLogs();
    Result<> loadLog(const std::string& name);
    [[nodiscard]] Result<> writeRecoveryPoints();

    env::Files& m_files;
    Options m_options;
    FileCache m_cache;
    LogContext m_context;
    std::unique_ptr<env::Files::Lock> m_lock;
    std::map<TopicPartition, Offset> m_recoveryPoints;  ///< as read at start
    std::map<TopicPartition, Offset> m_logStarts;
    std::map<TopicPartition, Offset> m_firstDirty;
    std::set<TopicPartition> m_checkpointed;  ///< what the files on disk may name
    std::optional<BrokerEpoch> m_previousEpoch;
    bool m_clean = false;
    std::uint64_t m_removals = 0;
    std::map<TopicPartition, Entry> m_logs;
};

}  // namespace stormbench::storage
