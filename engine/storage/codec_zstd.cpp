// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/codec_zstd.h"

#include <zstd.h>

namespace stormbench::storage {
namespace {

constexpr int kMaxWindowLog
    = 27;  ///< 128 MiB, the format's recommended limit: bounds what a hostile frame can allocate

class ZstdDecompressor final : public Decompressor {
public:
    explicit ZstdDecompressor(ByteView compressed)
        : m_input{compressed.data(), compressed.size(), 0}
    {
    }
    ~ZstdDecompressor() override { ZSTD_freeDCtx(m_context); }

    Result<> start()
    {
        m_context = ZSTD_createDCtx();
        if (!m_context
            || ZSTD_isError(ZSTD_DCtx_setParameter(m_context, ZSTD_d_windowLogMax, kMaxWindowLog)))
            return fail(ErrorCode::Internal, "zstd did not start");
        return {};
    }

    Result<std::size_t> read(std::span<std::uint8_t> out) override
    {
        ZSTD_outBuffer output{out.data(), out.size(), 0};
        while (output.pos == 0 && (m_input.pos < m_input.size || !m_frameDone)) {
            const auto before = m_input.pos;
            const auto hint = ZSTD_decompressStream(m_context, &output, &m_input);
            if (ZSTD_isError(hint))
                return fail(ErrorCode::Corrupt, "zstd: broken frame");
            m_frameDone = hint == 0;
            if (!m_frameDone && output.pos == 0 && m_input.pos == before)
                return fail(ErrorCode::Corrupt, "zstd: cut off");
        }
        return output.pos;
    }

private:
    ZSTD_inBuffer m_input;
    ZSTD_DCtx* m_context = nullptr;
    bool m_frameDone = true;
};

}  // namespace

Result<std::unique_ptr<Decompressor>> createZstdDecompressor(ByteView compressed)
{
    auto decompressor = std::make_unique<ZstdDecompressor>(compressed);
    SB_TRY(decompressor->start());
    return decompressor;
}

Result<Bytes> compressZstd(ByteView plain, std::optional<int> level)
{
    Bytes out(ZSTD_compressBound(plain.size()));
    const auto size = ZSTD_compress(
        out.data(), out.size(), plain.data(), plain.size(), level.value_or(ZSTD_CLEVEL_DEFAULT));
    if (ZSTD_isError(size))
        return fail(ErrorCode::Internal, "zstd did not finish");
    out.resize(size);
    return out;
}

}  // namespace stormbench::storage
