// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/sim/sim_group_member.h"

#include <algorithm>

#include <fmt/format.h>

#include "engine/sim/consumer_protocol.h"
#include "engine/sim/sim_reader.h"

namespace stormbench::sim {

using namespace std::chrono_literals;
using protocol::WireError;

namespace {
constexpr std::int32_t kSessionTimeoutMs = 6000;
constexpr std::int32_t kRebalanceTimeoutMs = 8000;
constexpr auto kHeartbeatInterval = 500ms;
constexpr auto kRetryPause = 150ms;
constexpr const char* kProtocolType = "consumer";
constexpr const char* kAssignor = "range";
}  // namespace

SimGroupMember::SimGroupMember(ClientProcess& process, std::vector<env::Endpoint> bootstrap,
    const std::string& topic, std::string group, std::string name, Ledger& ledger)
    : m_client(process, std::move(bootstrap), topic, std::move(name))
    , m_group(std::move(group))
    , m_ledger(ledger)
    , m_stepTimer(process.executor().createTimer())
    , m_heartbeatTimer(process.executor().createTimer())
    , m_commitTimer(process.executor().createTimer())
{
}

void SimGroupMember::enter(State state)
{
    m_state = state;
    ++m_epoch;
    m_stepTimer->cancel();
    m_heartbeatTimer->cancel();
    m_commitTimer->cancel();
    m_fetchTimers.clear();
    m_committing = false;
}

void SimGroupMember::pauseThen(std::chrono::milliseconds pause, void (SimGroupMember::*step)())
{
    m_stepTimer->start(pause, [this, epoch = m_epoch, step] {
        if (epoch == m_epoch)
            (this->*step)();
    });
}

void SimGroupMember::join()
{
    m_client.refresh();
    m_memberId.clear();
    find();
}

void SimGroupMember::leave()
{
    if (!m_memberId.empty() && m_coordinator) {
        protocol::LeaveGroupRequest request;
        request.groupId = m_group;
        request.members.push_back({m_memberId, std::nullopt, "the run wants it so"});
        m_client.channel(*m_coordinator)
            .call(request, [](const Result<protocol::LeaveGroupResponse>&) {});
    }
    enter(State::Outside);
}

void SimGroupMember::vanish()
{
    enter(State::Outside);
}

void SimGroupMember::find()
{
    enter(State::Finding);
    protocol::FindCoordinatorRequest request;
    request.coordinatorKeys = {m_group};
    m_client.any().call(request,
        ifCurrent<protocol::FindCoordinatorResponse>(
            [this](const Result<protocol::FindCoordinatorResponse>& response) {
                if (!response || response->coordinators.size() != 1
                    || response->coordinators.front().errorCode != WireError::None)
                    return pauseThen(kRetryPause, &SimGroupMember::find);
                const auto& found = response->coordinators.front();
                m_coordinator = env::Endpoint{found.host, static_cast<std::uint16_t>(found.port)};
                sendJoin();
            }));
}

void SimGroupMember::sendJoin()
{
    enter(State::Joining);
    if (!m_client.isReady()) {  // whoever leads needs the partitions
        m_client.refresh();
        return pauseThen(kRetryPause, &SimGroupMember::sendJoin);
    }
    protocol::JoinGroupRequest request;
    request.groupId = m_group;
    request.sessionTimeoutMs = kSessionTimeoutMs;
    request.rebalanceTimeoutMs = kRebalanceTimeoutMs;
    request.memberId = m_memberId;
    request.protocolType = kProtocolType;
    request.protocols.push_back({kAssignor, encodeSubscription(m_client.topic())});
    m_client.channel(*m_coordinator)
        .call(request,
            ifCurrent<protocol::JoinGroupResponse>(
                [this](
                    const Result<protocol::JoinGroupResponse>& response) { onJoined(response); }));
}

void SimGroupMember::onJoined(const Result<protocol::JoinGroupResponse>& response)
{
    if (!response)
        return recover(WireError::NetworkException);
    if (response->errorCode == WireError::MemberIdRequired) {  // KIP-394
        m_memberId = response->memberId;
        return sendJoin();
    }
    if (response->errorCode != WireError::None)
        return recover(response->errorCode);
    m_memberId = response->memberId;
    m_generation = GenerationId{response->generationId};
    sync(*response);
}

std::vector<protocol::SyncGroupRequest::Assignment> SimGroupMember::assign(
    const protocol::JoinGroupResponse& joined) const
{
    std::vector<std::string> members;
    for (const auto& member : joined.members)
        members.push_back(member.memberId);
    std::sort(members.begin(), members.end());
    std::vector<protocol::SyncGroupRequest::Assignment> assignments;
    for (std::size_t i = 0; i < members.size(); ++i) {
        std::vector<PartitionIndex> mine;
        for (auto p = static_cast<std::int32_t>(i); p < m_client.partitionCount();
             p += static_cast<std::int32_t>(members.size()))
            mine.emplace_back(p);
        assignments.push_back({members[i], encodeAssignment(m_client.topic(), mine)});
    }
    return assignments;
}

void SimGroupMember::sync(const protocol::JoinGroupResponse& joined)
{
    enter(State::Syncing);
    protocol::SyncGroupRequest request;
    request.groupId = m_group;
    request.generationId = m_generation.value();
    request.memberId = m_memberId;
    request.protocolType = kProtocolType;
    request.protocolName = kAssignor;
    if (joined.leader == m_memberId)
        request.assignments = assign(joined);
    m_client.channel(*m_coordinator)
        .call(request,
            ifCurrent<protocol::SyncGroupResponse>(
                [this](
                    const Result<protocol::SyncGroupResponse>& response) { onSynced(response); }));
}

void SimGroupMember::onSynced(const Result<protocol::SyncGroupResponse>& response)
{
    if (!response)
        return recover(WireError::NetworkException);
    if (response->errorCode != WireError::None)
        return recover(response->errorCode);
    m_positions.clear();
    for (const auto partition : decodeAssignment(response->assignment)) {
        m_positions[partition] = {};
        m_ledger.owned(m_generation, partition, m_memberId);
    }
    fetchPositions();
}

void SimGroupMember::fetchPositions()
{
    enter(State::Positioning);
    m_heartbeatTimer->start(kHeartbeatInterval, [this] { heartbeat(); });
    protocol::OffsetFetchRequest request;
    auto& group = request.groups.emplace_back();
    group.groupId = m_group;
    auto& topic = group.topics->emplace_back();
    topic.name = m_client.topic();
    for (const auto& [partition, position] : m_positions)
        topic.partitionIndexes.push_back(partition.value());
    m_client.channel(*m_coordinator)
        .call(request,
            ifCurrent<protocol::OffsetFetchResponse>(
                [this](const Result<protocol::OffsetFetchResponse>& response) {
                    onPositions(response);
                }));
}

void SimGroupMember::onPositions(const Result<protocol::OffsetFetchResponse>& response)
{
    if (!response || response->groups.size() != 1)
        return recover(WireError::NetworkException);
    if (response->groups.front().errorCode != WireError::None)
        return recover(response->groups.front().errorCode);
    for (const auto& topic : response->groups.front().topics) {
        for (const auto& partition : topic.partitions) {
            if (partition.errorCode != WireError::None)
                return recover(partition.errorCode);
            const Offset start{
                std::max<std::int64_t>(0, partition.committedOffset)};  // -1: nothing was committed
            m_ledger.fetchedCommit(m_generation, PartitionIndex{partition.partitionIndex}, start);
            m_positions[PartitionIndex{partition.partitionIndex}]
                = {start, LeaderEpoch{partition.committedLeaderEpoch}};
        }
    }
    enter(State::Stable);
    m_heartbeatTimer->start(kHeartbeatInterval, [this] { heartbeat(); });
    m_commitTimer->start(300ms, [this] { commit(); });
    for (const auto& [partition, position] : m_positions) {
        m_fetchTimers[partition] = m_client.process().executor().createTimer();
        fetch(partition);
    }
}

void SimGroupMember::heartbeat()
{
    protocol::HeartbeatRequest request;
    request.groupId = m_group;
    request.generationId = m_generation.value();
    request.memberId = m_memberId;
    m_client.channel(*m_coordinator)
        .call(request,
            ifCurrent<protocol::HeartbeatResponse>(
                [this](const Result<protocol::HeartbeatResponse>& response) {
                    const auto error = response ? response->errorCode : WireError::NetworkException;
                    if (error != WireError::None)
                        return recover(error);
                    m_heartbeatTimer->start(kHeartbeatInterval, [this] { heartbeat(); });
                }));
}

void SimGroupMember::recover(WireError error)
{
    if (error == WireError::UnknownMemberId || error == WireError::FencedInstanceId) {
        m_memberId.clear();
        enter(State::Joining);
        pauseThen(kRetryPause, &SimGroupMember::sendJoin);
    } else if (error == WireError::RebalanceInProgress || error == WireError::IllegalGeneration) {
        sendJoin();
    } else {  // the coordinator has moved, is loading, or cannot be reached
        enter(State::Finding);
        pauseThen(kRetryPause, &SimGroupMember::find);
    }
}

void SimGroupMember::commit()
{
    protocol::OffsetCommitRequest request;
    request.groupId = m_group;
    request.generationIdOrMemberEpoch = m_generation.value();
    request.memberId = m_memberId;
    auto& topic = request.topics.emplace_back();
    topic.name = m_client.topic();
    for (const auto& [partition, position] : m_positions)
        topic.partitions.push_back(
            {partition.value(), position.offset.value(), position.epoch.value(), ""});
    m_client.channel(*m_coordinator)
        .call(request,
            ifCurrent<protocol::OffsetCommitResponse>(
                [this, positions = m_positions](
                    const Result<protocol::OffsetCommitResponse>& response) {
                    if (!response || response->topics.size() != 1)
                        return recover(WireError::NetworkException);
                    for (const auto& partition : response->topics.front().partitions) {
                        if (partition.errorCode != WireError::None)
                            return recover(partition.errorCode);
                        const PartitionIndex index{partition.partitionIndex};
                        m_ledger.committed(m_generation, index, positions.at(index).offset);
                    }
                    m_commitTimer->start(300ms, [this] { commit(); });
                }));
}

void SimGroupMember::fetch(PartitionIndex partition)
{
    const auto preferred = m_preferred.find(partition);
    const bool toFollower = preferred != m_preferred.end();
    auto* leader = toFollower ? m_client.broker(preferred->second) : m_client.leader(partition);
    const bool metadataIsOld = m_client.leaderEpoch(partition) < m_positions.at(partition).epoch;
    if (metadataIsOld)
        m_client.refresh();
    if (!leader || metadataIsOld)
        return m_fetchTimers.at(partition)->start(
            kRetryPause, [this, partition] { fetch(partition); });
    protocol::FetchRequest request;
    request.maxWaitMs = 200;
    request.minBytes = 1;
    request.rackId = m_rack;
    auto& topic = request.topics.emplace_back();
    topic.topic = m_client.topic();
    topic.topicId = m_client.topicId();
    auto& wanted = topic.partitions.emplace_back();
    wanted.partition = partition.value();
    wanted.currentLeaderEpoch = m_client.leaderEpoch(partition).value();
    wanted.fetchOffset = m_positions.at(partition).offset.value();
    wanted.partitionMaxBytes = 16 * 1024;
    leader->call(request,
        ifCurrent<protocol::FetchResponse>(
            [this, partition, toFollower](const Result<protocol::FetchResponse>& response) {
                onFetched(partition, response, toFollower);
            }));
}

void SimGroupMember::onFetched(
    PartitionIndex partition, const Result<protocol::FetchResponse>& response, bool fromFollower)
{
    if (fromFollower && !m_client.process().random().oneIn(50))
        m_ledger.readFromFollower();
    else
        m_preferred.erase(partition);  // ask the leader now and then
    auto& position = m_positions.at(partition);
    const auto fetched = recordsOf(response, position.offset);
    if (fetched.preferred != kNoBroker) {
        m_preferred[partition] = fetched.preferred;
        return fetch(partition);
    }
    if (fetched.error != WireError::None)
        m_preferred.erase(partition);
    if (fetched.error == WireError::OffsetOutOfRange && !fromFollower) {
        m_ledger.refused(
            fmt::format("partition {}: offset {} is out of range for a reader that came by there",
                partition.value(), position.offset.value()));
        position = {};
    }
    if (fetched.error != WireError::None) {
        m_client.refresh();
        return m_fetchTimers.at(partition)->start(
            kRetryPause, [this, partition] { fetch(partition); });
    }
    if (fetched.lastEpoch != kNoLeaderEpoch)
        position.epoch = fetched.lastEpoch;
    for (const auto& [offset, value] : fetched.records)
        m_ledger.read(partition, offset, value);
    if (fetched.next > position.offset)
        position.offset = fetched.next;
    fetch(partition);
}

}  // namespace stormbench::sim
