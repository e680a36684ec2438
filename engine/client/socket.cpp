// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/socket.h"

#include <cerrno>
#include <system_error>
#include <utility>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <fmt/format.h>

#include "engine/client/tls_session.h"

namespace stormbench::client {
namespace {

constexpr api::Millis kSlice{100};

std::string reason(int error)
{
    return std::generic_category().message(error);
}

Error connectError(int error, const std::string& address)
{
    switch (error) {
    case ECONNREFUSED:
        return {ErrorCode::Unavailable,
            fmt::format("{} refuses the connection: nothing listens on that port; check the port "
                        "and that the broker runs",
                address)};
    case EHOSTUNREACH:
    case ENETUNREACH:
        return {ErrorCode::Unavailable,
            fmt::format(
                "{} cannot be reached: no route; check network, VPN and firewall", address)};
    default:
        return {ErrorCode::Unavailable,
            fmt::format("{} cannot be connected to: {}", address, reason(error))};
    }
}

}  // namespace

api::Millis Deadline::left() const
{
    const auto left
        = std::chrono::duration_cast<api::Millis>(at - std::chrono::steady_clock::now());
    return std::max(left, api::Millis(0));
}

Result<> Deadline::check(std::string_view doing) const
{
    if (cancelled && cancelled())
        return fail(ErrorCode::Cancelled, fmt::format("{}: cancelled", doing));
    if (left() == api::Millis(0))
        return fail(ErrorCode::TimedOut,
            fmt::format("{} took too long; a firewall may drop the packets", doing));
    return {};
}

Socket::Socket(int descriptor)
    : m_descriptor(descriptor)
{
}
Socket::Socket(Socket&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_tls(std::move(other.m_tls))
{
}
Socket& Socket::operator=(Socket&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    std::swap(m_tls, other.m_tls);
    return *this;
}
Socket::~Socket()
{
    m_tls.reset();
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<Socket> Socket::connect(const Address& address, const Deadline& deadline)
{
    Socket socket(::socket(address.family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    if (socket.m_descriptor < 0)
        return fail(ErrorCode::IoError, fmt::format("no socket can be opened: {}", reason(errno)));
    const auto* const to = reinterpret_cast<const sockaddr*>(address.sockaddr.data());
    if (::connect(socket.m_descriptor, to, static_cast<socklen_t>(address.sockaddr.size())) == 0)
        return socket;
    if (errno != EINPROGRESS)
        return fail(connectError(errno, address.text));
    SB_TRY(socket.wait(Ready::Write, deadline, fmt::format("connecting to {}", address.text)));
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket.m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0)
        return fail(connectError(error, address.text));
    return socket;
}

Result<Socket> Socket::connect(const std::vector<Address>& addresses, const Deadline& deadline)
{
    Error last{ErrorCode::Unavailable, "there is no address to connect to", 0};
    for (const auto& address : addresses) {
        auto socket = connect(address, deadline);
        if (socket || socket.error().code == ErrorCode::Cancelled)
            return socket;
        last = std::move(socket).error();
    }
    return fail(std::move(last));
}

Result<> Socket::wait(Ready ready, const Deadline& deadline, std::string_view doing) const
{
    pollfd entry{m_descriptor, static_cast<short>(ready == Ready::Read ? POLLIN : POLLOUT), 0};
    while (true) {
        SB_TRY(deadline.check(doing));
        const int count
            = ::poll(&entry, 1, static_cast<int>(std::min(deadline.left(), kSlice).count()));
        if (count > 0)
            return {};
        if (count < 0 && errno != EINTR)
            return fail(ErrorCode::IoError, fmt::format("{}: {}", doing, reason(errno)));
    }
}

Result<std::string> Socket::startTls(
    const api::ConnectionSettings& settings, const std::string& host, const Deadline& deadline)
{
    SB_TRY_ASSIGN(m_tls, TlsSession::create(settings, host, m_descriptor));
    SB_TRY(m_tls->handshake(*this, deadline));
    return m_tls->description();
}

Result<> Socket::sendAll(ByteView bytes, const Deadline& deadline)
{
    while (!bytes.empty()) {
        if (m_tls) {
            SB_TRY_ASSIGN(const auto sent, m_tls->send(*this, bytes, deadline));
            bytes = bytes.subspan(sent);
            continue;
        }
        const auto sent = ::send(m_descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent >= 0)
            bytes = bytes.subspan(static_cast<std::size_t>(sent));
        else if (errno == EAGAIN || errno == EINTR)
            SB_TRY(wait(Ready::Write, deadline, "sending a request"));
        else
            return fail(ErrorCode::Unavailable,
                fmt::format("the broker closed the connection: {}", reason(errno)));
    }
    return {};
}

Result<std::size_t> Socket::receive(std::span<std::uint8_t> into, const Deadline& deadline)
{
    if (m_tls)
        return m_tls->receive(*this, into, deadline);
    while (true) {
        const auto count = ::recv(m_descriptor, into.data(), into.size(), 0);
        if (count > 0)
            return static_cast<std::size_t>(count);
        if (count == 0)
            return fail(ErrorCode::Unavailable, "the broker closed the connection");
        if (errno != EAGAIN && errno != EINTR)
            return fail(
                ErrorCode::Unavailable, fmt::format("the connection broke: {}", reason(errno)));
        SB_TRY(wait(Ready::Read, deadline, "waiting for the broker's answer"));
    }
}

}  // namespace stormbench::client
