// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/wire_writer.h"

#include "engine/base/assert.h"

namespace stormbench::protocol {

namespace {

constexpr std::size_t kMaxStringSize = 0x7fff;
constexpr std::size_t kFrameLengthSize = 4;

}  // namespace

void WireWriter::uuid(const Uuid& value)
{
    integer(value.high);
    integer(value.low);
}

void WireWriter::string(std::string_view value)
{
    value = value.substr(0, kMaxStringSize);
    if (m_flexible)
        length32(value.size());
    else
        integer(static_cast<std::int16_t>(value.size()));
    WriteCursor(m_out).writeBytes(asBytes(value));
}

void WireWriter::nullString()
{
    if (m_flexible)
        unsignedVarint(0);
    else
        integer<std::int16_t>(-1);
}

void WireWriter::bytes(ByteView value)
{
    length32(value.size());
    WriteCursor(m_out).writeBytes(value);
}

void WireWriter::records(const Records& value)
{
    length32(value.size());
    if (!value.isExternal()) {
        WriteCursor(m_out).writeBytes(value.view());
    } else if (value.size() > 0) {
        closeSegment();
        m_done.segments.emplace_back(ExternalRecords{value.handle(), value.size()});
        m_done.size += value.size();
    }
}

void WireWriter::null32()
{
    if (m_flexible)
        unsignedVarint(0);
    else
        integer<std::int32_t>(-1);
}

void WireWriter::length32(std::size_t length)
{
    SB_ASSERT(length < 0x7fffffff, "a length that the wire cannot express");
    if (m_flexible)
        unsignedVarint(static_cast<std::uint32_t>(length + 1));
    else
        integer(static_cast<std::int32_t>(length));
}

void WireWriter::endSized(std::size_t begin)
{
    SB_ASSERT(begin <= m_out.size(), "a tagged field holds external records");
    Bytes size;
    WriteCursor(size).writeUnsignedVarint(static_cast<std::uint32_t>(m_out.size() - begin));
    m_out.insert(m_out.begin() + static_cast<std::ptrdiff_t>(begin), size.begin(), size.end());
}

void WireWriter::closeSegment()
{
    if (m_out.empty())
        return;
    m_done.size += m_out.size();
    m_done.segments.emplace_back(std::move(m_out));
    m_out = {};
}

EncodedMessage WireWriter::finish(bool framed)
{
    closeSegment();
    if (framed) {
        SB_ASSERT(!m_done.segments.empty() && std::holds_alternative<Bytes>(m_done.segments.front())
                && std::get<Bytes>(m_done.segments.front()).size() >= kFrameLengthSize,
            "no room for the frame's length");
        SB_ASSERT(
            m_done.size - kFrameLengthSize <= 0x7fffffff, "a frame that the wire cannot express");
        WriteCursor(std::get<Bytes>(m_done.segments.front()))
            .patch(0, static_cast<std::int32_t>(m_done.size - kFrameLengthSize));
    }
    return std::move(m_done);
}

}  // namespace stormbench::protocol
