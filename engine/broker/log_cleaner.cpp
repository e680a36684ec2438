// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/log_cleaner.h"

#include <algorithm>

#include "engine/base/log.h"

namespace stormbench::broker {

namespace {
std::uint64_t bytesMoved(const storage::Compaction& pass)
{
    return pass.figures().bytesRead + pass.figures().bytesWritten;
}
}  // namespace

LogCleaner::LogCleaner(env::Environment environment, std::string loggerName,
    PartitionTable& partitions, std::function<controller::ConfigResolver()> configs)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_partitions(partitions)
    , m_configs(std::move(configs))
    , m_timer(environment.executor.createTimer())
{
}

LogCleaner::~LogCleaner() = default;

void LogCleaner::start()
{
    m_timer->start(m_configs().millis("log.cleaner.backoff.ms"), [this] { check(); });
}

void LogCleaner::check()
{
    const auto configs = m_configs();
    auto* hosted = configs.flag("log.cleaner.enable") ? dirtiest() : nullptr;
    if (!hosted)
        return start();
    auto pass = hosted->log.log().startCompaction(
        std::min(hosted->log.highWatermark(), hosted->log.lastStableOffset()),
        static_cast<std::size_t>(configs.number("log.cleaner.dedupe.buffer.size")));
    if (!pass || !*pass) {
        if (!pass)
            log::error(
                m_loggerName, "compacting {}: {}", hosted->name.toString(), pass.error().message);
        return start();
    }
    m_name = hosted->name;
    m_topicId = hosted->topicId;
    m_pass = std::move(*pass);
    work();
}

HostedPartition* LogCleaner::dirtiest()
{
    HostedPartition* best = nullptr;
    storage::CompactionNeed most;
    for (const auto& [topic, partitions] : m_partitions.topics()) {
        for (const auto& [index, hosted] : partitions) {
            if (!hosted->log.log().config().cleanupCompact
                || m_unreadable.contains({hosted->name.toString(), hosted->topicId}))
                continue;
            const auto need = hosted->log.log().compactionNeed(
                std::min(hosted->log.highWatermark(), hosted->log.lastStableOffset()));
            if (!need || !need->due)
                continue;
            const bool more = std::pair(need->overdue, need->dirtyRatio)
                > std::pair(most.overdue, most.dirtyRatio);
            if (!best || more) {
                best = hosted.get();
                most = *need;
            }
        }
    }
    return best;
}

HostedPartition* LogCleaner::current()
{
    auto* hosted = m_partitions.find(m_name.topic, m_name.partition);
    return hosted && hosted->topicId == m_topicId ? hosted : nullptr;
}

void LogCleaner::work()
{
    m_bytesBefore = bytesMoved(*m_pass);
    auto outcome = std::make_shared<Result<>>();
    std::weak_ptr<bool> alive = m_alive;
    m_environment.executor.runBlocking(
        [pass = m_pass, outcome, &files = m_environment.files] { *outcome = pass->work(files); },
        [this, alive, outcome] {
            if (!alive.expired())
                worked(*outcome);
        });
}

void LogCleaner::worked(const Result<>& outcome)
{
    auto* hosted = current();
    if (!hosted)
        return finish(fail(ErrorCode::NotFound, "the partition has gone"));
    if (!outcome)
        return finish(fail(outcome.error()));
    const auto advanced = hosted->log.log().advanceCompaction(*m_pass);
    if (!advanced || *advanced)
        return finish(advanced);
    if (const auto wait = pause(); wait.count() > 0)
        m_timer->start(wait, [this] { work(); });
    else
        work();
}

/// As long as the last step's bytes take at the allowed rate.
std::chrono::milliseconds LogCleaner::pause() const
{
    const auto rate = std::stod(m_configs().text("log.cleaner.io.max.bytes.per.second"));
    const auto bytes = static_cast<double>(bytesMoved(*m_pass) - m_bytesBefore);
    return std::chrono::milliseconds(
        static_cast<std::int64_t>(std::min(bytes * 1000 / rate, 60e3)));
}

void LogCleaner::finish(const Result<bool>& outcome)
{
    const auto pass = std::move(m_pass);
    const auto& figures = pass->figures();
    auto* hosted = current();
    if (outcome) {
        log::debug(m_loggerName, "compacted {}: {} bytes read, {} written, {} batches dropped",
            m_name.toString(), figures.bytesRead, figures.bytesWritten, figures.batchesDropped);
        return check();
    }
    if (hosted) {
        hosted->log.log().abandonCompaction(*pass, outcome.error());
        log::warn(m_loggerName, "compacting {} has ended early: {}", m_name.toString(),
            outcome.error().message);
    }
    if (outcome.error().code == ErrorCode::Corrupt)
        m_unreadable.insert({m_name.toString(), m_topicId});
    start();
}

}  // namespace stormbench::broker
