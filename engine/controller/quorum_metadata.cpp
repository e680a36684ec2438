// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/controller/quorum_metadata.h"

#include "engine/controller/metadata_batches.h"

namespace stormbench::controller {

QuorumMetadata::QuorumMetadata(Published published)
    : m_published(std::move(published))
    , m_image(std::make_shared<const MetadataImage>())
{
}

void QuorumMetadata::connect(replication::QuorumHost::Callbacks& callbacks)
{
    callbacks.onCommitted = [this](const storage::BatchHeader&, ByteView batch) {
        if (!m_builder)
            m_builder.emplace(m_image);
        return applyBatch(*m_builder, batch);
    };
    callbacks.onHighWatermark
        = [this, then = std::move(callbacks.onHighWatermark)](Offset highWatermark) {
              publish();
              if (then)
                  then(highWatermark);
          };
}

void QuorumMetadata::publish()
{
    if (!m_builder)
        return;
    const auto delta = std::move(*m_builder).build();
    m_builder.reset();
    m_image = delta.after;
    if (m_published)
        m_published(delta);
}

void QuorumMetadata::append(replication::QuorumHost& host, LeaderEpoch epoch,
    const std::vector<Record>& records, env::WallTime now, replication::AppendDone done)
{
    host.append(epoch, encodeBatch(records, {host.nextOffset(), epoch, now}), std::move(done));
}

}  // namespace stormbench::controller
