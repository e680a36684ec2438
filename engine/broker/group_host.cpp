// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/group_host.h"

#include "engine/base/log.h"
#include "engine/broker/wire_errors.h"
#include "engine/controller/topic_name.h"
#include "engine/storage/batch_builder.h"
#include "engine/storage/record.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {
constexpr std::uint32_t kLoadChunk = 1u << 20;
constexpr std::chrono::milliseconds kCommitLimit{5000};  ///< Kafka's offsets.commit.timeout.ms
}  // namespace

GroupHost::GroupHost(env::Environment environment, std::string loggerName,
    PartitionTable& partitions, Purgatory& purgatory, Flusher& flusher,
    coordinator::GroupConfig config, std::int32_t partitionCount)
    : m_environment(environment)
    , m_loggerName(std::move(loggerName))
    , m_partitions(partitions)
    , m_purgatory(purgatory)
    , m_flusher(flusher)
    , m_partitionCount(partitionCount)
    , m_coordinator(config, partitionCount, environment.random)
    , m_timer(environment.executor.createTimer())
    , m_expiryTimer(environment.executor.createTimer())
{
}

void GroupHost::submit(const coordinator::GroupRequest& request, Answer answer)
{
    const coordinator::RequestToken token{++m_lastToken};
    m_waiting.emplace(token, std::move(answer));
    run(m_coordinator.handle(
        token, request, m_environment.clock.steadyNow(), m_environment.clock.wallNow()));
}

Result<> GroupHost::expireMembers(const std::string& groupId, const std::string& member)
{
    SB_TRY_ASSIGN(auto outputs,
        m_coordinator.expireMembers(
            groupId, member, m_environment.clock.steadyNow(), m_environment.clock.wallNow()));
    run(std::move(outputs));
    return {};
}

void GroupHost::run(coordinator::Outputs outputs)
{
    std::deque<coordinator::Outputs> steps;
    steps.push_back(std::move(outputs));
    while (!steps.empty()) {
        auto step = std::move(steps.front());
        steps.pop_front();
        for (const auto& append : step.appends) {
            const auto appended = this->append(append);
            if (!appended.waits)
                steps.push_back(m_coordinator.appended(append.id, appended.error,
                    m_environment.clock.steadyNow(), m_environment.clock.wallNow()));
        }
        for (const auto& reply : step.replies) {
            if (auto waiting = m_waiting.extract(reply.token))
                waiting.mapped()(reply.reply);
        }
    }
    armTimer();
}

void GroupHost::awaitCommit(const LeaderAppend& appended, coordinator::AppendId id)
{
    std::weak_ptr<bool> alive = m_alive;
    broker::awaitCommit(
        m_purgatory, m_partitions, appended, kCommitLimit, [this, alive, id](WireError error) {
            if (!alive.expired())
                finishAppend(id, error);
        });
}

void GroupHost::finishAppend(coordinator::AppendId id, WireError error)
{
    run(m_coordinator.appended(
        id, error, m_environment.clock.steadyNow(), m_environment.clock.wallNow()));
}

GroupHost::Appended GroupHost::append(const coordinator::Append& append)
{
    auto* hosted = m_partitions.find(controller::kOffsetsTopic, append.partition);
    if (!hosted || !hosted->log.isLeader())
        return {WireError::NotCoordinator};
    storage::BatchBuilder batch;
    for (const auto& record : append.records) {
        batch.add(m_environment.clock.wallNow(), ByteView(record.key),
            record.value ? std::optional<ByteView>(*record.value) : std::nullopt);
    }
    if (batch.count() == 0)
        return {};
    if (hosted->log.underMinInSync())
        return {WireError::NotEnoughReplicas};
    const auto appended = hosted->log.append(batch.build(), storage::AppendOrigin::Coordinator);
    if (appended) {
        const LeaderAppend written{
            hosted->name, hosted->topicId, hosted->log.leaderEpoch(), appended->lastOffset + 1};
        const bool flushes = m_flusher.isOwed(*hosted);
        if (!flushes && commitOutcome(hosted->log, written.upTo) == WireError::None)
            return {};
        if (!flushes) {
            awaitCommit(written, append.id);
            return {WireError::None, true};
        }
        m_flusher.flush(*hosted, written.upTo, [this, written, id = append.id](bool durable) {
            durable ? awaitCommit(written, id) : finishAppend(id, WireError::KafkaStorageError);
        });
        return {WireError::None, true};
    }
    log::error(
        m_loggerName, "cannot write to {}: {}", hosted->name.toString(), appended.error().message);
    return {wireErrorOf(appended.error().code)};
}

