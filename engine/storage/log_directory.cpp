// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/log_directory.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/base/log.h"
#include "engine/storage/checkpoint.h"
#include "engine/storage/clean_shutdown.h"
#include "engine/storage/partition_metadata.h"

namespace stormbench::storage {
namespace {

constexpr auto kLockFile = "/.lock";
constexpr auto kRecoveryPointFile = "/recovery-point-offset-checkpoint";
constexpr auto kLogStartFile = "/log-start-offset-checkpoint";
constexpr auto kCleanerFile = "/cleaner-offset-checkpoint";
constexpr std::string_view kDeletedSuffix = "-delete";

Result<PartitionOffsets> readOffsets(env::Files& files, const std::string& path)
{
    if (!files.exists(path))
        return PartitionOffsets{};
    SB_TRY_ASSIGN(const auto bytes, files.readFile(path));
    auto offsets = parseOffsets(bytes);
    if (offsets)
        return offsets;
    log::warn("storage", "{} is ignored: {}", path,
        offsets.error().message);  // zero is always safe, only slower
    return PartitionOffsets{};
}

Offset offsetOrZero(const PartitionOffsets& offsets, const TopicPartition& partition)
{
    const auto found = offsets.find(partition);
    return found == offsets.end() ? Offset(0) : found->second;
}

}  // namespace

LogDirectory::LogDirectory(const env::Environment& environment, Options options)
    : m_files(environment.files)
    , m_options(std::move(options))
    , m_cache(environment.files, m_options.maxOpenFiles)
    , m_context{environment.files, environment.clock, m_cache, {}, 0,
          [this] { return writeRecoveryPoints(); }}
{
}

LogDirectory::~LogDirectory() = default;

Result<std::unique_ptr<LogDirectory>> LogDirectory::open(
    const env::Environment& environment, Options options)
{
    std::unique_ptr<LogDirectory> directory(new LogDirectory(environment, std::move(options)));
    const auto& path = directory->m_options.path;
    SB_TRY(directory->m_files.createDirectories(path));
    SB_TRY_ASSIGN(directory->m_lock, directory->m_files.lock(path + kLockFile));
    SB_TRY(directory->checkIdentity());
    SB_TRY(directory->readCleanMarker());
    SB_TRY(directory->loadLogs());
    return directory;
}

Result<> LogDirectory::checkIdentity()
{
    SB_TRY_ASSIGN(const auto found, readMetaProperties(m_files, m_options.path));
    if (!found)
        return writeMetaProperties(m_files, m_options.path, m_options.identity);
    if (*found != m_options.identity)
        return fail(ErrorCode::Conflict,
            fmt::format("{} belongs to node {} of cluster {}, not to node {} of cluster {}",
                m_options.path, found->nodeId.value(), found->clusterId,
                m_options.identity.nodeId.value(), m_options.identity.clusterId));
    return {};
}

/// Takes the marker away at once: should this run crash, it must not vouch for the next.
Result<> LogDirectory::readCleanMarker()
{
    SB_TRY_ASSIGN(m_previousEpoch, takeCleanShutdownMarker(m_files, m_options.path));
    m_clean = m_previousEpoch.has_value();
    return {};
}

Result<> LogDirectory::loadLogs()
{
    SB_TRY_ASSIGN(m_recoveryPoints, readOffsets(m_files, m_options.path + kRecoveryPointFile));
    SB_TRY_ASSIGN(m_logStarts, readOffsets(m_files, m_options.path + kLogStartFile));
    SB_TRY_ASSIGN(m_firstDirty, readOffsets(m_files, m_options.path + kCleanerFile));
    SB_TRY_ASSIGN(const auto entries, m_files.list(m_options.path));
    for (const auto& entry : entries) {
        if (!entry.isDirectory)
            continue;
        if (entry.name.ends_with(kDeletedSuffix))
            SB_TRY(m_files.removeAll(m_options.path + '/' + entry.name));
        else
            SB_TRY(loadLog(entry.name));
    }
    for (const auto* known : {&m_recoveryPoints, &m_logStarts, &m_firstDirty})
        for (const auto& [partition, offset] : *known)
            m_checkpointed.insert(partition);
    m_recoveryPoints.clear();
    m_logStarts.clear();
    m_firstDirty.clear();
    const bool cut = std::any_of(m_logs.begin(), m_logs.end(), [](const auto& entry) {
        const auto& log = *entry.second.log;
        return log.recoveryPoint() < log.checkpointedPoint();
    });
    return cut ? writeRecoveryPoints() : Result<>{};
}

Result<> LogDirectory::loadLog(const std::string& name)
{
    const auto partition = TopicPartition::parse(name);
    if (!partition) {
        log::warn(
            "storage", "{}/{} is not a partition's directory: left alone", m_options.path, name);
        return {};
    }
    Log::OpenOptions options;
    options.directory = m_options.path + '/' + name;
    options.config = m_options.defaultConfig;
    options.recoveryPoint = offsetOrZero(m_recoveryPoints, *partition);
    options.logStartOffset = offsetOrZero(m_logStarts, *partition);
    options.firstDirtyOffset = offsetOrZero(m_firstDirty, *partition);
    options.cleanShutdown = m_clean;
    SB_TRY_ASSIGN(const auto topicId, readPartitionMetadata(m_files, options.directory));
    SB_TRY_ASSIGN(auto log, Log::open(m_context, std::move(options)));
    m_logs.emplace(*partition, Entry{std::move(log), topicId});
    return {};
}

Log* LogDirectory::find(const TopicPartition& partition) const
{
    const auto found = m_logs.find(partition);
    return found == m_logs.end() ? nullptr : found->second.log.get();
}

Result<Log*> LogDirectory::create(
    const TopicPartition& partition, const Uuid& topicId, const LogConfig& config)
{
    if (const auto found = m_logs.find(partition); found != m_logs.end()) {
        auto& entry = found->second;
        if (entry.topicId.isZero()) {  // the machine died before the id was on disk
            SB_TRY(entry.log->adopt(topicId));
            entry.topicId = topicId;
        }
        if (entry.topicId == topicId)
            return entry.log.get();
        return fail(ErrorCode::AlreadyExists,
            fmt::format(
                "{} exists with the topic id {}", partition.toString(), entry.topicId.toString()));
    }
    // What the checkpoints say is of a log that had the same name.
    if (m_checkpointed.count(partition) > 0)
        SB_TRY(writeCheckpoints());
    Log::OpenOptions options;
    options.directory = m_options.path + '/' + partition.toString();
    options.config = config;
    options.cleanShutdown = true;
    SB_TRY(m_files.createDirectories(options.directory));
    SB_TRY(writePartitionMetadata(m_files, options.directory, topicId));
    SB_TRY_ASSIGN(auto log, Log::open(m_context, std::move(options)));
    return m_logs.emplace(partition, Entry{std::move(log), topicId}).first->second.log.get();
}

Result<DeletionJob> LogDirectory::remove(const TopicPartition& partition)
{
    const auto found = m_logs.find(partition);
    if (found == m_logs.end())
        return fail(
            ErrorCode::NotFound, fmt::format("there is no log of {}", partition.toString()));
    const auto from = found->second.log->directory();
    m_logs.erase(found);  // closes its files: some systems do not rename an open one
    std::string to;
    do
        to = fmt::format("{}.{}{}", from, ++m_removals, kDeletedSuffix);
    while (m_files.exists(to));
    SB_TRY(m_files.rename(from, to));
    return DeletionJob{{to}};
}

Result<> LogDirectory::writeRecoveryPoints()
{
    PartitionOffsets recoveryPoints;
    for (const auto& [partition, entry] : m_logs) {
        recoveryPoints[partition] = entry.log->recoveryPoint();
        m_checkpointed.insert(partition);
    }
    SB_TRY(m_files.writeFileAtomically(
        m_options.path + kRecoveryPointFile, formatOffsets(recoveryPoints)));
    for (const auto& [partition, entry] : m_logs)
        entry.log->noteCheckpointed();
    return {};
}

Result<> LogDirectory::writeCheckpoints()
{
    PartitionOffsets logStarts;
    PartitionOffsets firstDirty;
    SB_TRY(writeRecoveryPoints());
    for (const auto& [partition, entry] : m_logs) {
        if (entry.log->logStartOffset() > Offset(0))
            logStarts[partition] = entry.log->logStartOffset();
        if (entry.log->firstDirtyOffset() > Offset(0))
            firstDirty[partition] = entry.log->firstDirtyOffset();
    }
    SB_TRY(m_files.writeFileAtomically(m_options.path + kLogStartFile, formatOffsets(logStarts)));
    SB_TRY(m_files.writeFileAtomically(m_options.path + kCleanerFile, formatOffsets(firstDirty)));
    m_checkpointed.clear();
    for (const auto& [partition, entry] : m_logs)
        m_checkpointed.insert(partition);
    return {};
}

Result<> LogDirectory::closeCleanly(BrokerEpoch brokerEpoch)
{
    for (const auto& [partition, entry] : m_logs)
        SB_TRY(entry.log->close());
    SB_TRY(writeCheckpoints());
    return writeCleanShutdownMarker(m_files, m_options.path, brokerEpoch);
}

}  // namespace stormbench::storage
