// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/base/bytes.h"
#include "engine/controller/metadata_delta.h"
#include "engine/controller/metadata_store.h"

namespace stormbench::controller {

/// A broker's view of the metadata log that another broker leads: keeps a copy of the log and the
/// image up to the high watermark. The broker fetches from topic id kMetadataTopicId, partition 0,
/// at nextFetchOffset(), and hands what comes to onBatches().
///
/// Owner: a broker without the controller role. Runs on: its strand.
/// Durable: what onBatches() has returned for is in this broker's copy, not synced: after a crash
/// the rest is fetched anew.
class MetadataFollower {
public:
    /// Loads the copy in `store`; the image then holds all of it.
    [[nodiscard]] static Result<std::unique_ptr<MetadataFollower>> create(
        std::unique_ptr<MetadataStore> store);

    [[nodiscard]] Offset nextFetchOffset() const { return m_next; }
    [[nodiscard]] LeaderEpoch lastFetchedEpoch() const { return m_lastEpoch; }

    /// What a fetch at nextFetchOffset() brought: whole batches back to back (perhaps none) and the
    /// leader's high watermark. Returns what became visible, one delta a run; empty when nothing
    /// did. Corrupt on a gap, a bad CRC, an unknown kind of record or one that contradicts the
    /// image: nothing of the run is kept then, and the broker must not go on with this copy (see
    /// reset()).
    [[nodiscard]] Result<std::vector<MetadataDelta>> onBatches(
        ByteView batches, Offset highWatermark);

    /// The leader's log does not hold our position (OFFSET_OUT_OF_RANGE): drops the copy and begins
    /// at offset 0. The image stays what it was until the new log has caught up; then one delta
    /// leads from the old one to the new one.
    [[nodiscard]] Result<> reset();

    [[nodiscard]] const ImagePtr& image() const { return m_image; }

private:
    explicit MetadataFollower(std::unique_ptr<MetadataStore> store);
    std::vector<MetadataDelta> publish(MetadataDelta delta, Offset highWatermark);

    std::unique_ptr<MetadataStore> m_store;
    ImagePtr m_image;
    ImagePtr m_rebuilt;  ///< after reset(): the image in the making
    Offset m_next{0};
    LeaderEpoch m_lastEpoch = kNoLeaderEpoch;
};

}  // namespace stormbench::controller
