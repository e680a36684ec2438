// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/flusher.h"

#include "engine/base/log.h"
#include "engine/env/executor.h"

namespace stormbench::broker {

Flusher::Flusher(env::Environment environment, std::string loggerName, PartitionTable& partitions)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_partitions(partitions)
{
}

bool Flusher::isOwed(const HostedPartition& partition) const
{
    const auto& log = partition.log.log();
    return log.config().flushMessages != storage::LogConfig::kNever
        && (log.flushDue() || m_queues.count(partition.name) > 0);
}

void Flusher::flush(const HostedPartition& partition, Offset upTo, Done done)
{
    auto& queue = m_queues[partition.name];
    queue.topicId = partition.topicId;
    queue.waiting.push_back({upTo, std::move(done)});
    if (queue.running)
        return;
    queue.running = true;
    std::weak_ptr<bool> alive = m_alive;
    m_environment.executor.post([this, alive, name = partition.name] {
        if (!alive.expired())
            run(name);
    });
}

void Flusher::flushAll(const HostedPartition& partition)
{
    flush(partition, partition.log.logEndOffset(), [](bool) {});
}

void Flusher::run(const storage::TopicPartition& name)
{
    auto* hosted = m_partitions.find(name.topic, name.partition);
    if (!hosted || hosted->topicId != m_queues[name].topicId)
        return failAll(name);
    auto job = hosted->log.log().prepareFlush();
    if (!job) {
        const auto& log = hosted->log.log();
        const bool offline = log.recoveryPoint() < log.logEndOffset();
        return offline ? failAll(name) : finish(*hosted);
    }
    auto& files = m_environment.files;
    auto shared = std::make_shared<storage::FlushJob>(std::move(*job));
    auto outcome = std::make_shared<Result<>>();
    std::weak_ptr<bool> alive = m_alive;
    m_environment.executor.runBlocking([shared, outcome, &files] { *outcome = shared->run(files); },
        [this, alive, name, shared, outcome] {
            if (!alive.expired())
                onSynced(name, *shared, *outcome);
        });
}

void Flusher::onSynced(
    const storage::TopicPartition& name, const storage::FlushJob& job, const Result<>& outcome)
{
    auto* hosted = m_partitions.find(name.topic, name.partition);
    if (!hosted || hosted->topicId != m_queues[name].topicId)
        return failAll(name);
    if (hosted->log.log().instance() != job.instance)
        return run(name);
    hosted->log.log().completeFlush(job, outcome);
    hosted->log.noteFlushed();
    if (outcome)
        return finish(*hosted);
    log::error(m_loggerName, "syncing {}: {}", name.toString(), outcome.error().message);
    failAll(name);
}

void Flusher::finish(const HostedPartition& partition)
{
    const auto durable = partition.log.log().recoveryPoint();
    const auto end = partition.log.logEndOffset();
    const auto name = partition.name;
    std::vector<std::pair<Done, bool>> over;
    auto& queue = m_queues[name];
    std::erase_if(queue.waiting, [&](Waiting& waiting) {
        const bool cutOff = waiting.upTo > end;
        if (waiting.upTo > durable && !cutOff)
            return false;
        over.emplace_back(std::move(waiting.done), !cutOff);
        return true;
    });
    const bool more = !queue.waiting.empty();
    if (!more)
        m_queues.erase(name);
    for (const auto& [done, isDurable] : over)
        done(isDurable);
    if (more)
        run(name);
}

void Flusher::failAll(const storage::TopicPartition& name)
{
    auto queue = std::move(m_queues[name]);
    m_queues.erase(name);
    for (const auto& waiting : queue.waiting)
        waiting.done(false);
}

}  // namespace stormbench::broker
