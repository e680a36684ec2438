// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/fetch_session.h"

#include <utility>

namespace stormbench::broker {

using protocol::WireError;

namespace {

constexpr std::int32_t kNoSession = 0;
constexpr std::int32_t kInitialEpoch = 0;
constexpr std::int32_t kFinalEpoch = -1;
constexpr std::int16_t kFirstVersionWithIds = 13;

FetchTarget targetOf(const protocol::FetchRequest::FetchTopic& topic,
    const protocol::FetchRequest::FetchPartition& wire)
{
    FetchTarget target;
    target.topic = topic.topic;
    target.topicId = topic.topicId;
    target.partition = PartitionIndex{wire.partition};
    target.offset = Offset{wire.fetchOffset};
    target.logStart = Offset{wire.logStartOffset};
    target.maxBytes = static_cast<std::uint32_t>(std::max(0, wire.partitionMaxBytes));
    target.currentLeaderEpoch = LeaderEpoch{wire.currentLeaderEpoch};
    target.lastFetchedEpoch = LeaderEpoch{wire.lastFetchedEpoch};
    return target;
}

std::vector<FetchTarget> allTargets(const protocol::FetchRequest& request)
{
    std::vector<FetchTarget> targets;
    for (const auto& topic : request.topics) {
        for (const auto& partition : topic.partitions)
            targets.push_back(targetOf(topic, partition));
    }
    return targets;
}

}  // namespace

BrokerId replicaOf(const protocol::FetchRequest& request, std::int16_t version)
{
    constexpr std::int16_t kFirstVersionWithReplicaState = 15;
    const auto replica = version >= kFirstVersionWithReplicaState ? request.replicaState.replicaId
                                                                  : request.replicaId;
    return replica >= 0 ? BrokerId{replica} : kNoBroker;
}

FetchSession::Key FetchSession::keyOf(
    const std::string& topic, const Uuid& id, PartitionIndex partition) const
{
    return m_usesTopicIds ? Key{id, {}, partition} : Key{{}, topic, partition};
}

void FetchSession::update(const protocol::FetchRequest& request)
{
    for (const auto& topic : request.topics) {
        for (const auto& partition : topic.partitions) {
            auto target = targetOf(topic, partition);
            const auto key = keyOf(target.topic, target.topicId, target.partition);
            if (const auto found = m_entries.find(key); found != m_entries.end()) {
                takeBack(found->second);
                found->second->target = std::move(target);
            } else {
                auto& entry = m_order.emplace_back();
                entry.target = std::move(target);
                m_entries.emplace(key, std::prev(m_order.end()));
            }
        }
    }
    for (const auto& topic : request.forgottenTopicsData) {
        for (const auto partition : topic.partitions) {
            const auto found
                = m_entries.find(keyOf(topic.topic, topic.topicId, PartitionIndex{partition}));
            if (found == m_entries.end())
                continue;
            takeBack(found->second);
            m_order.erase(found->second);
            m_entries.erase(found);
        }
    }
}

std::vector<FetchTarget> FetchSession::targets() const
{
    std::vector<FetchTarget> targets;
    targets.reserve(m_order.size());
    for (const auto& entry : m_order)
        targets.push_back(entry.target);
    return targets;
}

bool FetchSession::noteAnswer(
    const FetchTarget& target, const protocol::FetchResponse::PartitionData& data)
{
    const auto found = m_entries.find(keyOf(target.topic, target.topicId, target.partition));
    if (found == m_entries.end())
        return true;
    auto& entry = *found->second;
    const bool hasRecords = data.records.size() > 0;
    const bool hasError = data.errorCode != WireError::None;
    const bool isNews = hasRecords || hasError || entry.toldError
        || data.divergingEpoch.endOffset >= 0 || data.highWatermark != entry.toldHighWatermark
        || data.logStartOffset != entry.toldLogStart;
    entry.toldHighWatermark = data.highWatermark;
    entry.toldLogStart = data.logStartOffset;
    entry.toldError = hasError;
    if (hasRecords)
        m_order.splice(m_order.end(), m_order, found->second);
    return isNews;
}

void FetchSession::takeBack(Entries::iterator entry)
{
    if (!entry->isAside)
        return;
    entry->isAside = false;
    entry->watch.cancel();
    m_order.splice(m_order.end(), m_aside, entry);
}

void FetchSession::takeAllBack()
{
    while (!m_aside.empty())
        takeBack(m_aside.begin());
}

void FetchSession::setAside(const FetchTarget& target, replication::PartitionLog& log)
{
    const auto found = m_entries.find(keyOf(target.topic, target.topicId, target.partition));
    if (found == m_entries.end() || found->second->isAside)
        return;
    const auto entry = found->second;
    entry->isAside = true;
    m_aside.splice(m_aside.end(), m_order, entry);
    // The watch is the log's and the entry's: while it calls, both are there.
    entry->watch = log.watch([weak = weak_from_this(), entry, &log] {
        const auto self = weak.lock();
        if (!self || !entry->isAside)
            return;
        log.noteCaughtUp(self->m_replica, self->lastUsed);
        self->takeBack(entry);
        if (self->m_moved)
            self->m_moved();
    });
}

FetchContext FetchSessionCache::open(
    const protocol::FetchRequest& request, std::int16_t version, env::SteadyTime now)
{
    FetchContext context;
    const auto replica = replicaOf(request, version);
    const auto replicaEpoch = BrokerEpoch{request.replicaState.replicaEpoch};
    const bool usesTopicIds = version >= kFirstVersionWithIds;
    const bool full = request.sessionEpoch == kInitialEpoch || request.sessionEpoch == kFinalEpoch;
    if (full) {
        if (request.sessionId != kNoSession)
            m_sessions.erase(request.sessionId);
        context.targets = allTargets(request);
        if (request.sessionEpoch == kInitialEpoch && !context.targets.empty()) {
            context.session = create(usesTopicIds, replica, now);
            if (context.session) {
                context.session->update(request);
                context.session->replicaEpoch = replicaEpoch;
            }
        }
        return context;
    }
    const auto found = m_sessions.find(request.sessionId);
    if (found == m_sessions.end()) {
        context.error = WireError::FetchSessionIdNotFound;
    } else if (found->second->epoch() != request.sessionEpoch) {
        context.error = WireError::InvalidFetchSessionEpoch;
    } else if (found->second->usesTopicIds() != usesTopicIds
        || found->second->replica() != replica) {
        context.error = WireError::FetchSessionTopicIdError;
    } else {
        context.session = found->second;
        context.session->update(request);
        context.session->advanceEpoch();
        context.session->lastUsed = now;
        if (std::exchange(context.session->replicaEpoch, replicaEpoch) != replicaEpoch)
            context.session->takeAllBack();
        context.incremental = true;
        context.targets = context.session->targets();
    }
    return context;
}

bool FetchSessionCache::makeRoom(bool forReplica, env::SteadyTime now)
{
    if (m_sessions.size() < m_capacity)
        return true;
    const auto oldest = [this](auto&& mayGo) {
        auto found = m_sessions.end();
        for (auto session = m_sessions.begin(); session != m_sessions.end(); ++session)
            if (mayGo(*session->second)
                && (found == m_sessions.end()
                    || session->second->lastUsed < found->second->lastUsed))
                found = session;
        return found;
    };
    auto goes
        = oldest([now](const FetchSession& held) { return now - held.lastUsed >= kEvictable; });
    if (goes == m_sessions.end() && forReplica)
        goes = oldest([](const FetchSession& held) { return held.replica() == kNoBroker; });
    if (goes == m_sessions.end())
        return false;
    m_sessions.erase(goes);
    return true;
}

std::shared_ptr<FetchSession> FetchSessionCache::create(
    bool usesTopicIds, BrokerId replica, env::SteadyTime now)
{
    const bool forReplica = replica != kNoBroker;
    if (forReplica)
        std::erase_if(m_sessions,
            [replica](const auto& entry) { return entry.second->replica() == replica; });
    if (!makeRoom(forReplica, now))
        return nullptr;
    std::int32_t id = kNoSession;
    while (id == kNoSession || m_sessions.count(id) > 0)
        id = static_cast<std::int32_t>(m_random.next() & 0x7fffffff);
    auto session = std::make_shared<FetchSession>(id, usesTopicIds, replica);
    session->lastUsed = now;
    m_sessions.emplace(id, session);
    return session;
}

}  // namespace stormbench::broker
