// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstring>

#include "engine/storage/codec.h"

namespace stormbench::storage {

/// What a walk tells of each record, without touching key or value.
struct WalkedRecord {
    std::int64_t timestampDelta = 0;
    std::int32_t offsetDelta = 0;
    bool hasKey = false;
};

enum class WalkFault {
    None,
    Malformed,    ///< lengths do not fit into each other
    Undecodable,  ///< the compressed blob is broken
    TooLarge,     ///< grows beyond the bound
};

/// Records that lie in memory: one window, never refilled.
class MemorySource {
public:
    explicit MemorySource(ByteView bytes)
        : at(bytes.data())
        , end(at + bytes.size())
        , m_begin(at)
    {
    }

    [[nodiscard]] std::uint64_t position() const
    {
        return static_cast<std::uint64_t>(at - m_begin);
    }
    [[nodiscard]] static constexpr bool refill() { return false; }
    [[nodiscard]] static constexpr WalkFault fault() { return WalkFault::None; }

    const std::uint8_t* at;
    const std::uint8_t* end;

private:
    const std::uint8_t* m_begin;
};

/// Records that are decompressed into a window which the caller owns.
class StreamSource {
public:
    StreamSource(Decompressor& from, std::span<std::uint8_t> window, std::uint64_t bound)
        : at(window.data())
        , end(at)
        , m_from(from)
        , m_window(window)
        , m_bound(bound)
    {
    }

    [[nodiscard]] std::uint64_t position() const
    {
        return m_read - static_cast<std::uint64_t>(end - at);
    }
    [[nodiscard]] WalkFault fault() const { return m_fault; }

    /// Moves what is left to the front and reads more behind it. False if there is no more (or a
    /// fault).
    [[nodiscard]] bool refill()
    {
        const auto left = static_cast<std::size_t>(end - at);
        std::memmove(m_window.data(), at, left);
        at = m_window.data();
        end = at + left;
        if (m_fault != WalkFault::None || left == m_window.size())
            return false;
        const auto got = m_from.read(m_window.subspan(left));
        if (!got) {
            m_fault = WalkFault::Undecodable;
            return false;
        }
        end += *got;
        m_read += *got;
        if (m_read > m_bound) {
            m_fault = WalkFault::TooLarge;
            return false;
        }
        return *got > 0;
    }

    const std::uint8_t* at;
    const std::uint8_t* end;

private:
    Decompressor& m_from;
    std::span<std::uint8_t> m_window;
    std::uint64_t m_bound;
    std::uint64_t m_read = 0;
    WalkFault m_fault = WalkFault::None;
};

/// Walks records by their lengths. `Source` is one of the two above.
template <typename Source> class RecordWalk {
public:
    explicit RecordWalk(Source& source)
        : m_source(source)
    {
    }

    /// False when the next bytes are not a record: fault() says why.
    [[nodiscard]] bool next(WalkedRecord& record)
    {
        std::int64_t length = 0;
        if (!varint(length, 5) || length < 0)
            return malformed();
        const auto bodyEnd = m_source.position() + static_cast<std::uint64_t>(length);
        std::int64_t offsetDelta = 0;
        std::int64_t keyLength = 0;
        std::int64_t headerCount = 0;
        if (!skip(1) || !varint(record.timestampDelta, 10) || !varint(offsetDelta, 5)
            || !varint(keyLength, 5) || !skipField(keyLength, bodyEnd) || !nullableField(bodyEnd)
            || !varint(headerCount, 5) || headerCount < 0)
            return malformed();
        for (; headerCount > 0; --headerCount) {
            std::int64_t nameLength = 0;
            if (!varint(nameLength, 5) || nameLength < 0 || !skipField(nameLength, bodyEnd)
                || !nullableField(bodyEnd))
                return malformed();
        }
        if (m_source.position() != bodyEnd)
            return malformed();
        record.offsetDelta = static_cast<std::int32_t>(offsetDelta);
        record.hasKey = keyLength >= 0;
        return true;
    }

    /// Whether all bytes have been walked.
    [[nodiscard]] bool atEnd() { return m_source.at == m_source.end && !m_source.refill(); }

    [[nodiscard]] WalkFault fault() const
    {
        return m_source.fault() != WalkFault::None ? m_source.fault() : m_fault;
    }

private:
    bool malformed()
    {
        m_fault = WalkFault::Malformed;
        return false;
    }

    /// A zigzag varint of at most `limit` bytes; one of 5 bytes must fit into 32 bits.
    bool varint(std::int64_t& value, int limit)
    {
        std::uint64_t raw = 0;
        for (int i = 0; i < limit; ++i) {
            if (m_source.at == m_source.end && !m_source.refill())
                return false;
            const auto byte = *m_source.at++;
            raw |= static_cast<std::uint64_t>(byte & 0x7F) << (7 * i);
            if ((byte & 0x80) == 0) {
                if (limit == 5 && raw > 0xFFFF'FFFFu)
                    return false;
                value = static_cast<std::int64_t>(raw >> 1) ^ -static_cast<std::int64_t>(raw & 1);
                return true;
            }
        }
        return false;
    }

    bool skip(std::uint64_t size)
    {
        for (;;) {
            const auto here = static_cast<std::uint64_t>(m_source.end - m_source.at);
            if (size <= here) {
                m_source.at += size;
                return true;
            }
            m_source.at = m_source.end;
            size -= here;
            if (!m_source.refill())
                return false;
        }
    }

    bool skipField(std::int64_t length, std::uint64_t bodyEnd)
    {
        if (length < 0)
            return length == -1;
        return m_source.position() + static_cast<std::uint64_t>(length) <= bodyEnd
            && skip(static_cast<std::uint64_t>(length));
    }

    bool nullableField(std::uint64_t bodyEnd)
    {
        std::int64_t length = 0;
        return varint(length, 5) && skipField(length, bodyEnd);
    }

    Source& m_source;
    WalkFault m_fault = WalkFault::None;
};

/// The largest batch that we are willing to decompress.
inline constexpr std::uint64_t kMaxUncompressedBatch = 256u << 20;

/// Walks the records of `batch`, compressed or not: `visit(record)` returns false to stop. Returns
/// the fault, if any. Precondition: the header is that of the batch, with a known codec. `trailing`
/// says whether bytes are left after header.recordCount records.
template <typename Visit>
[[nodiscard]] WalkFault walkRecords(
    ByteView batch, const BatchHeader& header, Visit&& visit, bool& trailing)
{
    const auto run = [&](auto& source) {
        RecordWalk walk(source);
        WalkedRecord record;
        for (std::int32_t i = 0; i < header.recordCount; ++i) {
            if (!walk.next(record))
                return walk.fault();
            if (!visit(record))
                return WalkFault::None;
        }
        trailing = !walk.atEnd();
        return walk.fault();
    };
    trailing = false;
    const auto records = batch.subspan(batch::kHeaderSize);
    if (header.codec() == Codec::None) {
        MemorySource source(records);
        return run(source);
    }
    auto decompressor = createDecompressor(header.codec(), records);
    if (!decompressor)
        return WalkFault::Undecodable;
    std::array<std::uint8_t, 32 * 1024> window;
    StreamSource source(**decompressor, window, kMaxUncompressedBatch);
    return run(source);
}

}  // namespace stormbench::storage
