// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "engine/controller/metadata_batches.h"
#include "engine/controller/metadata_log.h"
#include "engine/env/environment.h"
#include "engine/replication/quorum_host.h"

namespace stormbench::controller {

/// The metadata of a node of the controller quorum: the image of all that is committed, the same
/// on every node at the same offset, and the way by which a leader adds to it.
///
/// Owner: the broker, beside the QuorumHost, which it outlives. Runs on: the broker's strand.
/// After a restart the image is empty until the leader has said what is committed, even if there is
/// a snapshot: what that says of leaders may be over.
class QuorumMetadata {
public:
    /// New records count: one delta for all that became committed at once, or that a snapshot has
    /// changed.
    using Published = std::function<void(const MetadataDelta&)>;
    explicit QuorumMetadata(Published published, WatchRecord watch = {});

    /// Takes the host's committed batches and snapshots, and makes snapshots; keeps a callback that
    /// was there for the high watermark and calls it after publishing.
    void connect(replication::QuorumHost::Callbacks& callbacks);

    /// Appends `records` as the leader of that epoch, as one batch. `done` never comes inside the
    /// call; what is committed has been published by then. Precondition: not empty.
    static void append(replication::QuorumHost& host, LeaderEpoch epoch,
        const std::vector<Record>& records, env::WallTime now, replication::AppendDone done);

    /// The host begins anew and hands on again what is committed: from scratch. Nothing is
    /// published until that has reached what the image has, so that it never goes back.
    void beginAnew();

    [[nodiscard]] const ImagePtr& image() const { return m_image; }
    /// Not so while a host that has begun anew repeats what the image has.
    [[nodiscard]] bool isNews(const storage::BatchHeader& batch) const
    {
        return batch.baseOffset > m_image->offset();
    }

private:
    [[nodiscard]] Result<> load(const raft::LogPosition& position, ByteView batches);
    void publish();

    Published m_published;
    WatchRecord m_watch;
    ImagePtr m_image;
    ImagePtr m_loaded;  ///< of a snapshot, or since beginAnew(): not published yet
    std::optional<ImageBuilder> m_builder;  ///< of what is committed and not published yet
};

/// The log of one leadership. Owner: the ControllerHost that writes it; host and metadata outlive
/// its last append().
class QuorumMetadataLog final : public MetadataLog {
public:
    QuorumMetadataLog(replication::QuorumHost& host, const QuorumMetadata& metadata,
        LeaderEpoch epoch, env::Environment environment)
        : m_host(host)
        , m_metadata(metadata)
        , m_epoch(epoch)
        , m_environment(environment)
    {
    }

    [[nodiscard]] const ImagePtr& image() const override { return m_metadata.image(); }
    void append(const std::vector<Record>& records, Done done) override;

private:
    struct Open {
        std::vector<Done> done;  ///< its own, then those that wait for it
        bool settled = false;
    };

    replication::QuorumHost& m_host;
    const QuorumMetadata& m_metadata;
    LeaderEpoch m_epoch;
    env::Environment m_environment;
    std::weak_ptr<Open> m_last;
};

}  // namespace stormbench::controller
