// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "engine/base/result.h"

namespace stormbench::env {
class Random;
class Transport;
}  // namespace stormbench::env

namespace stormbench::cluster {

struct PortRequest {
    std::string address;
    std::size_t count = 0;
    std::uint16_t first = 0;  ///< 0: free ones
    std::vector<std::uint16_t>
        before;  ///< what they were the last time, by broker: kept where they are free
};

/// One distinct, free port a broker. New ones come from below the range of outgoing connections
/// (32768 on Linux), so that they are likely to be free the next time too. Conflict: a port that
/// was asked for is in use.
[[nodiscard]] Result<std::vector<std::uint16_t>> choosePorts(
    const PortRequest& request, env::Transport& transport, env::Random& random);

}  // namespace stormbench::cluster
