// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/exact_observer.h"

#include "engine/base/assert.h"
#include "engine/cluster/snapshot_merger.h"
#include "engine/env/system_clock.h"

namespace stormbench::cluster {

void ExactObserver::start(api::Millis interval, Published published)
{
    stop();
    m_stopping = false;
    m_board->addObserver();
    m_thread = std::thread(
        [this, interval, published = std::move(published)] { run(interval, published); });
}

void ExactObserver::stop()
{
    SB_ASSERT(m_thread.get_id() != std::this_thread::get_id(),
        "an observer cannot wait for the callback that it is in");
    if (!m_thread.joinable())
        return;
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_all();
    m_thread.join();
    m_board->removeObserver();
}

void ExactObserver::run(api::Millis interval, const Published& published)
{
    const env::SystemClock clock;
    SnapshotMerger merger(m_board->clusterId());
    std::unique_lock lock(m_mutex);
    while (!m_stopping) {
        lock.unlock();
        published(merger.merge(m_board->read(), clock.wallNow(), m_board->faults()));
        lock.lock();
        m_changed.wait_for(lock, interval, [this] { return m_stopping; });
    }
}

}  // namespace stormbench::cluster
