// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/batch_cursor.h"

#include <algorithm>

#include <fmt/format.h>

namespace stormbench::storage {

BatchCursor::BatchCursor(std::shared_ptr<const env::File> file, std::uint64_t position,
    std::uint64_t end, std::size_t readAhead)
    : m_file(std::move(file))
    , m_next(position)
    , m_end(end)
    , m_readAhead(readAhead)
{
}

Result<> BatchCursor::fill(std::uint64_t position, std::size_t size)
{
    if (position >= m_windowStart && position + size <= m_windowStart + m_window.size())
        return {};
    m_window.resize(std::min<std::uint64_t>(std::max(size, m_readAhead), m_end - position));
    m_windowStart = position;
    SB_TRY_ASSIGN(const auto got, m_file->readAt(position, m_window));
    m_window.resize(got);
    if (got < size)
        return fail(
            ErrorCode::Corrupt, fmt::format("the segment's file ends at {}", position + got));
    return {};
}

Result<std::optional<BatchCursor::Item>> BatchCursor::next()
{
    m_current.reset();
    if (m_next >= m_end)
        return std::nullopt;
    if (m_end - m_next < batch::kHeaderSize)
        return fail(ErrorCode::Corrupt, fmt::format("half a batch header at position {}", m_next));
    SB_TRY(fill(m_next, batch::kHeaderSize));
    const auto header = parseBatchHeader(ByteView(m_window).subspan(m_next - m_windowStart));
    if (!header || header->sizeInBytes > m_end - m_next)
        return fail(ErrorCode::Corrupt, fmt::format("no whole batch at position {}", m_next));
    m_current = Item{*header, m_next};
    m_next += header->sizeInBytes;
    return m_current;
}

Result<ByteView> BatchCursor::body()
{
    SB_TRY(fill(m_current->position, m_current->header.sizeInBytes));
    return ByteView(m_window).subspan(
        m_current->position - m_windowStart, m_current->header.sizeInBytes);
}

}  // namespace stormbench::storage
