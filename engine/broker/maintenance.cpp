// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/maintenance.h"

#include "engine/base/log.h"

namespace stormbench::broker {

namespace {
constexpr std::chrono::milliseconds kFlushCheck{1000};
constexpr std::chrono::milliseconds kFirstCleaning{30'000};
constexpr std::chrono::milliseconds kCheckpoints{60'000};
constexpr std::chrono::milliseconds kHighWatermarks{5000};
}  // namespace

Maintenance::Maintenance(env::Environment environment, std::string loggerName,
    storage::LogDirectory& logs, PartitionTable& partitions, Flusher& flusher,
    std::function<controller::ConfigResolver()> configs)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_logs(logs)
    , m_partitions(partitions)
    , m_flusher(flusher)
    , m_configs(std::move(configs))
    , m_cleaner(environment, m_loggerName, partitions, m_configs)
    , m_flushTimer(environment.executor.createTimer())
    , m_cleanTimer(environment.executor.createTimer())
    , m_checkpointTimer(environment.executor.createTimer())
    , m_highWatermarkTimer(environment.executor.createTimer())
    , m_deletionTimer(environment.executor.createTimer())
{
}

void Maintenance::start()
{
    m_flushTimer->start(kFlushCheck, [this] { flushDueLogs(); });
    m_cleanTimer->start(
        std::min(kFirstCleaning, m_configs().millis("log.retention.check.interval.ms")),
        [this] { cleanLogs(); });
    m_checkpointTimer->start(kCheckpoints, [this] { writeCheckpoints(); });
    m_highWatermarkTimer->start(kHighWatermarks, [this] { writeHighWatermarks(); });
    m_cleaner.start();
}

void Maintenance::flushDueLogs()
{
    for (const auto& [topic, partitions] : m_partitions.topics()) {
        for (const auto& [index, hosted] : partitions) {
            if (hosted->log.log().offlineReason())
                revive(*hosted);
            if (hosted->log.log().flushDue())
                m_flusher.flushAll(*hosted);
        }
    }
    m_flushTimer->start(kFlushCheck, [this] { flushDueLogs(); });
}

void Maintenance::cleanLogs()
{
    const auto configs = m_configs();
    const auto producerExpiry = configs.millis("producer.id.expiration.ms");
    for (const auto& [topic, partitions] : m_partitions.topics()) {
        for (const auto& [index, hosted] : partitions) {
            auto& log = hosted->log.log();
            log.expireProducers(producerExpiry);
            const auto start = log.logStartOffset();
            auto job = log.enforceRetention(hosted->log.highWatermark());
            if (log.logStartOffset() != start)
                hosted->log.noteLogStartMoved();
            if (!job) {
                log::error(m_loggerName, "retention of {}: {}", hosted->name.toString(),
                    job.error().message);
                continue;
            }
            if (!job->empty())
                deleteLater(*std::move(job), log.config().fileDeleteDelayMs);
        }
    }
    m_cleanTimer->start(configs.millis("log.retention.check.interval.ms"), [this] { cleanLogs(); });
}

void Maintenance::revive(HostedPartition& hosted)
{
    if (const auto online = hosted.log.log().bringOnline(); !online)
        log::debug(m_loggerName, "{}", online.error().message);
}

void Maintenance::deleteLater(storage::DeletionJob job, std::chrono::milliseconds delay)
{
    constexpr std::chrono::milliseconds kLongest{24LL * 3600 * 1000};
    m_doomed.emplace(m_environment.clock.steadyNow() + std::min(delay, kLongest), std::move(job));
    deleteDue();
}

void Maintenance::deleteDue()
{
    const auto now = m_environment.clock.steadyNow();
    while (!m_doomed.empty() && m_doomed.begin()->first <= now) {
        auto job = std::move(m_doomed.extract(m_doomed.begin()).mapped());
        auto outcome = std::make_shared<Result<>>();
        m_environment.executor.runBlocking([job = std::move(job), &files = m_environment.files,
                                               outcome] { *outcome = job.run(files); },
            [outcome, logger = m_loggerName] {
                if (!*outcome)
                    log::error(logger, "retention: {}", outcome->error().message);
            });
    }
    if (!m_doomed.empty())
        m_deletionTimer->start(m_doomed.begin()->first - now, [this] { deleteDue(); });
}

void Maintenance::writeCheckpoints()
{
    if (const auto written = m_logs.writeCheckpoints(); !written)
        log::error(m_loggerName, "checkpoints: {}", written.error().message);
    m_checkpointTimer->start(kCheckpoints, [this] { writeCheckpoints(); });
}

void Maintenance::writeHighWatermarks()
{
    if (const auto written = m_partitions.writeHighWatermarks(); !written)
        log::error(m_loggerName, "high watermarks: {}", written.error().message);
    m_highWatermarkTimer->start(kHighWatermarks, [this] { writeHighWatermarks(); });
}

}  // namespace stormbench::broker
