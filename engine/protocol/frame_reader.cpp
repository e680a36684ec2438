// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/frame_reader.h"

#include <fmt/format.h>

#include "engine/base/cursor.h"

namespace stormbench::protocol {

namespace {

constexpr std::size_t kLengthSize = 4;

}  // namespace

void FrameReader::feed(ByteView bytes)
{
    if (m_failed)
        return;
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

Result<std::optional<Bytes>> FrameReader::next()
{
    if (m_failed)
        return fail(*m_failed);
    const auto available = buffered();
    if (available < kLengthSize)
        return std::nullopt;

    const auto length = loadBigEndian<std::int32_t>(m_buffer.data() + m_consumed);
    if (length < 0 || static_cast<std::size_t>(length) > m_maxSize) {
        m_failed = Error{ErrorCode::Corrupt,
            fmt::format("a frame of {} bytes, at most {} are allowed", length, m_maxSize), 0};
        m_buffer = {};
        m_consumed = 0;
        return fail(*m_failed);
    }
    const auto size = static_cast<std::size_t>(length);
    if (available - kLengthSize < size)
        return std::nullopt;

    const auto begin = m_buffer.begin() + static_cast<std::ptrdiff_t>(m_consumed + kLengthSize);
    Bytes frame(begin, begin + length);
    m_consumed += kLengthSize + size;
    compact();
    return frame;
}

void FrameReader::compact()
{
    if (m_consumed == m_buffer.size()) {
        // Do not hold on to the memory of one huge frame.
        if (m_buffer.capacity() > kKeptCapacity)
            m_buffer = {};
        m_buffer.clear();
        m_consumed = 0;
    } else if (m_consumed > m_buffer.size() / 2) {
        m_buffer.erase(
            m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_consumed));
        m_consumed = 0;
    }
}

}  // namespace stormbench::protocol
