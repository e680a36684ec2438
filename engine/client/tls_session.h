// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "engine/client/socket.h"

struct ssl_st;
struct ssl_ctx_st;

namespace stormbench::client {

/// OpenSSL's client side over a socket that does not block. Owned by its Socket, which it is handed
/// for waiting.
class TlsSession {
public:
    [[nodiscard]] static Result<std::unique_ptr<TlsSession>> create(
        const api::ConnectionSettings& settings, const std::string& host, int descriptor);

    [[nodiscard]] Result<> handshake(const Socket& socket, const Deadline& deadline);
    [[nodiscard]] Result<std::size_t> send(
        const Socket& socket, ByteView bytes, const Deadline& deadline);
    [[nodiscard]] Result<std::size_t> receive(
        const Socket& socket, std::span<std::uint8_t> into, const Deadline& deadline);
    [[nodiscard]] std::string description() const;  ///< "TLSv1.3, TLS_AES_256_GCM_SHA384"

private:
    struct Free {
        void operator()(ssl_st* session) const;
        void operator()(ssl_ctx_st* context) const;
    };
    TlsSession(std::unique_ptr<ssl_ctx_st, Free> context, std::unique_ptr<ssl_st, Free> session,
        std::string host);
    /// Waits for what the call that returned `status` wants, or says why it failed.
    [[nodiscard]] Result<> waitOrFail(
        int status, const Socket& socket, const Deadline& deadline, std::string_view doing);

    std::unique_ptr<ssl_ctx_st, Free> m_context;
    std::unique_ptr<ssl_st, Free> m_session;
    std::string m_host;
};

}  // namespace stormbench::client
