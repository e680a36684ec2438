// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <map>

#include "engine/api/observer.h"

namespace stormbench::api {

struct ClusterOptions {
    int brokers = 3;
    std::string dataDirectory;    ///< created if missing; one sub-directory a broker
    std::uint16_t firstPort = 0;  ///< 0: free ports, the same again for the same directory
    std::string listenAddress = "127.0.0.1";
    std::string advertisedHost;  ///< empty: the listen address
    std::map<std::string, std::string>
        brokerConfigs;  ///< Kafka's names; an unknown one is an error of start()
    /// How long leaving the cluster in good order may take; a broker that is still about it then is
    /// dropped, and recovers its logs at the next start. Closing the logs comes on top. A broker's
    /// own limits for leaving add up to 1.15 s.
    std::chrono::milliseconds stopLimit{1'500};
};

/// A whole cluster inside this process: N brokers, each with a thread, a port and a data directory
/// of its own. Thread-safe; calls block until done (start: every broker answers; stop: everything
/// is closed and marked clean).
class Cluster {
public:
    [[nodiscard]] static Result<std::unique_ptr<Cluster>> start(const ClusterOptions& options);
    virtual ~Cluster() = default;  ///< stops

    [[nodiscard]] virtual std::string bootstrap() const = 0;  ///< host:port,host:port,…
    [[nodiscard]] virtual std::string clusterId() const = 0;
    [[nodiscard]] virtual std::vector<BrokerId> brokers() const = 0;
    [[nodiscard]] virtual ConnectionSettings connection() const = 0;

    /// In good order, within ClusterOptions::stopLimit.
    virtual void stop() = 0;

    /// What can be done to it on purpose. Lives as long as the cluster.
    [[nodiscard]] virtual Faults& faults() = 0;

    /// As `kill -9` would: the broker is dropped without a clean mark and its sockets are reset.
    /// Both are faults too (BrokerKill, BrokerRestart).
    [[nodiscard]] virtual Result<> killBroker(BrokerId broker) = 0;
    [[nodiscard]] virtual Result<> restartBroker(BrokerId broker) = 0;

    /// Stops every broker, deletes every topic, group and offset on disk, and starts anew on the
    /// same ports.
    [[nodiscard]] virtual Result<> resetData() = 0;

    /// Exact figures, read by the brokers themselves.
    [[nodiscard]] virtual std::unique_ptr<Observer> createObserver() = 0;

    /// Kafka's broker configuration names that `brokerConfigs` accepts, with their defaults and
    /// documentation.
    [[nodiscard]] static std::vector<ConfigEntry> brokerConfigNames();
};

}  // namespace stormbench::api
