// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <mutex>
#include <vector>

#include "engine/api/faults.h"
#include "engine/broker/broker_statistics.h"

namespace stormbench::cluster {

/// What is known about one broker of the cluster, whether it runs or not.
struct BrokerSlot {
    BrokerId id;
    std::string host;
    std::uint16_t port = 0;
    bool running = false;
    broker::BrokerStatisticsPtr
        statistics;  ///< the newest of this life, or the last of the life before; null: none yet
    bool paused = false;  ///< it stands still: what it said last holds no more
};

/// Where brokers lay down their figures and observers pick them up: neither waits for the other.
/// The brokers look at observed() before they go to the trouble. Shared by the cluster and its
/// observers, which may outlive it. Thread-safe.
class FigureBoard {
public:
    FigureBoard(std::string clusterId, std::vector<BrokerSlot> brokers);

    [[nodiscard]] const std::string& clusterId() const { return m_clusterId; }
    [[nodiscard]] std::vector<BrokerSlot> read() const;

    void markStarted(BrokerId broker);  ///< a new life: figures of the one before are forgotten
    void markEnded(BrokerId broker);
    void markPaused(BrokerId broker, bool paused);
    void publish(api::FaultStatePtr faults);
    [[nodiscard]] api::FaultStatePtr faults() const;  ///< null: it cannot be made to fail
    void publish(broker::BrokerStatisticsPtr statistics);

    [[nodiscard]] bool observed() const { return m_observers.load(std::memory_order_relaxed) > 0; }
    void addObserver() { ++m_observers; }
    void removeObserver() { --m_observers; }

private:
    [[nodiscard]] BrokerSlot* find(BrokerId broker);

    const std::string m_clusterId;
    mutable std::mutex m_mutex;
    std::vector<BrokerSlot> m_slots;  ///< by id
    api::FaultStatePtr m_faults;
    std::atomic<int> m_observers = 0;
};

}  // namespace stormbench::cluster
