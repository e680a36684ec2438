// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/controller/metadata_image.h"

namespace stormbench::controller {

/// What a run of records changed: two images and where to look.
struct MetadataDelta {
    ImagePtr before;
    ImagePtr after;
    std::vector<Uuid> changedTopics;  ///< created, deleted, or with a changed partition; sorted
    std::vector<ConfigResource> changedConfigs;
    bool brokersChanged = false;

    /// What differs between two images, however far apart.
    [[nodiscard]] static MetadataDelta between(ImagePtr before, ImagePtr after);
    /// Everything in `image`, as if it had come at once: what a starting broker opens.
    [[nodiscard]] static MetadataDelta fromScratch(ImagePtr image);
};

struct LocalPartition {
    TopicPtr topic;
    PartitionIndex index;
    [[nodiscard]] const PartitionImage& image() const
    {
        return topic->partitions[static_cast<std::size_t>(index.value())];
    }
};

/// What a delta asks one broker to do with its logs, in order of topic name and partition.
struct LocalChanges {
    std::vector<LocalPartition>
        toLead;  ///< has a replica here and leads it from now on, with a new leader epoch or newly
    std::vector<LocalPartition>
        stillLed;  ///< led here before and after in the same leader epoch; its in-sync replicas or
                   ///< its replicas have changed, and so its partition epoch
    std::vector<LocalPartition>
        toFollow;  ///< has a replica here, led by another broker or by none, and that changed
    std::vector<LocalPartition>
        toDelete;  ///< had a replica here and has none any more; `topic` is the old image
};
[[nodiscard]] LocalChanges localChanges(const MetadataDelta& delta, BrokerId self);

}  // namespace stormbench::controller
