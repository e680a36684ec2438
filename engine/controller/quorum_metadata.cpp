// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/quorum_metadata.h"

#include "engine/controller/image_records.h"
#include "engine/controller/metadata_batches.h"
#include "engine/env/clock.h"
#include "engine/env/executor.h"

namespace stormbench::controller {

QuorumMetadata::QuorumMetadata(Published published, WatchRecord watch)
    : m_published(std::move(published))
    , m_watch(std::move(watch))
    , m_image(std::make_shared<const MetadataImage>())
{
}

void QuorumMetadata::connect(replication::QuorumHost::Callbacks& callbacks)
{
    callbacks.onCommitted = [this](const storage::BatchHeader& header, ByteView batch) {
        if (!m_builder)
            m_builder.emplace(m_loaded ? m_loaded : m_image);
        return applyBatch(*m_builder, batch, isNews(header) ? m_watch : WatchRecord{});
    };
    callbacks.onSnapshot = [this](const raft::LogPosition& position, ByteView batches) {
        return load(position, batches);
    };
    callbacks.makeSnapshot = [this] {
        return [image = m_loaded ? m_loaded : m_image](
                   env::WallTime last) { return batchesOf(*image, last); };
    };
    callbacks.onHighWatermark
        = [this, then = std::move(callbacks.onHighWatermark)](Offset highWatermark) {
              publish();
              if (then)
                  then(highWatermark);
          };
}

void QuorumMetadata::beginAnew()
{
    m_loaded = std::make_shared<const MetadataImage>();
    m_builder.reset();
}

Result<> QuorumMetadata::load(const raft::LogPosition& position, ByteView batches)
{
    SB_TRY_ASSIGN(m_loaded, imageOf(batches, position.offset - 1));
    m_builder.reset();
    return {};
}

void QuorumMetadata::publish()
{
    if (!m_builder && !m_loaded)
        return;
    auto delta = m_builder ? std::move(*m_builder).build() : MetadataDelta{{}, m_loaded, {}, {}};
    m_builder.reset();
    if (m_loaded && delta.after->offset() < m_image->offset()) {
        m_loaded = delta.after;
        return;
    }
    if (m_loaded)
        delta = MetadataDelta::between(m_image, delta.after);
    m_loaded.reset();
    m_image = delta.after;
    if (m_published)
        m_published(delta);
}

void QuorumMetadata::append(replication::QuorumHost& host, LeaderEpoch epoch,
    const std::vector<Record>& records, env::WallTime now, replication::AppendDone done)
{
    host.append(epoch, encodeBatch(records, {host.nextOffset(), epoch, now}), std::move(done));
}

void QuorumMetadataLog::append(const std::vector<Record>& records, Done done)
{
    const auto last = m_last.lock();
    if (records.empty() && last && !last->settled) {
        last->done.push_back(std::move(done));
        return;
    }
    if (records.empty()) {
        const bool leads = m_host.leadership() == m_epoch;
        m_environment.executor.post([done = std::move(done), leads] { done(leads); });
        return;
    }
    const auto open = std::make_shared<Open>();
    open->done.push_back(std::move(done));
    m_last = open;
    QuorumMetadata::append(m_host, m_epoch, records, m_environment.clock.wallNow(),
        [open](replication::AppendOutcome outcome, Offset) {
            open->settled = true;
            for (const auto& call : open->done)
                call(outcome == replication::AppendOutcome::Committed);
        });
}

}  // namespace stormbench::controller