void GroupHost::armTimer()
{
    const auto deadline = m_coordinator.nextDeadline();
    if (!deadline)
        return m_timer->cancel();
    const auto wait = std::max(env::SteadyTime{0}, *deadline - m_environment.clock.steadyNow());
    m_timer->start(wait, [this] {
        run(m_coordinator.tick(m_environment.clock.steadyNow(), m_environment.clock.wallNow()));
    });
}

void GroupHost::armExpiry()
{
    m_expiryTimer->start(m_coordinator.config().offsetsRetentionCheck, [this] {
        run(m_coordinator.expireOffsets(m_environment.clock.wallNow()));
        armExpiry();
    });
}

void GroupHost::setPartitionCount(std::int32_t count)
{
    if (count == m_partitionCount || !m_led.empty())
        return;
    m_partitionCount = count;
    m_coordinator.setPartitionCount(count);
}

void GroupHost::onLed(PartitionIndex partition)
{
    if (!m_led.insert(partition).second)
        return;
    if (!m_expiryTimer->active())
        armExpiry();
    const auto* hosted = m_partitions.find(controller::kOffsetsTopic, partition);
    if (!hosted)
        return;
    const auto generation = ++m_lastLoading;
    m_loading[partition] = {hosted->log.logStartOffset(), generation};
    m_coordinator.startLoading(partition);
    loadSome(partition, generation);
}

void GroupHost::loadSome(PartitionIndex partition, std::uint64_t generation)
{
    const auto loading = m_loading.find(partition);
    if (loading == m_loading.end() || loading->second.generation != generation)
        return;  // resigned meanwhile
    auto* hosted = m_partitions.find(controller::kOffsetsTopic, partition);
    if (!hosted)
        return;
    auto& next = loading->second.next;
    if (next >= hosted->log.logEndOffset())
        return finishLoading(partition);
    const auto read = hosted->log.read({next, kLoadChunk, true, replication::Isolation::LogEnd});
    auto bytes = read ? storage::Log::readBytes(read->records)
                      : fail(ErrorCode::IoError, read.error().message);
    const auto before = next;
    const auto replayed = bytes ? replay(partition, *bytes, next) : fail(bytes.error());
    if (!replayed || next == before) {
        log::error(m_loggerName, "reading {} at offset {}: {}", hosted->name.toString(),
            next.value(), replayed ? "no whole batch" : replayed.error().message);
        return finishLoading(partition);
    }
    std::weak_ptr<bool> alive = m_alive;
    if (next >= hosted->log.logEndOffset())
        return finishLoading(partition);
    m_environment.executor.post([this, alive, partition, generation] {
        if (!alive.expired())
            loadSome(partition, generation);
    });
}

Result<> GroupHost::replay(PartitionIndex partition, ByteView batches, Offset& next)
{
    Result<> outcome;
    while (!batches.empty()) {
        SB_TRY_ASSIGN(auto reader, storage::RecordReader::create(batches));
        const auto& header = reader.header();
        for (;;) {
            SB_TRY_ASSIGN(const auto record, reader.next());
            if (!record)
                break;
            if (header.isControl() || !record->key)
                continue;
            if (auto replayed = m_coordinator.replay(partition, *record->key, record->value);
                !replayed && outcome)
                outcome = std::move(replayed);
        }
        next = header.nextOffset();  // compaction leaves batches without records
        batches = batches.subspan(header.sizeInBytes);
    }
    if (!outcome)
        log::error(m_loggerName, "{}-{}: {}", controller::kOffsetsTopic, partition.value(),
            outcome.error().message);
    return {};
}

void GroupHost::finishLoading(PartitionIndex partition)
{
    m_loading.erase(partition);
    m_coordinator.finishLoading(partition, m_environment.clock.steadyNow());
    armTimer();
}

void GroupHost::onResigned(PartitionIndex partition)
{
    if (m_led.erase(partition) == 0)
        return;
    m_loading.erase(partition);
    run(m_coordinator.resign(partition));
}

void GroupHost::onTopicsDeleted(const std::vector<std::string>& topics)
{
    run(m_coordinator.topicsDeleted(topics));
}

}  // namespace stormbench::broker
