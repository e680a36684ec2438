// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/socket.h"

#include <array>
#include <cstring>

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

namespace stormbench::net {
namespace {

constexpr int kBacklog = 1024;
constexpr int kStreamFlags = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;

void enable(int socket, int level, int option)
{
    const int on = 1;
    ::setsockopt(socket, level, option, &on, sizeof on);
}

using NameOf = int (*)(int, sockaddr*, socklen_t*);
env::Endpoint endpointBy(NameOf nameOf, int socket)
{
    SocketAddress address;
    address.size = sizeof address.storage;
    if (nameOf(socket, reinterpret_cast<sockaddr*>(&address.storage), &address.size) != 0)
        return {};
    return address.endpoint();
}

}  // namespace

env::Endpoint SocketAddress::endpoint() const
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET) {
        const auto& address = reinterpret_cast<const sockaddr_in&>(storage);
        ::inet_ntop(AF_INET, &address.sin_addr, text.data(), text.size());
        return {text.data(), ntohs(address.sin_port)};
    }
    const auto& address = reinterpret_cast<const sockaddr_in6&>(storage);
    ::inet_ntop(AF_INET6, &address.sin6_addr, text.data(), text.size());
    return {text.data(), ntohs(address.sin6_port)};
}

Result<std::vector<SocketAddress>> resolve(const env::Endpoint& endpoint, Lookup lookup)
{
    addrinfo hints{};
    hints.ai_family = endpoint.host.empty() ? AF_INET : AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags
        = AI_NUMERICSERV | AI_PASSIVE | (lookup == Lookup::NumericOnly ? AI_NUMERICHOST : 0);
    addrinfo* found = nullptr;
    const auto* host = endpoint.host.empty() ? nullptr : endpoint.host.c_str();
    if (const int error
        = ::getaddrinfo(host, std::to_string(endpoint.port).c_str(), &hints, &found);
        error != 0)
        return fail(
            ErrorCode::NotFound, "cannot resolve " + endpoint.host + ": " + ::gai_strerror(error));
    std::vector<SocketAddress> addresses;
    for (const auto* each = found; each; each = each->ai_next) {
        SocketAddress address;
        std::memcpy(&address.storage, each->ai_addr, each->ai_addrlen);
        address.size = each->ai_addrlen;
        addresses.push_back(address);
    }
    ::freeaddrinfo(found);
    return addresses;
}

Result<env::FileDescriptor> openListening(const SocketAddress& at)
{
    const auto name = env::toString(at.endpoint());
    env::FileDescriptor socket(::socket(at.storage.ss_family, kStreamFlags, 0));
    if (!socket.valid())
        return fail(env::systemError("open a socket for", name, errno));
    enable(socket.get(), SOL_SOCKET, SO_REUSEADDR);
    if (::bind(socket.get(), at.get(), at.size) != 0 || ::listen(socket.get(), kBacklog) != 0)
        return fail(env::systemError("listen on", name, errno));
    return socket;
}

Result<env::FileDescriptor> openConnecting(const SocketAddress& to)
{
    const auto name = env::toString(to.endpoint());
    env::FileDescriptor socket(::socket(to.storage.ss_family, kStreamFlags, 0));
    if (!socket.valid())
        return fail(env::systemError("open a socket for", name, errno));
    enable(socket.get(), IPPROTO_TCP, TCP_NODELAY);
    if (::connect(socket.get(), to.get(), to.size) != 0 && errno != EINPROGRESS && errno != EINTR)
        return fail(env::systemError("connect to", name, errno));
    return socket;
}

int connectOutcome(int socket)
{
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        return errno;
    return error;
}

env::FileDescriptor acceptFrom(int listening)
{
    env::FileDescriptor socket(env::uninterrupted(
        [&] { return ::accept4(listening, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC); }));
    if (socket.valid())
        enable(socket.get(), IPPROTO_TCP, TCP_NODELAY);
    return socket;
}

env::Endpoint localEndpoint(int socket)
{
    return endpointBy(&::getsockname, socket);
}

env::Endpoint peerEndpoint(int socket)
{
    return endpointBy(&::getpeername, socket);
}

void resetOnClose(int socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

}  // namespace stormbench::net
