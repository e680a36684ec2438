// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "engine/base/log.h"
#include "engine/replication/quorum_host.h"
#include "engine/replication/snapshot_content.h"

namespace stormbench::replication {

using protocol::WireError;

// --- Taking one ---

void QuorumHost::takeSnapshot()
{
    const auto position = m_raft.log().positionAt(m_applied);
    const bool isNews = position && m_applied > m_snapshots.newestOffset();
    if (m_stopped || !m_callbacks.makeSnapshot || !isNews || m_snapshots.storing())
        return;
    m_policy.begun(m_environment.clock.steadyNow());
    m_snapshots.store(
        *position,
        [make = m_callbacks.makeSnapshot(), position = *position, last = m_lastTimestamp] {
            return encodeSnapshot(position, make(last), last);
        },
        [this, position = *position](const Result<>& outcome) { onStored(position, outcome); });
}

void QuorumHost::onStored(const raft::LogPosition& position, const Result<>& outcome)
{
    if (m_stopped)
        return;
    if (!outcome) {
        // The log still has everything.
        log::warn(m_options.loggerName, "no snapshot of the metadata could be stored: {}",
            outcome.error().message);
        return;
    }
    ++m_snapshotCounts.made;
    log::info(m_options.loggerName, "a snapshot of the metadata up to {} is stored",
        position.offset.value());
    step(raft::SnapshotTaken{position});
}

/// The log goes up to the newest snapshot but one. Only when no output waits: a fetch may still
/// have to be answered from what goes.
bool QuorumHost::cutIfDue()
{
    const auto start = m_snapshots.previous();
    const auto& known = m_raft.log().snapshot();
    if (!start || !known || start->offset <= m_log.startOffset() || start->offset > known->offset)
        return false;
    auto job = m_log.moveStart(start->offset);
    if (!job) {
        fail(job.error());
        return false;
    }
    ++m_snapshotCounts.cuts;
    log::info(
        m_options.loggerName, "the metadata log begins at {} now", m_log.startOffset().value());
    m_environment.executor.runBlocking(
        [job = *std::move(job), &files = m_environment.files] { (void)job.run(files); }, [] {});
    m_snapshots.dropBefore(start->offset);
    step(raft::LogStartMoved{*start});
    return true;
}

// --- Loading one ---

void QuorumHost::handOn(const raft::LogPosition& position, SnapshotFiles::Loaded snapshot)
{
    m_applied = position.offset;
    m_lastTimestamp = snapshot.lastTimestamp;
    m_policy.begun(m_environment.clock.steadyNow());
    ++m_snapshotCounts.loaded;
    check(m_callbacks.onSnapshot(position, snapshot.content));
}

void QuorumHost::perform(const raft::ResetLog& reset)
{
    const auto& position = reset.snapshot;
    auto loaded = m_snapshots.load(position);
    if (!loaded)
        return fail(loaded.error());
    log::info(m_options.loggerName, "the metadata log begins anew at {}, after a snapshot",
        position.offset.value());
    if (const auto begun = m_log.startAnew(position.offset); !begun)
        return fail(begun.error());
    ++m_logVersion;
    m_flushed = position.offset;
    m_snapshots.dropBefore(position.offset);
    handOn(position, *std::move(loaded));
}

// --- Serving one ---

void QuorumHost::replyPiece(
    const raft::FetchSnapshotResponse& response, const PendingRequest& request) const
{
    if (response.header.error != raft::RaftError::None)
        return request.reply(toWire(response, {}));
    const auto& message = std::get<protocol::FetchSnapshotRequest>(request.refusalFor);
    const auto& asked = message.topics.front().partitions.front();
    const auto most = std::clamp<std::int64_t>(message.maxBytes, 1, m_options.snapshots.pieceBytes);
    const auto piece = m_snapshots.read(
        {Offset(asked.snapshotId.endOffset), LeaderEpoch(asked.snapshotId.epoch)},
        static_cast<std::uint64_t>(asked.position), static_cast<std::size_t>(most));
    auto wire = std::get<protocol::FetchSnapshotResponse>(
        toWire(response, piece ? ByteView(piece->bytes) : ByteView{}));
    auto& partition = wire.topics.front().partitions.front();
    partition.snapshotId = {asked.snapshotId.endOffset, asked.snapshotId.epoch};
    partition.position = asked.position;
    if (!piece) {
        log::warn(m_options.loggerName, "{}", piece.error().message);
        partition.errorCode = WireError::SnapshotNotFound;
    } else if (piece->bytes.empty()) {
        partition.errorCode = WireError::PositionOutOfRange;
    } else {
        partition.size = static_cast<std::int64_t>(piece->total);
    }
    request.reply(wire);
}

// --- Fetching one ---

void QuorumHost::perform(const raft::FetchSnapshotFrom& fetch)
{
    if (!m_callbacks.onSnapshot) {
        log::warn(m_options.loggerName,
            "broker {} offers a metadata snapshot, and nobody would load it", fetch.leader.value());
        return step(raft::SnapshotFailed{fetch.snapshot});
    }
    if (m_snapshots.has(fetch.snapshot))
        return step(raft::SnapshotFetched{fetch.snapshot});
    if (m_download && m_download->servesFor(fetch))
        m_download->renew(fetch);
    else
        m_download.emplace(fetch);
    // A complete one is on its way to the disk.
    if (!m_download->complete())
        fetchNextPiece();
}

void QuorumHost::fetchNextPiece()
{
    m_peers.send(m_download->what().leader,
        m_download->request(m_options.raft.self, m_options.clusterId), m_options.raft.fetchTimeout,
        [this, alive = std::weak_ptr(m_alive), asked = ++m_piecesAsked](
            const Result<QuorumResponse>& answer) {
            if (alive.expired() || m_stopped || asked != m_piecesAsked)
                return;
            if (answer)
                onPiece(*answer);
            else
                downloadFailed();
        });
}

void QuorumHost::onPiece(const QuorumResponse& response)
{
    const auto asked = m_piecesAsked;
    if (const auto taken = m_download->take(response); !taken) {
        log::debug(
            m_options.loggerName, "no piece of a metadata snapshot: {}", taken.error().message);
        m_download.emplace(raft::FetchSnapshotFrom(m_download->what()));
        return downloadFailed();
    }
    const auto position = m_download->what().snapshot;
    step(raft::SnapshotProgress{position});
    if (m_stopped || asked != m_piecesAsked)
        return;
    if (!m_download->complete())
        return fetchNextPiece();
    if (const auto checked = checkSnapshot(m_download->content(), position); !checked) {
        log::warn(m_options.loggerName, "from broker {}: {}", m_download->what().leader.value(),
            checked.error().message);
        m_download.emplace(raft::FetchSnapshotFrom(m_download->what()));
        return downloadFailed();
    }
    m_snapshots.store(
        position, [content = m_download->content()] { return content; },
        [this, position](const Result<>& outcome) { onDownloaded(position, outcome); });
}

/// What has come so far stays: the core asks again, if it still wants it.
void QuorumHost::downloadFailed()
{
    step(raft::SnapshotFailed{m_download->what().snapshot});
}

void QuorumHost::onDownloaded(const raft::LogPosition& position, const Result<>& outcome)
{
    if (m_stopped)
        return;
    if (m_download && m_download->what().snapshot == position)
        m_download.reset();
    if (!outcome)
        return fail(outcome.error());
    ++m_snapshotCounts.fetched;
    step(raft::SnapshotFetched{position});
}

}  // namespace stormbench::replication
