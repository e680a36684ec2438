// SPDX-License-Identifier: GPL-3.0-or-later
#include "raft_node.h"

#include <algorithm>

namespace raft_test {

std::vector<EpochStart> LogContent::epochs(Offset from, Offset to) const
{
    std::vector<EpochStart> result;
    for (auto offset = from; offset < to; ++offset)
        if (result.empty() || result.back().epoch != at(offset).epoch)
            result.push_back({at(offset).epoch, offset});
    return result;
}

RaftNode::RaftNode(Config config, Links links, Mistake mistake)
    : m_config(std::move(config))
    , m_links(std::move(links))
    , m_mistake(mistake)
{
}

void RaftNode::start(const Moment& moment)
{
    StoredLog stored{m_log.start, m_log.end(), m_log.epochs(m_log.start.offset, m_log.end()), {}};
    if (m_snapshot)
        stored.snapshot = m_snapshot->position;
    m_durable = m_log;
    m_raft = std::make_unique<Raft>(m_config, m_persisted, stored);
    give(Start{}, moment);
}

void RaftNode::crash(std::uint64_t random)
{
    m_raft.reset();
    m_deadline.reset();
    m_newDeadline.reset();
    m_downloading.reset();
    // Either the file as it was at the last flush, a truncation since then undone; or what is
    // written now, with some of the unsynced tail.
    if (random % 3 == 0) {
        m_log = m_durable;
        return;
    }
    std::size_t common = 0;
    while (common < std::min(m_log.records.size(), m_durable.records.size())
        && m_log.records[common] == m_durable.records[common])
        ++common;
    m_log.records.resize(common + (random / 3) % (m_log.records.size() - common + 1));
}

void RaftNode::give(
    const Input& input, const Moment& moment, const Payload& payload, std::size_t stopAfter)
{
    auto given = input;
    if (auto* received = std::get_if<RequestReceived>(&given)) {
        auto* fetch = std::get_if<FetchRequest>(&received->request);
        if (fetch && m_mistake == Mistake::IgnoresEpochs
            && fetch->position.offset >= m_log.start.offset
            && fetch->position.offset <= m_log.end())
            fetch->position = m_log.positionAt(fetch->position.offset);
    }
    if (const auto* received = std::get_if<ResponseReceived>(&given)) {
        if (const auto* bytes = std::get_if<FetchSnapshotResponse>(&received->response))
            return takeSnapshotBytes(*bytes, payload, moment);
    }
    if (const auto* failed = std::get_if<RequestFailed>(&given);
        failed && failed->id == kSnapshotRequest) {
        if (!m_downloading)
            return;
        given = SnapshotFailed{*std::exchange(m_downloading, std::nullopt)};
    }
    const auto outputs = m_raft->step(given, moment);
    for (std::size_t i = 0; i < std::min(stopAfter, outputs.size()); ++i)
        perform(outputs[i], payload, moment);
}

void RaftNode::perform(const Output& output, const Payload& payload, const Moment& moment)
{
    if (const auto* persist = std::get_if<Persist>(&output)) {
        if (m_mistake != Mistake::ForgetsVotes)
            m_persisted = persist->state;
        else
            m_persisted = {persist->state.epoch, kNoBroker, kNoBroker};
    } else if (const auto* sent = std::get_if<Send>(&output)) {
        m_links.send(*sent);
    } else if (const auto* answer = std::get_if<Reply>(&output)) {
        reply(*answer);
    } else if (const auto* truncate = std::get_if<TruncateTo>(&output)) {
        m_log.truncateTo(truncate->endOffset);
    } else if (const auto* reset = std::get_if<ResetLog>(&output)) {
        m_log = m_durable = {reset->snapshot, {}};
    } else if (const auto* change = std::get_if<AppendLeaderChange>(&output)) {
        m_log.records.push_back({change->epoch, 0});
    } else if (std::holds_alternative<AppendFetched>(output)) {
        m_log.records.insert(m_log.records.end(), payload.records.begin(), payload.records.end());
    } else if (const auto* download = std::get_if<FetchSnapshotFrom>(&output)) {
        m_downloading = download->snapshot;
        m_links.send({download->leader, kSnapshotRequest,
            FetchSnapshotRequest{m_config.self, download->epoch, download->snapshot}});
    } else if (const auto* schedule = std::get_if<ScheduleAt>(&output)) {
        m_deadline = m_newDeadline = std::max(schedule->deadline, moment.now);
    }
    m_links.observe(output);
}

void RaftNode::reply(const Reply& reply)
{
    Payload payload;
    auto response = reply.response;
    if (auto* fetch = std::get_if<FetchResponse>(&response)) {
        auto& range = fetch->records;
        if (!range.empty()) {
            range.end = std::min(range.end, range.base + m_maxBatch);
            std::erase_if(range.epochs,
                [&](const EpochStart& entry) { return entry.startOffset >= range.end; });
            for (auto offset = range.base; offset < range.end; ++offset)
                payload.records.push_back(m_log.at(offset));
        }
    } else if (const auto* bytes = std::get_if<FetchSnapshotResponse>(&response)) {
        if (bytes->header.error == RaftError::None)
            payload.snapshot = m_snapshot;
    }
    m_links.reply(reply.token, response, payload);
}

void RaftNode::takeSnapshotBytes(
    const FetchSnapshotResponse& response, const Payload& payload, const Moment& moment)
{
    if (!m_downloading)
        return;
    const auto wanted = *std::exchange(m_downloading, std::nullopt);
    if (response.header.error != RaftError::None || !payload.snapshot
        || payload.snapshot->position != wanted)
        return give(SnapshotFailed{wanted}, moment);
    // What a log goes on from is never replaced by something older.
    if (!m_snapshot || m_snapshot->position.offset < wanted.offset)
        m_snapshot = payload.snapshot;
    give(SnapshotFetched{wanted}, moment);
}

void RaftNode::append(std::uint64_t value, const Moment& moment)
{
    m_log.records.push_back({m_raft->epoch(), value});
    give(Appended{m_raft->epoch(), m_log.end()}, moment);
}

bool RaftNode::needsFlush() const
{
    return m_raft && !m_raft->log().allFlushed();
}

void RaftNode::flush(const Moment& moment)
{
    if (m_mistake != Mistake::SkipsFlush)
        m_durable = m_log;
    give(Flushed{m_log.end(), m_raft->logVersion()}, moment);
}

void RaftNode::takeSnapshot(const Moment& moment)
{
    const auto end = m_raft->highWatermark();
    if (end <= m_log.start.offset)
        return;
    const auto position = m_log.positionAt(end);
    m_snapshot = Snapshot{position, prefix(end)};
    give(SnapshotTaken{position}, moment);
    const auto dropped = end - m_log.start.offset;
    m_log.records.erase(m_log.records.begin(), m_log.records.begin() + dropped);
    m_log.start = position;
    m_durable = m_log;
    give(LogStartMoved{position}, moment);
}

std::vector<Record> RaftNode::prefix(Offset end) const
{
    std::vector<Record> all;
    if (m_log.start.offset > Offset{0})
        all.assign(
            m_snapshot->state.begin(), m_snapshot->state.begin() + m_log.start.offset.value());
    for (auto offset = m_log.start.offset; offset < end; ++offset)
        all.push_back(m_log.at(offset));
    return all;
}

}  // namespace raft_test
