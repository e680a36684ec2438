// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <memory>

#include "engine/base/ids.h"

namespace stormbench::controller {
class MetadataImage;
}

namespace stormbench::broker {

/// How far one broker follows the cluster's metadata, at one moment: cheap enough to be asked for
/// all the time.
struct MetadataState {
    std::shared_ptr<const controller::MetadataImage> image;  ///< null before it has one
    bool controller = false;
    LeaderEpoch quorumEpoch = kNoLeaderEpoch;
    /// Since the start: made here, loaded, and those of them that came from the controller.
    std::uint64_t snapshotsMade = 0, snapshotsLoaded = 0, snapshotsFetched = 0;
};

}  // namespace stormbench::broker
