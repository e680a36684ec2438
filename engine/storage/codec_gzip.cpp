// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/codec_gzip.h"

#include <algorithm>
#include <limits>

#include <zlib.h>

namespace stormbench::storage {
namespace {

constexpr int kGzipFormat = 16 + MAX_WBITS;

class GzipDecompressor final : public Decompressor {
public:
    explicit GzipDecompressor(ByteView compressed)
    {
        m_stream.next_in
            = const_cast<Bytef*>(compressed.data());  // zlib does not write to its input
        m_stream.avail_in = static_cast<uInt>(compressed.size());
    }
    ~GzipDecompressor() override
    {
        if (m_ready)
            inflateEnd(&m_stream);
    }

    Result<> start()
    {
        m_ready = inflateInit2(&m_stream, kGzipFormat) == Z_OK;
        if (!m_ready)
            return fail(ErrorCode::Internal, "zlib did not start");
        return {};
    }

    Result<std::size_t> read(std::span<std::uint8_t> out) override
    {
        m_stream.next_out = out.data();
        m_stream.avail_out = static_cast<uInt>(
            std::min<std::size_t>(out.size(), std::numeric_limits<uInt>::max()));
        const auto room = m_stream.avail_out;
        while (m_stream.avail_out == room && !m_done) {
            const auto status = inflate(&m_stream, Z_NO_FLUSH);
            if (status == Z_STREAM_END) {
                m_done = m_stream.avail_in == 0;
                if (!m_done && inflateReset(&m_stream) != Z_OK)
                    return fail(ErrorCode::Corrupt, "gzip: broken member");
            } else if (status != Z_OK) {
                return fail(ErrorCode::Corrupt, "gzip: broken or cut off");
            }
        }
        return room - m_stream.avail_out;
    }

private:
    z_stream m_stream{};
    bool m_ready = false;
    bool m_done = false;
};

}  // namespace

Result<std::unique_ptr<Decompressor>> createGzipDecompressor(ByteView compressed)
{
    auto decompressor = std::make_unique<GzipDecompressor>(compressed);
    SB_TRY(decompressor->start());
    return decompressor;
}

Result<Bytes> compressGzip(ByteView plain, std::optional<int> level)
{
    z_stream stream{};
    if (deflateInit2(&stream, level.value_or(Z_DEFAULT_COMPRESSION), Z_DEFLATED, kGzipFormat, 8,
            Z_DEFAULT_STRATEGY)
        != Z_OK)
        return fail(ErrorCode::Internal, "zlib did not start");
    Bytes out(deflateBound(&stream, plain.size()));
    stream.next_in = const_cast<Bytef*>(plain.data());
    stream.avail_in = static_cast<uInt>(plain.size());
    stream.next_out = out.data();
    stream.avail_out = static_cast<uInt>(out.size());
    const auto status = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    if (status != Z_STREAM_END)
        return fail(ErrorCode::Internal, "zlib did not finish");
    return out;
}

}  // namespace stormbench::storage
