// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/fetch_session.h"

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
            if (const auto found = m_entries.find(key); found != m_entries.end())
                found->second->target = std::move(target);
            else
                m_entries.emplace(key, m_order.insert(m_order.end(), Entry{std::move(target)}));
        }
    }
    for (const auto& topic : request.forgottenTopicsData) {
        for (const auto partition : topic.partitions) {
            const auto found
                = m_entries.find(keyOf(topic.topic, topic.topicId, PartitionIndex{partition}));
            if (found == m_entries.end())
                continue;
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

FetchContext FetchSessionCache::open(
    const protocol::FetchRequest& request, std::int16_t version, env::SteadyTime now)
{
    FetchContext context;
    const bool usesTopicIds = version >= kFirstVersionWithIds;
    const bool full = request.sessionEpoch == kInitialEpoch || request.sessionEpoch == kFinalEpoch;
    if (full) {
        if (request.sessionId != kNoSession)
            m_sessions.erase(request.sessionId);
        context.targets = allTargets(request);
        if (request.sessionEpoch == kInitialEpoch && !context.targets.empty()) {
            context.session = create(usesTopicIds, now);
            if (context.session)
                context.session->update(request);
        }
        return context;
    }
    const auto found = m_sessions.find(request.sessionId);
    if (found == m_sessions.end()) {
        context.error = WireError::FetchSessionIdNotFound;
    } else if (found->second->epoch() != request.sessionEpoch) {
        context.error = WireError::InvalidFetchSessionEpoch;
    } else if (found->second->usesTopicIds() != usesTopicIds) {
        context.error = WireError::FetchSessionTopicIdError;
    } else {
        context.session = found->second;
        context.session->update(request);
        context.session->advanceEpoch();
        context.session->lastUsed = now;
        context.incremental = true;
        context.targets = context.session->targets();
    }
    return context;
}

std::shared_ptr<FetchSession> FetchSessionCache::create(bool usesTopicIds, env::SteadyTime now)
{
    if (m_sessions.size() >= m_capacity) {
        auto oldest = m_sessions.end();
        for (auto session = m_sessions.begin(); session != m_sessions.end(); ++session) {
            if (oldest == m_sessions.end() || session->second->lastUsed < oldest->second->lastUsed)
                oldest = session;
        }
        if (oldest == m_sessions.end() || now - oldest->second->lastUsed < kEvictable)
            return nullptr;
        m_sessions.erase(oldest);
    }
    std::int32_t id = kNoSession;
    while (id == kNoSession || m_sessions.count(id) > 0)
        id = static_cast<std::int32_t>(m_random.next() & 0x7fffffff);
    auto session = std::make_shared<FetchSession>(id, usesTopicIds);
    session->lastUsed = now;
    m_sessions.emplace(id, session);
    return session;
}

}  // namespace stormbench::broker
