// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/protocol/wire_reader.h"

#include <limits>

#include <fmt/format.h>

namespace stormbench::protocol {

namespace {

constexpr std::size_t kMaxStringSize
    = 0x7fff;  // of the old encoding; the compact one is held to it too

// An element of one byte on the wire may become a struct of hundreds in memory. Honest messages
// stay far below this ratio.
constexpr std::size_t kMemoryPerByte = 16;
constexpr std::size_t kMemoryFloor = 1024 * 1024;

}  // namespace

WireReader::WireReader(ReadCursor& cursor, bool flexible)
    : m_cursor(cursor)
    , m_flexible(flexible)
    , m_memoryLeft(kMemoryFloor + kMemoryPerByte * cursor.remaining())
{
}

Error WireReader::error(std::string_view message, std::int16_t version) const
{
    const char* reason = m_failure ? m_failure : "the bytes end too early or a number is malformed";
    return {ErrorCode::Corrupt,
        fmt::format("{} v{}, field {}: {}", message, version, m_field, reason), 0};
}

void WireReader::fail(const char* reason)
{
    if (!ok())
        return;
    m_failure = reason;
    m_cursor.markFailed();
}

Uuid WireReader::uuid()
{
    const auto high = m_cursor.read<std::uint64_t>();
    return {high, m_cursor.read<std::uint64_t>()};
}

std::optional<std::size_t> WireReader::length32()
{
    if (m_flexible) {
        const auto lengthPlusOne = m_cursor.readUnsignedVarint();
        return lengthPlusOne == 0 ? std::nullopt : std::optional<std::size_t>(lengthPlusOne - 1);
    }
    const auto length = m_cursor.read<std::int32_t>();
    if (length < -1)
        fail("negative length");
    return length < 0 ? std::nullopt : std::optional<std::size_t>(static_cast<std::size_t>(length));
}

std::optional<std::string> WireReader::string()
{
    std::optional<std::size_t> length;
    if (m_flexible) {
        length = length32();
    } else {
        const auto old = m_cursor.read<std::int16_t>();
        if (old < -1)
            fail("negative length");
        if (old >= 0)
            length = static_cast<std::size_t>(old);
    }
    if (!ok() || !length)
        return std::nullopt;
    if (*length > kMaxStringSize) {
        fail("string too long");
        return std::nullopt;
    }
    return toText(m_cursor.readView(*length));
}

std::optional<ByteView> WireReader::bytes()
{
    const auto length = length32();
    if (!ok() || !length)
        return std::nullopt;
    return m_cursor.readView(*length);
}

std::optional<std::size_t> WireReader::arrayLength(std::size_t wireSize, std::size_t memorySize)
{
    const auto length = length32();
    if (!ok() || !length)
        return std::nullopt;
    if (*length > m_cursor.remaining() / wireSize || *length > m_memoryLeft / memorySize) {
        fail("array longer than its bytes");
        return std::nullopt;
    }
    m_memoryLeft -= *length * memorySize;
    return length;
}

bool WireReader::structPresent()
{
    return m_cursor.read<std::int8_t>() >= 0 && ok();
}

std::size_t WireReader::taggedSize()
{
    const std::size_t size = m_cursor.readUnsignedVarint();
    if (size > m_cursor.remaining())
        fail("tagged field longer than the message");
    return ok() ? size : 0;
}

}  // namespace stormbench::protocol
