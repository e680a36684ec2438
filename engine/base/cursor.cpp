// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/base/cursor.h"

namespace stormbench {
namespace {

constexpr std::uint32_t zigzag32(std::int32_t value)
{
    return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}
constexpr std::uint64_t zigzag64(std::int64_t value)
{
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

}  // namespace

std::uint32_t ReadCursor::readUnsignedVarint()
{
    std::uint32_t value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
        const auto byte = read<std::uint8_t>();
        // The fifth byte may only carry the four bits that are left of 32.
        if (!m_ok || (shift == 28 && (byte & 0xF0) != 0))
            break;
        value |= static_cast<std::uint32_t>(byte & 0x7F) << shift;
        if ((byte & 0x80) == 0)
            return value;
    }
    m_ok = false;
    return 0;
}

std::int32_t ReadCursor::readVarint()
{
    const auto value = readUnsignedVarint();
    return static_cast<std::int32_t>((value >> 1) ^ (~(value & 1) + 1));
}

std::int64_t ReadCursor::readVarlong()
{
    std::uint64_t value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
        const auto byte = read<std::uint8_t>();
        if (!m_ok || (shift == 63 && (byte & 0xFE) != 0))
            break;
        value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
        if ((byte & 0x80) == 0)
            return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
    }
    m_ok = false;
    return 0;
}

void WriteCursor::writeUnsignedVarint(std::uint32_t value)
{
    while (value >= 0x80) {
        m_out.push_back(static_cast<std::uint8_t>(value | 0x80));
        value >>= 7;
    }
    m_out.push_back(static_cast<std::uint8_t>(value));
}

void WriteCursor::writeVarint(std::int32_t value)
{
    writeUnsignedVarint(zigzag32(value));
}

void WriteCursor::writeVarlong(std::int64_t value)
{
    auto bits = zigzag64(value);
    while (bits >= 0x80) {
        m_out.push_back(static_cast<std::uint8_t>(bits | 0x80));
        bits >>= 7;
    }
    m_out.push_back(static_cast<std::uint8_t>(bits));
}

std::size_t unsignedVarintSize(std::uint32_t value)
{
    std::size_t size = 1;
    while (value >= 0x80) {
        value >>= 7;
        ++size;
    }
    return size;
}

std::size_t varintSize(std::int32_t value)
{
    return unsignedVarintSize(zigzag32(value));
}

std::size_t varlongSize(std::int64_t value)
{
    auto bits = zigzag64(value);
    std::size_t size = 1;
    while (bits >= 0x80) {
        bits >>= 7;
        ++size;
    }
    return size;
}

}  // namespace stormbench
