// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/broker/metadata_state.h"

#include "engine/broker/broker_parts.h"

namespace stormbench::broker {

MetadataState Broker::metadataState() const
{
    MetadataState state;
    if (m_parts->metadata)
        state.image = m_parts->metadata->imagePtr();
    if (const auto* quorum = m_parts->quorum.get()) {
        state.controller = quorum->leads();
        state.quorumEpoch = quorum->epoch();
        state.snapshotsMade = quorum->snapshots().made;
        state.snapshotsLoaded = quorum->snapshots().loaded;
        state.snapshotsFetched = quorum->snapshots().fetched;
    }
    return state;
}

}  // namespace stormbench::broker
