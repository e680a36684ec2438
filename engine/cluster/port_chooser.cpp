// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/cluster/port_chooser.h"

#include <memory>

#include "engine/base/log.h"
#include "engine/env/random.h"
#include "engine/env/transport.h"

namespace stormbench::cluster {
namespace {

constexpr std::uint16_t kLowest = 20'000;
constexpr std::uint16_t kCount = 12'000;

using Held = Result<std::unique_ptr<env::Listener>>;

Held tryPort(env::Transport& transport, const std::string& address, std::uint16_t port)
{
    return transport.listen({address, port}, [](std::unique_ptr<env::Connection>) {});
}

Held findFree(env::Transport& transport, env::Random& random, const std::string& address)
{
    constexpr int kAttempts = 200;
    Held last = fail(ErrorCode::Unavailable, "no free port");
    for (int i = 0; i < kAttempts; ++i) {
        last = tryPort(
            transport, address, static_cast<std::uint16_t>(kLowest + random.below(kCount)));
        if (last || last.error().code != ErrorCode::Conflict)
            break;
    }
    return last;
}

Held portOf(
    std::size_t broker, const PortRequest& request, env::Transport& transport, env::Random& random)
{
    if (request.first != 0)
        return tryPort(
            transport, request.address, static_cast<std::uint16_t>(request.first + broker));
    if (broker < request.before.size() && request.before[broker] != 0) {
        auto same = tryPort(transport, request.address, request.before[broker]);
        if (same || same.error().code != ErrorCode::Conflict)
            return same;
        log::warn("cluster", "port {} of broker {} is in use now: it gets another one",
            request.before[broker], broker + 1);
    }
    return findFree(transport, random, request.address);
}

}  // namespace

Result<std::vector<std::uint16_t>> choosePorts(
    const PortRequest& request, env::Transport& transport, env::Random& random)
{
    std::vector<std::uint16_t> ports;
    std::vector<std::unique_ptr<env::Listener>> held;  // until all are chosen: no port twice
    for (std::size_t broker = 0; broker < request.count; ++broker) {
        auto listener = portOf(broker, request, transport, random);
        if (!listener)
            return fail(listener.error());
        ports.push_back((*listener)->local().port);
        held.push_back(*std::move(listener));
    }
    return ports;
}

}  // namespace stormbench::cluster
