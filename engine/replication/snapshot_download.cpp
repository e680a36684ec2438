// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replication/snapshot_download.h"

namespace stormbench::replication {
namespace {

constexpr std::int64_t kLargest = 1ll << 30;

}  // namespace

QuorumRequest SnapshotDownload::request(BrokerId self, const std::string& clusterId) const
{
    auto request = toWire(
        raft::FetchSnapshotRequest{self, m_what.epoch, m_what.snapshot}, m_what.leader, clusterId);
    auto& wire = std::get<protocol::FetchSnapshotRequest>(request);
    wire.topics.front().partitions.front().position = static_cast<std::int64_t>(m_content.size());
    return request;
}

Result<> SnapshotDownload::take(const QuorumResponse& response)
{
    SB_TRY_ASSIGN(const auto received, fromWire(response));
    const auto* head = std::get_if<raft::FetchSnapshotResponse>(&received.response);
    if (head == nullptr || head->header.error != raft::RaftError::None)
        return fail(ErrorCode::Rejected,
            head ? std::string(raft::toString(head->header.error)) : "Not an answer to it");
    const auto& piece
        = std::get<protocol::FetchSnapshotResponse>(response).topics.front().partitions.front();
    const bool same = piece.snapshotId.endOffset == m_what.snapshot.offset.value()
        && piece.snapshotId.epoch == m_what.snapshot.epoch.value()
        && piece.position == static_cast<std::int64_t>(m_content.size()) && piece.size > 0
        && piece.size <= kLargest
        && (!m_total || *m_total == static_cast<std::uint64_t>(piece.size));
    const auto total = static_cast<std::uint64_t>(piece.size);
    if (!same || received.records.empty() || received.records.size() > total - m_content.size())
        return fail(ErrorCode::Corrupt, "The leader sent another piece of the snapshot");
    m_total = total;
    m_content.insert(m_content.end(), received.records.begin(), received.records.end());
    return {};
}

}  // namespace stormbench::replication
