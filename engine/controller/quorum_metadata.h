// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "engine/controller/image_builder.h"
#include "engine/replication/quorum_host.h"

namespace stormbench::controller {

/// The metadata of a node of the controller quorum: the image of all that is committed, the same
/// on every node at the same offset, and the way by which a leader adds to it.
///
/// Owner: the broker, beside the QuorumHost, which it outlives. Runs on: the broker's strand.
/// After a restart the image is empty until the leader has said what is committed.
class QuorumMetadata {
public:
    /// New records count: one delta for all that became committed at once.
    using Published = std::function<void(const MetadataDelta&)>;
    explicit QuorumMetadata(Published published);

    /// Takes the host's committed batches; keeps a callback that was there for the high watermark
    /// and calls it after publishing.
    void connect(replication::QuorumHost::Callbacks& callbacks);

    /// Appends `records` as the leader of that epoch, as one batch. `done` never comes inside the
    /// call; what is committed has been published by then. Precondition: not empty.
    static void append(replication::QuorumHost& host, LeaderEpoch epoch,
        const std::vector<Record>& records, env::WallTime now, replication::AppendDone done);

    [[nodiscard]] const ImagePtr& image() const { return m_image; }

private:
    void publish();

    Published m_published;
    ImagePtr m_image;
    std::optional<ImageBuilder> m_builder;  ///< of what is committed and not published yet
};

}  // namespace stormbench::controller
