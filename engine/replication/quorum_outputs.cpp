// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "engine/base/assert.h"
#include "engine/base/log.h"
#include "engine/env/clock.h"
#include "engine/replication/quorum_host.h"
#include "engine/replication/quorum_leader_change.h"

namespace stormbench::replication {
namespace {

constexpr std::uint32_t kReplyBytes = 4u << 20;
constexpr raft::Duration kTransit = std::chrono::milliseconds(500);

}  // namespace

bool QuorumHost::mustWait(const raft::Output& output) const
{
    // A flush that ran across a truncation would say of new records what it knows of old ones.
    return m_persisting
        || (m_flushing
            && (std::holds_alternative<raft::TruncateTo>(output)
                || std::holds_alternative<raft::ResetLog>(output)));
}

void QuorumHost::check(const Result<>& outcome)
{
    if (!outcome)
        fail(outcome.error());
}

void QuorumHost::perform(const Performance& performance)
{
    if (std::holds_alternative<raft::AppendFetched>(performance.output)) {
        SB_ASSERT(performance.payload, "records were fetched");
        return check(m_log.append(*performance.payload));
    }
    std::visit(
        [this]<class Kind>(const Kind& output) {
            if constexpr (!std::is_same_v<Kind, raft::AppendFetched>)
                perform(output);
        },
        performance.output);
}

void QuorumHost::perform(const raft::Persist& persist)
{
    m_persisting = true;
    auto outcome = std::make_shared<Result<>>();
    m_environment.executor.runBlocking(
        [outcome, file = m_stateFile, state = persist.state, &files = m_environment.files] {
            *outcome = file.store(files, state);
        },
        [this, alive = std::weak_ptr(m_alive), outcome] {
            if (alive.expired())
                return;
            m_persisting = false;
            check(*outcome);
            pump();
        });
}

void QuorumHost::perform(const raft::Send& send)
{
    // Longer than the core waits for it: the core sends anew by itself.
    const bool parks = std::holds_alternative<raft::FetchRequest>(send.request);
    const auto timeout = parks ? m_options.raft.fetchMaxWait * 2 : m_options.raft.fetchTimeout;
    m_peers.send(send.to, toWire(send.request, send.to, m_options.clusterId), timeout + kTransit,
        [this, alive = std::weak_ptr(m_alive), to = send.to, id = send.id](
            const Result<QuorumResponse>& answer) {
            if (!alive.expired())
                onAnswer(to, id, answer);
        });
}

void QuorumHost::perform(const raft::Reply& reply)
{
    auto found = m_requests.extract(reply.token);
    if (found.empty())
        return;
    const auto request = std::move(found.mapped());
    Bytes records;
    if (const auto* fetch = std::get_if<raft::FetchResponse>(&reply.response)) {
        if (!fetch->records.empty()) {
            auto read = m_log.read(fetch->records.base, fetch->records.end, kReplyBytes);
            if (!read) {
                request.reply(refusal(request.refusalFor, protocol::WireError::KafkaStorageError));
                return fail(read.error());
            }
            records = *std::move(read);
        }
        if (fetch->header.error == raft::RaftError::None && request.replica != kNoBroker)
            m_toldHighWatermark[request.replica] = fetch->highWatermark;
    }
    if (const auto* snapshot = std::get_if<raft::FetchSnapshotResponse>(&reply.response))
        return replyPiece(*snapshot, request);
    request.reply(toWire(reply.response, records));
}

void QuorumHost::perform(const raft::TruncateTo& truncate)
{
    log::info(m_options.loggerName,
        "the metadata log is cut from {} to {}: the rest was never committed",
        m_log.endOffset().value(), truncate.endOffset.value());
    ++m_logVersion;
    m_flushed = std::min(m_flushed, truncate.endOffset);
    check(m_log.truncateTo(truncate.endOffset));
}

void QuorumHost::perform(const raft::AppendLeaderChange& change)
{
    SB_ASSERT(change.offset == m_log.endOffset(), "an epoch begins at the end of the log");
    m_epochStart = raft::EpochStart{change.epoch, change.offset};
    check(m_log.append(
        encodeLeaderChange(change, m_options.raft.self, m_environment.clock.wallNow())));
}

void QuorumHost::perform(const raft::HighWatermarkAdvanced& advanced)
{
    const auto from = m_applied;
    m_applied = advanced.offset;
    const auto handOn = [this](const storage::BatchHeader& header, ByteView batch) -> Result<> {
        m_policy.committed(header.sizeInBytes);
        m_lastTimestamp = std::max(m_lastTimestamp, header.maxTimestamp);
        return m_callbacks.onCommitted ? m_callbacks.onCommitted(header, batch) : Result<>{};
    };
    if (const auto visited = m_log.forEachBatch(from, advanced.offset, handOn); !visited)
        return fail(visited.error());
    if (m_callbacks.onHighWatermark)
        m_callbacks.onHighWatermark(advanced.offset);
    m_appends.committed(advanced.offset);
    if (m_policy.due(m_environment.clock.steadyNow()))
        takeSnapshot();
    // The core may be further than what has been performed: that epoch may be over.
    if (!m_epochStart || m_leadership || advanced.offset <= m_epochStart->startOffset
        || m_raft.role() != raft::Role::Leader || m_raft.epoch() != m_epochStart->epoch)
        return;
    m_leadership = m_epochStart->epoch;
    if (m_callbacks.onLeadership)
        m_callbacks.onLeadership(*m_leadership);
}

void QuorumHost::perform(const raft::RoleChanged& changed)
{
    log::debug(m_options.loggerName, "metadata quorum: {} in epoch {}",
        raft::toString(changed.role), changed.epoch.value());
    m_toldHighWatermark.clear();
    if (changed.role == raft::Role::Leader)
        return;
    m_epochStart.reset();
    const auto lost = std::exchange(m_leadership, std::nullopt);
    m_appends.leadershipLost();
    if (lost && m_callbacks.onLeadershipLost)
        m_callbacks.onLeadershipLost(*lost);
}

void QuorumHost::perform(const raft::LeaderChanged& changed)
{
    ++m_piecesAsked;  // ends a download
    if (m_callbacks.onLeader)
        m_callbacks.onLeader(changed.leader, changed.epoch);
}

void QuorumHost::perform(const raft::LogInconsistent& inconsistent)
{
    fail({ErrorCode::Corrupt,
        fmt::format("the leader's log ends at {} in epoch {}, but all before {} is committed here",
            inconsistent.leader.offset.value(), inconsistent.leader.epoch.value(),
            inconsistent.highWatermark.value()),
        0});
}

void QuorumHost::perform(const raft::ScheduleAt& schedule)
{
    armTimer(schedule.deadline);
}

}  // namespace stormbench::replication
