// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/replica_fetcher.h"

#include <utility>

#include "engine/base/log.h"
#include "engine/broker/wire_errors.h"

namespace stormbench::broker {

using protocol::WireError;

namespace {
constexpr std::int16_t kFetchVersion = protocol::FetchRequest::Api::kMax;
constexpr std::chrono::milliseconds kRetry{50};  ///< of a leader that cannot be reached
constexpr std::chrono::seconds kAnswerLimit{5};
constexpr int kFailuresToTell = 20;
}  // namespace

ReplicaFetcher::ReplicaFetcher(const Context& context, BrokerId leader, env::Endpoint endpoint)
    : m_environment(context.environment)
    , m_loggerName(context.loggerName)
    , m_self(context.self)
    , m_leader(leader)
    , m_channel(
          m_environment, std::move(endpoint), fmt::format("broker-{}-fetcher", m_self.value()))
    , m_table(context.partitions)
    , m_flusher(context.flusher)
    , m_quota(context.quota)
    , m_limits(context.limits)
    , m_ownEpoch(context.ownEpoch)
    , m_timer(m_environment.executor.createTimer())
{
}

void ReplicaFetcher::add(const storage::TopicPartition& partition, const Followed& followed)
{
    remove(partition);
    m_partitions[partition] = followed;
    m_names[followed.topicId] = partition.topic;
    m_moved.insert(partition);
    m_hasNew = true;
}

void ReplicaFetcher::remove(const storage::TopicPartition& partition)
{
    const auto found = m_partitions.find(partition);
    if (found == m_partitions.end())
        return;
    m_session.leave({found->second.topicId, partition.partition});
    m_moved.erase(partition);
    m_leftOut.erase(partition);
    m_partitions.erase(found);
}

void ReplicaFetcher::wake()
{
    if (m_fetching && m_hasNew) {
        m_fetching = false;
        m_session.close();
        m_channel.disconnect();
    }
    if (!m_fetching)
        fetch();
}

void ReplicaFetcher::fetch()
{
    m_timer->cancel();
    if (m_fetching || m_partitions.empty() || waitsForFlushes())
        return;
    const auto message = request();
    if (m_session.asksForNothing()) {
        m_session.close();
        return fetchLater(restOfAll());
    }
    m_fetching = true;
    const auto number = ++m_number;
    m_channel.call(message, kFetchVersion,
        std::chrono::milliseconds(m_limits.maxWaitMs) + kAnswerLimit,
        [this, number](
            const Result<protocol::FetchResponse>& answer) { onAnswer(number, answer); });
}

/// Starts the syncs that are owed; the last of them fetches.
bool ReplicaFetcher::waitsForFlushes()
{
    if (m_flushing > 0)
        return true;
    for (const auto* names : {&m_moved, &m_leftOut})
        for (const auto& name : *names)
            flushIfOwed(name);
    return m_flushing > 0;
}

void ReplicaFetcher::flushIfOwed(const storage::TopicPartition& name)
{
    const auto* hosted = m_table.find(name.topic, name.partition);
    if (!hosted || !m_flusher.isOwed(*hosted))
        return;
    ++m_flushing;
    m_flusher.flush(*hosted, hosted->log.logEndOffset(),
        [this, alive = std::weak_ptr(m_alive), name](bool durable) {
            if (alive.expired())
                return;
            if (const auto found = m_partitions.find(name); !durable && found != m_partitions.end())
                rest(found->second);
            if (--m_flushing == 0)
                fetch();
        });
}

void ReplicaFetcher::fetchLater(std::chrono::microseconds wait)
{
    m_timer->start(std::max(wait, std::chrono::microseconds(1000)), [this] { fetch(); });
}

std::chrono::microseconds ReplicaFetcher::restOfAll() const
{
    const auto now = m_environment.clock.steadyNow();
    std::chrono::microseconds rest = std::chrono::milliseconds(m_limits.maxWaitMs);
    for (const auto& [name, followed] : m_partitions)
        if (followed.restsUntil > now)
            rest = std::min(rest, followed.restsUntil - now);
    return rest;
}

protocol::FetchRequest ReplicaFetcher::request()
{
    const auto now = m_environment.clock.steadyNow();
    m_hasNew = false;
    if (m_session.isClosed() || m_quota.exhausted(now)) {
        if (m_session.isClosed())
            m_session.close();  // what it was asked for before is named again
        const auto middle = m_partitions.lower_bound(m_first);
        for (auto it = middle; it != m_partitions.end(); ++it)
            consider(*it, now);
        for (auto it = m_partitions.begin(); it != middle; ++it)
            consider(*it, now);
    } else {
        auto changed = std::move(m_moved);
        changed.merge(m_leftOut);
        for (const auto& name : changed)
            consider(*m_partitions.find(name), now);
    }
    m_moved.clear();
    protocol::FetchRequest message;
    message.replicaState.replicaId = m_self.value();
    message.replicaState.replicaEpoch = m_ownEpoch().value();
    message.maxWaitMs = m_limits.maxWaitMs;
    message.minBytes = m_limits.minBytes;
    message.maxBytes = m_limits.maxBytes;
    m_session.fill(message, m_limits.partitionMaxBytes);
    return message;
}

void ReplicaFetcher::consider(const Partitions::value_type& entry, env::SteadyTime now)
{
    const auto& [name, followed] = entry;
    const FetcherSession::Partition partition{followed.topicId, name.partition};
    const auto* hosted = m_table.find(name.topic, name.partition);
    if (!hosted || followed.restsUntil > now || isHeldBack(followed, *hosted, now)
        || !hosted->log.log().isFirm()) {
        m_leftOut.insert(name);
        return m_session.leave(partition);
    }
    const auto& log = hosted->log;
    const bool hasGaps = log.log().gaps() != storage::Log::Gaps::None;
    // What a power loss may have left holes in is copied anew, and must not count as in sync before
    // that: it asks for the beginning, when the controller has put it out of the ISR.
    if (hasGaps && m_ownEpoch().value() < 0) {
        m_leftOut.insert(name);
        return m_session.leave(partition);
    }
    m_leftOut.erase(name);
    m_session.want(partition,
        {followed.epoch, hasGaps ? Offset{0} : log.logEndOffset(),
            hasGaps || m_limits.ignoresDivergence ? kNoLeaderEpoch : log.lastFetchedEpoch(),
            log.logStartOffset()});
}

bool ReplicaFetcher::isHeldBack(
    const Followed& followed, const HostedPartition& hosted, env::SteadyTime now) const
{
    return hosted.throttledAsFollower && !followed.inSync && m_quota.exhausted(now);
}

ReplicaFetcher::Partitions::iterator ReplicaFetcher::find(const Uuid& topicId, PartitionIndex index)
{
    const auto name = m_names.find(topicId);
    if (name == m_names.end())
        return m_partitions.end();
    const auto found = m_partitions.find({name->second, index});
    return found != m_partitions.end() && found->second.topicId == topicId ? found
                                                                           : m_partitions.end();
}

void ReplicaFetcher::onAnswer(std::uint64_t number, const Result<protocol::FetchResponse>& answer)
{
    if (number != m_number || !m_fetching)
        return;  // of a fetch that wake() has given up
    m_fetching = false;
    if (!answer || answer->errorCode != WireError::None) {
        const bool sessionWasOpen = !m_session.isClosed();
        if (answer)
            (void)m_session.onAnswer(*answer);
        else
            m_session.close();
        if (answer && sessionWasOpen)
            return fetch();  // the leader has given the session up: a new one, at once
        if (++m_failures == kFailuresToTell)
            log::warn(m_loggerName, "cannot fetch from broker {}: {}", m_leader.value(),
                answer ? std::string(protocol::toString(answer->errorCode))
                       : answer.error().message);
        return fetchLater(kRetry);
    }
    m_failures = 0;
    (void)m_session.onAnswer(*answer);
    for (const auto& topic : answer->responses) {
        for (const auto& data : topic.partitions) {
            const PartitionIndex index{data.partitionIndex};
            const auto followed = find(topic.topicId, index);
            if (followed == m_partitions.end() || !m_session.asksFor({topic.topicId, index}))
                continue;
            take(followed, data);
            m_moved.insert(followed->first);
            if (!data.records.view().empty())
                m_first = {followed->first.topic, followed->first.partition + 1};
        }
    }
    fetch();
}

void ReplicaFetcher::take(
    Partitions::iterator followed, const protocol::FetchResponse::PartitionData& data)
{
    const auto& name = followed->first;
    auto* hosted = m_table.find(name.topic, name.partition);
    if (!hosted)
        return;
    const auto epoch = followed->second.epoch;
    if (data.errorCode == WireError::OffsetOutOfRange && data.logStartOffset >= 0) {
        if (hosted->log.log().gaps() == storage::Log::Gaps::None)
            log::warn(m_loggerName,
                "{}: the leader's log begins at offset {}, behind the end of ours: "
                "copying it from there",
                name.toString(), data.logStartOffset);
        if (const auto begun = hosted->log.startAnew(epoch, Offset{data.logStartOffset}); !begun)
            rest(followed->second);
        return;
    }
    if (data.errorCode != WireError::None)
        return rest(followed->second);
    replication::LeaderAnswer answer;
    answer.batches = data.records.view();
    answer.highWatermark = Offset{data.highWatermark};
    answer.logStartOffset = Offset{data.logStartOffset};
    if (data.divergingEpoch.endOffset >= 0)
        answer.diverging
            = {LeaderEpoch{data.divergingEpoch.epoch}, Offset{data.divergingEpoch.endOffset}};
    const auto copied = hosted->log.copy(epoch, answer);
    if (hosted->throttledAsFollower)
        m_quota.record(answer.batches.size(), m_environment.clock.steadyNow());
    followed->second.inSync = hosted->log.logEndOffset() >= answer.highWatermark;
    auto& told = followed->second.told;
    if (copied)
        return told.clear();
    // A full disk lasts: each partition is tried again and again.
    if (copied.error().code != storage::LogErrorCode::NotLeader
        && std::exchange(told, copied.error().message) != copied.error().message)
        log::error(m_loggerName, "{}: copying from broker {}: {}", name.toString(),
            m_leader.value(), copied.error().message);
    rest(followed->second);
}

void ReplicaFetcher::rest(Followed& followed)
{
    followed.restsUntil = m_environment.clock.steadyNow() + m_limits.backoff;
}

}  // namespace stormbench::broker
