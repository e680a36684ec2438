// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/net/send_queue.h"

#include <algorithm>
#include <array>

#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>

#include "engine/env/posix.h"

namespace stormbench::net {
namespace {

constexpr std::size_t kGathered = 128;           // buffers in one system call
constexpr std::size_t kFileChunk = 1024 * 1024;  // of a file range in one system call
constexpr std::size_t kCopyChunk = 64 * 1024;    // where sendfile(2) does not work

std::size_t sizeOfPiece(const env::Piece& piece)
{
    if (const auto* bytes = std::get_if<Bytes>(&piece))
        return bytes->size();
    if (const auto* shared = std::get_if<SharedBytes>(&piece))
        return *shared ? (*shared)->size() : 0;
    return std::get<env::FileRange>(piece).size;
}

const std::uint8_t* dataOf(const env::Piece& piece)
{
    if (const auto* bytes = std::get_if<Bytes>(&piece))
        return bytes->data();
    return std::get<SharedBytes>(piece)->data();
}

bool isFileRange(const env::Piece& piece)
{
    return std::holds_alternative<env::FileRange>(piece);
}

}  // namespace

void SendQueue::push(env::Message message)
{
    for (auto& piece : message) {
        const auto size = sizeOfPiece(piece);
        if (size == 0)
            continue;
        m_bytes += size;
        m_pieces.push_back(std::move(piece));
    }
}

void SendQueue::clear()
{
    m_pieces.clear();
    m_sentOfFirst = 0;
    m_bytes = 0;
}

Result<SendQueue::Outcome> SendQueue::flush(int socket)
{
    std::size_t sent = 0;
    while (!m_pieces.empty()) {
        if (sent >= kMostPerFlush)
            return Outcome::Yielded;
        const auto* range = std::get_if<env::FileRange>(&m_pieces.front());
        const auto count = range ? sendFileRange(socket, *range) : sendBuffers(socket);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return Outcome::WouldBlock;
        if (count < 0)
            return fail(env::systemError("send on", "the connection", errno));
        if (count == 0)
            return fail(ErrorCode::Corrupt, "a file to be sent has become shorter than its range");
        consume(static_cast<std::size_t>(count));
        sent += static_cast<std::size_t>(count);
    }
    return Outcome::Drained;
}

long SendQueue::sendBuffers(int socket)
{
    std::array<iovec, kGathered> buffers;
    std::size_t used = 0;
    auto skipped = m_sentOfFirst;
    auto piece = m_pieces.begin();
    for (; piece != m_pieces.end() && used < buffers.size() && !isFileRange(*piece); ++piece) {
        auto* data = const_cast<std::uint8_t*>(dataOf(*piece));  // iovec is also used for reading
        buffers[used++] = {data + skipped, sizeOfPiece(*piece) - skipped};
        skipped = 0;
    }
    msghdr header{};
    header.msg_iov = buffers.data();
    header.msg_iovlen = used;
    const int more = piece != m_pieces.end() ? MSG_MORE : 0;
    return env::uninterrupted([&] { return ::sendmsg(socket, &header, MSG_NOSIGNAL | more); });
}

long SendQueue::sendFileRange(int socket, const env::FileRange& range)
{
    const int file = range.file->descriptor();
    if (file < 0 || !m_sendfileWorks)
        return copyFileRange(socket, range);
    auto position = static_cast<off_t>(range.position + m_sentOfFirst);
    const auto size = std::min<std::size_t>(range.size - m_sentOfFirst, kFileChunk);
    const auto count
        = env::uninterrupted([&] { return ::sendfile(socket, file, &position, size); });
    if (count >= 0 || (errno != EINVAL && errno != ENOSYS))
        return count;
    m_sendfileWorks = false;  // not on this file system
    return copyFileRange(socket, range);
}

long SendQueue::copyFileRange(int socket, const env::FileRange& range)
{
    Bytes buffer(std::min<std::size_t>(range.size - m_sentOfFirst, kCopyChunk));
    const auto read = range.file->readAt(range.position + m_sentOfFirst, buffer);
    if (!read) {
        errno = EIO;
        return -1;
    }
    if (*read == 0)
        return 0;
    return env::uninterrupted([&] { return ::send(socket, buffer.data(), *read, MSG_NOSIGNAL); });
}

void SendQueue::consume(std::size_t count)
{
    m_bytes -= count;
    while (count > 0) {
        const auto left = sizeOfPiece(m_pieces.front()) - m_sentOfFirst;
        if (count < left) {
            m_sentOfFirst += count;
            return;
        }
        count -= left;
        m_sentOfFirst = 0;
        m_pieces.pop_front();
    }
}

}  // namespace stormbench::net
