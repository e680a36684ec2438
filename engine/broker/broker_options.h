// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>

#include "engine/base/ids.h"
#include "engine/env/transport.h"

namespace stormbench::broker {

/// Known mistakes that the simulation plants, to see that its checkers notice them. Never set
/// outside of it.
struct PlantedBugs {
    bool ignoresDivergence = false;  ///< a follower keeps what it has when the logs have parted
    bool acknowledgesEarly = false;  ///< acks=all is answered before the high watermark has passed
};

/// What one broker is told before it starts. The names of `configs` are Kafka's broker
/// configuration names; the host checks them against controller/config_table.h before it builds a
/// broker.
struct BrokerOptions {
    BrokerId id{1};
    std::string
        clusterId;  ///< 22 characters of URL-safe base64; the same for every broker of a cluster
    env::Endpoint listen{"127.0.0.1", 0};
    std::string advertisedHost;  ///< what clients are told to connect to; empty: the listen address
    std::uint16_t advertisedPort = 0;  ///< 0: the port it listens on
    /// A second address, where the other nodes of the quorum are told to find the controller: what
    /// comes in there is served like all the rest.
    std::optional<env::Endpoint> controllerListen;
    std::string dataDirectory;   ///< created if missing; locked while the broker lives
    std::string rack;

    /// The voters of the controller quorum and where the other nodes reach them: the same on every
    /// broker of a cluster. A broker that is not among them observes. Empty: this broker alone is
    /// the quorum.
    std::map<BrokerId, env::Endpoint> voters;

    std::map<std::string, std::string> configs;
    PlantedBugs planted;
    std::string loggerName;  ///< the component of log lines; empty: "broker ID"
};

}  // namespace stormbench::broker
