// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/wire_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>

namespace stormbench::tests {

WireClient::WireClient(const env::Endpoint& to)
    : m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(to.port);
    ::inet_pton(AF_INET, to.host.c_str(), &address.sin_addr);
    const int noDelay = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &noDelay, sizeof noDelay);
    if (::connect(m_socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        m_socket = {};
}

void WireClient::sendBytes(ByteView bytes)
{
    while (!bytes.empty() && m_socket.valid()) {
        const auto sent = env::uninterrupted(
            [&] { return ::send(m_socket.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL); });
        if (sent <= 0)
            return;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
}

bool WireClient::hasInputWithin(std::chrono::milliseconds time)
{
    pollfd wanted{m_socket.get(), POLLIN, 0};
    return env::uninterrupted([&] { return ::poll(&wanted, 1, static_cast<int>(time.count())); })
        > 0;
}

Result<> WireClient::readFrame()
{
    std::array<std::uint8_t, 65536> chunk{};
    while (true) {
        SB_TRY_ASSIGN(auto frame, m_reader.next());
        if (frame) {
            m_frame = std::move(*frame);
            return {};
        }
        if (!m_socket.valid() || !hasInputWithin(kPatience))
            return fail(ErrorCode::TimedOut, "no answer");
        const auto got = env::uninterrupted(
            [&] { return ::recv(m_socket.get(), chunk.data(), chunk.size(), 0); });
        if (got <= 0)
            return fail(ErrorCode::Closed, "the broker closed the connection");
        m_reader.feed({chunk.data(), static_cast<std::size_t>(got)});
    }
}

bool WireClient::isClosedByPeer()
{
    const auto read = readFrame();
    return !read && read.error().code == ErrorCode::Closed;
}

}  // namespace stormbench::tests
