// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/fetcher_session.h"

#include <limits>

namespace stormbench::broker {

using protocol::WireError;

void FetcherSession::want(const Partition& partition, const Position& position)
{
    const auto [known, isNew] = m_known.try_emplace(partition, position);
    const bool moved = known->second.offset != position.offset
        || known->second.leaderEpoch != position.leaderEpoch
        || known->second.lastFetchedEpoch != position.lastFetchedEpoch
        || known->second.logStart != position.logStart;
    if (!isNew && !moved)
        return;
    known->second = position;
    m_toForget.erase(partition);
    m_toName.push_back(partition);
}

void FetcherSession::leave(const Partition& partition)
{
    if (m_known.erase(partition) > 0 && !isClosed())
        m_toForget.insert(partition);
}

void FetcherSession::fill(protocol::FetchRequest& request, std::int32_t partitionMaxBytes)
{
    request.sessionId = m_id;
    request.sessionEpoch = m_epoch;
    for (const auto& partition : m_toName) {
        const auto known = m_known.find(partition);
        if (known == m_known.end())
            continue;
        const auto& [topicId, index] = partition;
        const auto& position = known->second;
        if (request.topics.empty() || request.topics.back().topicId != topicId)
            request.topics.emplace_back().topicId = topicId;
        auto& wire = request.topics.back().partitions.emplace_back();
        wire.partition = index.value();
        wire.currentLeaderEpoch = position.leaderEpoch.value();
        wire.fetchOffset = position.offset.value();
        wire.lastFetchedEpoch = position.lastFetchedEpoch.value();
        wire.logStartOffset = position.logStart.value();
        wire.partitionMaxBytes = partitionMaxBytes;
    }
    for (const auto& [topicId, index] : m_toForget) {
        auto& forgotten = request.forgottenTopicsData;
        if (forgotten.empty() || forgotten.back().topicId != topicId)
            forgotten.emplace_back().topicId = topicId;
        forgotten.back().partitions.push_back(index.value());
    }
    m_toName.clear();
    m_toForget.clear();
}

bool FetcherSession::onAnswer(const protocol::FetchResponse& answer)
{
    if (answer.errorCode != WireError::None) {
        close();
        if (answer.errorCode == WireError::FetchSessionIdNotFound)
            m_id = 0;
        return false;
    }
    if (answer.sessionId == 0) {  // the leader has no room for one
        m_id = 0;
        m_epoch = 0;
        return true;
    }
    m_id = answer.sessionId;
    m_epoch = m_epoch == std::numeric_limits<std::int32_t>::max() ? 1 : m_epoch + 1;
    return true;
}

void FetcherSession::close()
{
    m_epoch = 0;
    m_known.clear();
    m_toName.clear();
    m_toForget.clear();
}

}  // namespace stormbench::broker
