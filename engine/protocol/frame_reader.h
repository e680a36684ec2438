// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>

#include "engine/base/bytes.h"
#include "engine/base/result.h"

namespace stormbench::protocol {

/// Cuts a stream of bytes into Kafka's frames: a 32-bit length, then that many bytes. No I/O:
/// feed() what came, then take frames with next() until it gives none. Memory grows with the bytes
/// received, never ahead to a length that was only announced. Owned by a connection; not
/// thread-safe.
class FrameReader {
public:
    /// Kafka's socket.request.max.bytes.
    static constexpr std::size_t kDefaultMaxSize = 100u * 1024 * 1024;

    explicit FrameReader(std::size_t maxSize = kDefaultMaxSize)
        : m_maxSize(maxSize)
    {
    }

    void feed(ByteView bytes);

    /// The next whole frame without its length, or nothing yet. Corrupt on a negative or too large
    /// length: the stream cannot be followed any further, so the connection has to be closed; every
    /// later call gives the same error.
    [[nodiscard]] Result<std::optional<Bytes>> next();

    [[nodiscard]] std::size_t buffered() const { return m_buffer.size() - m_consumed; }

private:
    static constexpr std::size_t kKeptCapacity = 1024 * 1024;

    void compact();

    Bytes m_buffer;
    std::size_t m_consumed = 0;  ///< bytes of m_buffer that were given out already
    std::size_t m_maxSize;
    std::optional<Error> m_failed;
};

}  // namespace stormbench::protocol
