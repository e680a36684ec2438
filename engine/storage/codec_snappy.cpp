// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/codec_snappy.h"

#include <algorithm>
#include <array>

#include <snappy.h>

#include "engine/base/cursor.h"

namespace stormbench::storage {
namespace {

// xerial's framing: magic, version, oldest compatible version, then chunks of a 32-bit length and a
// raw snappy block.
constexpr std::array<std::uint8_t, 8> kXerialMagic{0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
constexpr std::size_t kXerialHeader = 16;
constexpr std::size_t kXerialBlock = 32 * 1024;
// A copy element of three bytes gives at most 64: no valid block grows more than this. Keeps a lie
// about the length from allocating much.
constexpr std::size_t kMaxGrowth = 32;

bool isXerial(ByteView bytes)
{
    return bytes.size() >= kXerialHeader
        && std::equal(kXerialMagic.begin(), kXerialMagic.end(), bytes.begin());
}

class SnappyDecompressor final : public Decompressor {
public:
    explicit SnappyDecompressor(ByteView compressed)
        : m_framed(isXerial(compressed))
        , m_input(compressed)
    {
        if (m_framed)
            m_input = m_input.subspan(kXerialHeader);
    }

    Result<std::size_t> read(std::span<std::uint8_t> out) override
    {
        while (m_served == m_block.size() && !m_input.empty())
            SB_TRY(nextBlock());
        const auto size = std::min(out.size(), m_block.size() - m_served);
        std::copy_n(m_block.begin() + static_cast<std::ptrdiff_t>(m_served), size, out.begin());
        m_served += size;
        return size;
    }

private:
    Result<> nextBlock()
    {
        auto chunk = m_input;
        if (m_framed) {
            if (m_input.size() < sizeof(std::uint32_t))
                return fail(ErrorCode::Corrupt, "snappy: cut off");
            const auto length = loadBigEndian<std::uint32_t>(m_input.data());
            if (length > m_input.size() - sizeof(std::uint32_t))
                return fail(ErrorCode::Corrupt, "snappy: a chunk is cut off");
            chunk = m_input.subspan(sizeof(std::uint32_t), length);
        }
        const auto* source = reinterpret_cast<const char*>(chunk.data());
        std::size_t plain = 0;
        if (!snappy::GetUncompressedLength(source, chunk.size(), &plain)
            || plain / kMaxGrowth > chunk.size())
            return fail(ErrorCode::Corrupt, "snappy: broken length");
        m_block.resize(plain);
        m_served = 0;
        if (!snappy::RawUncompress(source, chunk.size(), reinterpret_cast<char*>(m_block.data())))
            return fail(ErrorCode::Corrupt, "snappy: broken block");
        m_input = m_input.subspan(
            static_cast<std::size_t>(chunk.data() + chunk.size() - m_input.data()));
        return {};
    }

    bool m_framed;
    ByteView m_input;
    Bytes m_block;
    std::size_t m_served = 0;
};

}  // namespace

Result<std::unique_ptr<Decompressor>> createSnappyDecompressor(ByteView compressed)
{
    if (compressed.empty())
        return fail(ErrorCode::Corrupt, "snappy: nothing to decompress");
    return std::make_unique<SnappyDecompressor>(compressed);
}

Result<Bytes> compressSnappy(ByteView plain)
{
    Bytes out;
    WriteCursor cursor(out);
    cursor.writeBytes(kXerialMagic);
    cursor.write<std::uint32_t>(1);
    cursor.write<std::uint32_t>(1);
    std::string block;
    for (std::size_t at = 0; at < plain.size(); at += kXerialBlock) {
        const auto part = plain.subspan(at, std::min(kXerialBlock, plain.size() - at));
        snappy::Compress(reinterpret_cast<const char*>(part.data()), part.size(), &block);
        cursor.write(static_cast<std::uint32_t>(block.size()));
        cursor.writeBytes(asBytes(block));
    }
    return out;
}

}  // namespace stormbench::storage
