// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <deque>

#include "engine/env/transport.h"

namespace stormbench::net {

/// What a connection has still to send, in order. Buffers leave gathered (one sendmsg(2) for many),
/// file ranges by sendfile(2), or through a buffer where that is not possible. The caller bounds
/// it. Runs on: the strand.
class SendQueue {
public:
    void push(env::Message message);
    void clear();
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }
    [[nodiscard]] bool empty() const { return m_pieces.empty(); }

    enum class Outcome {
        Drained,
        WouldBlock,  ///< the kernel's buffer is full: wait until the socket is writable
        Yielded,     ///< kMostPerFlush was sent: others' turn
    };
    /// Hands bytes to the (non-blocking) socket. An error is final for the connection; one of them
    /// is a file that has become shorter than its range.
    [[nodiscard]] Result<Outcome> flush(int socket);

    static constexpr std::size_t kMostPerFlush = 4 * 1024 * 1024;

private:
    [[nodiscard]] long sendBuffers(int socket);
    [[nodiscard]] long sendFileRange(int socket, const env::FileRange& range);
    [[nodiscard]] long copyFileRange(int socket, const env::FileRange& range);
    void consume(std::size_t count);

    std::deque<env::Piece> m_pieces;  ///< none is empty
    std::size_t m_sentOfFirst = 0;
    std::size_t m_bytes = 0;
    bool m_sendfileWorks = true;
};

}  // namespace stormbench::net
