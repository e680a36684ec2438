// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/client/group_sampler.h"

namespace stormbench::client {

/// One thread that samples a cluster over the wire every interval. start() begins, stop() waits for
/// the last callback (for at most one request's timeout); it may be started again. The first round
/// publishes after each step, cluster first.
class SamplingObserver final : public api::Observer {
public:
    explicit SamplingObserver(std::unique_ptr<api::Admin> admin);
    ~SamplingObserver() override;
    SamplingObserver(const SamplingObserver&) = delete;
    SamplingObserver& operator=(const SamplingObserver&) = delete;

    void start(api::Millis interval, Published published) override;
    void stop() override;

private:
    void run(api::Millis interval);
    void sample();
    void publish(std::string error = {});

    std::unique_ptr<api::Admin> m_admin;
    ClusterSampler m_cluster;
    GroupSampler m_groups;
    Published m_published;
    std::uint64_t m_number = 0;
    bool m_firstRound = true;

    std::atomic<bool> m_stopping{false};
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::thread m_thread;
};

}  // namespace stormbench::client
