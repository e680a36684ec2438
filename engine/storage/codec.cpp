// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/codec.h"

#include "engine/storage/codec_gzip.h"
#include "engine/storage/codec_lz4.h"
#include "engine/storage/codec_snappy.h"
#include "engine/storage/codec_zstd.h"

namespace stormbench::storage {

std::string_view toString(Codec codec)
{
    switch (codec) {
    case Codec::None: return "none";
    case Codec::Gzip: return "gzip";
    case Codec::Snappy: return "snappy";
    case Codec::Lz4: return "lz4";
    case Codec::Zstd: return "zstd";
    }
    return "unknown";
}

namespace {

/// Copies, for callers that treat all codecs alike.
class PlainReader final : public Decompressor {
public:
    explicit PlainReader(ByteView bytes)
        : m_bytes(bytes)
    {
    }
    Result<std::size_t> read(std::span<std::uint8_t> out) override
    {
        const auto size = std::min(out.size(), m_bytes.size());
        std::copy_n(m_bytes.begin(), size, out.begin());
        m_bytes = m_bytes.subspan(size);
        return size;
    }

private:
    ByteView m_bytes;
};

}  // namespace

Result<std::unique_ptr<Decompressor>> createDecompressor(Codec codec, ByteView compressed)
{
    switch (codec) {
    case Codec::None: return std::make_unique<PlainReader>(compressed);
    case Codec::Gzip: return createGzipDecompressor(compressed);
    case Codec::Snappy: return createSnappyDecompressor(compressed);
    case Codec::Lz4: return createLz4Decompressor(compressed);
    case Codec::Zstd: return createZstdDecompressor(compressed);
    }
    return fail(ErrorCode::Unsupported, "unknown compression type");
}

Result<Bytes> decompress(Codec codec, ByteView compressed, std::size_t maxBytes)
{
    SB_TRY_ASSIGN(const auto from, createDecompressor(codec, compressed));
    Bytes out;
    std::size_t used = 0;
    for (;;) {
        if (used == out.size())
            out.resize(
                std::max<std::size_t>(4096, std::max(compressed.size() * 2, out.size() * 2)));
        SB_TRY_ASSIGN(const auto got, from->read(std::span(out).subspan(used)));
        if (got == 0)
            break;
        used += got;
        if (used > maxBytes)
            return fail(ErrorCode::OutOfSpace, "the uncompressed data exceeds the bound");
    }
    out.resize(used);
    return out;
}

Result<Bytes> compress(Codec codec, ByteView plain, std::optional<int> level)
{
    switch (codec) {
    case Codec::None: return Bytes(plain.begin(), plain.end());
    case Codec::Gzip: return compressGzip(plain, level);
    case Codec::Snappy: return compressSnappy(plain);
    case Codec::Lz4: return compressLz4(plain, level);
    case Codec::Zstd: return compressZstd(plain, level);
    }
    return fail(ErrorCode::Unsupported, "unknown compression type");
}

}  // namespace stormbench::storage
