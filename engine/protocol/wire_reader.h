// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "engine/base/cursor.h"
#include "engine/base/result.h"
#include "engine/base/uuid.h"
#include "engine/protocol/records.h"

namespace stormbench::protocol {

/// Reads the primitive values of one message in one version. Total: after the first failure every
/// read gives zero or null and error() says what was wrong where. Bounds what a small message can
/// make the decoder allocate.
class WireReader {
public:
    WireReader(ReadCursor& cursor, bool flexible);

    [[nodiscard]] bool ok() const { return m_cursor.ok() && !m_failure; }
    [[nodiscard]] bool flexible() const { return m_flexible; }
    [[nodiscard]] std::size_t position() const { return m_cursor.position(); }
    [[nodiscard]] Error error(std::string_view message, std::int16_t version) const;

    void at(const char* field)
    {
        m_field = ok() ? field : m_field;
    }  ///< what is read next, for error()
    void fail(const char* reason);

    template <std::integral T> [[nodiscard]] T integer() { return m_cursor.read<T>(); }
    [[nodiscard]] Uuid uuid();

    // Each gives nothing for null.
    [[nodiscard]] std::optional<std::string> string();
    [[nodiscard]] std::optional<ByteView> bytes();
    /// The number of elements, which take `wireSize` bytes each at least and `memorySize` in
    /// memory.
    [[nodiscard]] std::optional<std::size_t> arrayLength(
        std::size_t wireSize, std::size_t memorySize);
    /// Whether a nullable struct is there.
    [[nodiscard]] bool structPresent();

    [[nodiscard]] std::uint32_t unsignedVarint() { return m_cursor.readUnsignedVarint(); }
    /// The size of a tagged field: fails if that many bytes are not there.
    [[nodiscard]] std::size_t taggedSize();
    void skip(std::size_t size) { m_cursor.skip(size); }

private:
    [[nodiscard]] std::optional<std::size_t> length32();

    ReadCursor& m_cursor;
    bool m_flexible;
    std::size_t m_memoryLeft;  ///< for array elements
    const char* m_field = "";
    const char* m_failure = nullptr;
};

}  // namespace stormbench::protocol
