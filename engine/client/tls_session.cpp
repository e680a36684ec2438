// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/tls_session.h"

#include <array>

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <fmt/format.h>

namespace stormbench::client {
namespace {

std::string lastTlsError()
{
    std::array<char, 256> text{};
    ERR_error_string_n(ERR_peek_last_error(), text.data(), text.size());
    return text.data();
}

Error fileError(std::string_view what, const std::string& file)
{
    return {ErrorCode::InvalidArgument,
        fmt::format("the {} \"{}\" cannot be used: {}", what, file, lastTlsError()), 0};
}

bool isAddress(const std::string& host)
{
    std::array<unsigned char, 16> ignored{};
    return inet_pton(AF_INET, host.c_str(), ignored.data()) == 1
        || inet_pton(AF_INET6, host.c_str(), ignored.data()) == 1;
}

Result<> loadFiles(SSL_CTX* context, const api::ConnectionSettings& settings)
{
    if (settings.caFile.empty())
        SSL_CTX_set_default_verify_paths(context);
    else if (SSL_CTX_load_verify_locations(context, settings.caFile.c_str(), nullptr) != 1)
        return fail(fileError("CA file", settings.caFile));
    if (settings.certificateFile.empty())
        return {};
    if (SSL_CTX_use_certificate_chain_file(context, settings.certificateFile.c_str()) != 1)
        return fail(fileError("certificate", settings.certificateFile));
    if (!settings.keyPassword.empty()) {
        SSL_CTX_set_default_passwd_cb_userdata(
            context, const_cast<char*>(settings.keyPassword.c_str()));
    }
    if (SSL_CTX_use_PrivateKey_file(context, settings.keyFile.c_str(), SSL_FILETYPE_PEM) != 1)
        return fail(fileError("key", settings.keyFile));
    return {};
}

}  // namespace

void TlsSession::Free::operator()(ssl_st* session) const
{
    SSL_free(session);
}
void TlsSession::Free::operator()(ssl_ctx_st* context) const
{
    SSL_CTX_free(context);
}

TlsSession::TlsSession(std::unique_ptr<ssl_ctx_st, Free> context,
    std::unique_ptr<ssl_st, Free> session, std::string host)
    : m_context(std::move(context))
    , m_session(std::move(session))
    , m_host(std::move(host))
{
}

Result<std::unique_ptr<TlsSession>> TlsSession::create(
    const api::ConnectionSettings& settings, const std::string& host, int descriptor)
{
    ERR_clear_error();
    std::unique_ptr<ssl_ctx_st, Free> context(SSL_CTX_new(TLS_client_method()));
    if (!context)
        return fail(ErrorCode::Internal, fmt::format("TLS cannot be set up: {}", lastTlsError()));
    SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    SB_TRY(loadFiles(context.get(), settings));

    std::unique_ptr<ssl_st, Free> session(SSL_new(context.get()));
    if (isAddress(host)) {
        if (settings.verifyHostname)
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.get()), host.c_str());
    } else {
        SSL_set_tlsext_host_name(session.get(), host.c_str());
        if (settings.verifyHostname)
            SSL_set1_host(session.get(), host.c_str());
    }
    SSL_set_fd(session.get(), descriptor);
    return std::unique_ptr<TlsSession>(
        new TlsSession(std::move(context), std::move(session), host));
}

Result<> TlsSession::waitOrFail(
    int status, const Socket& socket, const Deadline& deadline, std::string_view doing)
{
    switch (SSL_get_error(m_session.get(), status)) {
    case SSL_ERROR_WANT_READ: return socket.wait(Socket::Ready::Read, deadline, doing);
    case SSL_ERROR_WANT_WRITE: return socket.wait(Socket::Ready::Write, deadline, doing);
    case SSL_ERROR_ZERO_RETURN:
        return fail(ErrorCode::Unavailable, "the broker closed the TLS connection");
    default: break;
    }
    const long verified = SSL_get_verify_result(m_session.get());
    if (verified == X509_V_ERR_HOSTNAME_MISMATCH || verified == X509_V_ERR_IP_ADDRESS_MISMATCH)
        return fail(ErrorCode::PermissionDenied,
            fmt::format("the broker's certificate is not made out to \"{}\"; use the name in the "
                        "certificate, or switch "
                        "off the check of the host name",
                m_host));
    if (verified != X509_V_OK)
        return fail(ErrorCode::PermissionDenied,
            fmt::format(
                "the broker's certificate is not trusted ({}); give the CA's certificate file",
                X509_verify_cert_error_string(verified)));
    const unsigned long code = ERR_peek_last_error();
    if (ERR_GET_REASON(code) == SSL_R_WRONG_VERSION_NUMBER)
        return fail(ErrorCode::Unavailable,
            "the port does not speak TLS; it may be the broker's plaintext port");
    if (code == 0)
        return fail(ErrorCode::Unavailable,
            "the broker broke off the TLS handshake; it may not speak TLS on this port, or want a "
            "client certificate");
    return fail(ErrorCode::Unavailable, fmt::format("TLS failed: {}", lastTlsError()));
}

Result<> TlsSession::handshake(const Socket& socket, const Deadline& deadline)
{
    while (true) {
        ERR_clear_error();
        const int status = SSL_connect(m_session.get());
        if (status == 1)
            return {};
        SB_TRY(waitOrFail(status, socket, deadline, "the TLS handshake"));
    }
}

Result<std::size_t> TlsSession::send(const Socket& socket, ByteView bytes, const Deadline& deadline)
{
    while (true) {
        ERR_clear_error();
        std::size_t count = 0;
        const int status = SSL_write_ex(m_session.get(), bytes.data(), bytes.size(), &count);
        if (status == 1)
            return count;
        SB_TRY(waitOrFail(status, socket, deadline, "sending a request"));
    }
}

Result<std::size_t> TlsSession::receive(
    const Socket& socket, std::span<std::uint8_t> into, const Deadline& deadline)
{
    while (true) {
        ERR_clear_error();
        std::size_t count = 0;
        const int status = SSL_read_ex(m_session.get(), into.data(), into.size(), &count);
        if (status == 1)
            return count;
        SB_TRY(waitOrFail(status, socket, deadline, "waiting for the broker's answer"));
    }
}

std::string TlsSession::description() const
{
    return fmt::format(
        "{}, {}", SSL_get_version(m_session.get()), SSL_get_cipher_name(m_session.get()));
}

}  // namespace stormbench::client
