// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/sampling_observer.h"

namespace stormbench::client {
namespace {

// Short, so that stop() does not wait long for a cluster that does not answer; what failed is asked
// again the next round.
constexpr api::Millis kRequestTimeout{1'500};

}  // namespace

SamplingObserver::SamplingObserver(std::unique_ptr<api::Admin> admin)
    : m_admin(std::move(admin))
    , m_cluster(*m_admin)
    , m_groups(*m_admin)
{
}

SamplingObserver::~SamplingObserver()
{
    stop();
}

void SamplingObserver::start(api::Millis interval, Published published)
{
    stop();
    m_stopping = false;
    m_published = std::move(published);
    m_firstRound = true;
    m_thread = std::thread([this, interval] { run(interval); });
}

void SamplingObserver::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

void SamplingObserver::run(api::Millis interval)
{
    auto next = std::chrono::steady_clock::now();
    while (!m_stopping) {
        sample();
        // A round that took longer than the interval is followed by a pause all the same: the
        // cluster comes first.
        next = std::max(next + interval, std::chrono::steady_clock::now() + interval / 4);
        std::unique_lock lock(m_mutex);
        m_wake.wait_until(lock, next, [this] { return m_stopping.load(); });
    }
}

void SamplingObserver::sample()
{
    const auto publishEarly = [this] {
        if (m_firstRound)
            publish();
    };
    if (const auto read = m_cluster.readMetadata(); !read) {
        publish(read.error().message);
        return;
    }
    publishEarly();
    const std::array<std::function<void()>, 3> steps{
        [this] { m_cluster.readOffsets(std::chrono::steady_clock::now()); },
        [this] { m_groups.read(std::chrono::steady_clock::now()); },
        [this] { m_cluster.readLogDirs(std::chrono::steady_clock::now()); },
    };
    for (const auto& step : steps) {
        if (m_stopping)
            return;
        step();
        publishEarly();
    }
    if (!m_firstRound)
        publish();
    m_firstRound = false;
}

void SamplingObserver::publish(std::string error)
{
    if (m_stopping)
        return;
    auto snapshot = std::make_shared<api::Snapshot>();
    snapshot->number = ++m_number;
    snapshot->takenAt = std::chrono::duration_cast<api::WallTime>(
        std::chrono::system_clock::now().time_since_epoch());
    snapshot->error = std::move(error);
    m_cluster.fill(*snapshot);
    m_groups.fill(*snapshot, m_cluster);
    m_published(std::move(snapshot));
}

}  // namespace stormbench::client

namespace stormbench::api {

Result<std::unique_ptr<Observer>> Observer::sampling(const ConnectionSettings& connection)
{
    SB_TRY_ASSIGN(auto admin, Admin::create(connection, client::kRequestTimeout));
    return std::make_unique<client::SamplingObserver>(std::move(admin));
}

}  // namespace stormbench::api
