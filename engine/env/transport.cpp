// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/env/transport.h"

namespace stormbench::env {

std::string toString(const Endpoint& endpoint)
{
    const bool isIpv6 = endpoint.host.find(':') != std::string::npos;
    return (isIpv6 ? "[" + endpoint.host + "]" : endpoint.host) + ":"
        + std::to_string(endpoint.port);
}

std::size_t sizeOf(const Message& message)
{
    std::size_t size = 0;
    for (const auto& piece : message) {
        if (const auto* bytes = std::get_if<Bytes>(&piece))
            size += bytes->size();
        else if (const auto* shared = std::get_if<SharedBytes>(&piece))
            size += *shared ? (*shared)->size() : 0;
        else
            size += std::get<FileRange>(piece).size;
    }
    return size;
}

}  // namespace stormbench::env
