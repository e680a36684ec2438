// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <mutex>

#include "engine/api/observer.h"
#include "storming/runtime/runtime.h"

namespace stormbench::cli {

/// What a run of a board came to: records and rates by topic, lag by group, counts by service.
/// observe() on any thread.
class PlayReport {
public:
    explicit PlayReport(const storming::Topology& topology)
        : m_topology(topology)
    {
    }

    void observe(api::SnapshotPtr snapshot);
    void begin();  ///< what was in the topics before does not count
    void end();

    [[nodiscard]] std::string table(const std::vector<storming::ServiceStatus>& services) const;
    [[nodiscard]] std::string json(const std::vector<storming::ServiceStatus>& services) const;
    /// Nothing flowed, or a service does not run or could not send.
    [[nodiscard]] bool failed(const std::vector<storming::ServiceStatus>& services) const;

private:
    struct TopicFigures {
        std::string name;
        int partitions = 0;
        std::int64_t records = 0;
        double perSecond = 0;
    };
    [[nodiscard]] std::vector<TopicFigures> topics() const;
    [[nodiscard]] std::optional<std::int64_t> lagOf(const std::string& group) const;

    const storming::Topology& m_topology;
    mutable std::mutex m_mutex;
    api::SnapshotPtr m_latest, m_first, m_last;
    std::chrono::steady_clock::time_point m_began, m_ended;
};

}  // namespace stormbench::cli
