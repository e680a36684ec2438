// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include <sys/socket.h>

#include "engine/base/result.h"
#include "engine/env/posix.h"
#include "engine/env/transport.h"

namespace stormbench::net {

/// An IPv4 or IPv6 address with its port, as the kernel takes it.
struct SocketAddress {
    sockaddr_storage storage{};
    socklen_t size = 0;

    [[nodiscard]] const sockaddr* get() const
    {
        return reinterpret_cast<const sockaddr*>(&storage);
    }
    [[nodiscard]] env::Endpoint endpoint() const;
};

enum class Lookup {
    NumericOnly,  ///< never blocks; NotFound for a name
    Names,        ///< may ask the name service
};
/// An empty host means every address of this machine.
[[nodiscard]] Result<std::vector<SocketAddress>> resolve(
    const env::Endpoint& endpoint, Lookup lookup);

// All sockets are non-blocking and close-on-exec; connections have TCP_NODELAY.

/// Conflict when the address is in use, with a message that says so.
[[nodiscard]] Result<env::FileDescriptor> openListening(const SocketAddress& at);
/// Begins to connect: it has succeeded or failed once the socket is writable, see connectOutcome().
[[nodiscard]] Result<env::FileDescriptor> openConnecting(const SocketAddress& to);
[[nodiscard]] int connectOutcome(int socket);  ///< 0 or an errno
/// Invalid, with errno set, if there is no connection to accept.
[[nodiscard]] env::FileDescriptor acceptFrom(int listening);

[[nodiscard]] env::Endpoint localEndpoint(int socket);
[[nodiscard]] env::Endpoint peerEndpoint(int socket);

/// Makes the close of this socket a reset instead of an orderly end.
void resetOnClose(int socket);

}  // namespace stormbench::net
