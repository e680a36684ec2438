// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

#include "engine/base/bytes.h"
#include "engine/client/configuration.h"

namespace stormbench::client {

class TlsSession;

/// When to give up: a moment, and somebody's wish to stop that is asked about every 100 ms.
struct Deadline {
    std::chrono::steady_clock::time_point at;
    std::function<bool()> cancelled;

    [[nodiscard]] static Deadline after(api::Millis time)
    {
        return {std::chrono::steady_clock::now() + time, {}};
    }
    [[nodiscard]] api::Millis left() const;
    [[nodiscard]] Result<> check(std::string_view doing) const;  ///< TimedOut or Cancelled
};

struct Address {
    Bytes sockaddr;
    int family = 0;
    std::string text;  ///< numeric, with the port
};

/// Addresses of a host. The system's resolver cannot be stopped: past the deadline it is left to
/// end by itself.
[[nodiscard]] Result<std::vector<Address>> resolve(const HostPort& host, const Deadline& deadline);

/// One TCP connection, with TLS on top if asked for; each call blocks until its deadline. Not
/// thread-safe.
class Socket {
public:
    [[nodiscard]] static Result<Socket> connect(const Address& address, const Deadline& deadline);
    /// The first address that can be connected to.
    [[nodiscard]] static Result<Socket> connect(
        const std::vector<Address>& addresses, const Deadline& deadline);
    Socket(Socket&& other) noexcept;
    Socket& operator=(Socket&& other) noexcept;
    ~Socket();

    /// `host`: whom the certificate has to name. The value is the TLS version and cipher.
    [[nodiscard]] Result<std::string> startTls(
        const api::ConnectionSettings& settings, const std::string& host, const Deadline& deadline);
    [[nodiscard]] Result<> sendAll(ByteView bytes, const Deadline& deadline);
    /// At least one byte; Unavailable when the other side has closed.
    [[nodiscard]] Result<std::size_t> receive(
        std::span<std::uint8_t> into, const Deadline& deadline);

    enum class Ready { Read, Write };
    [[nodiscard]] Result<> wait(
        Ready ready, const Deadline& deadline, std::string_view doing) const;
    [[nodiscard]] int descriptor() const { return m_descriptor; }

private:
    explicit Socket(int descriptor);
    int m_descriptor = -1;
    std::unique_ptr<TlsSession> m_tls;
};

}  // namespace stormbench::client
