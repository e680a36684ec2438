// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/storage/codec_lz4.h"

#include <lz4frame.h>

namespace stormbench::storage {
namespace {

class Lz4Decompressor final : public Decompressor {
public:
    explicit Lz4Decompressor(ByteView compressed)
        : m_input(compressed)
    {
    }
    ~Lz4Decompressor() override { LZ4F_freeDecompressionContext(m_context); }

    Result<> start()
    {
        if (LZ4F_isError(LZ4F_createDecompressionContext(&m_context, LZ4F_VERSION)))
            return fail(ErrorCode::Internal, "lz4 did not start");
        return {};
    }

    Result<std::size_t> read(std::span<std::uint8_t> out) override
    {
        while (!m_input.empty() || !m_frameDone) {
            if (m_frameDone)
                SB_TRY(readFrameHeader());
            std::size_t produced = out.size();
            std::size_t consumed = m_input.size();
            const auto hint = LZ4F_decompress(
                m_context, out.data(), &produced, m_input.data(), &consumed, nullptr);
            if (LZ4F_isError(hint))
                return fail(ErrorCode::Corrupt, "lz4: broken block");
            m_input = m_input.subspan(consumed);
            m_frameDone = hint == 0;
            if (produced > 0)
                return produced;
            if (!m_frameDone && consumed == 0)
                return fail(ErrorCode::Corrupt, "lz4: cut off");
        }
        return 0;
    }

private:
    /// Java's reader takes independent blocks only: a batch with dependent ones would be lost on
    /// it, so it is refused here.
    Result<> readFrameHeader()
    {
        LZ4F_frameInfo_t info{};
        std::size_t consumed = m_input.size();
        if (LZ4F_isError(LZ4F_getFrameInfo(m_context, &info, m_input.data(), &consumed)))
            return fail(ErrorCode::Corrupt, "lz4: no frame header");
        if (info.blockMode != LZ4F_blockIndependent)
            return fail(ErrorCode::Corrupt, "lz4: the blocks of the frame depend on each other");
        m_input = m_input.subspan(consumed);
        m_frameDone = false;
        return {};
    }

    ByteView m_input;
    LZ4F_dctx* m_context = nullptr;
    bool m_frameDone = true;
};

}  // namespace

Result<std::unique_ptr<Decompressor>> createLz4Decompressor(ByteView compressed)
{
    auto decompressor = std::make_unique<Lz4Decompressor>(compressed);
    SB_TRY(decompressor->start());
    return decompressor;
}

Result<Bytes> compressLz4(ByteView plain, std::optional<int> level)
{
    LZ4F_preferences_t preferences{};
    preferences.frameInfo.blockSizeID = LZ4F_max64KB;
    preferences.frameInfo.blockMode = LZ4F_blockIndependent;
    preferences.compressionLevel = level.value_or(0);
    Bytes out(LZ4F_compressFrameBound(plain.size(), &preferences));
    const auto size
        = LZ4F_compressFrame(out.data(), out.size(), plain.data(), plain.size(), &preferences);
    if (LZ4F_isError(size))
        return fail(ErrorCode::Internal, "lz4 did not finish");
    out.resize(size);
    return out;
}

}  // namespace stormbench::storage
