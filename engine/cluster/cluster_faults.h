// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>
#include <functional>
#include <mutex>

#include "engine/api/faults.h"
#include "engine/cluster/fault_ground.h"

namespace stormbench::cluster {

/// The api::Faults of an embedded cluster: keeps which faults are in force, bends the ground
/// accordingly, and has the cluster do what concerns whole brokers. Owned by the cluster. One mutex
/// makes the calls take turns; state() waits for none of them.
class ClusterFaults final : public api::Faults {
public:
    /// What the cluster does at its word. Each blocks until done.
    struct Hands {
        std::function<Result<>(BrokerId)> kill, restart;
        std::function<void(BrokerId, bool)> setPaused;
        /// The clock was bent or links have changed: running brokers are told.
        std::function<void()> tellBrokers;
        std::function<Result<>(const api::MemberExpiry&)> expireMembers;
        std::function<void(const api::FaultStatePtr&)> published;
    };
    ClusterFaults(FaultGround& ground, std::vector<BrokerId> brokers, Hands hands);

    [[nodiscard]] Result<api::FaultId> apply(const api::Fault& fault) override;
    [[nodiscard]] Result<> heal(api::FaultId id) override;
    [[nodiscard]] Result<> heal(const api::FaultTarget& target) override;
    [[nodiscard]] api::FaultStatePtr state() const override;

    /// Everything is sound again, without a restart of what was killed: the cluster is about to
    /// start anew.
    void clear();
    /// As clear(), and no fault can be applied any more: the cluster stops.
    void end();

private:
    [[nodiscard]] Result<> check(const api::Fault& fault) const;
    [[nodiscard]] Result<> checkBroker(BrokerId broker) const;
    [[nodiscard]] Result<api::FaultId> begin(const api::BrokerKill& kill);
    [[nodiscard]] Result<api::FaultId> begin(const api::BrokerRestart& restart);
    [[nodiscard]] Result<api::FaultId> begin(const api::BrokerPause& pause);
    [[nodiscard]] Result<api::FaultId> begin(const api::MemberExpiry& expiry);
    template <typename Bent> [[nodiscard]] Result<api::FaultId> begin(const Bent& fault);
    [[nodiscard]] Result<> restart(BrokerId broker);
    void hurryDisk(BrokerId broker);
    [[nodiscard]] Result<> healOne(api::FaultId id);

    [[nodiscard]] const api::FaultEntry* active(const api::Fault& like) const;
    api::FaultId enter(const api::Fault& fault);
    api::FaultId note(const api::Fault& fault);  ///< one that is over at once
    void finish(api::FaultId id);
    void finishLike(const api::Fault& like);
    void settle();
    void settleDisks();
    void settleClock(bool& changed);
    void settleLinks(bool& changed);
    void publish();
    void healInPlace();

    FaultGround& m_ground;
    const std::vector<BrokerId> m_brokers;
    const Hands m_hands;

    std::mutex m_mutex;  ///< guards what follows, and is held while the hands work
    bool m_ended = false;
    std::int64_t m_lastId = 0;
    std::vector<api::FaultEntry> m_active;
    std::deque<api::FaultEntry> m_over;
    faults::LinkTable::Conditions m_links;
    double m_rate = 1;
    api::Millis m_ahead{};
    int m_jumps = 0;  ///< in force

    mutable std::mutex m_stateMutex;
    api::FaultStatePtr m_state;
};

}  // namespace stormbench::cluster
