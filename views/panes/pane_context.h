// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

#include "engine/api/connection.h"
#include "engine/api/faults.h"
#include "views/feed/cluster_feed.h"
#include "views/feed/job_runner.h"
#include "views/models/history.h"

namespace stormbench::views {

/// What a pane is given: the newest snapshot, what came before it, a thread for calls that block,
/// and how to reach the cluster that is shown now. Everything referred to outlives the panes.
struct PaneContext {
    feed::ClusterFeed& feed;
    History& history;
    feed::JobRunner& jobs;
    std::function<api::ConnectionSettings()> connection;
    std::function<void()> connectElsewhere
        = {};  ///< opens the connect dialog; absent: panes do not offer it
    std::function<std::shared_ptr<api::Faults>()> faults
        = {};  ///< null or absent: this cluster cannot be made to fail
};

}  // namespace stormbench::views
