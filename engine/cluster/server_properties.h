// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"
#include "engine/env/transport.h"

namespace stormbench::cluster {

/// What the server.properties of one broker say, checked: Kafka's names, one meaning each.
struct ServerProperties {
    BrokerId id = kNoBroker;    ///< node.id or broker.id
    bool isController = false;  ///< process.roles
    std::map<BrokerId, env::Endpoint>
        voters;            ///< controller.quorum.voters; has `id` iff isController
    env::Endpoint listen;  ///< the broker's listener
    std::optional<env::Endpoint> controllerListen;  ///< a listener of controller.listener.names
    env::Endpoint advertised;                       ///< advertised.listeners
    std::string dataDirectory;                      ///< log.dirs or log.dir
    std::string rack;                               ///< broker.rack
    std::string clusterId;                          ///< cluster.id; empty: not there
    std::map<std::string, std::string>
        configs;  ///< the rest, checked against controller/config_table.h
};

/// InvalidArgument, beginning with "FILE:LINE: " where a line is at fault, else with "FILE: ". A
/// name that nothing here obeys is an error, never kept in silence.
[[nodiscard]] Result<ServerProperties> parseServerProperties(
    std::string_view text, const std::string& file);

}  // namespace stormbench::cluster
