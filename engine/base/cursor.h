// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <bit>
#include <concepts>
#include <cstring>

#include "engine/base/bytes.h"

namespace stormbench {

/// Big-endian integers at an address, as Kafka's wire and log formats have them.
template <std::integral T> [[nodiscard]] T loadBigEndian(const std::uint8_t* at)
{
    std::make_unsigned_t<T> value = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i)
        value = static_cast<std::make_unsigned_t<T>>(
            (static_cast<std::uint64_t>(value) << 8) | at[i]);
    return static_cast<T>(value);
}
template <std::integral T> void storeBigEndian(std::uint8_t* at, T value)
{
    for (std::size_t i = 0; i < sizeof(T); ++i)
        at[i] = static_cast<std::uint8_t>(
            static_cast<std::make_unsigned_t<T>>(value) >> (8 * (sizeof(T) - 1 - i)));
}

/// Reads forward over bytes that it does not own. Total: any bytes give values or a failed cursor,
/// never a crash. Once a read does not fit, ok() is false for good and every further read gives
/// zero or empty.
class ReadCursor {
public:
    explicit ReadCursor(ByteView bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] std::size_t position() const { return m_position; }
    [[nodiscard]] std::size_t remaining() const { return m_bytes.size() - m_position; }
    [[nodiscard]] bool atEnd() const { return remaining() == 0; }
    void markFailed() { m_ok = false; }

    template <std::integral T> [[nodiscard]] T read()
    {
        if (!require(sizeof(T)))
            return T{};
        const T value = loadBigEndian<T>(m_bytes.data() + m_position);
        m_position += sizeof(T);
        return value;
    }
    [[nodiscard]] double readDouble() { return std::bit_cast<double>(read<std::uint64_t>()); }

    /// A view into the underlying bytes: valid as long as they are.
    [[nodiscard]] ByteView readView(std::size_t size)
    {
        if (!require(size))
            return {};
        const auto view = m_bytes.subspan(m_position, size);
        m_position += size;
        return view;
    }
    void skip(std::size_t size)
    {
        if (require(size))
            m_position += size;
    }

    [[nodiscard]] std::uint32_t readUnsignedVarint();  ///< at most 5 bytes
    [[nodiscard]] std::int32_t readVarint();           ///< zigzag, at most 5 bytes
    [[nodiscard]] std::int64_t readVarlong();          ///< zigzag, at most 10 bytes

private:
    bool require(std::size_t size)
    {
        if (m_ok && size <= remaining())
            return true;
        m_ok = false;
        return false;
    }

    ByteView m_bytes;
    std::size_t m_position = 0;
    bool m_ok = true;
};

/// Appends to a buffer that it does not own.
class WriteCursor {
public:
    explicit WriteCursor(Bytes& out)
        : m_out(out)
    {
    }

    [[nodiscard]] std::size_t size() const { return m_out.size(); }

    template <std::integral T> void write(T value)
    {
        const auto at = m_out.size();
        m_out.resize(at + sizeof(T));
        storeBigEndian(m_out.data() + at, value);
    }
    void writeDouble(double value) { write(std::bit_cast<std::uint64_t>(value)); }
    void writeBytes(ByteView bytes) { m_out.insert(m_out.end(), bytes.begin(), bytes.end()); }

    void writeUnsignedVarint(std::uint32_t value);
    void writeVarint(std::int32_t value);
    void writeVarlong(std::int64_t value);

    /// Overwrites earlier output, e.g. a length that is known only at the end. Precondition: at +
    /// sizeof(T) <= size().
    template <std::integral T> void patch(std::size_t at, T value)
    {
        storeBigEndian(m_out.data() + at, value);
    }

private:
    Bytes& m_out;
};

[[nodiscard]] std::size_t unsignedVarintSize(std::uint32_t value);
[[nodiscard]] std::size_t varintSize(std::int32_t value);
[[nodiscard]] std::size_t varlongSize(std::int64_t value);

}  // namespace stormbench
