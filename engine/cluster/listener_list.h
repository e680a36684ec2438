// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/ids.h"
#include "engine/env/transport.h"

namespace stormbench::cluster {

// Values of server.properties that are lists with a syntax of their own. Errors are InvalidArgument
// and name the element at fault, not the property.

/// "HOST:PORT", "[::1]:PORT"; the host may be empty.
[[nodiscard]] Result<env::Endpoint> parseEndpoint(std::string_view text);

struct NamedListener {
    std::string name;  ///< upper case
    env::Endpoint at;
};
/// "PLAINTEXT://HOST:PORT,CONTROLLER://:PORT". Each name once, at least one.
[[nodiscard]] Result<std::vector<NamedListener>> parseListeners(std::string_view text);

/// "1@HOST:PORT,2@HOST:PORT". Each id once, at least one.
[[nodiscard]] Result<std::map<BrokerId, env::Endpoint>> parseVoters(std::string_view text);

/// "NAME:PROTOCOL,…", both in upper case.
[[nodiscard]] Result<std::map<std::string, std::string>> parseProtocolMap(std::string_view text);

[[nodiscard]] std::string upperCase(std::string_view text);

}  // namespace stormbench::cluster
