// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <mutex>
#include <optional>

#include "engine/base/ids.h"
#include "engine/env/transport.h"

namespace stormbench::faults {

/// How one direction of a link is.
struct LinkCondition {
    bool cut = false;
    std::chrono::microseconds delay{0};
    std::uint64_t bytesPerSecond = 0;  ///< 0: as fast as it is
    [[nodiscard]] bool sound() const { return !cut && delay.count() == 0 && bytesPerSecond == 0; }
    friend bool operator==(const LinkCondition&, const LinkCondition&) = default;
};

/// Who listens where, who has which connection, and how the links between them are, for a whole
/// cluster. An end is a broker, or kNoBroker: the clients, who are all whom nobody knows. Outlives
/// the transports. Thread-safe.
class LinkTable {
public:
    /// Broker `id` listens on that port of this machine.
    void addListener(std::uint16_t port, BrokerId id);
    [[nodiscard]] std::optional<BrokerId> listenerAt(std::uint16_t port) const;

    /// A broker names the local end of a connection that it has made, before it sends anything on
    /// it; so the broker that accepted it knows by the first byte from whom it is.
    void addConnection(const env::Endpoint& local, BrokerId of);
    void removeConnection(const env::Endpoint& local);
    [[nodiscard]] BrokerId whoseConnection(const env::Endpoint& peer) const;

    using Conditions = std::map<std::pair<BrokerId, BrokerId>, LinkCondition>;  ///< from, to
    void set(Conditions conditions);
    [[nodiscard]] LinkCondition condition(BrokerId from, BrokerId to) const;

private:
    mutable std::mutex m_mutex;
    std::map<std::uint16_t, BrokerId> m_listeners;
    std::map<env::Endpoint, BrokerId> m_connections;
    Conditions m_conditions;  ///< only what is not sound
};

}  // namespace stormbench::faults
