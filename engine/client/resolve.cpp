// SPDX-License-Identifier: GPL-3.0-or-later
#include <future>
#include <thread>

#include <netdb.h>
#include <sys/socket.h>

#include <fmt/format.h>

#include "engine/client/socket.h"

namespace stormbench::client {
namespace {

std::string numeric(const addrinfo& entry)
{
    char host[NI_MAXHOST] = "?";
    char port[NI_MAXSERV] = "?";
    ::getnameinfo(entry.ai_addr, entry.ai_addrlen, host, sizeof host, port, sizeof port,
        NI_NUMERICHOST | NI_NUMERICSERV);
    return entry.ai_family == AF_INET6 ? fmt::format("[{}]:{}", host, port)
                                       : fmt::format("{}:{}", host, port);
}

Result<std::vector<Address>> lookUp(const HostPort& host)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo* list = nullptr;
    const int status
        = ::getaddrinfo(host.host.c_str(), std::to_string(host.port).c_str(), &hints, &list);
    if (status != 0)
        return fail(ErrorCode::NotFound,
            fmt::format(
                "the host name \"{}\" cannot be resolved ({}); check its spelling, DNS and VPN",
                host.host, ::gai_strerror(status)));
    std::vector<Address> addresses;
    for (const auto* entry = list; entry; entry = entry->ai_next) {
        const auto* const bytes = reinterpret_cast<const std::uint8_t*>(entry->ai_addr);
        addresses.push_back(
            {Bytes(bytes, bytes + entry->ai_addrlen), entry->ai_family, numeric(*entry)});
    }
    ::freeaddrinfo(list);
    return addresses;
}

}  // namespace

Result<std::vector<Address>> resolve(const HostPort& host, const Deadline& deadline)
{
    std::promise<Result<std::vector<Address>>> promise;
    auto future = promise.get_future();
    std::thread([host, promise = std::move(promise)]() mutable {
        promise.set_value(lookUp(host));
    }).detach();
    while (
        future.wait_for(std::min(deadline.left(), api::Millis(100))) != std::future_status::ready)
        SB_TRY(deadline.check(fmt::format("resolving {}", host.host)));
    return future.get();
}

}  // namespace stormbench::client
